package org.chainrule.function;

import static org.chainrule.function.Elementary.coth;
import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.softplus;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Elementary.tanh;
import static org.chainrule.function.Rows.HALF;
import static org.chainrule.function.Rows.ZERO;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Quotients of what overflows, as one function that does not: of exponentials and their sums
 * (logistic functions), of hyperbolic functions, and powers of roots that are smooth.
 */
final class StableProducts {
  private final boolean isStepwise;

  StableProducts(boolean isStepwise) {
    this.isStepwise = isStepwise;
  }

  /** An equal product, or the same. */
  Expr of(Expr expression) {
    return of(expression, true);
  }

  private Expr of(Expr expression, boolean mayTurn) {
    List<Product.Factor> factors;
    Rational coefficient = Rational.ONE;
    if (expression instanceof Product product) {
      factors = product.factors();
      coefficient = product.coefficient();
    } else if (expression instanceof Power power) {
      factors = List.of(new Product.Factor(power.base(), power.exponent()));
    } else {
      return expression;
    }
    Expr split = mayTurn ? turned(coefficient, factors) : null;
    if (split != null) {
      return split;
    }
    Parts parts = new Parts(coefficient);
    for (Product.Factor factor : factors) {
      parts.add(factor);
    }
    if (parts.isChanged()) {
      return parts.build();
    }
    return isStepwise ? shifted(coefficient, factors, expression) : expression;
  }

  /**
   * A quotient of an exponential and a number, together, by hyperbolic functions: where the
   * exponential is large it is taken out, so that theirs cancels it.
   */
  private @Nullable Expr turned(Rational coefficient, List<Product.Factor> factors) {
    if (factors.stream().noneMatch(StableProducts::fallsOnBothSides)) {
      return null;
    }
    for (Product.Factor factor : factors) {
      Rational number = Rows.number(factor.exponent());
      ExponentialSum sum =
          number != null && number.signum() > 0
              ? ExponentialSum.of(factor.base()).orElse(null)
              : null;
      if (number != null
          && sum != null
          && sum.terms().size() == 2
          && sum.first().exponent().isZero()) {
        Expr large = sum.second().exponent();
        Expr shared = byHyperbolicSine(coefficient, factors, factor, sum);
        if (shared != null) {
          return shared;
        }
        // As expm1, so that the exponential that is taken out is not put back.
        Rational limit = sum.second().coefficient().plus(sum.first().coefficient());
        Expr turned =
            Expr.of(limit)
                .plus(Product.scaled(sum.first().coefficient(), Elementary.expm1(negated(large))));
        Product.Builder plain = new Product.Builder().multiply(coefficient);
        Product.Builder above =
            new Product.Builder()
                .multiply(coefficient)
                .multiply(exp(Expr.of(number).times(large)))
                .multiply(Power.of(turned, factor.exponent()));
        for (Product.Factor each : factors) {
          plain.multiply(each.toExpr());
          if (each != factor) {
            above.multiply(each.toExpr());
          }
        }
        return Piecewise.of(
            List.of(new Piecewise.Branch(of(above.build(), false), Relation.less(ZERO, large))),
            of(plain.build(), false));
      }
    }
    return null;
  }

  /** The quotient of exp(u) - 1 by sinh(u), which is 2*sigma(u), if there is one. */
  private @Nullable Expr byHyperbolicSine(
      Rational coefficient,
      List<Product.Factor> factors,
      Product.Factor above,
      ExponentialSum difference) {
    Expr argument = difference.second().exponent();
    Rational scale = difference.second().coefficient();
    Rational power = Rows.number(above.exponent());
    if (power == null || !scale.equals(difference.first().coefficient().negate())) {
      return null;
    }
    for (Product.Factor below : factors) {
      Rational number = Rows.number(below.exponent());
      if (number == null || !(below.base() instanceof Apply apply)) {
        continue;
      }
      Rational ofSinh =
          apply.function() == Functions.SINH
              ? number.negate()
              : apply.function() == HyperbolicFunctions.CSCH ? number : Rational.ZERO;
      Rational ratio = multiple(apply.arguments().get(0), argument);
      if (ratio == null || !ratio.isUnit() || ofSinh.signum() <= 0) {
        continue;
      }
      Rational common = smaller(power, ofSinh);
      if (!common.isInteger()) {
        continue;
      }
      Rational left = ofSinh.minus(common);
      Expr quotient = Expr.of(Rational.of(2).times(scale).times(ratio));
      Product.Builder rest =
          new Product.Builder()
              .multiply(coefficient)
              .multiply(Power.of(quotient, Expr.of(common)))
              .multiply(Power.of(Elementary.sigmoid(argument), Expr.of(common)))
              .multiply(Power.of(above.base(), Expr.of(power.minus(common))))
              .multiply(Power.of(Elementary.csch(apply.arguments().get(0)), Expr.of(left)));
      for (Product.Factor each : factors) {
        if (each != above && each != below) {
          rest.multiply(each.toExpr());
        }
      }
      // There is no value where both are 0.
      return Piecewise.of(
          List.of(new Piecewise.Branch(of(rest.build()), Relation.notEqual(argument, ZERO))), null);
    }
    return null;
  }

