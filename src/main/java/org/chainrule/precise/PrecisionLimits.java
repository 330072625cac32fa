package org.chainrule.precise;

/** The bounds beyond which the functions of this package refuse, so that no call runs for long. */
public final class PrecisionLimits {
  /** The most digits that a context may ask for. */
  public static final int MAXIMUM_PRECISION = 5_000;

  /** The most digits that gamma, digamma, erf and their kin work with, guard digits included. */
  public static final int MAXIMUM_SPECIAL_PRECISION = 2_000;

  /** The most significant digits that an argument may have. */
  public static final int MAXIMUM_ARGUMENT_DIGITS = 20_000;

  /** The largest magnitude of the decimal exponent of an argument or of a result. */
  public static final int MAXIMUM_EXPONENT = 1_000_000_000;

  /** The most digits before the decimal point that an argument of sin and its kin may have. */
  public static final int MAXIMUM_ANGLE_DIGITS = 10_000;

  /** The highest order of a polygamma function. */
  public static final int MAXIMUM_POLYGAMMA_ORDER = 200;

  private PrecisionLimits() {}
}
