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
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.PassedConditions;
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

  /** The nodes in which something is asked for. */
  private final List<Expr> childrenFirst = new ArrayList<>();

  private final Map<Expr, IndexRange> ranges = new LinkedHashMap<>();

  /** The conditions under which a part is reached, a way each. */
  private final Map<Expr, List<Expr>> reached = new HashMap<>();

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
    needs.collect();
    return List.copyOf(needs.found);
  }

  @Override
  protected Boolean compute(Expr node) {
    if (node instanceof Binder binder) {
      ranges.put(opened(binder).index(), binder.range());
    } else if (node instanceof Symbol symbol && !symbol.isOpened()) {
      names.add(symbol.name());
    } else if (node instanceof IndexedSymbol element) {
      names.add(element.family());
    }
    boolean isAsking = !own(node).isEmpty();
    for (Expr part : dependencies(node)) {
      isAsking |= result(part);
    }
    if (isAsking) {
      childrenFirst.add(node);
    }
    return isAsking;
  }

  /** Goes from parents to children, so that all ways to a node are known when it is met. */
  private void collect() {
    Map<Expr, Expr> letters = letters();
    List<Expr> parentsFirst = new ArrayList<>(childrenFirst);
    Collections.reverse(parentsFirst);
    for (Expr node : parentsFirst) {
      Expr guard = guard(node);
      reachParts(node, guard);
      for (SideCondition need : own(node)) {
        add(need.within(guard), letters);
      }
    }
  }

  /** Under which condition a node is reached. */
  private Expr guard(Expr node) {
    List<Expr> ways = reached.get(node);
    return ways == null ? Logical.TRUE : Logical.of(Logical.Operator.OR, ways);
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
      reachCases(cases, guard);
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

  private void reachCases(Piecewise cases, Expr guard) {
    PassedConditions passed = new PassedConditions();
    for (Piecewise.Branch branch : cases.branches()) {
      if (result(branch.condition())) {
        reach(branch.condition(), both(guard, within(passed, Logical.TRUE)));
      }
      if (result(branch.value())) {
        reach(branch.value(), both(guard, within(passed, branch.condition())));
      }
      passed.add(branch.condition());
    }
    if (cases.otherwise().isPresent() && result(cases.otherwise().get())) {
      reach(cases.otherwise().get(), both(guard, within(passed, Logical.TRUE)));
    }
  }

  /** That a condition holds and none before it does, unless these are too many. */
  private static Expr within(PassedConditions passed, Expr condition) {
    return passed
        .and(condition, Limit.NEED_CONDITIONS.most())
        .orElseGet(
            () -> {
              Limit.NEED_CONDITIONS.stop();
              return condition;
            });
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

  /** Notes a way to a part; one without a condition makes all others idle. */
  private void reach(Expr part, Expr guard) {
    List<Expr> ways = reached.get(part);
    if (guard == Logical.TRUE) {
      reached.put(part, List.of(guard));
    } else if (ways == null) {
      reached.put(part, new ArrayList<>(List.of(guard)));
    } else if (ways.get(0) != Logical.TRUE) {
      ways.add(guard);
    }
  }

  private static List<SideCondition> own(Expr node) {
    List<SideCondition> own = new ArrayList<>();
    if (node instanceof Power power) {
      addPower(power.base(), power.exponent(), own);
    } else if (node instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        addPower(factor.base(), factor.exponent(), own);
      }
    } else if (node instanceof Apply apply && !apply.function().isDeclared()) {
      own.add(SideCondition.of(SideCondition.Kind.CALL, apply.function(), apply.arguments()));
    } else if (node instanceof DerivativeTerm) {
      own.add(SideCondition.of(SideCondition.Kind.DERIVATIVE, null, List.of(node)));
    }
    own.removeIf(need -> need.parts().get(0) == NamedConstant.INFINITY);
    return own;
  }

  private static void addPower(Expr base, Expr exponent, List<SideCondition> own) {
    if (exponent.equals(RationalNumber.MINUS_ONE)) {
      own.add(SideCondition.of(SideCondition.Kind.DIVISION, null, List.of(base)));
    } else if (!SideCondition.isOfAnyBase(exponent)) {
      own.add(SideCondition.of(SideCondition.Kind.POWER, null, List.of(base, exponent)));
    }
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
