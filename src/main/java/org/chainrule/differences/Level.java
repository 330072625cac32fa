package org.chainrule.differences;

import java.util.List;

/**
 * One of the steps of precision in which two values are compared.
 *
 * @param digits the digits that values of the function are computed with
 * @param stepDigits the step of a difference is ten to minus this, times the scale of the point
 */
record Level(int digits, int stepDigits) {
  /**
   * The levels in order: rounding, 10^-(digits - stepDigits), and the error of an extrapolated
   * difference, 10^-(4 stepDigits), both fall well below the floor of a comparison at the first, so
   * that most points need no other.
   */
  static final List<Level> ALL =
      List.of(new Level(40, 10), new Level(80, 22), new Level(160, 40), new Level(400, 100));

  static final int TOP = ALL.size() - 1;

  /** The most digits that a level may be raised to, at a few points only as these take long. */
  static final int MAXIMUM_DIGITS = 1_000;

  /** The digits that a level may be raised to anywhere. */
  static final int USUAL_DIGITS = 600;

  /** The digits that suffice where other points are at hand if they do not. */
  static final int FEW_DIGITS = 200;

  /** This level with so many digits more. */
  Level raised(int more) {
    return new Level(digits + more, stepDigits);
  }

  /** A level at which rounding and the error of a difference are smaller by so many digits. */
  Level closerBy(int more) {
    int steps = (more + 3) / 4;
    return more == 0 ? this : new Level(digits + more + steps, stepDigits + steps);
  }

  /** A level with half as many digits more and a smaller step. */
  Level raisedByHalf() {
    return new Level(digits + digits / 2, stepDigits + stepDigits / 2);
  }
}