  /** Whether a factor is a hyperbolic function that vanishes as an exponential does. */
  private static boolean fallsOnBothSides(Product.Factor factor) {
    Rational number = Rows.number(factor.exponent());
    if (number == null || !(factor.base() instanceof Apply apply)) {
      return false;
    }
    StableFamilies.Hyperbolic powers = StableFamilies.HYPERBOLIC.get(apply.function());
    return powers != null && (powers.sinh() + powers.cosh()) * number.signum() < 0;
  }

  /** A product with a power of a sum that holds an exponential, which is taken out where large. */
  private static Expr shifted(Rational coefficient, List<Product.Factor> factors, Expr expression) {
    Product.Builder others = new Product.Builder().multiply(coefficient);
    Expr exponent = ZERO;
    ExponentialSum.@Nullable Shifted found = null;
    for (Product.Factor factor : factors) {
      Optional<Expr> argument = factor.asExponential();
      Rational number = Rows.number(factor.exponent());
      boolean mayCancel = number != null && (number.signum() < 0 || !number.isInteger());
      Optional<ExponentialSum.Shifted> sum =
          found == null && mayCancel ? ExponentialSum.shifted(factor.base()) : Optional.empty();
      if (argument.isPresent()) {
        exponent = exponent.plus(argument.get());
      } else if (sum.isPresent()) {
        found = sum.get();
        exponent = exponent.plus(factor.exponent().times(found.exponent()));
        others.multiply(Power.of(found.rest(), factor.exponent()));
      } else {
        others.multiply(factor.toExpr());
      }
    }
    return found == null
        ? expression
        : found.whereLarge(others.multiply(exp(exponent)).build(), expression);
  }

  /** A power of the sum of exponentials. */
  private record Sums(ExponentialSum sum, Expr base, Rational exponent) {}

  /**
   * The argument of a sigma.
   *
   * @param plain the argument less the logarithm of a ratio, a sum term by term: of two spellings
   *     of it only one would meet its opposite
   * @param ratio that ratio
   */
  private record Logistic(Expr plain, Rational ratio) {
    Logistic {
      plain = negated(negated(plain));
    }

    Logistic opposite() {
      return new Logistic(negated(plain), Rational.ONE.dividedBy(ratio));
    }

    Expr argument() {
      return ratio.isOne() ? plain : plain.plus(Elementary.log(Expr.of(ratio)));
    }
  }

  /** A product in the making. */
  private final class Parts {
    private final Product.Builder rest = new Product.Builder();
    private Expr exponent = ZERO;

    /** How many factors are exponentials. */
    private int exponentials;

    private final List<Sums> sums = new ArrayList<>();
    private final Map<Logistic, Rational> sigmoids = new LinkedHashMap<>();

    /** The powers of sigma that the product is to have. */
    private final Map<Expr, Rational> logistics = new LinkedHashMap<>();

    private final Map<Expr, Rational> sinh = new LinkedHashMap<>();
    private final Map<Expr, Rational> cosh = new LinkedHashMap<>();

    /** How many factors are hyperbolic functions. */
    private int hyperbolics;

    /** Powers of erfc. */
    private final Map<Expr, Rational> tails = new LinkedHashMap<>();

    private final Set<Expr> paired = new HashSet<>();

    private boolean isChanged;

    Parts(Rational coefficient) {
      rest.multiply(coefficient);
    }

