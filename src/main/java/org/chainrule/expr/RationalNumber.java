package org.chainrule.expr;

import java.util.Arrays;
import java.util.List;
import org.chainrule.number.Rational;

/** An exact rational number as an expression. */
public final class RationalNumber extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("number");

  private static final int KEPT_EACH_WAY = 32;

  /** The numbers that are asked for most: the integers around 0. */
  private static final RationalNumber[] KEPT = kept();

  public static final RationalNumber ZERO = of(0);
  public static final RationalNumber ONE = of(1);
  public static final RationalNumber TWO = of(2);
  public static final RationalNumber MINUS_ONE = of(-1);
  public static final RationalNumber HALF = of(Rational.HALF);

  private final Rational value;

  private RationalNumber(Rational value) {
    super(
        Hash.mix(SEED, Hash.mix(value.numerator().hashCode(), value.denominator().hashCode())),
        Traits.NONE);
    this.value = value;
  }

  public static RationalNumber of(long value) {
    return -KEPT_EACH_WAY <= value && value <= KEPT_EACH_WAY
        ? KEPT[(int) value + KEPT_EACH_WAY]
        : interned(Rational.of(value));
  }

  public static RationalNumber of(Rational value) {
    return value.isInt() ? of(value.intValueExact()) : interned(value);
  }

  private static RationalNumber interned(Rational value) {
    return (RationalNumber) Interner.intern(new RationalNumber(value));
  }

  private static RationalNumber[] kept() {
    RationalNumber[] kept = new RationalNumber[2 * KEPT_EACH_WAY + 1];
    Arrays.setAll(kept, i -> interned(Rational.of(i - KEPT_EACH_WAY)));
    return kept;
  }

  public Rational value() {
    return value;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof RationalNumber number && value.equals(number.value);
  }

  @Override
  String label() {
    return value.toString();
  }
}
