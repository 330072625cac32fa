package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.util.ArithmeticUtils;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The rational normal form of expressions: fractions of polynomials over kernels, which are all
 * that is no sum, product or whole power. Fractions are brought together and cancelled, and the way
 * back factors out what is common, also sums that stood as factors before.
 */
final class RationalForm extends Pass<Fraction> {
  private final List<Expr> kernels = new ArrayList<>();
  private final Map<Expr, Integer> numbers = new HashMap<>();

  /**
   * Sums that stood as factors, primitive, with what they were multiplied by as they were written:
   * a sign, and where they held decimals the number that makes whole numbers decimals again.
   */
  private final Map<Polynomial, Rational> knownFactors = new LinkedHashMap<>();

  /** The sums of polynomials, scaled as they were written, as far as they are known. */
  private final Map<Polynomial, Expr> written = new HashMap<>();

  /** The fraction, reduced. */
  Fraction fraction(Expr expression) {
    Fraction fraction = apply(expression);
    return expression instanceof Power ? fraction.reduced() : fraction;
  }

  /** Whether a function with its argument the other way round is the same, or minus the same. */
  static boolean isTurning(Expr base) {
    return base instanceof Apply apply && apply.function().parity() != Parity.NONE;
  }

  /** Whether a sum with the kernel in it stands below the line. */
  boolean divides(Expr kernel, Fraction fraction) {
    int number = number(kernel);
    if (number >= 0) {
      for (Polynomial factor : fraction.below().keySet()) {
        if (factor.degree(number) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The factors below the line in which a kernel occurs, and no other. */
  List<Polynomial> divisorsIn(Expr kernel, Fraction fraction) {
    int number = number(kernel);
    return number < 0
        ? List.of()
        : fraction.below().keySet().stream().filter(each -> each.isIn(number)).toList();
  }

  /** The number of a kernel, -1 where it is none. */
  int number(Expr kernel) {
    Integer number = numbers.get(kernel);
    return number == null ? -1 : number;
  }

  /** The power of a kernel of which all its powers in a fraction are powers. */
  int step(Expr kernel, Fraction fraction) {
    int number = number(kernel);
    Polynomial above = Polynomial.of(fraction.monomial(), Rational.ONE);
    for (Map.Entry<Polynomial, Integer> factor : fraction.above().entrySet()) {
      if (factor.getKey().degree(number) > 0) {
        above = factor.getKey().pow(factor.getValue()).times(above);
      }
    }
    int step = above.step(number);
    for (Polynomial factor : fraction.below().keySet()) {
      step = ArithmeticUtils.gcd(step, factor.step(number));
    }
    return Math.max(1, step);
  }

  List<Expr> kernels() {
    return kernels;
  }

  @Override
  protected @Nullable Fraction shortcut(Expr node) {
    if (node instanceof RationalNumber number) {
      return Fraction.of(number.value());
    }
    if (node instanceof Sum || node instanceof Product || isRationalPower(node)) {
      return null;
    }
    return kernel(node, 1);
  }

  private static boolean isRationalPower(Expr node) {
    return node instanceof Power power && isSmall(power.exponent());
  }

  private static boolean isSmall(Expr exponent) {
    return exponent instanceof RationalNumber number
        && number.value().numerator().bitLength() < 10
        && number.value().denominator().bitLength() < 10;
  }

  private Fraction kernel(Expr kernel, int exponent) {
    Integer known = numbers.get(kernel);
    if (known == null && kernel instanceof Apply apply && isTurning(apply)) {
      Expr mirrored = mirrored(apply);
      known = numbers.get(mirrored);
      if (known != null && apply.function().parity() == Parity.ODD && exponent % 2 != 0) {
        return kernel(mirrored, exponent).times(Rational.MINUS_ONE);
      }
    }
    int number = known == null ? kernels.size() : known;
    if (known == null) {
      kernels.add(kernel);
      numbers.put(kernel, number);
    }
    return Fraction.of(Polynomial.Monomial.of(number, exponent), Rational.ONE);
  }

  /** The odd or even function of the argument with the other sign: {@code sign(b - a)}. */
  private static Expr mirrored(Apply apply) {
    List<Expr> arguments = new ArrayList<>(apply.arguments());
    arguments.set(0, negated(arguments.get(0)));
    return Apply.unfolded(apply.function(), arguments);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    List<Expr> dependencies = new ArrayList<>();
    if (node instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        dependencies.add(isWhole(factor.exponent()) ? factor.base() : factor.toExpr());
      }
      return dependencies;
    }
    if (node instanceof Power power) {
      return isWhole(power.exponent()) ? List.of(power.base()) : List.of();
    }
    return node.children();
  }

  private static boolean isWhole(Expr exponent) {
    return isSmall(exponent) && ((RationalNumber) exponent).value().isInteger();
  }

  @Override
  protected Fraction compute(Expr node) {
    if (node instanceof Sum sum) {
      Fraction reduced = sum(sum);
      for (Polynomial factor : reduced.above().keySet()) {
        if (!knownFactors.containsKey(factor)) {
          remember(factor.times(front(reduced)));
        }
      }
      noteWritten(sum, reduced);
      return reduced;
    }
    if (node instanceof Product product) {
      Fraction result = Fraction.of(product.coefficient());
      for (Product.Factor factor : product.factors()) {
        result =
            result.times(
                isWhole(factor.exponent())
                    ? result(factor.base()).pow(whole(factor.exponent()))
                    : result(factor.toExpr()));
      }
      return result.reduced();
    }
    Power power = (Power) node;
    if (isWhole(power.exponent())) {
      return result(power.base()).pow(whole(power.exponent()));
    }
    Rational exponent = ((RationalNumber) power.exponent()).value();
    Expr root =
        Power.of(
            power.base(), Expr.of(Rational.ONE.dividedBy(Rational.of(exponent.denominator()))));
    return kernel(root, exponent.numerator().intValueExact());
  }

  /** Notes the sum of a polynomial that stands there as it would be written. */
  private void noteWritten(Sum sum, Fraction fraction) {
    if (fraction.powers().size() == 1 && fraction.monomial().isOne()) {
      Map.Entry<Polynomial, Integer> only = fraction.powers().entrySet().iterator().next();
      boolean isAsWritten =
          only.getValue() == 1 && fraction.coefficient().equals(scaleOf(only.getKey()));
      for (Sum.Term term : sum.terms()) {
        isAsWritten = isAsWritten && isOfKernels(term.expression());
      }
      if (isAsWritten) {
        written.putIfAbsent(only.getKey(), sum);
      }
    }
  }

  /** Whether a term is a product of powers of kernels that stand in it as they are. */
  private boolean isOfKernels(Expr term) {
    if (term instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (!isPlain(factor.base())) {
          return false;
        }
      }
      return true;
    }
    return isPlain(term instanceof Power power ? power.base() : term);
  }

  private boolean isPlain(Expr base) {
    return base instanceof Apply apply
        ? !isTurning(apply) || numbers.containsKey(apply)
        : !(base instanceof Sum
            || base instanceof Product
            || base instanceof Power
            || base instanceof RationalNumber);
  }

  private Fraction sum(Sum sum) {
    List<Fraction> summands = new ArrayList<>();
    summands.add(Fraction.of(sum.constant()));
    for (Sum.Term term : sum.terms()) {
      summands.add(result(term.expression()).times(term.coefficient()));
    }
    return Fraction.sum(summands);
  }

  /** The number in front of a fraction whose polynomials are scaled as they were written. */
  private Rational front(Fraction fraction) {
    Rational front = fraction.coefficient();
    for (Map.Entry<Polynomial, Integer> factor : fraction.powers().entrySet()) {
      front = front.times(scaleOf(factor.getKey()).pow(-factor.getValue()));
    }
    return front;
  }

  private static int whole(Expr exponent) {
    return ((RationalNumber) exponent).value().intValueExact();
  }

  private void remember(Polynomial polynomial) {
    if (polynomial.size() > 1) {
      Rational content = polynomial.content();
      Polynomial primitive =
          polynomial.times(polynomial.commonMonomial().reciprocal(), content.reciprocal());
      boolean negative =
          content.signum() < 0
              && polynomial.coefficients().stream().anyMatch(each -> each.signum() > 0);
      Collection<Rational> coefficients = polynomial.coefficients();
      Rational size = size(coefficients, content);
      knownFactors.putIfAbsent(primitive, negative ? size.negate() : size);
    }
  }

  /** What makes a sum one of decimals again, 1 where it was none. */
  private static Rational size(Collection<Rational> coefficients, Rational content) {
    boolean areIntegers = true;
    for (Rational each : coefficients) {
      areIntegers &= each.isInteger();
    }
    if (areIntegers) {
      return Rational.ONE;
    }
    if (coefficients.stream().anyMatch(Rational::isDecimal)) {
      return content.abs();
    }
    return coefficients.stream().noneMatch(Rational::isTerminating)
        ? ofDecimals(coefficients, content)
        : Rational.ONE;
  }

  /** What makes a sum one of decimals again that was divided by a number, as 2*(x - 0.1)/7 is. */
  private static Rational ofDecimals(Collection<Rational> coefficients, Rational content) {
    Rational largest =
        coefficients.stream().map(Rational::abs).max(Comparator.naturalOrder()).orElseThrow();
    List<Rational> scaled = coefficients.stream().map(each -> each.dividedBy(largest)).toList();
    return scaled.stream().allMatch(Rational::isTerminating)
            && scaled.stream().anyMatch(Rational::isDecimal)
        ? content.abs().dividedBy(largest)
        : Rational.ONE;
  }

  /** The expression of a fraction, with what is common to all terms factored out. */
  Expr factored(Fraction fraction) {
    return factored(fraction, List.of());
  }

  /** As above, but for some groups of factors, which are multiplied out. */
  private Expr factored(Fraction fraction, List<Group> multiplied) {
    if (fraction.isZero()) {
      return RationalNumber.ZERO;
    }
    Product.Builder builder = new Product.Builder();
    Rational sign = Rational.ONE;
    for (Map.Entry<Polynomial, Integer> factor : fraction.below().entrySet()) {
      builder.multiply(scaled(factor.getKey(), -factor.getValue()));
      sign = sign.times(scaleOf(factor.getKey()).pow(factor.getValue()));
    }
    Rational content = fraction.coefficient();
    Polynomial.Monomial monomial = fraction.monomial();
    Map<Polynomial, Integer> apart = new LinkedHashMap<>(fraction.above());
    for (Group group : multiplied) {
      builder.multiply(expression(group.multipliedOut()));
      monomial = monomial.times(group.monomial().reciprocal());
      apart.keySet().removeAll(group.powers().keySet());
    }
    Map<Polynomial, Integer> above = new LinkedHashMap<>();
    apart.forEach((factor, power) -> addKnown(factor, power, above));
    for (Map.Entry<Polynomial, Integer> factor : above.entrySet()) {
      sign = sign.times(scaleOf(factor.getKey()).pow(-factor.getValue()));
    }
    Rational front = content.times(sign);
    List<Expr> powers = new ArrayList<>();
    above.forEach((factor, power) -> powers.add(scaled(factor, power)));
    for (int i = powers.size() - 1; i >= 0; i--) {
      Expr power = powers.get(i);
      if (front.signum() < 0 && power instanceof Sum && isFreeToTurn(power)) {
        front = front.negate();
        powers.set(i, negated(power));
      }
    }
    powers.forEach(builder::multiply);
    return builder.multiply(front).multiply(expression(monomial)).build();
  }

  /** Adds a power of a polynomial by sums that stood as factors, and the rest by how often. */
  private void addKnown(Polynomial factor, int power, Map<Polynomial, Integer> above) {
    if (factor.isLinear() && knownFactors.containsKey(factor)) {
      above.merge(factor, power, Integer::sum);
      return;
    }
    Polynomial rest = factor;
    for (Polynomial known : knownFactors.keySet()) {
      if (ModularImage.areCoprime(rest, known)) {
        continue;
      }
      Optional<Polynomial> quotient = rest.dividedBy(known);
      while (quotient.isPresent() && !rest.isOne()) {
        rest = quotient.get();
        above.merge(known, power, Integer::sum);
        quotient = rest.dividedBy(known);
      }
    }
    if (!rest.isOne()) {
      CommonDivisor.powers(rest)
          .forEach((each, often) -> above.merge(each, power * often, Integer::sum));
    }
  }

  /**
   * Whether a sum may give a minus in front of it to its terms: some of them lose one, and no
   * function holds the sum as it is.
   */
  private boolean isFreeToTurn(Expr sum) {
    return !Apply.isNegated(negated(sum))
        && kernels.stream().noneMatch(kernel -> Occurrence.of(sum, kernel));
  }

  private static Expr negated(Expr sum) {
    return Sum.distributed(Rational.MINUS_ONE, sum);
  }

  private Rational scaleOf(Polynomial primitive) {
    return knownFactors.getOrDefault(primitive, Rational.ONE);
  }

  private Expr scaled(Polynomial primitive, int power) {
    return Power.of(scaled(primitive), Expr.of(power));
  }

  private Expr scaled(Polynomial primitive) {
    Expr known = written.get(primitive);
    if (known == null) {
      known = Sum.distributed(scaleOf(primitive), expression(primitive));
      written.put(primitive, known);
    }
    return known;
  }

  /** The expression of a fraction, the numerator multiplied out. */
  Expr expanded(Fraction fraction) {
    return Product.of(divisor(fraction), numerator(fraction));
  }

  /** The numerator, multiplied out, with the sign that the divisor leaves to it. */
  private Expr numerator(Fraction fraction) {
    Rational sign = signBelow(fraction);
    if (fraction.monomial().isOne() && fraction.above().size() == 1) {
      Map.Entry<Polynomial, Integer> only = fraction.above().entrySet().iterator().next();
      if (only.getValue() == 1) {
        Rational front = fraction.coefficient().dividedBy(scaleOf(only.getKey()));
        return Sum.distributed(sign.times(front), scaled(only.getKey()));
      }
    }
    return Sum.distributed(sign, expression(fraction.numerator()));
  }

  /** What the divisors leave to the numerator, as they are scaled. */
  private Rational signBelow(Fraction fraction) {
    Rational sign = Rational.ONE;
    for (Map.Entry<Polynomial, Integer> factor : fraction.below().entrySet()) {
      sign = sign.times(scaleOf(factor.getKey()).pow(factor.getValue()));
    }
    return sign;
  }

  /**
   * The factors of the numerator with what the divisor leaves to them, multiplied out: all of it
   * where its sums share kernels, and else those that do.
   */
  List<Expr> numerators(Fraction fraction) {
    List<Group> groups = Group.of(fraction.above(), fraction.monomial(), kernels);
    if (groups.size() < 2) {
      return List.of(numerator(fraction));
    }
    Rational front = fraction.coefficient().times(signBelow(fraction));
    Polynomial.Monomial monomial = fraction.monomial();
    List<Expr> numerators = new ArrayList<>();
    for (Group group : groups) {
      if (group.isSingle()) {
        Polynomial only = group.powers().keySet().iterator().next();
        front = front.dividedBy(scaleOf(only));
        numerators.add(scaled(only));
      } else {
        numerators.add(expression(group.multipliedOut()));
        monomial = monomial.times(group.monomial().reciprocal());
      }
    }
    numerators.add(Product.scaled(front, expression(monomial)));
    return numerators;
  }

  /** What the numerator is multiplied by: the reciprocal of the factors below the line. */
  Expr divisor(Fraction fraction) {
    Product.Builder below = new Product.Builder();
    for (Map.Entry<Polynomial, Integer> factor : fraction.below().entrySet()) {
      below.multiply(scaled(factor.getKey(), -factor.getValue()));
    }
    return below.build();
  }

  /**
   * As {@link #factored}, but exponentials with negative exponents stay in the terms: {@code exp(x)
   * - exp(-x)}; empty where there are none.
   */
  Optional<Expr> withExponentials(Fraction fraction) {
    Polynomial.Monomial kept =
        fraction
            .monomial()
            .of(
                i ->
                    fraction.monomial().exponent(i) < 0
                        && kernels.get(i) instanceof Apply apply
                        && apply.function().isExponential());
    if (kept.isOne()) {
      return Optional.empty();
    }
    List<Group> groups = new ArrayList<>(Group.of(fraction.above(), kept, kernels));
    groups.removeIf(group -> group.monomial().isOne());
    return groups.isEmpty() ? Optional.empty() : Optional.of(factored(fraction, groups));
  }

  /**
   * The expression of a fraction with the divisors that share kernels multiplied out where each
   * occurs once; empty where none do.
   */
  Optional<Expr> together(Fraction fraction) {
    Map<Polynomial, Integer> below = new LinkedHashMap<>(fraction.below());
    boolean changed = false;
    for (Group group : Group.of(fraction.below(), Polynomial.Monomial.ONE, kernels)) {
      if (group.powers().size() > 1
          && group.powers().values().stream().allMatch(power -> power == 1)) {
        Polynomial product = group.multipliedOut();
        Rational scale = Rational.ONE;
        for (Polynomial factor : group.powers().keySet()) {
          scale = scale.times(scaleOf(factor));
          below.remove(factor);
        }
        if (knownFactors.putIfAbsent(product, scale) == null) {
          written.remove(product);
        }
        below.put(product, 1);
        changed = true;
      }
    }
    return changed ? Optional.of(factored(fraction.dividedBy(below))) : Optional.empty();
  }

  /**
   * The expression of a fraction with another function in the place of a kernel.
   *
   * @param step the power of the kernel that is replaced, of which all others are powers
   */
  Expr replaced(Fraction fraction, Apply kernel, int step, Replacement replacement, Expr argument) {
    int replaced = number(kernel);
    Expr function = replacement.function(argument);
    RationalForm other = new RationalForm();
    other.kernels.addAll(kernels);
    other.numbers.putAll(numbers);
    int number = other.numbers.computeIfAbsent(function, missing -> replaced);
    other.kernels.set(replaced, function);
    Polynomial variable = Polynomial.of(Polynomial.Monomial.of(number, 1), Rational.ONE);
    Fraction above = other.known(replacement.above(variable));
    Fraction below = other.known(replacement.below(variable));
    knownFactors.forEach(
        (factor, scale) -> {
          if (factor.degree(replaced) == 0) {
            other.knownFactors.putIfAbsent(factor, scale);
          }
        });
    Fraction ratio = above.times(below.pow(-1));
    Fraction result =
        Fraction.of(fraction.monomial().without(replaced), fraction.coefficient())
            .times(ratio.pow(fraction.monomial().exponent(replaced) / step));
    for (Map.Entry<Polynomial, Integer> factor : fraction.powers().entrySet()) {
      Polynomial polynomial = factor.getKey();
      int degree = polynomial.degree(replaced) / step;
      if (degree > 0) {
        Polynomial changed =
            polynomial.at(replaced, step, replacement.above(variable), replacement.below(variable));
        result =
            result.times(
                other.known(changed).times(below.pow(-degree)).reduced().pow(factor.getValue()));
      } else {
        result = result.times(Fraction.of(polynomial).pow(factor.getValue()));
      }
    }
    return other.factored(result.reduced());
  }

  /** The fraction of a polynomial that stands as a sum. */
  private Fraction known(Polynomial polynomial) {
    Fraction fraction = Fraction.of(polynomial);
    for (Polynomial factor : fraction.powers().keySet()) {
      remember(factor.times(fraction.coefficient()));
    }
    return fraction;
  }

  Expr expression(Polynomial polynomial) {
    Sum.Builder sum = new Sum.Builder();
    for (int i = 0; i < polynomial.size(); i++) {
      sum.add(polynomial.coefficient(i), expression(polynomial.monomial(i)));
    }
    return sum.build();
  }

  Expr expression(Polynomial.Monomial monomial) {
    Product.Builder product = new Product.Builder();
    for (int i = 0; i < monomial.size(); i++) {
      int exponent = monomial.exponent(i);
      if (exponent != 0) {
        product.multiply(
            exponent == 1 ? kernels.get(i) : Power.of(kernels.get(i), Expr.of(exponent)));
      }
    }
    return product.build();
  }
}
