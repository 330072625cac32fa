package org.chainrule.kernel;

/**
 * The entire function 1/Gamma(1 + z) for |z| up to 1/2, to about 100 bits.
 *
 * <p>Its Taylor series at 0 (Abramowitz and Stegun, 6.1.34), computed anew: 41 terms leave less
 * than 1e-40. The first 20 coefficients are pairs of doubles; behind them one double suffices.
 */
final class ReciprocalGamma {
  private static final double[] HIGH = {
    1.0,
    0.5772156649015329,
    -0.6558780715202539,
    -0.04200263503409524,
    0.16653861138229148,
    -0.04219773455554433,
    -0.009621971527876973,
    0.0072189432466631,
    -0.0011651675918590652,
    -0.00021524167411495098,
    0.0001280502823881162,
    -2.013485478078824e-05,
    -1.2504934821426706e-06,
    1.133027231981696e-06,
    -2.056338416977607e-07,
    6.116095104481416e-09,
    5.002007644469223e-09,
    -1.18127457048702e-09,
    1.0434267116911005e-10,
    7.782263439905071e-12,
    -3.696805618642206e-12,
    5.100370287454476e-13,
    -2.0583260535665066e-14,
    -5.348122539423018e-15,
    1.2267786282382608e-15,
    -1.1812593016974588e-16,
    1.1866922547516004e-18,
    1.4123806553180319e-18,
    -2.29874568443537e-19,
    1.7144063219273374e-20,
    1.337351730493693e-22,
    -2.0542335517666728e-22,
    2.736030048608e-23,
    -1.7323564459105165e-24,
    -2.3606190244992872e-26,
    1.8649829417172943e-26,
    -2.2180956242071973e-27,
    1.2977819749479937e-28,
    1.1806974749665284e-30,
    -1.124584349277088e-30,
    1.277085175140866e-31
  };

  private static final double[] LOW = {
    0.0,
    -4.942915152430645e-18,
    2.137185197068536e-17,
    1.4920306285650505e-18,
    1.0189144546842026e-17,
    -3.3579992682480134e-18,
    -5.300031368830263e-19,
    -3.6006537063394283e-19,
    5.659947853880981e-20,
    2.3758686180729364e-21,
    -9.359124499198967e-21,
    3.0488773972037385e-23,
    -2.66214092271898e-23,
    -4.622235212104869e-23,
    -3.0061601618645134e-24,
    -2.693458298171306e-25,
    -1.538123614056751e-26,
    -1.0052356155716208e-25,
    -2.9298419956825035e-27,
    4.397255556595848e-28
  };

  private ReciprocalGamma() {}

  static DoubleDouble onePlus(double z) {
    double high = 0;
    for (int k = HIGH.length - 1; k >= LOW.length; k--) {
      high = high * z + HIGH[k];
    }
    double low = 0;
    for (int k = LOW.length - 1; k >= 0; k--) {
      double product = high * z;
      double error = Math.fma(high, z, -product) + low * z;
      double sum = product + HIGH[k];
      double part = sum - product;
      error += (product - (sum - part)) + (HIGH[k] - part) + LOW[k];
      high = sum + error;
      low = error - (high - sum);
    }
    return new DoubleDouble(high, low);
  }

  /** The derivative of 1/Gamma(1 + z), to double precision. */
  static double slopeAtOnePlus(double z) {
    double value = 0;
    for (int k = HIGH.length - 1; k >= 1; k--) {
      value = value * z + k * HIGH[k];
    }
    return value;
  }
}
