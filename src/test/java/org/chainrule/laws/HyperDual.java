package org.chainrule.laws;

/**
 * A number with its derivatives by two variables and by both in turn, in plain arithmetic that
 * shares nothing with the engines.
 */
record HyperDual(double value, double first, double second, double both) {
  static HyperDual of(double value) {
    return new HyperDual(value, 0, 0, 0);
  }

  HyperDual plus(HyperDual other) {
    return new HyperDual(
        value + other.value, first + other.first, second + other.second, both + other.both);
  }

  HyperDual times(HyperDual other) {
    return new HyperDual(
        value * other.value,
        first * other.value + value * other.first,
        second * other.value + value * other.second,
        both * other.value + first * other.second + second * other.first + value * other.both);
  }

  /** A function of the number, by its value and its first two derivatives there. */
  HyperDual through(double at, double slope, double curvature) {
    return new HyperDual(
        at, slope * first, slope * second, slope * both + curvature * first * second);
  }
}