    void add(Product.Factor factor) {
      Optional<Expr> argument = factor.asExponential();
      Rational number = Rows.number(factor.exponent());
      if (argument.isPresent() && !(argument.get() instanceof RationalNumber)) {
        exponent = exponent.plus(argument.get());
        exponentials++;
      } else if (number == null || !addKnown(factor.base(), number)) {
        rest.multiply(factor.toExpr());
      }
    }

    private boolean addKnown(Expr base, Rational number) {
      Optional<ExponentialSum> sum = ExponentialSum.of(base);
      if (sum.isPresent()) {
        sums.add(new Sums(sum.get(), base, number));
        return true;
      }
      if (!(base instanceof Apply apply)) {
        return false;
      }
      Expr argument = apply.arguments().get(0);
      StableFamilies.Hyperbolic hyperbolic = StableFamilies.HYPERBOLIC.get(apply.function());
      if (hyperbolic != null) {
        hyperbolics++;
        isChanged |=
            number.signum() < 0
                && (apply.function() == Functions.SINH || apply.function() == Functions.COSH);
        sinh.merge(argument, number.times(Rational.of(hyperbolic.sinh())), Rational::plus);
        cosh.merge(argument, number.times(Rational.of(hyperbolic.cosh())), Rational::plus);
        return true;
      }
      if (apply.function() == Functions.ERFC) {
        tails.merge(argument, number, Rational::plus);
        return true;
      }
      if (apply.function() == Functions.SIGMOID && number.signum() > 0) {
        sigmoids.merge(new Logistic(argument, Rational.ONE), number, Rational::plus);
        return true;
      }
      return isPowerOfRoot(apply, number);
    }

    private boolean isPowerOfRoot(Apply root, Rational number) {
      if (root.function() == Functions.HYPOT && number.compareTo(Rational.of(2)) >= 0) {
        Expr squares = square(root.arguments().get(0)).plus(square(root.arguments().get(1)));
        rest.multiply(Power.of(squares, HALF.times(Expr.of(number))));
      } else if (root.function() == Functions.CBRT
          && number.isInteger()
          && number.compareTo(Rational.of(3)) >= 0) {
        Expr argument = root.arguments().get(0);
        rest.multiply(
            number.equals(Rational.of(3))
                ? argument
                : NumericFunctions.cubeRootPower(argument, Expr.of(number)));
      } else {
        return false;
      }
      isChanged = true;
      return true;
    }

    boolean isChanged() {
      if (sums.size() > 1) {
        tangents();
      }
      for (Sums each : sums) {
        sum(each);
      }
      isChanged |= hyperbolics > sinh.size();
      isChanged |= exponentials > 0 && tails.keySet().stream().anyMatch(this::isOpposed);
      isChanged |= exponentials > 0 && sinh.keySet().stream().anyMatch(each -> side(each) != null);
      isChanged |= !sigmoids.isEmpty() && exponentials > 0;
      isChanged |=
          sigmoids.keySet().stream().anyMatch(each -> sigmoids.containsKey(each.opposite()));
      return isChanged;
    }

    /** Differences of two exponentials by their sum, or the other way round. */
    private void tangents() {
      for (int i = 0; i < sums.size(); i++) {
        for (int j = 0; j < sums.size(); j++) {
          Sums difference = sums.get(i);
          Sums sum = sums.get(j);
          Expr half = halfGap(difference.sum(), sum.sum());
          if (half != null && difference.exponent().signum() == -sum.exponent().signum()) {
            quotient(i, j, half);
          }
        }
      }
      sums.removeIf(each -> each.exponent().isZero());
    }

    /**
     * Half of what the exponents differ by where one is {@code c*(exp(a) - exp(b))} and the other
     * {@code d*(exp(a) + exp(b))}, else null.
     */
    private @Nullable Expr halfGap(ExponentialSum difference, ExponentialSum sum) {
      if (difference.terms().size() != 2
          || sum.terms().size() != 2
          || difference.isPositive()
          || !sum.isPositive()) {
        return null;
      }
      ExponentialSum.Term first = difference.first();
      ExponentialSum.Term second = difference.second();
      boolean isOrdered = first.exponent() == sum.first().exponent();
      boolean isSame =
          isOrdered
              ? second.exponent() == sum.second().exponent()
              : first.exponent() == sum.second().exponent()
                  && second.exponent() == sum.first().exponent();
      boolean isEven =
          first.coefficient().equals(second.coefficient().negate())
              && sum.first().coefficient().equals(sum.second().coefficient());
      if (!isSame || !isEven) {
        return null;
      }
      Expr gap =
          first.coefficient().signum() > 0
              ? first.exponent().minus(second.exponent())
              : second.exponent().minus(first.exponent());
      return HALF.times(gap);
    }

