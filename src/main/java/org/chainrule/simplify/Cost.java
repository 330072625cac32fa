package org.chainrule.simplify;

import java.math.BigDecimal;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.Visitor;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The cost of an expression to a reader, as written out: names are cheap, exponentials dear, a
 * factored form is a little cheaper than the same multiplied out.
 */
final class Cost extends Pass<Cost.Measure> implements Visitor<Cost.Measure> {
  /**
   * What is known of a node.
   *
   * @param cost what it costs
   * @param isDivided whether it is a product or a power with a divisor, or a sum with such a term
   */
  record Measure(double cost, boolean isDivided) {}

  private static final double NAME = 2;
  private static final double EXPONENTIAL = 5;
  private static final double FUNCTION = 3;
  private static final double BINDER = 4;

  /** So that 1 - sigma(x) is kept for sigma(-x), beside sigma(x) as textbooks have it. */
  private static final double MIRRORED = 4;

  private static final double OUTSIDER = 8;

  /** What {@code a - 1} costs more than {@code 1 - a}, so that signs settle where both would do. */
  private static final double NEGATED = 0.3;

  /** What a decimal in front of a sum costs more that made the sum's numbers whole. */
  private static final double DECIMAL_BEFORE_BRACKET = 3;

  /** What is saved where divisors share one line. */
  private static final double FURTHER_DIVISOR = 0.8;

  /** What a factor costs more whose minus could stand in front of the product. */
  private static final double HIDDEN_SIGN = 1;

  /** What each factor costs; less than a term, so that a factored form is cheaper. */
  private static final double FACTOR = 0.25;

  /** What {@code a - delta(i,j)} costs more than the other way round, where a minus is free. */
  private static final double NEGATED_DELTA = 0.05;

  private static final double BRACKET = 0.1;
  private static final double FRACTION_IN_FRACTION = 3.5;

  /** What fractions in a bracket cost more, which a common divisor would spare. */
  private static final double FRACTION_IN_BRACKET = 1;

  /** What a sum costs more that begins with a minus for want of a positive term. */
  private static final double LEADING_MINUS = 0.3;

  /** More zeros than this are written as an exponent, unless they are too many for that. */
  private static final int MANY_ZEROS = 21;

  private static final int BITS_OF_MANY_ZEROS = 70;
  private static final int ZEROS_WRITTEN_OUT = 1_000;

  /** The costs of nodes without opened indices, which are different ones in each pass. */
  private static final WeakMemo<Measure> KNOWN = new WeakMemo<>();

  double of(Expr expression) {
    Measure known = shortcut(expression);
    return (known == null ? apply(expression) : known).cost();
  }

  @Override
  protected @Nullable Measure shortcut(Expr node) {
    return Symbol.largestOpened(node) == 0 ? KNOWN.get(node) : null;
  }

  @Override
  protected Measure compute(Expr node) {
    Measure measure = node.accept(this);
    if (Symbol.largestOpened(node) == 0) {
      KNOWN.put(node, measure);
    }
    return measure;
  }

  private double all(Expr node) {
    double sum = 0;
    for (Expr dependency : dependencies(node)) {
      sum += result(dependency).cost();
    }
    return sum;
  }

  private static double number(Rational value) {
    double size = 1 + bits(value) / 24.0;
    return value.isInteger() ? size : size + 1;
  }

  /** The bits of a number; of one with many zeros, which is read as {@code 1e30}, of the others. */
  private static int bits(Rational value) {
    int bits = value.bitLength();
    if (bits < BITS_OF_MANY_ZEROS || !value.isInteger()) {
      return bits;
    }
    BigDecimal digits = new BigDecimal(value.numerator()).stripTrailingZeros();
    boolean isRound = -digits.scale() > MANY_ZEROS && -digits.scale() < ZEROS_WRITTEN_OUT;
    return isRound ? digits.unscaledValue().bitLength() : bits;
  }

  private double cost(Expr part) {
    return result(part).cost();
  }

  private static Measure of(double cost) {
    return new Measure(cost, false);
  }

  @Override
  public Measure visit(RationalNumber number) {
    return of(number(number.value()));
  }

  @Override
  public Measure visit(NamedConstant constant) {
    return of(1.0);
  }

  @Override
  public Measure visit(Symbol symbol) {
    return of(NAME);
  }

  @Override
  public Measure visit(BoundIndex index) {
    return of(NAME);
  }

  @Override
  public Measure visit(IndexedSymbol indexed) {
    return of(NAME + 0.1 * all(indexed));
  }

  @Override
  public Measure visit(Sum sum) {
    double cost = sum.constant().isZero() ? 0 : 1 + number(sum.constant());
    if (sum.constant().signum() < 0 && isNegated(sum)) {
      cost += NEGATED;
    }
    boolean isDivided = false;
    boolean beginsNegative = sum.constant().signum() <= 0;
    for (Sum.Term term : sum.terms()) {
      beginsNegative &= term.coefficient().signum() < 0;
      cost += 1 + cost(term.expression());
      isDivided |= result(term.expression()).isDivided();
      cost +=
          term.expression() instanceof KroneckerDelta && term.coefficient().signum() < 0
              ? NEGATED_DELTA
              : 0;
      if (!term.coefficient().isUnit()) {
        cost += 0.3 + number(term.coefficient().abs());
      }
    }
    return new Measure(beginsNegative ? cost + LEADING_MINUS : cost, isDivided);
  }

