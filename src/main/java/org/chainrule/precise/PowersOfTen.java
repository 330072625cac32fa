package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Powers of ten as balls, made of those whose exponents are powers of two: numbers of any size
 * become decimals by them.
 */
final class PowersOfTen {
  /** The bits beyond those wanted, of which a product of some thirty powers loses a few. */
  private static final int GUARD_BITS = 64;

  private static final Map<Place, BinaryBall> KNOWN = new ConcurrentHashMap<>();

  private PowersOfTen() {}

  /** A power by the binary logarithm of its exponent. */
  private record Place(int twos, int bits) {}

  /** A ball as a decimal of a scale, in so many bits. */
  static BigDecimal scaled(BinaryBall ball, int scale, int bits) {
    Balls balls = new Balls((bits + 2 * GUARD_BITS - 1) / GUARD_BITS * GUARD_BITS);
    BinaryBall exact = new BinaryBall(ball.mantissa(), ball.exponent(), 0);
    BinaryBall power = power(Math.abs(scale), balls);
    BinaryBall told = scale < 0 ? balls.divide(exact, power) : balls.multiply(exact, power);
    return new BigDecimal(BinaryBall.shifted(told.mantissa(), told.exponent()), scale);
  }

  private static BinaryBall power(int exponent, Balls balls) {
    BinaryBall power = BinaryBall.ONE;
    for (int twos = 0; exponent >> twos != 0; twos++) {
      if ((exponent >> twos & 1) != 0) {
        power = balls.multiply(power, ofTwos(twos, balls));
      }
    }
    return power;
  }

  private static BinaryBall ofTwos(int twos, Balls balls) {
    Place place = new Place(twos, balls.bits());
    BinaryBall power = KNOWN.get(place);
    if (power == null) {
      BinaryBall root = twos == 0 ? null : ofTwos(twos - 1, balls);
      power = root == null ? balls.rounded(BigInteger.TEN, 0, 0) : balls.multiply(root, root);
      KNOWN.put(place, power);
    }
    return power;
  }
}
