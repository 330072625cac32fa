package org.chainrule.function;

import java.math.BigInteger;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Field;
import org.chainrule.number.Rational;

/** The field of the rational numbers, without rounding. */
enum RationalField implements Field<Rational> {
  RATIONALS;

  @Override
  public Rational of(long value) {
    return Rational.of(BigInteger.valueOf(value));
  }

  @Override
  public Rational add(Rational left, Rational right) {
    return left.plus(right);
  }

  @Override
  public Rational negate(Rational value) {
    return value.negate();
  }

  @Override
  public Rational multiply(Rational left, Rational right) {
    return left.times(right);
  }

  @Override
  public Rational divide(Rational left, Rational right) {
    if (right.isZero()) {
      throw new DomainException("division by zero");
    }
    return left.dividedBy(right);
  }

  @Override
  public boolean vanishes(Rational value) {
    return value.isZero();
  }

  @Override
  public double size(Rational value) {
    return Math.log(Math.abs(value.doubleValue()));
  }
}
