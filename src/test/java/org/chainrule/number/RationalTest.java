package org.chainrule.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exact numbers against what whole numbers of the language do, on a grid of small fractions. */
class RationalTest {
  private static final int MOST = 9;

  @Test
  void arithmeticIsThatOfFractions() {
    for (int a = -MOST; a <= MOST; a++) {
      for (int b = 1; b <= MOST; b++) {
        Rational left = Rational.of(a, b);
        assertThat(left).isEqualTo(Rational.of(-a, -b)).isEqualTo(Rational.of(2L * a, 2L * b));
        assertThat(left.denominator()).isPositive();
        assertThat(left.floor()).isEqualTo(BigInteger.valueOf(Math.floorDiv(a, b)));
        assertThat(left.isInteger()).isEqualTo(a % b == 0);
        assertThat(left.doubleValue()).isEqualTo((double) a / b);
        assertThat(left.negate().abs())
            .isEqualTo(left.abs())
            .isEqualTo(Rational.of(Math.abs(a), b));
        for (int c = 1; c <= MOST; c++) {
          Rational right = Rational.of(c, MOST);
          assertThat(left.plus(right)).isEqualTo(Rational.of((long) a * MOST + c * b, MOST * b));
          assertThat(left.minus(right)).isEqualTo(left.plus(right.negate()));
          assertThat(left.times(right)).isEqualTo(Rational.of((long) a * c, MOST * b));
          assertThat(left.dividedBy(right).times(right)).isEqualTo(left);
          assertThat(left.compareTo(right)).isEqualTo(Integer.compare(a * MOST, c * b));
        }
      }
    }
  }

  @Test
  void powersAndDecimals() {
    assertThat(Rational.of(-2, 3).pow(-3)).isEqualTo(Rational.of(-27, 8));
    assertThat(Rational.of(-2, 3).pow(0)).isEqualTo(Rational.ONE);
    assertThat(Rational.of(new BigDecimal("-0.125"))).isEqualTo(Rational.of(-1, 8));
    assertThat(Rational.of(new BigDecimal("1.2e3"))).isEqualTo(Rational.of(1200));
    assertThat(Rational.of(7, 40).isTerminating()).isTrue();
    assertThat(Rational.of(7, 30).isTerminating()).isFalse();
    assertThat(Rational.of(1, 8).isDecimal()).isFalse();
    assertThat(Rational.of(1, 16).isDecimal()).isTrue();
    assertThat(Rational.content(List.of(Rational.of(4, 3), Rational.of(-6, 5))))
        .isEqualTo(Rational.of(2, 15));
    assertThatThrownBy(() -> Rational.of(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(Rational.ZERO::reciprocal).isInstanceOf(ArithmeticException.class);
  }
}
