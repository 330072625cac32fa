package org.chainrule.function;

import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.max;
import static org.chainrule.function.Elementary.min;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.ZERO;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of what overflows where it does not count: beside a factor that is 0 on one side, and as
 * the argument of a function that has come to its limit long before. Infinity times 0 is no number,
 * for a value as for a derivative.
 */
final class Overflows {
  /** The exponential of this is finite, and its square times the slope of a limit is nothing. */
  private static final Expr LARGE = Expr.of(700);

  /** Less than the exponential of the bound: a name beside it must not outgrow it. */
  private static final Expr BEYOND = Expr.of(10).power(303);

  private final Map<Function, double[]> limits = new HashMap<>();

  /** A product in which what grows is bounded where another factor is 0, or the same. */
  static Expr beside(Product product) {
    for (Product.Factor factor : product.factors()) {
      if (isSwitch(factor)) {
        Expr bounded = bounded(product, factor);
        return bounded == product ? product : withSwitch(factor.base(), product, bounded);
      }
    }
    return product;
  }

  private static boolean isSwitch(Product.Factor factor) {
    if (factor.base() instanceof Piecewise piecewise) {
      return factor.exponent() == ONE
          && (piecewise.branches().stream().anyMatch(branch -> branch.value().isZero())
              || piecewise.otherwise().filter(Expr::isZero).isPresent());
    }
    return isAbove(factor.exponent())
        && factor.base() instanceof Apply apply
        && (apply.function() == Functions.RELU
            || apply.function() == Functions.STEP
            || isExtremum(apply) && other(apply) != null);
  }

  private static boolean isAbove(Expr exponent) {
    return Optional.ofNullable(Rows.number(exponent)).filter(n -> n.signum() > 0).isPresent();
  }

  private static boolean isExtremum(Apply apply) {
    return apply.function() == Functions.MAX || apply.function() == Functions.MIN;
  }

  /** The argument that stands beside 0. */
  private static @Nullable Expr other(Apply extremum) {
    List<Expr> arguments = extremum.arguments();
    if (arguments.size() != 2) {
      return null;
    }
    return arguments.get(0).isZero()
        ? arguments.get(1)
        : arguments.get(1).isZero() ? arguments.get(0) : null;
  }

  private static Expr bounded(Product product, Product.Factor but) {
    Product.Builder builder = new Product.Builder().multiply(product.coefficient());
    boolean isChanged = false;
    for (Product.Factor factor : product.factors()) {
      boolean grows =
          factor != but
              && (ExponentialSum.exponent(factor.toExpr()).isPresent()
                  || isAbove(factor.exponent()) && grows(factor.base()));
      isChanged |= grows;
      builder.multiply(grows ? max(ONE.negate(), min(ONE, factor.toExpr())) : factor.toExpr());
    }
    return isChanged ? builder.build() : product;
  }

  private static boolean grows(Expr base) {
    if (base instanceof Sum sum) {
      return sum.terms().stream().anyMatch(term -> isGrowing(term.expression()));
    }
    return isGrowing(base);
  }

  private static boolean isGrowing(Expr expression) {
    return expression instanceof Apply apply && StableFamilies.GROWING.contains(apply.function())
        || ExponentialSum.exponent(expression).isPresent();
  }

  private static Expr withSwitch(Expr base, Expr live, Expr dead) {
    if (base instanceof Piecewise piecewise) {
      List<Piecewise.Branch> branches = new ArrayList<>();
      for (Piecewise.Branch each : piecewise.branches()) {
        Expr value = each.value().isZero() ? dead : live;
        branches.add(new Piecewise.Branch(value, each.condition()));
      }
      return Piecewise.of(
          branches, piecewise.otherwise().map(each -> each.isZero() ? dead : live).orElse(null));
    }
    Apply apply = (Apply) base;
    Expr argument = apply.arguments().get(0);
    // At a tie the other factors count as far as the convention for it says.
    Expr isLive =
        apply.function() == Functions.RELU
            ? Relation.less(ZERO, argument)
            : apply.function() == Functions.STEP
                ? Relation.lessOrEqual(ZERO, argument)
                : apply.function() == Functions.MAX
                    ? Relation.lessOrEqual(ZERO, Objects.requireNonNull(other(apply)))
                    : Relation.lessOrEqual(Objects.requireNonNull(other(apply)), ZERO);
    return Piecewise.of(List.of(new Piecewise.Branch(live, isLive)), dead);
  }

