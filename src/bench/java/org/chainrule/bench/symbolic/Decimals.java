package org.chainrule.bench.symbolic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.chainrule.precise.PreciseElementary;
import org.chainrule.precise.PreciseTrigonometry;

/** Numbers of many digits. */
final class Decimals implements Algebra<BigDecimal> {
  private final MathContext context;
  private final Map<String, BigDecimal> point;

  Decimals(int digits, Map<String, BigDecimal> point) {
    context = new MathContext(digits);
    this.point = point;
  }

  @Override
  public BigDecimal number(long value) {
    return BigDecimal.valueOf(value);
  }

  @Override
  public BigDecimal symbol(String name) {
    return point.get(name);
  }

  @Override
  public BigDecimal sum(List<BigDecimal> terms) {
    return terms.stream().reduce(BigDecimal.ZERO, (a, b) -> a.add(b, context));
  }

  @Override
  public BigDecimal product(List<BigDecimal> factors) {
    return factors.stream().reduce(BigDecimal.ONE, (a, b) -> a.multiply(b, context));
  }

  @Override
  public BigDecimal power(BigDecimal base, int exponent) {
    BigDecimal power = base.pow(Math.abs(exponent), context);
    return exponent < 0 ? BigDecimal.ONE.divide(power, context) : power;
  }

  @Override
  public BigDecimal call(String function, BigDecimal argument) {
    return switch (function) {
      case "exp" -> PreciseElementary.exp(argument, context);
      case "log" -> PreciseElementary.log(argument, context);
      case "sin" -> PreciseTrigonometry.sin(argument, context);
      case "cos" -> PreciseTrigonometry.cos(argument, context);
      default -> throw new IllegalArgumentException(function);
    };
  }
}
