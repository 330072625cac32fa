package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Field;

/** The field of the decimals of a number of digits. */
record DecimalField(MathContext context) implements Field<BigDecimal> {
  @Override
  public BigDecimal of(long value) {
    return BigDecimal.valueOf(value);
  }

  @Override
  public BigDecimal add(BigDecimal left, BigDecimal right) {
    return left.add(right, context);
  }

  @Override
  public BigDecimal negate(BigDecimal value) {
    return value.negate();
  }

  @Override
  public BigDecimal multiply(BigDecimal left, BigDecimal right) {
    return left.multiply(right, context);
  }

  @Override
  public BigDecimal divide(BigDecimal left, BigDecimal right) {
    if (right.signum() == 0) {
      throw new DomainException("division by zero");
    }
    return left.divide(right, context);
  }

  @Override
  public boolean vanishes(BigDecimal value) {
    return value.signum() == 0;
  }

  @Override
  public double size(BigDecimal value) {
    return Math.log(value.abs().doubleValue());
  }
}
