package org.chainrule.expr;

import java.math.BigInteger;
import java.util.List;
import org.chainrule.error.DomainException;
import org.chainrule.number.Rational;

/** A power that no arithmetic on numbers and no law of whole exponents makes simpler. */
public final class Power extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("power");

  /** Numbers of more bits than this are not multiplied out. */
  private static final long MAXIMAL_BITS = 8_192;

  private final Expr base;
  private final Expr exponent;

  private Power(Expr base, Expr exponent) {
    super(
        Hash.mix(Hash.mix(SEED, base.structuralHash()), exponent.structuralHash()),
        base.traits().and(exponent.traits()));
    this.base = base;
    this.exponent = exponent;
  }

  /**
   * The power. Cancelling is generic: {@code (x^(1/2))^2} is {@code x}.
   *
   * @throws DomainException if the base is the number 0 and the exponent a number below 0
   */
  public static Expr of(Expr base, Expr exponent) {
    requireNumber(base);
    requireNumber(exponent);
    if (exponent.isZero() || base.isOne()) {
      return RationalNumber.ONE;
    }
    if (exponent.isOne()) {
      return base;
    }
    if (base == NamedConstant.E && !(exponent instanceof RationalNumber)) {
      return Apply.of(Exponential.FUNCTION, exponent);
    }
    if (base instanceof Power inner && merges(inner, exponent)) {
      return of(inner.base, Product.of(inner.exponent, exponent));
    }
    if (base instanceof KroneckerDelta && exponent instanceof RationalNumber power) {
      return power.value().signum() > 0 ? base : raw(base, RationalNumber.MINUS_ONE);
    }
    if (exponent instanceof RationalNumber number) {
      Rational value = number.value();
      if (base instanceof RationalNumber root) {
        return ofNumbers(root, number);
      }
      if (base instanceof Product product && !product.isNested()) {
        return ofProduct(product, value);
      }
      if (base instanceof Sum sum && value.isInteger()) {
        return ofSum(sum, number);
      }
    }
    return raw(base, exponent);
  }

  /** The exponential function's row, looked up when first a power of e needs it. */
  private static final class Exponential {
    static final Function FUNCTION = Services.functions().find("exp").orElseThrow();
  }

  /** Whether exponents multiply: a reciprocal, for one, has the sign of what is below. */
  private static boolean merges(Power inner, Expr outer) {
    return isWhole(outer)
        || isPositive(inner.base)
        || inner.exponent == RationalNumber.MINUS_ONE && outer instanceof RationalNumber;
  }

  private static boolean isWhole(Expr exponent) {
    return exponent instanceof RationalNumber number && number.value().isInteger();
  }

  /** Whether the expression is seen at once to be above zero wherever it has a value. */
  static boolean isPositive(Expr expression) {
    return expression instanceof RationalNumber number && number.value().signum() > 0
        || expression == NamedConstant.E
        || expression == NamedConstant.PI
        || expression instanceof Apply apply && apply.function().range().isPositive();
  }

  /** Whether a base and the exponent that it got by collecting can stand as they are. */
  static boolean isSettled(Expr base, Expr exponent) {
    if (base instanceof RationalNumber || base instanceof Power || base instanceof Product) {
      return false;
    }
    if (base instanceof KroneckerDelta) {
      return exponent.isOne()
          || exponent == RationalNumber.MINUS_ONE
          || !(exponent instanceof RationalNumber);
    }
    return base != NamedConstant.E || exponent instanceof RationalNumber;
  }

  static Expr raw(Expr base, Expr exponent) {
    return Interner.intern(new Power(base, exponent));
  }

  private static Expr ofNumbers(RationalNumber base, RationalNumber exponent) {
    Rational root = base.value();
    Rational power = exponent.value();
    if (root.isZero()) {
      if (power.signum() < 0) {
        throw new DomainException("division by zero");
      }
      return RationalNumber.ZERO;
    }
    if (power.isInteger()) {
      boolean small =
          power.isInt() && Math.abs((long) power.intValueExact()) * root.bitLength() <= MAXIMAL_BITS
              || root.isUnit();
      if (!small) {
        return raw(base, exponent);
      }
      return RationalNumber.of(
          root.isUnit()
              ? power.numerator().testBit(0) ? root : Rational.ONE
              : root.pow(power.intValueExact()));
    }
    if (root.signum() < 0 || !power.isInt() && power.bitLength() > 60) {
      return raw(base, exponent);
    }
    return ofPositiveRoot(root, power);
  }

  /** Takes whole powers and perfect roots out: {@code 8^(1/2)} is {@code 2*2^(1/2)}. */
  private static Expr ofPositiveRoot(Rational root, Rational power) {
    BigInteger whole = power.floor();
    Rational rest = power.minus(Rational.of(whole));
    if (whole.bitLength() > 16 || rest.denominator().bitLength() > 8) {
      return raw(RationalNumber.of(root), RationalNumber.of(power));
    }
    int degree = rest.denominator().intValueExact();
    Radical above = Radical.of(root.numerator(), degree);
    Radical below = Radical.of(root.denominator(), degree);
    Rational outside = new Rational(above.outside(), below.outside());
    Rational inside = new Rational(above.inside(), below.inside());
    Rational taken =
        outside.pow(rest.numerator().intValueExact()).times(root.pow(whole.intValue()));
    if (inside.isOne()) {
      return RationalNumber.of(taken);
    }
    if (degree == 2 && inside.numerator().equals(BigInteger.ONE) && isFraction(inside)) {
      Rational denominator = inside.reciprocal();
      Expr rationalised = raw(RationalNumber.of(denominator), RationalNumber.HALF);
      return Product.scaled(taken.dividedBy(denominator), rationalised);
    }
    Expr remaining = raw(RationalNumber.of(inside), RationalNumber.of(rest));
    return Product.scaled(taken, remaining);
  }

  /** Whether a number is written as a fraction also where it came of decimals. */
  private static boolean isFraction(Rational value) {
    return !value.isTerminating() || value.equals(Rational.HALF);
  }

  private static Expr ofProduct(Product product, Rational exponent) {
    Product.Builder builder = new Product.Builder();
    if (exponent.isInteger()) {
      builder.multiply(of(RationalNumber.of(product.coefficient()), RationalNumber.of(exponent)));
      for (Product.Factor factor : product.factors()) {
        Expr power = Product.of(factor.exponent(), RationalNumber.of(exponent));
        builder.multiply(of(factor.base(), power));
      }
      return builder.build();
    }
    Rational coefficient = product.coefficient();
    if (!coefficient.isUnit()) {
      builder.multiply(of(RationalNumber.of(coefficient.abs()), RationalNumber.of(exponent)));
    }
    Product.Builder inside = new Product.Builder();
    if (coefficient.signum() < 0) {
      inside.multiply(Rational.MINUS_ONE);
    }
    for (Product.Factor factor : product.factors()) {
      if (isPositive(factor.base())) {
        Expr power = Product.of(factor.exponent(), RationalNumber.of(exponent));
        builder.multiply(of(factor.base(), power));
      } else {
        inside.multiply(factor.toExpr());
      }
    }
    Expr remaining = inside.build();
    Expr exponentNode = RationalNumber.of(exponent);
    boolean changes = remaining instanceof RationalNumber || remaining instanceof Power;
    return builder
        .multiply(changes ? of(remaining, exponentNode) : raw(remaining, exponentNode))
        .build();
  }

  /** An odd or even power of a sum whose terms all are negative loses the signs. */
  private static Expr ofSum(Sum sum, RationalNumber exponent) {
    if (!Apply.isNegated(sum)) {
      return raw(sum, exponent);
    }
    Expr positive = raw(Sum.distributed(Rational.MINUS_ONE, sum), exponent);
    return exponent.value().numerator().testBit(0) ? positive.negate() : positive;
  }

  public Expr base() {
    return base;
  }

  public Expr exponent() {
    return exponent;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return List.of(base, exponent);
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Power power && base == power.base && exponent == power.exponent;
  }

  @Override
  String label() {
    return "";
  }
}
