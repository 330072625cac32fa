package org.chainrule.shape;

import org.chainrule.syntax.Syntax;

/** What an exponent means on a matrix. */
enum MatrixPower {
  TRANSPOSE,
  /** The inverse, or a product of it with itself. */
  INVERSE,
  INVERSE_TRANSPOSE,
  /** A product with itself, so many times as the number says. */
  REPEATED,
  /** Nothing of a matrix. */
  NONE;

  /** The exponent that is no number, where it is no name either. */
  static final String TRANSPOSITION = "T";

  private static final int LARGEST = 8;

  /**
   * The meaning of an exponent.
   *
   * @param isNamed whether T is a name of the problem, and so no sign of a transpose
   */
  static MatrixPower of(Syntax exponent, boolean isNamed) {
    if (isTransposition(exponent) && !isNamed) {
      return TRANSPOSE;
    } else if (exponent instanceof Syntax.Negate negate) {
      if (isTransposition(negate.operand()) && !isNamed) {
        return INVERSE_TRANSPOSE;
      }
      return times(negate.operand()) > 0 ? INVERSE : NONE;
    }
    return times(exponent) > 0 ? REPEATED : NONE;
  }

  /** The whole number that an exponent is, but for its sign, or 0. */
  static int times(Syntax exponent) {
    return exponent instanceof Syntax.Negate negate
        ? positive(negate.operand())
        : positive(exponent);
  }

  private static int positive(Syntax exponent) {
    return exponent instanceof Syntax.NumberLiteral number
            && number.value().isInteger()
            && number.value().signum() > 0
            && number.spelling().length() == 1
            && number.value().intValueExact() <= LARGEST
        ? number.value().intValueExact()
        : 0;
  }

  /** Whether an exponent is the letter that stands for a transpose. */
  static boolean isTransposition(Syntax exponent) {
    return exponent instanceof Syntax.Name letter && letter.name().equals(TRANSPOSITION);
  }
}