  /** Whether the sum of one term and a number would begin with a minus the other way round. */
  private static boolean isNegated(Sum sum) {
    return sum.size() == 1 && sum.terms().get(0).coefficient().signum() > 0;
  }

  @Override
  public Measure visit(Product product) {
    double cost = product.coefficient().isUnit() ? 0 : number(product.coefficient());
    cost += product.coefficient().signum() < 0 ? 0.5 : 0;
    cost += SharedFactors.withDecimals(product).isPresent() ? DECIMAL_BEFORE_BRACKET : 0;
    int divisors = 0;
    int brackets = 0;
    boolean isDivided = false;
    for (Product.Factor factor : product.factors()) {
      cost += factor.base() instanceof Sum ? BRACKET : FACTOR;
      cost += power(factor.base(), factor.exponent());
      cost += factor.exponent().isOne() && isSumOfNegatives(factor.base()) ? HIDDEN_SIGN : 0;
      divisors += isDivisor(factor.exponent()) ? 1 : 0;
      isDivided |= factor.divides();
      brackets += isSumWithFractions(factor) ? 1 : 0;
    }
    cost += (divisors > 0 ? FRACTION_IN_FRACTION : FRACTION_IN_BRACKET) * brackets;
    cost -= Math.max(0, divisors - 1) * FURTHER_DIVISOR;
    return new Measure(cost, isDivided);
  }

  /** Whether a factor above or below the line is a sum with fractions among its terms. */
  private boolean isSumWithFractions(Product.Factor factor) {
    return factor.base() instanceof Sum
        && factor.exponent() instanceof RationalNumber number
        && number.value().isInteger()
        && result(factor.base()).isDivided();
  }

  private static boolean isSumOfNegatives(Expr factor) {
    return factor instanceof Sum && Apply.isNegated(factor);
  }

  private static boolean isDivisor(Expr exponent) {
    return exponent instanceof RationalNumber number && number.value().signum() < 0;
  }

  private double power(Expr base, Expr exponent) {
    if (exponent.isOne()) {
      return cost(base);
    }
    if (new Product.Factor(base, exponent).asExponential().isPresent()) {
      return cost(base) + 0.8;
    }
    if (exponent instanceof RationalNumber number) {
      Rational value = number.value();
      double quotient = value.signum() < 0 ? 1 : 0;
      return cost(base) + quotient + (value.isUnit() ? 0 : 1 + number(value.abs()));
    }
    return cost(base) + 1 + cost(exponent);
  }

  @Override
  public Measure visit(Power power) {
    return new Measure(power(power.base(), power.exponent()), Product.Factor.of(power).divides());
  }

  @Override
  public Measure visit(Apply apply) {
    boolean isMirrored =
        apply.function().equals(Functions.SIGMOID) && Apply.isNegated(apply.arguments().get(0));
    return of(
        (apply.function().isExponential() ? EXPONENTIAL : FUNCTION)
            + all(apply)
            + (isMirrored ? MIRRORED : 0));
  }

  @Override
  public Measure visit(Reduction reduction) {
    return of(BINDER + all(reduction) + OUTSIDER * outsiders(reduction));
  }

  /** The terms under the sign with a factor that could stand in front of a sum of its own. */
  private long outsiders(Reduction reduction) {
    Binder.Opened inside = opened(reduction);
    if (reduction.operator() != Reduction.Operator.SUM
        || !(inside.body() instanceof Product product)) {
      return 0;
    }
    return product.factors().stream()
        .filter(each -> each.exponent().isOne() && each.base() instanceof Sum)
        .flatMap(each -> ((Sum) each.base()).terms().stream())
        .filter(each -> isOutsider(each.expression(), inside.index()))
        .count();
  }

  private static boolean isOutsider(Expr term, Expr index) {
    return term instanceof Product product
        && Occurrence.of(index, term)
        && product.factors().stream().anyMatch(each -> !Occurrence.of(index, each.toExpr()));
  }

  @Override
  public Measure visit(Elements elements) {
    return of(all(elements));
  }

  @Override
  public Measure visit(KroneckerDelta delta) {
    return of(NAME);
  }

  @Override
  public Measure visit(Piecewise piecewise) {
    return of(FUNCTION + all(piecewise));
  }

  @Override
  public Measure visit(Relation relation) {
    return of(1 + all(relation));
  }

  @Override
  public Measure visit(Logical logical) {
    return of(logical.operands().size() + all(logical));
  }

  @Override
  public Measure visit(DerivativeTerm derivative) {
    return of(1 + all(derivative));
  }
}