    private void quotient(int i, int j, Expr half) {
      Sums difference = sums.get(i);
      Sums sum = sums.get(j);
      boolean isAbove = difference.exponent().signum() > 0;
      Rational power = difference.exponent().abs();
      Rational other = sum.exponent().abs();
      Rational common = power.compareTo(other) < 0 ? power : other;
      if (!common.isInteger()) {
        return;
      }
      Rational signed = isAbove ? common : common.negate();
      Rational factor =
          difference.sum().first().coefficient().abs().dividedBy(sum.sum().first().coefficient());
      rest.multiply(Power.of(Expr.of(factor), Expr.of(signed)));
      rest.multiply(Power.of(isAbove ? tanh(half) : coth(half), Expr.of(common)));
      sums.set(
          i, new Sums(difference.sum(), difference.base(), difference.exponent().minus(signed)));
      sums.set(j, new Sums(sum.sum(), sum.base(), sum.exponent().plus(signed)));
      isChanged = true;
    }

    private void sum(Sums power) {
      ExponentialSum sum = power.sum();
      boolean divides = power.exponent().signum() < 0;
      boolean isLogistic = sum.terms().size() == 2 && (isStepwise || !sum.holdsReduction());
      if (sum.isPositive() && isLogistic && divides) {
        ExponentialSum.Term first = sum.first();
        Expr plain = first.exponent().minus(sum.second().exponent());
        Rational ratio = first.coefficient().dividedBy(sum.second().coefficient());
        exponent = exponent.plus(Expr.of(power.exponent()).times(first.exponent()));
        rest.multiply(Power.of(Expr.of(first.coefficient()), Expr.of(power.exponent())));
        sigmoids.merge(new Logistic(plain, ratio), power.exponent().negate(), Rational::plus);
        isChanged = true;
      } else if (sum.isPositive() && isShifted(power)) {
        Expr number = Expr.of(power.exponent());
        // What the other exponentials give is divided out of each term, not of the sum.
        Expr share = exponent.dividedBy(number).negate();
        exponent =
            isStepwise || sum.isShort()
                ? number.times(sum.relative(share))
                : exponent.plus(number.times(sum.logarithm(false).orElseThrow()));
        exponentials++;
        isChanged = true;
      } else if (isExpm1(power.base()) && divides && power.exponent().isInteger()) {
        ofExpm1(sum.second().exponent(), power.exponent().negate());
      } else {
        rest.multiply(Power.of(power.base(), Expr.of(power.exponent())));
      }
    }

    /** Whether a power of a sum is better one exponential with all others. */
    private boolean isShifted(Sums power) {
      boolean isRoot = !power.exponent().isInteger();
      return isStepwise
          ? isRoot || power.exponent().signum() < 0 || exponentials > 0
          : power.sum().isShort() && (isRoot || power.exponent().signum() < 0 && exponentials > 0);
    }

    private boolean isExpm1(Expr base) {
      return base instanceof Apply apply && apply.function() == Functions.EXPM1;
    }

    /** Divides by a power of exp(u) - 1. */
    private void ofExpm1(Expr argument, Rational power) {
      Rational shared = multiple(exponent, argument);
      if (shared != null
          && shared.isInteger()
          && shared.signum() > 0
          && shared.compareTo(power) <= 0) {
        Expr opposite = StableFamilies.reciprocalExpm1(negated(argument)).negate();
        rest.multiply(Power.of(opposite, Expr.of(shared)));
        rest.multiply(
            Power.of(StableFamilies.reciprocalExpm1(argument), Expr.of(power.minus(shared))));
        exponent = ZERO;
      } else {
        rest.multiply(Power.of(StableFamilies.reciprocalExpm1(argument), Expr.of(power)));
      }
      isChanged = true;
    }

    Expr build() {
      for (Map.Entry<Logistic, Rational> each : sigmoids.entrySet()) {
        sigmoid(each.getKey(), each.getValue());
      }
      logistics();
      tails.forEach(this::tail);
      sinh.keySet().forEach(this::oneSided);
      sinh.forEach(
          (argument, power) ->
              hyperbolic(argument, power, cosh.getOrDefault(argument, Rational.ZERO)));
      if (!exponent.isZero()) {
        rest.multiply(exp(exponent));
      }
      return rest.build();
    }

