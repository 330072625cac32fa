package org.chainrule.precise;

import static org.chainrule.precise.Decimals.GUARD;
import static org.chainrule.precise.Decimals.TWO;
import static org.chainrule.precise.Decimals.checked;
import static org.chainrule.precise.Decimals.digits;
import static org.chainrule.precise.Decimals.exponent;
import static org.chainrule.precise.Decimals.finished;
import static org.chainrule.precise.Decimals.guarded;
import static org.chainrule.precise.Decimals.isBelow;
import static org.chainrule.precise.Decimals.outside;

import java.math.BigDecimal;
import java.math.MathContext;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;

/**
 * The circular functions and their inverses to any precision.
 *
 * <p>Angles are reduced with as many digits of pi as the angle has before the point and as it comes
 * close to a multiple of pi/2, so sin(10^400) and the sine of pi rounded to 100 digits are right to
 * the last digit.
 */
public final class PreciseTrigonometry {
  /** Above 0.785, which is below pi/4. */
  private static final BigDecimal UNREDUCED = new BigDecimal("0.785");

  private PreciseTrigonometry() {}

  /** The sine. */
  public static BigDecimal sin(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    return finished(Angle.of(argument, precision(context)).sin(), context);
  }

  /** The cosine. */
  public static BigDecimal cos(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    return finished(Angle.of(argument, precision(context)).cos(), context);
  }

  /** The tangent. */
  public static BigDecimal tan(BigDecimal x, MathContext context) {
    Angle angle = Angle.of(checked(x, context), precision(context));
    return finished(angle.sin().divide(angle.cos(), guarded(context)), context);
  }

  /**
   * The cotangent.
   *
   * @throws DomainException at 0
   */
  public static BigDecimal cot(BigDecimal x, MathContext context) {
    Angle angle = Angle.of(nonzero("cot", x, context), precision(context));
    return finished(angle.cos().divide(angle.sin(), guarded(context)), context);
  }

  /** The secant: 1 over the cosine. */
  public static BigDecimal sec(BigDecimal x, MathContext context) {
    Angle angle = Angle.of(checked(x, context), precision(context));
    return finished(BigDecimal.ONE.divide(angle.cos(), guarded(context)), context);
  }

  /**
   * The cosecant: 1 over the sine.
   *
   * @throws DomainException at 0
   */
  public static BigDecimal csc(BigDecimal x, MathContext context) {
    Angle angle = Angle.of(nonzero("csc", x, context), precision(context));
    return finished(BigDecimal.ONE.divide(angle.sin(), guarded(context)), context);
  }

  /**
   * The inverse of the sine, from -pi/2 to pi/2.
   *
   * @throws DomainException unless the argument is from -1 to 1
   */
  public static BigDecimal asin(BigDecimal x, MathContext context) {
    BigDecimal argument = fromMinusOneToOne("asin", x, context);
    MathContext working = guarded(context);
    BigDecimal cosineSquared =
        BigDecimal.ONE
            .subtract(argument, working)
            .multiply(BigDecimal.ONE.add(argument, working), working);
    BigDecimal cosine = PreciseElementary.squareRoot(cosineSquared, working);
    return finished(angleOf(argument.round(working), cosine, working), context);
  }

  /**
   * The inverse of the cosine, from 0 to pi.
   *
   * @throws DomainException unless the argument is from -1 to 1
   */
  public static BigDecimal acos(BigDecimal x, MathContext context) {
    BigDecimal argument = fromMinusOneToOne("acos", x, context);
    MathContext working = guarded(context);
    // Half the angle has no cancellation anywhere: its tangent is the root of (1-x)/(1+x).
    BigDecimal sine =
        PreciseElementary.squareRoot(BigDecimal.ONE.subtract(argument, working), working);
    BigDecimal cosine =
        PreciseElementary.squareRoot(BigDecimal.ONE.add(argument, working), working);
    return finished(angleOf(sine, cosine, working).multiply(TWO), context);
  }

