package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Function;
import org.chainrule.precise.BallKernel;
import org.chainrule.precise.BinaryBall;
import org.chainrule.precise.BlurredException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of functions as balls beside those in decimals of many more digits. */
class BallKernelsTest {
  private static final int[] BITS = {60, 181, 181, 600, 60, 181, 2_000};
  private static final int SPARE_BITS = 6;

  /** Larger numbers would take long to be compared as decimals. */
  private static final int LARGEST_EXPONENT = 10_000;

  static Stream<Function> functions() {
    return Functions.all().stream()
        .filter(each -> each.preciseKernel().orElse(null) instanceof BallKernel);
  }

  private static BigDecimal decimal(BigInteger mantissa, long exponent) {
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow((int) Math.abs(exponent)));
    BigDecimal value = new BigDecimal(mantissa);
    return exponent >= 0 ? value.multiply(power) : value.divide(power);
  }

  private static @Nullable BigDecimal value(Function function, BigDecimal at, int digits) {
    try {
      return function.preciseKernel().orElseThrow().apply(List.of(at), new MathContext(digits));
    } catch (ChainruleException without) {
      return null;
    }
  }

  private static void assertHolds(BinaryBall ball, BigDecimal value, int digits, String what) {
    BigDecimal apart = decimal(ball.mantissa(), ball.exponent()).subtract(value).abs();
    BigDecimal radius =
        new BigDecimal(ball.radius()).multiply(decimal(BigInteger.ONE, ball.exponent()));
    BigDecimal rounding = value.abs().movePointLeft(digits - 2);

    assertThat(apart).as(what).isLessThanOrEqualTo(radius.add(rounding));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void boundsHold(Function function) {
    BallKernel kernel = (BallKernel) function.preciseKernel().orElseThrow();
    Random random = new Random(function.name().hashCode());
    int found = 0;
    for (int i = 0; i < 84; i++) {
      int bits = BITS[i % BITS.length];
      int length = 1 + random.nextInt(bits);
      BigInteger mantissa = new BigInteger(length, random).setBit(length - 1);
      int size = random.nextInt(3) == 0 ? random.nextInt(121) - 100 : random.nextInt(9) - 5;
      double radius =
          random.nextInt(3) == 0
              ? 0
              : random.nextDouble() * Math.scalb(1.0, random.nextInt(Math.max(1, length / 2)) % 90);
      BinaryBall argument =
          new BinaryBall(
              random.nextInt(3) == 0 ? mantissa.negate() : mantissa, size - length, radius);
      BinaryBall result;
      try {
        result = kernel.at(argument, bits);
      } catch (BlurredException open) {
        continue;
      }
      if (Math.abs(result.exponent()) > LARGEST_EXPONENT) {
        continue;
      }
      int digits = (int) (0.302 * bits) + 60;
      BigDecimal middle = decimal(argument.mantissa(), argument.exponent());
      BigDecimal width = new BigDecimal(radius).multiply(decimal(BigInteger.ONE, size - length));
      for (int side = -1; side <= 1; side++) {
        BigDecimal at = middle.add(width.multiply(BigDecimal.valueOf(side)));
        BigDecimal exact = value(function, at, digits);
        if (exact != null) {
          String what = function + "(" + at.round(MathContext.DECIMAL64) + ") in " + bits + " bits";
          assertHolds(result, exact, digits, what);
          boolean isClose =
              radius != 0 || exact.signum() == 0 || result.rightBits() >= bits - SPARE_BITS;
          assertThat(isClose).as("close: " + what + " " + result.rightBits()).isTrue();
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(40);
  }
}
