package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A part of the real line from which coordinates are drawn, evenly or by their magnitude.
 *
 * @param lower the lower bound, of the magnitude where that is drawn
 * @param upper the upper bound
 * @param sign 0 where numbers are drawn evenly, else the sign of numbers drawn by magnitude
 * @param grid the multiples of what are drawn, or 0 for any number
 * @param centre what is added to the number drawn
 * @param exponent the power of ten that the number drawn is multiplied by
 */
record Region(double lower, double upper, int sign, double grid, BigDecimal centre, int exponent) {
  /** Few digits keep values of the function cheap, and still meet no kink by chance. */
  private static final MathContext DIGITS = new MathContext(6);

  static final Region COMMON = even(-3, 3);
  static final Region UNIT = even(0, 1);
  static final Region POSITIVE = magnitude(0.01, 100, 1);

  /** Regions that each have a point in every check, the usual ones before the extreme. */
  static final List<Region> PLAN =
      List.of(
          even(0, 1),
          even(-1, 0),
          even(1, 2),
          even(-3, -2),
          even(-2, -1),
          even(2, 3),
          magnitude(3, 10, 1),
          magnitude(3, 10, -1),
          magnitude(10, 100, 1),
          magnitude(10, 100, -1),
          magnitude(100, 1000, 1),
          magnitude(100, 1000, -1),
          magnitude(1e3, 1e6, 1),
          magnitude(1e3, 1e6, -1),
          magnitude(1e-6, 1e-2, 1),
          magnitude(1e-6, 1e-2, -1),
          magnitude(1e-8, 1e-4, 1),
          magnitude(1e-8, 1e-4, -1),
          even(0, 1),
          even(-1, 0),
          COMMON,
          COMMON);

  /** Numbers at which formulas are often wrong by themselves, and functions kinked. */
  static final List<Region> SPECIAL =
      List.of(
          new Region(-9, 9, 0, 1, BigDecimal.ZERO),
          new Region(1, 6, 0, 1, BigDecimal.ZERO),
          new Region(-3, 3, 0, 0.5, BigDecimal.ZERO),
          at(BigDecimal.ZERO));

  private static final double[] DISTANCES = {1e-8, 1e-4, 0.05, 1, 10};

  private Region(double lower, double upper, int sign, double grid, BigDecimal centre) {
    this(lower, upper, sign, grid, centre, 0);
  }

  /** Regions around a power of ten, on both sides of 0. */
  static List<Region> around(int exponent) {
    List<Region> regions = new ArrayList<>();
    for (int sign : new int[] {1, -1}) {
      regions.add(new Region(0.5, 10, sign, 0, BigDecimal.ZERO, exponent));
    }
    return regions;
  }

  static Region even(double lower, double upper) {
    return new Region(lower, upper, 0, 0, BigDecimal.ZERO);
  }

  static Region magnitude(double lower, double upper, int sign) {
    return new Region(lower, upper, sign, 0, BigDecimal.ZERO);
  }

  /** The number itself. */
  static Region at(BigDecimal number) {
    return new Region(0, 0, 0, 0, number);
  }

  /** Regions beside a number, on both sides, close by and farther off. */
  static List<Region> beside(BigDecimal number) {
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i + 1 < DISTANCES.length; i++) {
      regions.add(new Region(DISTANCES[i], DISTANCES[i + 1], 1, 0, number));
      regions.add(new Region(DISTANCES[i], DISTANCES[i + 1], -1, 0, number));
    }
    return regions;
  }

  BigDecimal draw(SplittableRandom random) {
    double part = random.nextDouble();
    double value =
        sign == 0 ? lower + part * (upper - lower) : sign * lower * Math.pow(upper / lower, part);
    if (grid != 0) {
      value = Math.rint(value / grid) * grid;
    }
    return centre.add(new BigDecimal(value).round(DIGITS).scaleByPowerOfTen(exponent));
  }
}
