package org.chainrule.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.chainrule.number.Rational;
import org.junit.jupiter.api.Test;

class CommonDivisorTest {
  private static final Polynomial X = power(0, 1);
  private static final Polynomial Y = power(1, 1);

  private static Polynomial power(int variable, int exponent) {
    return Polynomial.of(Polynomial.Monomial.of(variable, exponent), Rational.ONE);
  }

  private static Polynomial number(long value) {
    return Polynomial.of(Polynomial.Monomial.ONE, Rational.of(value));
  }

  @Test
  void findsALinearFactor() {
    Polynomial first = X.times(X).plus(number(-1));
    Polynomial second = X.times(X).plus(X.times(number(2))).plus(number(1));

    assertThat(CommonDivisor.of(first, second)).isEqualTo(X.plus(number(1)));
  }

  @Test
  void findsAFactorOfSeveralVariables() {
    Polynomial common = X.times(Y).plus(number(3)).plus(Y.times(Y));
    Polynomial first = common.times(X.plus(number(1)));
    Polynomial second = common.times(Y.plus(number(-2))).times(X.plus(Y));

    assertThat(CommonDivisor.of(first, second)).isEqualTo(common);
  }

  @Test
  void isOneOfCoprimePolynomials() {
    Polynomial first = X.times(X).plus(number(1));
    Polynomial second = X.times(X).plus(Y);

    assertThat(CommonDivisor.of(first, second)).isEqualTo(Polynomial.ONE);
  }

  @Test
  void splitsByHowOftenAFactorOccurs() {
    Polynomial once = X.plus(number(2));
    Polynomial often = X.times(X).plus(number(1));
    Polynomial product = once.times(often.pow(3));

    assertThat(CommonDivisor.powers(product)).isEqualTo(Map.of(once, 1, often, 3));
  }

  @Test
  void dividesBothAndLeavesNothingInCommon() {
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < 200; i++) {
      Polynomial common = random(random);
      Polynomial first = common.times(random(random));
      Polynomial second = common.times(random(random));
      if (first.isZero() || second.isZero()) {
        continue;
      }
      Polynomial divisor = CommonDivisor.of(first, second);

      assertThat(first.dividedBy(divisor)).isPresent();
      assertThat(second.dividedBy(divisor)).isPresent();
      found +=
          divisor
                  .dividedBy(common.times(Polynomial.Monomial.ONE, common.content().reciprocal()))
                  .isPresent()
              ? 1
              : 0;
    }
    assertThat(found).isGreaterThan(150);
  }

  private static Polynomial random(Random random) {
    Polynomial result = number(1 + random.nextInt(4)).plus(X.times(Y));
    for (int i = 0; i < 3; i++) {
      Polynomial term = number(random.nextInt(-3, 4));
      result =
          result.plus(term.times(power(0, random.nextInt(3))).times(power(1, random.nextInt(3))));
    }
    return result;
  }
}