    /** A power of sigma(u), which takes exponentials of multiples of u with it. */
    private void sigmoid(Logistic logistic, Rational power) {
      Expr argument = logistic.argument();
      Rational shared = multiple(exponent, logistic.plain());
      if (exponent.isZero()) {
        logistics.merge(argument, power, Rational::plus);
      } else if (shared != null && shared.signum() < 0 && shared.negate().compareTo(power) <= 0) {
        logistics.merge(negated(argument), shared.negate(), Rational::plus);
        logistics.merge(argument, power.plus(shared), Rational::plus);
        rest.multiply(Power.of(Expr.of(logistic.ratio()), Expr.of(shared.negate())));
        exponent = ZERO;
      } else {
        exponent = exponent.minus(Expr.of(power).times(softplus(negated(argument))));
      }
    }

    /** What has its opposite beside it is the derivative of sigma. */
    private void logistics() {
      for (Map.Entry<Expr, Rational> each : logistics.entrySet()) {
        Expr argument = each.getKey();
        Expr value = Elementary.sigmoid(argument);
        Rational own = each.getValue();
        Rational other = logistics.getOrDefault(negated(argument), Rational.ZERO);
        Rational common = argument.isZero() ? Rational.ZERO : smaller(own, other);
        if (common.signum() > 0) {
          // Once for the two: the first that is met takes it.
          boolean isFirst = paired.add(argument) && !paired.contains(negated(argument));
          if (isFirst) {
            Expr slope = Apply.of(NumericFunctions.SIGMOID_SLOPE, argument, value);
            rest.multiply(Power.of(slope, Expr.of(common)));
          }
        }
        rest.multiply(Power.of(value, Expr.of(own.minus(common))));
      }
    }

    /** Whether an exponential holds what erfc(u) vanishes by, exp(-u^2), the other way round. */
    private boolean isOpposed(Expr argument) {
      Expr opposite = Expr.of(tails.getOrDefault(argument, Rational.ZERO)).times(square(argument));
      return countOfTerms(exponent.minus(opposite)) < countOfTerms(exponent);
    }

    private static int countOfTerms(Expr expression) {
      return expression instanceof Sum sum ? sum.terms().size() : expression.isZero() ? 0 : 1;
    }

    private void tail(Expr argument, Rational power) {
      Expr number = Expr.of(power);
      if (isOpposed(argument)) {
        exponent = exponent.minus(number.times(square(argument)));
        rest.multiply(
            power.signum() > 0
                ? Power.of(NumericFunctions.scaledErfc(argument), number)
                : Power.of(NumericFunctions.reciprocalScaledErfc(argument), number.negate()));
      } else {
        rest.multiply(Power.of(Elementary.erfc(argument), number));
      }
    }

    /**
     * The side to which the exponentials cancel those of the hyperbolic functions of u: 1 where u
     * is large, -1 where -u is, null where they do not.
     */
    private @Nullable Rational side(Expr argument) {
      Rational ofSinh = sinh.getOrDefault(argument, Rational.ZERO);
      Rational ofCosh = cosh.getOrDefault(argument, Rational.ZERO);
      Rational total = ofSinh.plus(ofCosh);
      Rational shared = multiple(exponent, argument);
      if (shared == null || total.isZero() || !shared.isInteger()) {
        return null;
      }
      return ofSinh.isInteger() && ofCosh.isInteger()
          ? Rational.of(shared.signum() == total.signum() ? -1 : 1)
          : null;
    }

