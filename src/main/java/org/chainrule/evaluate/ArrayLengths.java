package org.chainrule.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The lengths that a point's arrays give to the sums of an expression that has no declarations:
 * each index runs as far as the axes that it stands on, though all of them end at n.
 */
public final class ArrayLengths {
  private static final Expr USUAL = IndexRange.CONVENTIONAL.upper();

  /** An expression with a point at which its lengths are known. */
  public record Placed(Expr expression, Point point) {}

  private record Axis(String family, int number) {}

  /**
   * The pass that gives each sum that ends at n an end of its own, and remembers what its index
   * stands on.
   */
  private static final class Marking extends Rewriter {
    private final Map<Expr, Expr> marks = new LinkedHashMap<>();
    private final Map<Expr, Expr> named = new LinkedHashMap<>();
    private final Map<Object, Object> ties = new HashMap<>();

    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof Binder binder && binder.lower().isOne()) {
        Symbol index = opened(binder).index();
        if (binder.upper() == USUAL) {
          mark(index);
        } else if (binder.upper() instanceof Symbol end && Symbol.largestOpened(end) == 0) {
          named.put(index, end);
        }
      }
      return super.dependencies(node);
    }

    private Expr mark(Expr index) {
      return marks.computeIfAbsent(
          index, each -> Symbol.named(((Symbol) USUAL).name() + "#" + marks.size()));
    }

    @Override
    public Expr visit(IndexedSymbol indexed) {
      for (int i = 0; i < indexed.indices().size(); i++) {
        if (indexed.indices().get(i) instanceof Symbol index) {
          tie(index, new Axis(indexed.family(), i));
        }
      }
      return super.visit(indexed);
    }

    @Override
    public Expr visit(Reduction reduction) {
      Opened opened = end(reduction);
      return opened.end() == null
          ? super.visit(reduction)
          : Reduction.of(
              reduction.operator(),
              opened.inside().index(),
              result(reduction.lower()),
              opened.end(),
              result(opened.inside().condition()),
              result(opened.inside().body()));
    }

    @Override
    public Expr visit(Elements elements) {
      Opened opened = end(elements);
      return opened.end() == null
          ? super.visit(elements)
          : Elements.of(
              opened.inside().index(),
              result(elements.lower()),
              opened.end(),
              result(opened.inside().body()));
    }

    private record Opened(Binder.Opened inside, @Nullable Expr end) {}

    private Opened end(Binder binder) {
      Binder.Opened inside = opened(binder);
      return new Opened(inside, marks.get(inside.index()));
    }

    /** A free letter that is compared with n is compared with its own length. */
    @Override
    public Expr visit(Relation relation) {
      Expr left = result(relation.left());
      Expr right = result(relation.right());
      if (relation.right() == USUAL && relation.left() instanceof Symbol letter) {
        return Relation.of(relation.operator(), left, mark(letter));
      } else if (relation.left() == USUAL && relation.right() instanceof Symbol letter) {
        return Relation.of(relation.operator(), mark(letter), right);
      }
      return super.visit(relation);
    }

    private void tie(Object first, Object second) {
      Object root = root(first);
      Object other = root(second);
      if (!root.equals(other)) {
        ties.put(other, root);
      }
    }

    private Object root(Object node) {
      Object root = node;
      for (Object next = ties.get(root); next != null; next = ties.get(root)) {
        root = next;
      }
      return root;
    }

    /** The lengths that arrays have on the axes that an index stands on. */
    Set<Integer> lengths(Expr index, Point point) {
      Set<Integer> found = new TreeSet<>();
      Object root = root(index);
      for (String family : point.arrayNames()) {
        List<Integer> given = point.lengths(family);
        for (int axis = 0; given != null && axis < given.size(); axis++) {
          if (root(new Axis(family, axis)).equals(root)) {
            found.add(given.get(axis));
          }
        }
      }
      return found;
    }
  }

  private ArrayLengths() {}

  /**
   * The expression and the point with the lengths that arrays tell, as far as they tell one each.
   */
  public static Placed of(Expr expression, Point point) {
    if (point.arrayNames().isEmpty()) {
      return new Placed(expression, point);
    }
    Marking marking = new Marking();
    Expr marked = marking.apply(expression);
    Point placed = withNamed(marking, point);
    String usual = ((Symbol) USUAL).name();
    if (placed.scalar(usual) != null || marking.marks.isEmpty()) {
      return new Placed(expression, placed);
    }
    Map<Expr, Expr> ends = new HashMap<>();
    Set<Integer> all = new TreeSet<>();
    for (Map.Entry<Expr, Expr> each : marking.marks.entrySet()) {
      Set<Integer> lengths = marking.lengths(each.getKey(), point);
      if (lengths.size() > 1) {
        return new Placed(expression, placed);
      }
      all.addAll(lengths);
      ends.put(each.getValue(), lengths.isEmpty() ? USUAL : Expr.of(lengths.iterator().next()));
    }
    return all.size() == 1
        ? new Placed(expression, placed.with(usual, Rational.of(all.iterator().next())))
        : new Placed(Substitution.of(ends).apply(marked), placed);
  }

  /** The point with values for the names of lengths of which all arrays tell the same. */
  private static Point withNamed(Marking marking, Point point) {
    Map<Expr, List<Integer>> lengths = new LinkedHashMap<>();
    marking.named.forEach(
        (index, end) ->
            lengths
                .computeIfAbsent(end, key -> new ArrayList<>())
                .addAll(marking.lengths(index, point)));
    Point placed = point;
    for (Map.Entry<Expr, List<Integer>> each : lengths.entrySet()) {
      String name = ((Symbol) each.getKey()).name();
      if (point.scalar(name) == null && each.getValue().stream().distinct().count() == 1) {
        placed = placed.with(name, Rational.of(each.getValue().get(0)));
      }
    }
    return placed;
  }
}
