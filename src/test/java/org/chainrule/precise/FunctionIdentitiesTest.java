package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Identities that tie the functions together, at random arguments and precisions. */
class FunctionIdentitiesTest {
  private static final int ARGUMENTS = 25;
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Two ways to one value. */
  private interface Sides {
    BigDecimal[] at(BigDecimal x, MathContext context);
  }

  /** An identity, the range of its arguments and the digits that its sides lose on the way. */
  private enum Identity {
    PYTHAGORAS(
        -1e6,
        1e6,
        0,
        (x, c) -> {
          BigDecimal sin = PreciseTrigonometry.sin(x, c);
          BigDecimal cos = PreciseTrigonometry.cos(x, c);
          return sides(sin.multiply(sin).add(cos.multiply(cos)), ONE);
        }),
    TANGENT(
        -100,
        100,
        1,
        (x, c) ->
            sides(
                PreciseTrigonometry.tan(x, c).multiply(PreciseTrigonometry.cos(x, c)),
                PreciseTrigonometry.sin(x, c))),
    SINE_OF_ARC_SINE(
        -1,
        1,
        // The sine magnifies a relative error of its argument by at most pi/2.
        1,
        (x, c) -> sides(PreciseTrigonometry.sin(PreciseTrigonometry.asin(x, c), c), x)),
    ARC_SINE_AND_ARC_COSINE(
        -1,
        1,
        1,
        (x, c) ->
            sides(
                PreciseTrigonometry.asin(x, c).add(PreciseTrigonometry.acos(x, c)),
                PreciseConstants.pi(c).divide(TWO))),
    ARC_TANGENT_AND_COTANGENT(
        -50,
        50,
        1,
        (x, c) ->
            sides(
                PreciseTrigonometry.atan(x, c).add(PreciseTrigonometry.acot(x, c)),
                PreciseConstants.pi(c).divide(TWO))),
    EXPONENTIAL_OF_LOGARITHM(
        0.0001,
        10000,
        2,
        (x, c) -> sides(PreciseElementary.exp(PreciseElementary.log(x, c), c), x)),
    CUBE_OF_ROOT(
        -1000,
        1000,
        1,
        (x, c) -> {
          BigDecimal root = PreciseElementary.cbrt(x, c);
          return sides(root.multiply(root).multiply(root), x);
        }),
    INVERSE_HYPERBOLIC_SINE(
        -30, 30, 2, (x, c) -> sides(PreciseHyperbolic.asinh(PreciseHyperbolic.sinh(x, c), c), x)),
    INVERSE_HYPERBOLIC_TANGENT(
        -0.99,
        0.99,
        2,
        (x, c) -> sides(PreciseHyperbolic.tanh(PreciseHyperbolic.atanh(x, c), c), x)),
    LOGISTIC_AND_HYPERBOLIC_TANGENT(
        -50,
        50,
        0,
        (x, c) ->
            sides(
                TWO.multiply(PreciseActivations.sigmoid(x, c)).subtract(ONE),
                PreciseHyperbolic.tanh(x.divide(TWO), c),
                ONE)),
    SOFTPLUS_OF_BOTH_SIGNS(
        -60,
        60,
        1,
        (x, c) ->
            sides(
                PreciseActivations.softplus(x, c)
                    .subtract(PreciseActivations.softplus(x.negate(), c)),
                x,
                PreciseActivations.softplus(x.abs(), c))),
    ERROR_FUNCTION_AND_COMPLEMENT(
        -15, 15, 1, (x, c) -> sides(PreciseError.erf(x, c).add(PreciseError.erfc(x, c)), ONE)),
    GAMMA_RECURRENCE(
        -40,
        40,
        1,
        (x, c) -> sides(x.multiply(PreciseGamma.gamma(x, c)), PreciseGamma.gamma(x.add(ONE), c))),
    GAMMA_REFLECTION(
        0.001,
        0.999,
        1,
        (x, c) -> {
          MathContext more = new MathContext(c.getPrecision() + 20);
          BigDecimal sine =
              PreciseTrigonometry.sin(PreciseConstants.pi(more).multiply(x, more), more);
          return sides(
              PreciseGamma.gamma(x, c).multiply(PreciseGamma.gamma(ONE.subtract(x), c)),
              PreciseConstants.pi(more).divide(sine, more));
        }),
    LEGENDRE_DUPLICATION(
        0.01,
        30,
        1,
        (x, c) -> {
          BigDecimal half = new BigDecimal("0.5");
          BigDecimal left = PreciseGamma.logGamma(x, c).add(PreciseGamma.logGamma(x.add(half), c));
          BigDecimal right =
              ONE.subtract(TWO.multiply(x))
                  .multiply(PreciseConstants.log2(c))
                  .add(PreciseElementary.log(PreciseConstants.pi(c), c).multiply(half))
                  .add(PreciseGamma.logGamma(TWO.multiply(x), c));
          return sides(left, right, BigDecimal.valueOf(100));
        }),
    DIGAMMA_RECURRENCE(
        -30,
        30,
        1,
        (x, c) -> {
          BigDecimal step = ONE.divide(x, c);
          return sides(
              PrecisePolygamma.digamma(x.add(ONE), c),
              PrecisePolygamma.digamma(x, c).add(step),
              BigDecimal.TEN.max(step.abs()));
        }),
    TETRAGAMMA_RECURRENCE(
        -30,
        30,
        1,
        (x, c) -> {
          BigDecimal step = TWO.divide(x.pow(3), c);
          return sides(
              PrecisePolygamma.polygamma(2, x.add(ONE), c),
              PrecisePolygamma.polygamma(2, x, c).add(step),
              BigDecimal.valueOf(1000)
                  .max(step.abs())
                  .max(PrecisePolygamma.polygamma(2, x, c).abs()));
        }),
    PASCAL(
        -20,
        60,
        2,
        (x, c) -> {
          BigDecimal y = new BigDecimal("3.25");
          BigDecimal left = PreciseGamma.binomial(x, y, c);
          BigDecimal right = PreciseGamma.binomial(x, y.subtract(ONE), c);
          BigDecimal sum = PreciseGamma.binomial(x.add(ONE), y, c);
          return sides(left.add(right), sum, left.abs().max(right.abs()));
        });

    private final double least;
    private final double most;
    private final int lost;
    private final Sides sides;

    Identity(double least, double most, int lost, Sides sides) {
      this.least = least;
      this.most = most;
      this.lost = lost;
      this.sides = sides;
    }

    /** Two values and, where they may cancel, the size that their errors are relative to. */
    private static BigDecimal[] sides(BigDecimal... values) {
      return values;
    }
  }

  @ParameterizedTest
  @EnumSource(Identity.class)
  void holds(Identity identity) {
    SplittableRandom random = new SplittableRandom(20_240_501 + identity.ordinal());
    for (int count = 0; count < ARGUMENTS; count++) {
      // A random double has all its digits; half of them are cut short.
      BigDecimal x = new BigDecimal(random.nextDouble(identity.least, identity.most));
      if (count % 2 == 0) {
        x = x.round(new MathContext(4));
      }
      int digits = random.nextInt(15, 80);
      BigDecimal[] sides = identity.sides.at(x, new MathContext(digits));
      BigDecimal size = sides.length > 2 ? sides[2] : sides[1];
      BigDecimal error = sides[0].subtract(sides[1]).abs();
      BigDecimal bound = size.abs().scaleByPowerOfTen(1 + identity.lost - digits);
      assertThat(error)
          .as("%s at %s with %d digits", identity, x, digits)
          .isLessThanOrEqualTo(bound);
    }
  }
}
