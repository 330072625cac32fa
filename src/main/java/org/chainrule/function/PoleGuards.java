package org.chainrule.function;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * The pass that keeps poles from passing for values: in doubles {@code 1/0} is infinite, and {@code
 * atan} of it is finite. What may be a pole becomes a case without another, but only inside what is
 * finite at infinity: a bounded function, a divisor, a comparison; elsewhere the infinite value
 * tells.
 */
final class PoleGuards extends Rewriter {
  /** Of larger expressions it is not looked up whether they share a name. */
  private static final int LARGEST = 10_000;

  private static final double[] BORDERS = {-1, 0, 1};
  private static final double ORDINARY = 0.5;

  private final Map<Function, Boolean> swallows = new HashMap<>();
  private final Map<Function, Boolean> hasPole = new HashMap<>();
  private final Inside inside = new Inside();

  @Override
  public Expr visit(Apply apply) {
    boolean isFiniteAtInfinity =
        swallows.computeIfAbsent(apply.function(), PoleGuards::isFiniteAtInfinity);
    return isFiniteAtInfinity
        ? Apply.of(apply.function(), apply.arguments().stream().map(inside::apply).toList())
        : super.visit(apply);
  }

  private static boolean isFiniteAtInfinity(Function function) {
    if (function.vectorKernel().isPresent()) {
      return true;
    }
    if (function.kernel().isEmpty()) {
      return false;
    }
    Function.Kernel kernel = function.kernel().get();
    double[] arguments = new double[Math.max(function.arity(), function.isVariadic() ? 2 : 1)];
    for (int i = 0; i < function.arity(); i++) {
      for (double end : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
        Arrays.fill(arguments, ORDINARY);
        arguments[i] = end;
        if (Double.isFinite(kernel.apply(arguments))) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public Expr visit(Product product) {
    if (product.factors().stream().noneMatch(each -> divides(each.exponent()))) {
      return super.visit(product);
    }
    Product.Builder builder = new Product.Builder().multiply(product.coefficient());
    for (Product.Factor factor : product.factors()) {
      builder.multiply(power(factor.base(), factor.exponent()));
    }
    return builder.build();
  }

  @Override
  public Expr visit(Power power) {
    return power(power.base(), power.exponent());
  }

  private Expr power(Expr base, Expr exponent) {
    if (exponent instanceof RationalNumber) {
      return Power.of(divides(exponent) ? inside.apply(base) : result(base), exponent);
    }
    Expr power = Power.of(inside.apply(base), inside.apply(exponent));
    return BySign.isPositive(base) || !shareNames(base, exponent)
        ? power
        : onlyWhere(
            List.of(
                Logical.or(
                    Relation.notEqual(result(base), RationalNumber.ZERO),
                    Relation.greater(result(exponent), RationalNumber.ZERO))),
            power);
  }

  @Override
  public Expr visit(Relation relation) {
    return Relation.of(
        relation.operator(), inside.apply(relation.left()), inside.apply(relation.right()));
  }

  @Override
  public Expr visit(Reduction reduction) {
    boolean compares =
        reduction.operator() == Reduction.Operator.MAXIMUM
            || reduction.operator() == Reduction.Operator.MINIMUM;
    return compares ? inside.apply(reduction) : super.visit(reduction);
  }

  private static boolean divides(Expr exponent) {
    Rational number = Rows.number(exponent);
    return number == null || number.signum() < 0;
  }

  private static Expr onlyWhere(List<Expr> conditions, Expr value) {
    Expr condition = Logical.and(conditions.toArray(Expr[]::new));
    return condition == Logical.TRUE
        ? value
        : Piecewise.of(List.of(new Piecewise.Branch(value, condition)), null);
  }

  /**
   * Whether an exponent changes with its base, so that 0^0 is no power with a whole exponent that
   * happens to be 0.
   */
  private static boolean shareNames(Expr base, Expr exponent) {
    Set<Expr> names = new HashSet<>();
    if (!addNames(exponent, names)) {
      return true;
    }
    Set<Expr> others = new HashSet<>();
    if (!addNames(base, others)) {
      return true;
    }
    names.retainAll(others);
    return !names.isEmpty();
  }

  private static boolean addNames(Expr expression, Set<Expr> names) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (node instanceof Symbol) {
        names.add(node);
      } else if (node instanceof IndexedSymbol indexed) {
        names.add(Symbol.named(indexed.family()));
      }
      if (seen.size() > LARGEST) {
        return false;
      }
      for (Expr child : node.children()) {
        if (seen.add(child)) {
          pending.push(child);
        }
      }
    }
    return true;
  }

  /** The same inside what is finite at infinity. */
  private final class Inside extends Rewriter {
    @Override
    public Expr visit(Product product) {
      List<Expr> conditions = new ArrayList<>();
      for (Product.Factor factor : product.factors()) {
        addCondition(factor.base(), factor.exponent(), conditions);
      }
      return onlyWhere(conditions, super.visit(product));
    }

    @Override
    public Expr visit(Power power) {
      List<Expr> conditions = new ArrayList<>();
      addCondition(power.base(), power.exponent(), conditions);
      return onlyWhere(conditions, super.visit(power));
    }

    private void addCondition(Expr base, Expr exponent, List<Expr> conditions) {
      if (!divides(exponent) || BySign.isPositive(base)) {
        return;
      }
      Expr other = Relation.notEqual(result(base), RationalNumber.ZERO);
      if (exponent instanceof RationalNumber) {
        conditions.add(other);
        return;
      }
      Expr raised = result(exponent);
      conditions.add(
          Logical.or(
              other,
              shareNames(base, exponent)
                  ? Relation.greater(raised, RationalNumber.ZERO)
                  : Relation.greaterOrEqual(raised, RationalNumber.ZERO)));
    }

    @Override
    public Expr visit(Apply apply) {
      Expr built = super.visit(apply);
      boolean isInfinite = hasPole.computeIfAbsent(apply.function(), PoleGuards::isInfinite);
      return isInfinite && built instanceof Apply again
          ? onlyWhere(again.function().domain(again.arguments()), built)
          : built;
    }
  }

  /** Whether a function of one argument is infinite at a border of its domain. */
  private static boolean isInfinite(Function function) {
    if (function.arity() != 1 || function.isVariadic() || function.unaryKernel().isEmpty()) {
      return false;
    }
    return Arrays.stream(BORDERS)
        .map(function.unaryKernel().get())
        .anyMatch(value -> Double.isInfinite(value));
  }
}
