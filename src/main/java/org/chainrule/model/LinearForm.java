package org.chainrule.model;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * A sum of names times numbers, and a number: {@code n - i + 1}.
 *
 * @param coefficients how often each name is added
 * @param constant what is added besides
 */
public record LinearForm(Map<String, Rational> coefficients, Rational constant) {
  /** The form of an expression, where it has that form. */
  public static Optional<LinearForm> of(Expr expression) {
    if (expression instanceof RationalNumber number) {
      return Optional.of(new LinearForm(Map.of(), number.value()));
    }
    boolean isSum = expression instanceof Sum;
    // As a sum a product shows its number.
    if (!((isSum ? expression : expression.plus(RationalNumber.ONE)) instanceof Sum sum)) {
      return Optional.empty();
    }
    Map<String, Rational> coefficients = new LinkedHashMap<>();
    for (Sum.Term term : sum.terms()) {
      if (!(term.expression() instanceof Symbol symbol)) {
        return Optional.empty();
      }
      coefficients.put(symbol.name(), term.coefficient());
    }
    Rational constant = isSum ? sum.constant() : sum.constant().minus(Rational.ONE);
    return Optional.of(new LinearForm(coefficients, constant));
  }

  public Set<String> names() {
    return coefficients.keySet();
  }

  /** The number that it is, where each of its names has one. */
  public Optional<Rational> at(Map<String, BigInteger> numbers) {
    Rational value = constant;
    for (Map.Entry<String, Rational> each : coefficients.entrySet()) {
      BigInteger number = numbers.get(each.getKey());
      if (number == null) {
        return Optional.empty();
      }
      value = value.plus(each.getValue().times(Rational.of(number)));
    }
    return Optional.of(value);
  }
}
