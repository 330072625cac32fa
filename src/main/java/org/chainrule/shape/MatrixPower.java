package org.chainrule.shape;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

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

  /**
   * A power whose exponents have a transpose among them, from left to right, as on matrices they
   * are meant: {@code A^T^2} is {@code (A^T)^2}, and {@code A^-1^T} is {@code (A^-1)^T}; null where
   * no transpose is among several.
   */
  static Syntax.@Nullable Binary leftToRight(Syntax.Binary power) {
    List<Syntax> exponents = new ArrayList<>();
    Syntax rest = power.right();
    while (tower(rest) instanceof Syntax.Binary tower) {
      boolean isNegative = rest instanceof Syntax.Negate;
      exponents.add(isNegative ? new Syntax.Negate(tower.span(), tower.left()) : tower.left());
      rest = tower.right();
    }
    exponents.add(rest);
    if (exponents.size() == 1
        || exponents.stream().noneMatch(each -> isTransposition(unsigned(each)))) {
      return null;
    }
    Syntax result = power.left();
    for (Syntax exponent : exponents) {
      result = Trees.binary(Syntax.Binary.Operator.POWER, result, exponent, power.span());
    }
    return (Syntax.Binary) result;
  }

  private static Syntax unsigned(Syntax exponent) {
    return exponent instanceof Syntax.Negate negate ? negate.operand() : exponent;
  }

  private static @Nullable Syntax tower(Syntax exponent) {
    return unsigned(exponent) instanceof Syntax.Binary binary
            && binary.operator() == Syntax.Binary.Operator.POWER
        ? binary
        : null;
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
