package org.chainrule.kernel;

/**
 * A number as the unevaluated sum of two doubles, of about 106 bits.
 *
 * <p>For the few places where a difference of large parts must keep its digits. The algorithms are
 * Dekker's and Knuth's exact sums and products; a relative error is a few units of 2^-104. The fast
 * paths of the kernels use plain doubles and create none of these.
 */
record DoubleDouble(double high, double low) {
  static final DoubleDouble ZERO = new DoubleDouble(0, 0);
  static final DoubleDouble ONE = new DoubleDouble(1, 0);
  static final DoubleDouble PI = new DoubleDouble(Math.PI, 1.2246467991473532e-16);
  static final DoubleDouble LOG_2 = new DoubleDouble(0.6931471805599453, 2.3190468138462996e-17);

  private static final int HALVINGS = 9;

  static DoubleDouble of(double value) {
    return new DoubleDouble(value, 0);
  }

  /** The exact sum. */
  static DoubleDouble sum(double a, double b) {
    double high = a + b;
    double part = high - a;
    return new DoubleDouble(high, (a - (high - part)) + (b - part));
  }

  /** The exact product. */
  static DoubleDouble product(double a, double b) {
    double high = a * b;
    return new DoubleDouble(high, Math.fma(a, b, -high));
  }

  /** The sum of a and b, where b is known to be the smaller. */
  private static DoubleDouble normalised(double a, double b) {
    double high = a + b;
    return new DoubleDouble(high, b - (high - a));
  }

  double value() {
    return high + low;
  }

  DoubleDouble negated() {
    return new DoubleDouble(-high, -low);
  }

  DoubleDouble plus(DoubleDouble other) {
    DoubleDouble highs = sum(high, other.high);
    DoubleDouble lows = sum(low, other.low);
    DoubleDouble first = normalised(highs.high, highs.low + lows.high);
    return normalised(first.high, first.low + lows.low);
  }

  DoubleDouble plus(double other) {
    DoubleDouble highs = sum(high, other);
    return normalised(highs.high, highs.low + low);
  }

  DoubleDouble minus(DoubleDouble other) {
    return plus(other.negated());
  }

  DoubleDouble times(DoubleDouble other) {
    DoubleDouble highs = product(high, other.high);
    return normalised(highs.high, highs.low + (high * other.low + low * other.high));
  }

  DoubleDouble times(double other) {
    DoubleDouble highs = product(high, other);
    return normalised(highs.high, highs.low + low * other);
  }

  DoubleDouble dividedBy(DoubleDouble other) {
    double first = high / other.high;
    DoubleDouble rest = minus(other.times(first));
    double second = rest.high / other.high;
    rest = rest.minus(other.times(second));
    return normalised(first, second).plus(rest.high / other.high);
  }

  /** Times a power of two. */
  DoubleDouble scaled(int exponent) {
    return new DoubleDouble(Math.scalb(high, exponent), Math.scalb(low, exponent));
  }

  /** The exponential, by a Taylor series after halving; infinite or 0 beyond doubles. */
  DoubleDouble exp() {
    if (high > 710 || high < -746) {
      return of(Math.exp(high));
    }
    double multiple = Math.rint(high / LOG_2.high);
    DoubleDouble reduced = minus(LOG_2.times(multiple)).scaled(-HALVINGS);
    DoubleDouble excess = ZERO;
    for (int k = 9; k >= 1; k--) {
      excess = excess.plus(1).times(reduced).dividedBy(of(k));
    }
    for (int k = 0; k < HALVINGS; k++) {
      excess = excess.scaled(1).plus(excess.times(excess));
    }
    return excess.plus(1).scaled((int) multiple);
  }

  /** The natural logarithm of a positive number, by one Newton step of third order. */
  DoubleDouble log() {
    double guess = Math.log(high);
    DoubleDouble excess = times(of(-guess).exp()).plus(-1);
    return excess.minus(excess.times(excess).scaled(-1)).plus(guess);
  }

  /** log(1 + this), also where this is tiny. */
  DoubleDouble log1p() {
    if (Math.abs(high) < 1e-3) {
      // 2 artanh(u) for u = this/(2 + this)
      DoubleDouble u = dividedBy(plus(2));
      DoubleDouble square = u.times(u);
      DoubleDouble series = ZERO;
      for (int k = 11; k >= 1; k -= 2) {
        series = series.times(square).plus(ONE.dividedBy(of(k)));
      }
      return series.times(u).scaled(1);
    }
    return plus(1).log();
  }

  /** sin(pi*fraction) for |fraction| up to 1/2. */
  static DoubleDouble sinPi(double fraction) {
    DoubleDouble angle = PI.times(fraction);
    return alternating(angle, angle.times(angle), 1);
  }

  /** cos(pi*fraction) for |fraction| up to 1/2. */
  static DoubleDouble cosPi(double fraction) {
    double complement = 0.5 - Math.abs(fraction);
    if (complement < 0.25) {
      // the fraction is at least 1/4, so its complement is exact
      return sinPi(complement);
    }
    DoubleDouble angle = PI.times(fraction);
    return alternating(ONE, angle.times(angle), 0);
  }

  private static DoubleDouble alternating(DoubleDouble first, DoubleDouble square, int power) {
    DoubleDouble term = first;
    DoubleDouble total = first;
    for (int k = power; k < power + 30; k += 2) {
      term = term.times(square).dividedBy(of(-(k + 1.0) * (k + 2)));
      total = total.plus(term);
    }
    return total;
  }
}
