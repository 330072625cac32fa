package org.chainrule.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from nodes to coefficients or exponents, as a treap whose priorities follow from
 * the keys (Aragon and Seidel 1989; Blelloch and Reid-Miller 1998 for the union).
 *
 * <p>Equal maps have the same shape whatever the order of insertion, adding one term to a sum of n
 * costs log n and shares the rest, and hash and traits of the whole are kept up on the way. So a
 * sum or a chain of products that is built term by term stays linear, which copied arrays would
 * not.
 *
 * @param <V> the values; equal values must be {@code equals}
 */
final class TermMap<V> {
  /** A term: a key and its value. */
  record Term<V>(Expr key, V value) {}

  /** The joining of the two values of a key; commutative. */
  interface Combiner<V> {
    /** The joint value, or null where the term vanishes. */
    @Nullable V combine(Expr key, V first, V second);
  }

  private final Term<V> term;
  private final long priority;
  private final @Nullable TermMap<V> left;
  private final @Nullable TermMap<V> right;
  private final int size;
  private final long hash;
  private final Traits traits;

  private TermMap(Term<V> term, @Nullable TermMap<V> left, @Nullable TermMap<V> right) {
    this.term = term;
    this.left = left;
    this.right = right;
    priority = priority(term.key());
    long valueHash =
        term.value() instanceof Expr node ? node.structuralHash() : term.value().hashCode();
    long sum = Hash.mix(priority, valueHash);
    Traits joined = term.key().traits();
    if (term.value() instanceof Expr node) {
      joined = joined.and(node.traits());
    }
    int count = 1;
    if (left != null) {
      sum += left.hash;
      count += left.size;
      joined = joined.and(left.traits);
    }
    if (right != null) {
      sum += right.hash;
      count += right.size;
      joined = joined.and(right.traits);
    }
    hash = sum;
    size = count;
    traits = joined;
  }

  private static long priority(Expr key) {
    return Hash.mix(key.structuralHash());
  }

  static int size(@Nullable TermMap<?> map) {
    return map == null ? 0 : map.size;
  }

  static long hash(@Nullable TermMap<?> map) {
    return map == null ? 0 : map.hash;
  }

  static Traits traits(@Nullable TermMap<?> map) {
    return map == null ? Traits.NONE : map.traits;
  }

  /** The term at the root: the only one of a map of one. */
  Term<V> root() {
    return term;
  }

  /** The map with a term added. */
  static <V> @Nullable TermMap<V> add(
      @Nullable TermMap<V> map, Term<V> added, Combiner<V> combiner) {
    if (map == null) {
      return new TermMap<>(added, null, null);
    }
    Expr key = added.key();
    if (map.term.key() == key) {
      V value = combiner.combine(key, map.term.value(), added.value());
      return value == null
          ? join(map.left, map.right)
          : new TermMap<>(new Term<>(key, value), map.left, map.right);
    }
    boolean isBefore = StructuralOrder.INSTANCE.compare(key, map.term.key()) < 0;
    int order = Long.compareUnsigned(priority(key), map.priority);
    if (order > 0 || order == 0 && !isBefore) {
      // The key is not in the map, or it would stand above what is now the root.
      Split<V> split = split(map, key);
      return new TermMap<>(added, split.below(), split.above());
    }
    return isBefore
        ? new TermMap<>(map.term, add(map.left, added, combiner), map.right)
        : new TermMap<>(map.term, map.left, add(map.right, added, combiner));
  }

