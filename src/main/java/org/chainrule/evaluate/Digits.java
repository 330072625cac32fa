package org.chainrule.evaluate;

import java.math.BigDecimal;

/**
 * A decimal of many digits.
 *
 * @param value the value
 * @param isExact whether nothing was rounded on the way to it
 */
record Digits(BigDecimal value, boolean isExact) {
  static final Digits ZERO = new Digits(BigDecimal.ZERO, true);
  static final Digits ONE = new Digits(BigDecimal.ONE, true);
}
