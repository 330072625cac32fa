package org.chainrule.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.resolve.SideCondition;

/**
 * The operations of an expression that have no value everywhere, for an expression that no text was
 * read for: {@link org.chainrule.resolve.WrittenConditions} of an {@link Expr}.
 */
public final class ExpressionNeeds extends Pass<Boolean> {
  /** The letters for indices where nothing is said of them. */
  static final List<String> LETTERS = List.of("k", "i", "j", "l", "m", "n");

  private final List<Expr> childrenFirst = new ArrayList<>();
  private final Map<Expr, IndexRange> ranges = new LinkedHashMap<>();
  private final Map<Expr, Expr> reached = new HashMap<>();
  private final Set<SideCondition> found = new LinkedHashSet<>();
  private final Set<String> names = new HashSet<>();

  private final List<String> preferred;

  private ExpressionNeeds(List<String> letters) {
    preferred = new ArrayList<>(letters);
    preferred.addAll(LETTERS);
  }

  /** What an expression needs; its bound indices have letters that nothing else in it has. */
  static List<SideCondition> of(Expr expression) {
    return of(expression, LETTERS);
  }

  /** The same with some letters for bound indices, as far as they go. */
  public static List<SideCondition> of(Expr expression, List<String> letters) {
    ExpressionNeeds needs = new ExpressionNeeds(letters);
    needs.apply(expression);
    needs.collect(expression);
    return List.copyOf(needs.found);
  }

  @Override
  protected Boolean compute(Expr node) {
    childrenFirst.add(node);
    if (node instanceof Binder binder) {
      ranges.put(opened(binder).index(), binder.range());
    } else if (node instanceof Symbol symbol && !symbol.isOpened()) {
      names.add(symbol.name());
    } else if (node instanceof IndexedSymbol element) {
      names.add(element.family());
    }
    return true;
  }

  /** Goes from parents to children, so that all ways to a node are known when it is met. */
  private void collect(Expr root) {
    Map<Expr, Expr> letters = letters();
    reached.put(root, Logical.TRUE);
    List<Expr> parentsFirst = new ArrayList<>(childrenFirst);
    Collections.reverse(parentsFirst);
    for (Expr node : parentsFirst) {
      Expr guard = reached.getOrDefault(node, Logical.TRUE);
      reachParts(node, guard);
      for (SideCondition need : own(node, guard)) {
        add(need, letters);
      }
    }
  }

  private Map<Expr, Expr> letters() {
    Map<Expr, Expr> named = new LinkedHashMap<>();
    for (Expr index : ranges.keySet()) {
      String letter =
          Stream.concat(preferred.stream(), IntStream.iterate(1, i -> i + 1).mapToObj(i -> "k" + i))
              .filter(names::add)
              .findFirst()
              .orElseThrow();
      named.put(index, Symbol.named(letter));
    }
    return named;
  }

  private void reachParts(Expr node, Expr guard) {
    if (node instanceof Piecewise cases) {
      Expr rest = guard;
      for (Piecewise.Branch branch : cases.branches()) {
        reach(branch.condition(), rest);
        reach(branch.value(), both(rest, branch.condition()));
        rest = both(rest, Logical.not(branch.condition()));
      }
      Expr otherwise = rest;
      cases.otherwise().ifPresent(value -> reach(value, otherwise));
    } else if (node instanceof Binder binder) {
      Binder.Opened inside = opened(binder);
      reach(binder.lower(), guard);
      reach(binder.upper(), guard);
      reach(inside.condition(), guard);
      reach(inside.body(), both(guard, inside.condition()));
    } else {
      node.children().forEach(child -> reach(child, guard));
    }
  }

  /** Both conditions, unless they are too many: with fewer, more is asked for than is needed. */
  private static Expr both(Expr guard, Expr condition) {
    if (guard instanceof Logical logical
        && logical.operands().size() > Limit.NEED_CONDITIONS.most()) {
      Limit.NEED_CONDITIONS.stop();
      return condition;
    }
    return Logical.and(guard, condition);
  }

  private void reach(Expr part, Expr guard) {
    reached.merge(part, guard, Logical::or);
  }

  private static List<SideCondition> own(Expr node, Expr guard) {
    List<SideCondition> own = new ArrayList<>();
    if (node instanceof Power power) {
      own.add(power(power.base(), power.exponent(), guard));
    } else if (node instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (!factor.exponent().isOne()) {
          own.add(power(factor.base(), factor.exponent(), guard));
        }
      }
    } else if (node instanceof Apply apply && !apply.function().isDeclared()) {
      Function function = apply.function();
      own.add(
          new SideCondition(
              SideCondition.Kind.CALL, function, apply.arguments(), guard, List.of()));
    } else if (node instanceof DerivativeTerm) {
      own.add(
          new SideCondition(SideCondition.Kind.DERIVATIVE, null, List.of(node), guard, List.of()));
    }
    own.removeIf(need -> need.parts().get(0) == NamedConstant.INFINITY);
    return own;
  }

  private static SideCondition power(Expr base, Expr exponent, Expr guard) {
    boolean isDivision = exponent.equals(RationalNumber.MINUS_ONE);
    return isDivision
        ? new SideCondition(SideCondition.Kind.DIVISION, null, List.of(base), guard, List.of())
        : new SideCondition(
            SideCondition.Kind.POWER, null, List.of(base, exponent), guard, List.of());
  }

  /** Adds a need with the ranges of its indices, innermost first. */
  private void add(SideCondition need, Map<Expr, Expr> letters) {
    Set<Expr> indices = new LinkedHashSet<>();
    List<Expr> pending = new ArrayList<>(need.parts());
    pending.add(need.reached());
    for (int i = 0; i < pending.size(); i++) {
      for (Expr index : openedIn(pending.get(i))) {
        IndexRange range = ranges.get(index);
        if (range != null && indices.add(index)) {
          pending.add(range.lower());
          pending.add(range.upper());
        }
      }
    }
    if (indices.isEmpty()) {
      found.add(need);
      return;
    }
    Substitution named = Substitution.of(letters);
    List<SideCondition.Bound> bounds = new ArrayList<>();
    indices.stream()
        .sorted(Comparator.comparingInt(Symbol::largestOpened).reversed())
        .forEach(
            index -> {
              IndexRange range = Objects.requireNonNull(ranges.get(index));
              bounds.add(
                  new SideCondition.Bound(
                      (Symbol) named.apply(index),
                      new IndexRange(named.apply(range.lower()), named.apply(range.upper()))));
            });
    found.add(
        new SideCondition(
            need.kind(),
            need.function(),
            need.parts().stream().map(named::apply).toList(),
            named.apply(need.reached()),
            bounds));
  }

  /** The opened indices in an expression, in the order in which a pass meets them. */
  public static Set<Expr> openedIn(Expr expression) {
    Set<Expr> found = new LinkedHashSet<>();
    if (Symbol.largestOpened(expression) == 0) {
      return found;
    }
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Symbol symbol && symbol.isOpened() && found.add(node);
      }
    }.apply(expression);
    return found;
  }
}