    /** Of sinh(u)*exp(-u) what is left is (1 - exp(-2*u))/2, and of cosh as much with a plus. */
    private void oneSided(Expr argument) {
      Rational side = side(argument);
      if (side == null) {
        return;
      }
      Expr twice = Sum.distributed(Rational.of(2).times(side), argument);
      Rational allOfSinh = sinh.getOrDefault(argument, Rational.ZERO);
      Rational allOfCosh = cosh.getOrDefault(argument, Rational.ZERO);
      Rational shared = Objects.requireNonNull(multiple(exponent, argument));
      Rational total = allOfSinh.plus(allOfCosh);
      Rational sign = Rational.of(total.signum());
      // As much of the functions as the exponential cancels, or all that there is.
      Rational taken = smaller(shared.abs(), total.abs());
      Rational ofCosh =
          allOfCosh.signum() == total.signum()
              ? smaller(taken, allOfCosh.abs()).times(sign)
              : Rational.ZERO;
      Rational ofSinh = taken.times(sign).minus(ofCosh);
      if (taken.equals(total.abs())) {
        ofCosh = allOfCosh;
        ofSinh = allOfSinh;
      }
      sinh.put(argument, allOfSinh.minus(ofSinh));
      cosh.put(argument, allOfCosh.minus(ofCosh));
      exponent = Product.scaled(shared.plus(side.times(sign).times(taken)), argument);
      if (ofSinh.signum() == ofCosh.signum()) {
        // sinh(u)*cosh(u) is sinh(2*u)/2: of the product of the two what is left of the derivative
        // would cancel.
        Rational pairs = smaller(ofSinh.abs(), ofCosh.abs()).times(Rational.of(ofSinh.signum()));
        rest.multiply(Power.of(HALF, Expr.of(pairs)));
        oneSidedSinh(Sum.distributed(Rational.of(2), twice), side, pairs);
        ofSinh = ofSinh.minus(pairs);
        ofCosh = ofCosh.minus(pairs);
      }
      oneSidedSinh(twice, side, ofSinh);
      rest.multiply(
          ofCosh.signum() < 0
              ? Power.of(Expr.of(2).times(Elementary.sigmoid(twice)), Expr.of(ofCosh.negate()))
              : Power.of(HALF.plus(HALF.times(exp(negated(twice)))), Expr.of(ofCosh)));
    }

    private void oneSidedSinh(Expr twice, Rational side, Rational power) {
      rest.multiply(Power.of(Expr.of(side.negate()).times(HALF), Expr.of(power)));
      rest.multiply(
          power.signum() < 0
              ? Power.of(StableFamilies.reciprocalExpm1(negated(twice)), Expr.of(power.negate()))
              : Power.of(Elementary.expm1(negated(twice)), Expr.of(power)));
    }

    private void hyperbolic(Expr argument, Rational ofSinh, Rational ofCosh) {
      Rational down = Rational.ZERO;
      Rational up = Rational.ZERO;
      if (ofSinh.signum() > 0 && ofCosh.signum() < 0) {
        down = smaller(ofSinh, ofCosh.negate());
        rest.multiply(Power.of(tanh(argument), Expr.of(down)));
      } else if (ofSinh.signum() < 0 && ofCosh.signum() > 0) {
        up = smaller(ofSinh.negate(), ofCosh);
        rest.multiply(Power.of(coth(argument), Expr.of(up)));
      }
      power(ofSinh.minus(down).plus(up), Elementary::sinh, Elementary::csch, argument);
      power(ofCosh.plus(down).minus(up), Elementary::cosh, Elementary::sech, argument);
    }

    private void power(
        Rational power, UnaryOperator<Expr> above, UnaryOperator<Expr> below, Expr argument) {
      Expr base = power.signum() < 0 ? below.apply(argument) : above.apply(argument);
      rest.multiply(Power.of(base, Expr.of(power.abs())));
    }
  }

  /** The opposite, a sum term by term. */
  private static Expr negated(Expr expression) {
    return Sum.distributed(Rational.MINUS_ONE, expression);
  }

  private static Rational smaller(Rational left, Rational right) {
    return left.compareTo(right) < 0 ? left : right;
  }

  /** The number that one expression is times another, or null. */
  private static @Nullable Rational multiple(Expr expression, Expr of) {
    if (expression.isZero() || of.isZero()) {
      return null;
    }
    if (expression instanceof Sum sum && of instanceof Sum other) {
      Rational ratio =
          sum.constant().isZero() || other.constant().isZero()
              ? firstRatio(sum, other)
              : sum.constant().dividedBy(other.constant());
      return ratio != null && Sum.distributed(ratio, other) == sum ? ratio : null;
    }
    return expression.dividedBy(of) instanceof RationalNumber number ? number.value() : null;
  }

  private static @Nullable Rational firstRatio(Sum sum, Sum other) {
    Expr first = other.terms().get(0).expression();
    for (Sum.Term term : sum.terms()) {
      if (term.expression() == first) {
        return term.coefficient().dividedBy(other.terms().get(0).coefficient());
      }
    }
    return null;
  }
}
