package org.chainrule.evaluate;

import java.util.SortedMap;
import java.util.TreeMap;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A value just beside a point: terms with rational powers of a positive infinitesimal, as in {@code
 * 1 - h/2 + O(h^2)}.
 *
 * @param terms the coefficients, none of them 0, by their exponents
 * @param order what is left out is at most a multiple of the infinitesimal to this power; null
 *     where nothing is
 * @param isRough whether what is left out may oscillate, so that nothing is known of its slope
 * @param number the number that was written for it, if it was one
 * @param <C> the coefficients
 */
record Series<C>(
    SortedMap<Rational, C> terms,
    @Nullable Rational order,
    boolean isRough,
    @Nullable Rational number) {

  static <C> Series<C> constant(C value, boolean isZero, @Nullable Rational number) {
    SortedMap<Rational, C> terms = new TreeMap<>();
    if (!isZero) {
      terms.put(Rational.ZERO, value);
    }
    return new Series<>(terms, null, false, number);
  }

  boolean isExact() {
    return order == null;
  }

  boolean isZero() {
    return terms.isEmpty() && order == null;
  }

  /** Whether nothing of it varies with the infinitesimal. */
  boolean isConstant() {
    return order == null && (terms.isEmpty() || terms.size() == 1 && terms.firstKey().isZero());
  }

  /** The exponent of the first term, or of what is left out where there is none. */
  Rational leading() {
    if (!terms.isEmpty()) {
      return terms.firstKey();
    }
    if (order == null) {
      throw new IllegalStateException("a series that is 0 has no first term");
    }
    return order;
  }
}
