package org.chainrule.precise;

import java.math.BigDecimal;
import org.chainrule.error.Interruption;

/**
 * Power series summed in binary fixed point.
 *
 * <p>Each operation is wrong by some units of the last word at most ({@link Limbs}), and there are
 * bits enough beyond those wanted for all of them.
 */
final class FixedPoint {
  private static final double BITS_IN_A_DIGIT = Math.log(10) / Math.log(2);

  /** The bits beyond those of the digits wanted. */
  private static final int GUARD_BITS = 24;

  /** Halvings by one division. */
  private static final int HALVINGS_AT_ONCE = 30;

  private FixedPoint() {}

  /** The exponential of an argument of magnitude below 3, right to a number of decimals. */
  static BigDecimal exp(BigDecimal x, int digits) {
    int wanted = bits(digits);
    // Halving the argument so often balances the terms saved with the squarings to come.
    int halvings = (int) (Math.sqrt(wanted) / 1.6) + 2;
    Limbs argument = Limbs.of(x, 1, wanted + halvings);
    for (int left = halvings; left > 0; left -= HALVINGS_AT_ONCE) {
      argument.over(1 << Math.min(left, HALVINGS_AT_ONCE));
    }
    Limbs sum = argument.one();
    Limbs term = sum.copy();
    for (int k = 1; ; k++) {
      Interruption.poll();
      term = term.times(argument).over(k);
      if (term.isZero()) {
        break;
      }
      if (x.signum() < 0 && k % 2 != 0) {
        sum.subtract(term);
      } else {
        sum.add(term);
      }
    }
    for (int i = 0; i < halvings; i++) {
      Interruption.poll();
      sum = sum.squared();
    }
    return sum.decimal(digits + 2);
  }

  /** The sine of an argument of magnitude below 2, right to a number of digits. */
  static BigDecimal sin(BigDecimal x, int digits) {
    int decimals = digits + zeros(x);
    Limbs argument = Limbs.of(x, 1, bits(decimals));
    BigDecimal sine = alternating(argument, argument.copy(), 1).decimal(decimals + 2);
    return x.signum() < 0 ? sine.negate() : sine;
  }

  /** The cosine of an argument of magnitude below 1.4, right to a number of decimals. */
  static BigDecimal cos(BigDecimal x, int digits) {
    Limbs argument = Limbs.of(x, 1, bits(digits));
    return alternating(argument, argument.one(), 0).decimal(digits + 2);
  }

  /**
   * The sum of terms, each the one before times -x^2/((n + 1)(n + 2)), from a first one, where no
   * part of it is below 0.
   */
  private static Limbs alternating(Limbs x, Limbs first, int degree) {
    Limbs square = x.squared();
    Limbs term = first.copy();
    Limbs sum = first;
    for (int n = degree; ; n += 2) {
      Interruption.poll();
      // Two quotients, as the product of the divisors may be too large.
      term = term.times(square).over(n + 1).over(n + 2);
      if (term.isZero()) {
        return sum;
      }
      if ((n - degree) % 4 == 0) {
        sum.subtract(term);
      } else {
        sum.add(term);
      }
    }
  }

  /**
   * The sum of s^k/k over the odd k, with alternating signs or without, for a magnitude of s well
   * below 1, right to a number of digits.
   */
  static BigDecimal oddSeries(BigDecimal s, boolean alternating, int digits) {
    int decimals = digits + zeros(s);
    Limbs power = Limbs.of(s, 1, bits(decimals));
    Limbs square = power.squared();
    Limbs sum = power.copy();
    for (int k = 3; !power.isZero(); k += 2) {
      Interruption.poll();
      power = power.times(square);
      Limbs term = power.copy().over(k);
      if (alternating && k % 4 == 3) {
        sum.subtract(term);
      } else {
        sum.add(term);
      }
    }
    BigDecimal value = sum.decimal(decimals + 2);
    return s.signum() < 0 ? value.negate() : value;
  }

  /**
   * The sum of 2^n x^(2n+1)/(1·3·…·(2n+1)) for a positive x, right to a number of digits.
   *
   * <p>It has so many terms that they are summed in some columns at once, which are multiplied by
   * the powers of y = 2x^2 that tell them apart at the end (Smith, 1989): a term takes a division
   * by a small number, and only one in as many as there are columns a product. All terms are
   * positive, and their sum is below 2x exp(x^2). Where each is half of the one before, at n = y,
   * they are above x still: once one is below the last bit, so is what is left.
   */
  static BigDecimal errorSeries(BigDecimal x, int digits) {
    int decimals = digits + zeros(x);
    double size = x.doubleValue();
    double growth = Math.max(0, Math.log(2 * size * size) / Math.log(2));
    int bits = bits(decimals);
    // About the root of the number of terms, and no more than a quarter of the bits makes up for.
    double balanced = Math.sqrt(bits * (1 + growth)) / 6;
    int columns = (int) Math.max(1, Math.min(balanced, bits / (4 * growth)));
    // A column's numbers are smaller than the terms by a power of y, and y to all of them larger.
    int more = (int) (columns * growth) + 1;
    int whole = (int) ((size * size / Math.log(2) + more) / Integer.SIZE) + 2;
    Limbs argument = Limbs.of(x, whole, bits + more);
    Limbs factor = argument.squared();
    factor.add(factor.copy());
    Limbs top = factor;
    for (int i = 1; i < columns; i++) {
      top = top.times(factor);
    }
    Limbs[] sums = new Limbs[columns];
    Limbs term = argument.one();
    for (int n = 0; !term.isZero(); n++) {
      Interruption.poll();
      int column = n % columns;
      if (n < columns) {
        sums[column] = argument.zero();
      }
      sums[column].add(term);
      term = column == columns - 1 ? term.times(top) : term;
      term.over(2 * n + 3);
    }
    Limbs sum = argument.zero();
    for (int i = columns - 1; i >= 0; i--) {
      sum = sum.times(factor);
      if (sums[i] != null) {
        sum.add(sums[i]);
      }
    }
    return sum.times(argument).decimal(decimals + 2);
  }

  private static int bits(int digits) {
    return (int) (digits * BITS_IN_A_DIGIT) + GUARD_BITS;
  }

  /** The zeros between the point and the first digit. */
  private static int zeros(BigDecimal x) {
    return (int) Math.max(0, -Decimals.exponent(x));
  }
}