  /** The inverse of the tangent, from -pi/2 to pi/2. */
  public static BigDecimal atan(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    MathContext working = guarded(context);
    return finished(angleOf(argument.round(working), BigDecimal.ONE, working), context);
  }

  /**
   * The inverse of the cotangent, pi/2 - atan(x): from 0 to pi, and continuous at 0.
   *
   * <p>Where x is above 0 it is atan(1/x); where x is below 0 it is atan(1/x) + pi.
   */
  public static BigDecimal acot(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    MathContext working = guarded(context);
    return finished(angleOf(BigDecimal.ONE, argument.round(working), working), context);
  }

  /**
   * The inverse of the secant, from 0 to pi.
   *
   * @throws DomainException where the argument lies between -1 and 1
   */
  public static BigDecimal asec(BigDecimal x, MathContext context) {
    BigDecimal argument = beyondOne("asec", x, context);
    MathContext working = guarded(context);
    BigDecimal side = argument.signum() < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    return finished(angleOf(tangent(argument, working), side, working), context);
  }

  /**
   * The inverse of the cosecant, from -pi/2 to pi/2.
   *
   * @throws DomainException where the argument lies between -1 and 1
   */
  public static BigDecimal acsc(BigDecimal x, MathContext context) {
    BigDecimal argument = beyondOne("acsc", x, context);
    MathContext working = guarded(context);
    BigDecimal angle = angleOf(BigDecimal.ONE, tangent(argument, working), working);
    return finished(argument.signum() < 0 ? angle.negate() : angle, context);
  }

  /** The size of the tangent of an angle whose secant is given: no difference in it cancels. */
  private static BigDecimal tangent(BigDecimal secant, MathContext working) {
    BigDecimal size = secant.abs();
    BigDecimal square =
        size.subtract(BigDecimal.ONE, working).multiply(size.add(BigDecimal.ONE, working), working);
    return PreciseElementary.squareRoot(square, working);
  }

