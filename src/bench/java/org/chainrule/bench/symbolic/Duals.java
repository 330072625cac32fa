package org.chainrule.bench.symbolic;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Numbers of many digits with their derivatives by one of the symbols. */
final class Duals implements Algebra<Duals.Dual> {
  /** A number and its derivative. */
  record Dual(BigDecimal value, BigDecimal slope) {}

  private final Decimals decimals;
  private final String variable;

  Duals(int digits, Map<String, BigDecimal> point, String variable) {
    decimals = new Decimals(digits, point);
    this.variable = variable;
  }

  @Override
  public Dual number(long value) {
    return new Dual(decimals.number(value), BigDecimal.ZERO);
  }

  @Override
  public Dual symbol(String name) {
    return new Dual(
        decimals.symbol(name), name.equals(variable) ? BigDecimal.ONE : BigDecimal.ZERO);
  }

  @Override
  public Dual sum(List<Dual> terms) {
    return new Dual(
        decimals.sum(terms.stream().map(Dual::value).toList()),
        decimals.sum(terms.stream().map(Dual::slope).toList()));
  }

  @Override
  public Dual product(List<Dual> factors) {
    Dual result = number(1);
    for (Dual each : factors) {
      BigDecimal left = times(result.slope, each.value);
      BigDecimal right = times(result.value, each.slope);
      result = new Dual(times(result.value, each.value), decimals.sum(List.of(left, right)));
    }
    return result;
  }

  @Override
  public Dual power(Dual base, int exponent) {
    BigDecimal before = decimals.power(base.value, exponent - 1);
    BigDecimal factor = times(BigDecimal.valueOf(exponent), before);
    return new Dual(decimals.power(base.value, exponent), times(factor, base.slope));
  }

  @Override
  public Dual call(String function, Dual argument) {
    BigDecimal value = decimals.call(function, argument.value);
    BigDecimal factor =
        switch (function) {
          case "exp" -> value;
          case "log" -> decimals.power(argument.value, -1);
          case "sin" -> decimals.call("cos", argument.value);
          case "cos" -> decimals.call("sin", argument.value).negate();
          default -> throw new IllegalArgumentException(function);
        };
    return new Dual(value, times(factor, argument.slope));
  }

  private BigDecimal times(BigDecimal left, BigDecimal right) {
    return decimals.product(List.of(left, right));
  }
}