  /** The call with an exponential in its argument bounded, where it has its limit there. */
  Apply atLimit(Apply apply) {
    Expr argument = apply.arguments().get(0);
    int sign = signOfExponentials(argument);
    if (sign == 0 || !Double.isFinite(limit(apply.function(), sign))) {
      return apply;
    }
    return (Apply) Apply.of(apply.function(), withBounds(argument));
  }

  /** A product or power in which exponentials of what goes to minus infinity are bounded. */
  Expr atLimits(Expr expression) {
    if (expression instanceof Power power) {
      return vanishing(power.base(), power.exponent()).orElse(expression);
    } else if (!(expression instanceof Product)) {
      return expression;
    }
    Product product = (Product) expression;
    Product.Builder builder = new Product.Builder().multiply(product.coefficient());
    boolean isChanged = false;
    for (Product.Factor factor : product.factors()) {
      Optional<Expr> bounded = vanishing(factor.base(), factor.exponent());
      isChanged |= bounded.isPresent();
      builder.multiply(bounded.orElseGet(() -> within(factor)));
    }
    return isChanged ? builder.build() : expression;
  }

  /** A factor that does not outgrow what vanishes, should it be an exponential. */
  private static Expr within(Product.Factor factor) {
    return factor.asExponential().map(argument -> exp(within(argument))).orElseGet(factor::toExpr);
  }

  private static Expr within(Expr expression) {
    return min(max(expression, BEYOND.negate()), BEYOND);
  }

  /** An exponential is stored as a power of that of the argument without its coefficient. */
  private static Optional<Expr> vanishing(Expr base, Expr exponent) {
    return new Product.Factor(base, exponent)
        .asExponential()
        .filter(argument -> signOfExponentials(argument) < 0)
        .map(argument -> exp(withBounds(argument)));
  }

  private double limit(Function function, int sign) {
    double[] both =
        limits.computeIfAbsent(
            function,
            each ->
                each.kernel()
                    .map(
                        kernel ->
                            new double[] {
                              kernel.apply(new double[] {Double.NEGATIVE_INFINITY}),
                              kernel.apply(new double[] {Double.POSITIVE_INFINITY})
                            })
                    .orElse(new double[] {Double.NaN, Double.NaN}));
    return both[sign < 0 ? 0 : 1];
  }

  /**
   * The sign of the exponentials in a sum of them, of names and of a number; 0 where it is none.
   */
  private static int signOfExponentials(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return ExponentialSum.exponent(unit(expression)).isPresent() ? sign(expression) : 0;
    }
    int sign = 0;
    for (Sum.Term term : sum.terms()) {
      if (ExponentialSum.exponent(term.expression()).isPresent()) {
        int own = term.coefficient().signum();
        if (sign == -own) {
          return 0;
        }
        sign = own;
      } else if (!isName(term.expression())) {
        return 0;
      }
    }
    return sign;
  }

  private static boolean isName(Expr expression) {
    return expression instanceof Symbol || expression instanceof IndexedSymbol;
  }

  private static Expr unit(Expr expression) {
    return expression instanceof Product product ? product.withoutCoefficient() : expression;
  }

  private static int sign(Expr expression) {
    return expression instanceof Product product ? product.coefficient().signum() : 1;
  }

  private static Expr withBounds(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      Expr exponent = ExponentialSum.exponent(unit(expression)).orElseThrow();
      Expr bounded = exp(min(exponent, LARGE));
      return expression instanceof Product product
          ? Product.scaled(product.coefficient(), bounded)
          : bounded;
    }
    Sum.Builder builder = new Sum.Builder().add(sum.constant(), ONE);
    for (Sum.Term term : sum.terms()) {
      Optional<Expr> exponent = ExponentialSum.exponent(term.expression());
      builder.add(
          term.coefficient(),
          exponent.isPresent() ? exp(min(exponent.get(), LARGE)) : within(term.expression()));
    }
    return builder.build();
  }
}
