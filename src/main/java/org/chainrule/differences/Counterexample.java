package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point at which a claim is wrong.
 *
 * @param point the numbers by their canonical names
 * @param claimed the value of the claim, or null where the claim has none
 * @param expected the value of the finite difference, or of the other side of an equivalence
 */
public record Counterexample(
    Map<String, BigDecimal> point, @Nullable BigDecimal claimed, BigDecimal expected) {
  public Counterexample {
    point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
  }

  /** A point at which a claim is wrong, with both values in digits that tell them apart. */
  static Counterexample of(
      Map<String, BigDecimal> point, @Nullable BigDecimal claimed, BigDecimal expected) {
    MathContext digits = Magnitude.telling(expected, claimed);
    return new Counterexample(
        point, claimed == null ? null : claimed.round(digits), expected.round(digits));
  }
}