  /** The two maps as one. */
  static <V> @Nullable TermMap<V> union(
      @Nullable TermMap<V> first, @Nullable TermMap<V> second, Combiner<V> combiner) {
    if (first == null) {
      return second;
    }
    if (second == null) {
      return first;
    }
    if (isBelow(first, second)) {
      return union(second, first, combiner);
    }
    Split<V> split = split(second, first.term.key());
    TermMap<V> newLeft = union(first.left, split.below(), combiner);
    TermMap<V> newRight = union(first.right, split.above(), combiner);
    Term<V> equal = split.equal();
    if (equal == null) {
      return newLeft == first.left && newRight == first.right
          ? first
          : new TermMap<>(first.term, newLeft, newRight);
    }
    V value = combiner.combine(first.term.key(), first.term.value(), equal.value());
    return value == null
        ? join(newLeft, newRight)
        : new TermMap<>(new Term<>(first.term.key(), value), newLeft, newRight);
  }

  /** The map without a key. */
  static <V> @Nullable TermMap<V> remove(@Nullable TermMap<V> map, Expr key) {
    if (map == null) {
      return null;
    }
    Split<V> split = split(map, key);
    return split.equal() == null ? map : join(split.below(), split.above());
  }

  static <V> @Nullable V get(@Nullable TermMap<V> map, Expr key) {
    TermMap<V> node = map;
    while (node != null && node.term.key() != key) {
      node = StructuralOrder.INSTANCE.compare(key, node.term.key()) < 0 ? node.left : node.right;
    }
    return node == null ? null : node.term.value();
  }

  /** The same keys with other values. The keys must stay as they are. */
  static <V> @Nullable TermMap<V> mapValues(@Nullable TermMap<V> map, Function<V, V> change) {
    return map == null
        ? null
        : new TermMap<>(
            new Term<>(map.term.key(), change.apply(map.term.value())),
            mapValues(map.left, change),
            mapValues(map.right, change));
  }

  /** The terms in the structural order of their keys. */
  static <V> List<Term<V>> terms(@Nullable TermMap<V> map) {
    List<Term<V>> terms = new ArrayList<>(size(map));
    collect(map, terms);
    return terms;
  }

  private static <V> void collect(@Nullable TermMap<V> map, List<Term<V>> terms) {
    TermMap<V> node = map;
    while (node != null) {
      collect(node.left, terms);
      terms.add(node.term);
      node = node.right;
    }
  }

  static <V> boolean same(@Nullable TermMap<V> first, @Nullable TermMap<V> second) {
    if (first == second) {
      return true;
    }
    return first != null
        && second != null
        && first.hash == second.hash
        && first.size == second.size
        && first.term.key() == second.term.key()
        && first.term.value().equals(second.term.value())
        && same(first.left, second.left)
        && same(first.right, second.right);
  }

  private record Split<V>(
      @Nullable TermMap<V> below, @Nullable Term<V> equal, @Nullable TermMap<V> above) {}

  private static <V> Split<V> split(@Nullable TermMap<V> map, Expr key) {
    if (map == null) {
      return new Split<>(null, null, null);
    }
    if (map.term.key() == key) {
      return new Split<>(map.left, map.term, map.right);
    }
    if (StructuralOrder.INSTANCE.compare(key, map.term.key()) < 0) {
      Split<V> inner = split(map.left, key);
      return new Split<>(
          inner.below(), inner.equal(), new TermMap<>(map.term, inner.above(), map.right));
    }
    Split<V> inner = split(map.right, key);
    return new Split<>(
        new TermMap<>(map.term, map.left, inner.below()), inner.equal(), inner.above());
  }

  private static <V> @Nullable TermMap<V> join(
      @Nullable TermMap<V> below, @Nullable TermMap<V> above) {
    if (below == null) {
      return above;
    }
    if (above == null) {
      return below;
    }
    return isBelow(above, below)
        ? new TermMap<>(below.term, below.left, join(below.right, above))
        : new TermMap<>(above.term, join(below, above.left), above.right);
  }

  private static boolean isBelow(TermMap<?> first, TermMap<?> second) {
    int order = Long.compareUnsigned(first.priority, second.priority);
    return order != 0
        ? order < 0
        : StructuralOrder.INSTANCE.compare(first.term.key(), second.term.key()) < 0;
  }
}