  private static BigDecimal beyondOne(String function, BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.abs().compareTo(BigDecimal.ONE) < 0) {
      throw outside(function, argument, "the argument must not lie between -1 and 1");
    }
    return argument;
  }

  /**
   * The angle of the point (x, y) from the positive x-axis, above -pi and at most pi.
   *
   * @throws DomainException where both are 0
   */
  public static BigDecimal atan2(BigDecimal y, BigDecimal x, MathContext context) {
    BigDecimal ordinate = checked(y, context);
    BigDecimal abscissa = checked(x, context);
    if (ordinate.signum() == 0 && abscissa.signum() == 0) {
      throw new DomainException("atan2(0, 0) is not defined: the origin has no angle");
    }
    MathContext working = guarded(context);
    return finished(angleOf(ordinate.round(working), abscissa.round(working), working), context);
  }

  /** The sine of pi x, of an argument exact. */
  static BigDecimal sinPi(BigDecimal x, MathContext working) {
    BigDecimal nearest = Decimals.nearestInteger(x);
    BigDecimal sine = Angle.ofFraction(Decimals.exactSum(x, nearest.negate()), working).sin();
    return Decimals.isOdd(Decimals.stripped(nearest)) ? sine.negate() : sine;
  }

  /** The cotangent of pi x, of an argument exact and no integer. */
  static BigDecimal cotPi(BigDecimal x, MathContext working) {
    Angle angle =
        Angle.ofFraction(Decimals.exactSum(x, Decimals.nearestInteger(x).negate()), working);
    return angle.cos().divide(angle.sin(), working);
  }

  /** The angle of a point, not the origin: no sum in it cancels. */
  private static BigDecimal angleOf(BigDecimal y, BigDecimal x, MathContext working) {
    int precision = working.getPrecision();
    BigDecimal height = y.abs();
    BigDecimal width = x.abs();
    BigDecimal angle;
    if (height.compareTo(width) <= 0) {
      angle = Kernels.atan(height.divide(width, working), precision);
    } else {
      BigDecimal complement = Kernels.atan(width.divide(height, working), precision);
      angle = PreciseConstants.pi(working).divide(TWO).subtract(complement, working);
    }
    if (x.signum() < 0) {
      angle = PreciseConstants.pi(working).subtract(angle, working);
    }
    return y.signum() < 0 ? angle.negate() : angle;
  }

  private static int precision(MathContext context) {
    return context.getPrecision() + GUARD;
  }

  private static BigDecimal nonzero(String function, BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      throw outside(function, argument, "division by zero");
    }
    return argument;
  }

  private static BigDecimal fromMinusOneToOne(String function, BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.abs().compareTo(BigDecimal.ONE) > 0) {
      throw outside(function, argument, "the argument must be from -1 to 1");
    }
    return argument;
  }

  /**
   * An angle as a number of quarter turns and a rest of at most an eighth of a turn.
   *
   * @param quarters the quarter turns, from 0 to 3
   * @param rest the rest, right to the precision in relative terms
   * @param precision the digits of the rest
   */
  private record Angle(int quarters, BigDecimal rest, int precision) {

    static Angle of(BigDecimal x, int precision) {
      MathContext working = digits(precision);
      if (x.abs().compareTo(UNREDUCED) <= 0) {
        return new Angle(0, x.round(working), precision);
      }
      long whole = Math.max(0, exponent(x) + 1);
      long most = Limit.ANGLE_DIGITS.most();
      if (whole > most) {
        throw Limit.ANGLE_DIGITS.refusal(
            "an angle with more than " + most + " digits before the point is not reduced");
      }
      // Digits beyond the precision, for an angle that comes close to a multiple of pi/2.
      long extra = 5;
      while (true) {
        MathContext reduction = digits(precision + whole + extra);
        BigDecimal quarter = PreciseConstants.pi(reduction).divide(TWO, reduction);
        BigDecimal count = Decimals.nearestInteger(x.divide(quarter, digits(whole + 5)));
        BigDecimal rest = x.subtract(count.multiply(quarter, reduction), reduction);
        // The product is wrong by a unit or two in its last digit.
        long errorExponent = whole - reduction.getPrecision() + 1;
        if (!isBelow(rest, errorExponent + precision)) {
          int quarters = count.toBigInteger().intValue() & 3;
          return new Angle(quarters, rest.round(working), precision);
        }
        extra =
            isBelow(rest, errorExponent + 1)
                ? precision + 2 * extra
                : errorExponent + precision - exponent(rest) + extra + 1;
      }
    }

    /** The angle of pi times a fraction from -1/2 to 1/2. */
    static Angle ofFraction(BigDecimal fraction, MathContext working) {
      // Beyond a quarter, what is left to a half is exact before it is rounded.
      BigDecimal magnitude = fraction.abs();
      boolean reduce = magnitude.compareTo(new BigDecimal("0.25")) > 0;
      BigDecimal rest = reduce ? Decimals.HALF.subtract(magnitude) : magnitude;
      BigDecimal angle = rest.round(working).multiply(PreciseConstants.pi(working), working);
      int precision = working.getPrecision();
      if (!reduce) {
        return new Angle(0, fraction.signum() < 0 ? angle.negate() : angle, precision);
      }
      return fraction.signum() < 0
          ? new Angle(3, angle, precision)
          : new Angle(1, angle.negate(), precision);
    }

    BigDecimal sin() {
      return switch (quarters) {
        case 0 -> Kernels.sin(rest, precision);
        case 1 -> Kernels.cos(rest, precision);
        case 2 -> Kernels.sin(rest, precision).negate();
        default -> Kernels.cos(rest, precision).negate();
      };
    }

    BigDecimal cos() {
      return switch (quarters) {
        case 0 -> Kernels.cos(rest, precision);
        case 1 -> Kernels.sin(rest, precision).negate();
        case 2 -> Kernels.cos(rest, precision).negate();
        default -> Kernels.sin(rest, precision);
      };
    }
  }
}
