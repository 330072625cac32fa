package org.chainrule.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final double FAR = Double.POSITIVE_INFINITY;

  private static final double[] ENDS = {
    0,
    1,
    -1,
    0.1,
    -0.1,
    3,
    -7,
    1e300,
    -1e300,
    1e-300,
    -1e-300,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_NORMAL,
    0x1p-600,
    0x1p600,
    1 + 0x1p-52
  };

  private final Random random = new Random(1);

  @Test
  void holdsExactResults() {
    for (int i = 0; i < 4_000; i++) {
      Interval left = interval();
      Interval right = interval();
      Rational x = inside(left);
      Rational y = inside(right);
      assertThat(holds(left.plus(right), x.plus(y))).as("%s + %s", left, right).isTrue();
      assertThat(holds(left.minus(right), x.minus(y))).as("%s - %s", left, right).isTrue();
      assertThat(holds(left.times(right), x.times(y))).as("%s * %s", left, right).isTrue();
      assertThat(holds(left.max(right), x.compareTo(y) > 0 ? x : y)).isTrue();
      assertThat(holds(left.min(right), x.compareTo(y) < 0 ? x : y)).isTrue();
      assertThat(holds(left.abs(), x.abs())).isTrue();
      assertThat(holds(left.hull(right), x)).isTrue();
      int power = random.nextInt(9) - 3;
      if (!y.isZero()) {
        assertThat(holds(left.dividedBy(right), x.dividedBy(y)))
            .as("%s / %s", left, right)
            .isTrue();
      } else {
        assertThat(left.dividedBy(right).isDefined()).isFalse();
      }
      if (!x.isZero() || power >= 0) {
        assertThat(holds(left.power(power), x.pow(power))).as("%s ^ %s", left, power).isTrue();
      }
      if (x.signum() >= 0) {
        Interval root = left.sqrt();
        assertThat(holds(root.power(2), x)).as("sqrt %s", left).isTrue();
      } else {
        assertThat(left.sqrt().isDefined()).isFalse();
      }
    }
  }

  @Test
  void roundsOnlyWhereItMust() {
    assertThat(Interval.of(0.5).plus(Interval.of(0.25))).isEqualTo(Interval.of(0.75));
    assertThat(Interval.of(3).times(Interval.of(0.5))).isEqualTo(Interval.of(1.5));
    assertThat(Interval.of(3).dividedBy(Interval.of(4))).isEqualTo(Interval.of(0.75));
    assertThat(Interval.of(2).power(-3)).isEqualTo(Interval.of(0.125));
    assertThat(Interval.of(9).sqrt()).isEqualTo(Interval.of(3));
    assertThat(Interval.of(Rational.HALF)).isEqualTo(Interval.of(0.5));
    Interval third = Interval.ONE.dividedBy(Interval.of(3));
    assertThat(Math.nextUp(third.lower())).isEqualTo(third.upper());
    assertThat(third.isLowerOpen() && third.isUpperOpen()).isTrue();
  }

  @Test
  void tellsStrictBounds() {
    Interval unit = open(0, 1);
    assertThat(unit.times(Interval.ONE.minus(unit))).hasToString("(0.0, 1.0)");
    assertThat(unit.hull(Interval.ZERO)).hasToString("[0.0, 1.0)");
    assertThat(unit.times(Interval.of(0, 2))).hasToString("[0.0, 2.0)");
    assertThat(open(-1, 1).power(2)).hasToString("[0.0, 1.0)");
    assertThat(Interval.ONE.dividedBy(open(0, FAR))).hasToString("(0.0, Infinity)");
    assertThat(Interval.of(0, 1).dividedBy(open(0, 1))).hasToString("[0.0, Infinity)");
    // Far below the doubles there is something still.
    assertThat(Interval.of(1e-300).times(Interval.of(1e-300))).hasToString("(0.0, 4.9E-324)");
    assertThat(Interval.of(1e300).times(Interval.of(1e300)).lower()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void saysWhereThereIsNoValue() {
    assertThat(Interval.ONE.dividedBy(Interval.of(-1, 1)).isDefined()).isFalse();
    assertThat(Interval.ONE.dividedBy(Interval.ZERO).isEmpty()).isTrue();
    assertThat(Interval.of(-4, 4).sqrt()).hasToString("[0.0, 2.0]");
    assertThat(Interval.of(-4, 4).sqrt().isDefined()).isFalse();
    assertThat(Interval.of(-4, -1).sqrt().isEmpty()).isTrue();
    assertThat(Interval.of(0, 1).intersect(open(1, 2)).isEmpty()).isTrue();
  }

  private static Interval open(double lower, double upper) {
    return new Interval(lower, upper, true, true, Interval.Decoration.CONTINUOUS);
  }

  private static boolean holds(Interval interval, Rational value) {
    boolean isAbove =
        Double.isInfinite(interval.lower())
            || compare(interval.lower(), value) < 0
            || compare(interval.lower(), value) == 0 && !interval.isLowerOpen();
    boolean isBelow =
        Double.isInfinite(interval.upper())
            || compare(interval.upper(), value) > 0
            || compare(interval.upper(), value) == 0 && !interval.isUpperOpen();
    return isAbove && isBelow && !interval.isEmpty();
  }

  private static int compare(double end, Rational value) {
    return Rational.of(new BigDecimal(end)).compareTo(value);
  }

  private double end() {
    return switch (random.nextInt(3)) {
      case 0 -> ENDS[random.nextInt(ENDS.length)];
      case 1 -> random.nextInt(9) - 4;
      default -> random.nextGaussian();
    };
  }

  private Interval interval() {
    double one = end();
    double other = random.nextInt(4) == 0 ? one : end();
    boolean isPoint = one == other;
    return new Interval(
        Math.min(one, other),
        random.nextInt(12) == 0 ? FAR : Math.max(one, other),
        !isPoint && random.nextBoolean(),
        !isPoint && random.nextBoolean(),
        Interval.Decoration.CONTINUOUS);
  }

  private Rational inside(Interval interval) {
    double high = interval.upper() == FAR ? Double.MAX_VALUE : interval.upper();
    Rational low = Rational.of(new BigDecimal(interval.lower()));
    Rational top = Rational.of(new BigDecimal(high));
    return switch (random.nextInt(3)) {
      case 0 -> interval.isLowerOpen() ? low.plus(top).times(Rational.HALF) : low;
      case 1 ->
          interval.isUpperOpen() && high == interval.upper()
              ? low.plus(top).times(Rational.HALF)
              : top;
      default -> low.plus(top.minus(low).times(Rational.of(random.nextInt(8) + 1, 9)));
    };
  }
}
