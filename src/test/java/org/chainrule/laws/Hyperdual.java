package org.chainrule.laws;

import java.util.function.DoubleUnaryOperator;

/**
 * A number with its derivatives in two directions and the mixed one: what generated questions are
 * valued with, so that an oracle needs neither differences nor anything of the engine.
 */
record Hyperdual(double value, double first, double second, double mixed) {
  static Hyperdual of(double value) {
    return new Hyperdual(value, 0, 0, 0);
  }

  Hyperdual plus(Hyperdual other) {
    return new Hyperdual(
        value + other.value, first + other.first, second + other.second, mixed + other.mixed);
  }

  Hyperdual times(Hyperdual other) {
    return new Hyperdual(
        value * other.value,
        first * other.value + value * other.first,
        second * other.value + value * other.second,
        mixed * other.value + first * other.second + second * other.first + value * other.mixed);
  }

  Hyperdual times(double factor) {
    return times(of(factor));
  }

  /** A function of this number, given with its first two derivatives. */
  Hyperdual through(
      DoubleUnaryOperator function, DoubleUnaryOperator slope, DoubleUnaryOperator curvature) {
    double by = slope.applyAsDouble(value);
    return new Hyperdual(
        function.applyAsDouble(value),
        by * first,
        by * second,
        by * mixed + curvature.applyAsDouble(value) * first * second);
  }

  /** The derivative in the first direction, which has one in the second. */
  Hyperdual slope() {
    return new Hyperdual(first, 0, mixed, 0);
  }
}
