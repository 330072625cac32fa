package org.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernels answer outside their domains, at poles, kinks, whole numbers and infinities. */
class KernelEdgeTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final List<DoubleUnaryOperator> UNARY =
      List.of(
          ExponentialKernels::exp,
          ElementaryKernels::log,
          ElementaryKernels::log2,
          ElementaryKernels::log10,
          ElementaryKernels::log1p,
          ElementaryKernels::expm1,
          ElementaryKernels::sqrt,
          ElementaryKernels::cbrt,
          ElementaryKernels::abs,
          ElementaryKernels::sign,
          ElementaryKernels::step,
          ElementaryKernels::floor,
          ElementaryKernels::ceil,
          TrigonometricKernels::sin,
          TrigonometricKernels::cos,
          TrigonometricKernels::tan,
          TrigonometricKernels::cot,
          TrigonometricKernels::sec,
          TrigonometricKernels::csc,
          TrigonometricKernels::asin,
          TrigonometricKernels::acos,
          TrigonometricKernels::atan,
          TrigonometricKernels::acot,
          TrigonometricKernels::asec,
          TrigonometricKernels::acsc,
          HyperbolicKernels::sinh,
          HyperbolicKernels::cosh,
          HyperbolicKernels::tanh,
          HyperbolicKernels::coth,
          HyperbolicKernels::sech,
          HyperbolicKernels::csch,
          HyperbolicKernels::asinh,
          HyperbolicKernels::acosh,
          HyperbolicKernels::atanh,
          HyperbolicKernels::acoth,
          HyperbolicKernels::asech,
          HyperbolicKernels::acsch,
          ActivationKernels::sigmoid,
          ActivationKernels::softplus,
          ActivationKernels::logSigmoid,
          ActivationKernels::relu,
          ActivationKernels::selu,
          ActivationKernels::gelu,
          ActivationKernels::silu,
          ActivationKernels::mish,
          ActivationKernels::softsign,
          ErrorKernels::erf,
          ErrorKernels::erfc,
          GammaKernels::gamma,
          GammaKernels::factorial,
          GammaKernels::logGamma,
          PolygammaKernels::digamma,
          PolygammaKernels::trigamma);

  private static final List<DoubleBinaryOperator> BINARY =
      List.of(
          ElementaryKernels::pow,
          ElementaryKernels::hypot,
          ElementaryKernels::min,
          ElementaryKernels::max,
          TrigonometricKernels::atan2,
          ActivationKernels::leakyRelu,
          ActivationKernels::elu,
          BinomialKernels::binomial,
          PolygammaKernels::polygamma);

  private static final double[] HOSTILE = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    2,
    -2,
    170.5,
    -170.5,
    1e3,
    -1e3,
    1e6 + 0.5,
    -1e6 - 0.5,
    1e9,
    -1e9,
    1e15 + 0.5,
    -1e15 - 0.5,
    0x1p52,
    -0x1p52,
    0x1p53 + 2,
    1e100,
    -1e100,
    1e300,
    -1e300,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-300,
    -1e-300,
    INFINITY,
    -INFINITY,
    NAN
  };

  @Test
  void aNanStaysNan() {
    assertThat(UNARY).allSatisfy(kernel -> assertThat(kernel.applyAsDouble(NAN)).isNaN());
    assertThat(BINARY)
        .allSatisfy(
            kernel -> {
              for (double other : new double[] {0, 1, 2.5}) {
                assertThat(kernel.applyAsDouble(NAN, other)).isNaN();
                assertThat(kernel.applyAsDouble(other, NAN)).isNaN();
              }
            });
  }

  @Test
  void hostileArgumentsAreAnsweredAtOnce() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (double x : HOSTILE) {
            UNARY.forEach(kernel -> kernel.applyAsDouble(x));
            for (double y : HOSTILE) {
              BINARY.forEach(kernel -> kernel.applyAsDouble(x, y));
            }
          }
        });
  }

  @Test
  void outsideTheDomainIsNan() {
    assertThat(
            List.of(
                ElementaryKernels.log(-1),
                ElementaryKernels.log2(-1),
                ElementaryKernels.log10(-1),
                ElementaryKernels.log1p(-1.5),
                ElementaryKernels.sqrt(-1),
                ElementaryKernels.pow(-8, 1.0 / 3),
                TrigonometricKernels.asin(1.5),
                TrigonometricKernels.acos(-1.5),
                TrigonometricKernels.cot(0),
                TrigonometricKernels.csc(0),
                TrigonometricKernels.atan2(0, 0),
                TrigonometricKernels.sin(INFINITY),
                HyperbolicKernels.coth(0),
                HyperbolicKernels.csch(0),
                HyperbolicKernels.acosh(0.5),
                HyperbolicKernels.atanh(1.5),
                HyperbolicKernels.acoth(0.5),
                HyperbolicKernels.asech(1.5),
                HyperbolicKernels.asech(-0.5),
                HyperbolicKernels.acsch(0),
                PolygammaKernels.polygamma(1.5, 2),
                PolygammaKernels.polygamma(-1, 2),
                PolygammaKernels.polygamma(151, 2)))
        .allSatisfy(value -> assertThat(value).isNaN());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0, -1, -2, -171, -1e6, -0x1p60, -1e300})
  void thePolesOfGammaAreNan(double pole) {
    assertThat(GammaKernels.gamma(pole)).isNaN();
    assertThat(GammaKernels.logGamma(pole)).isNaN();
    assertThat(GammaKernels.factorial(pole - 1)).isNaN();
    assertThat(PolygammaKernels.digamma(pole)).isNaN();
    assertThat(PolygammaKernels.trigamma(pole)).isNaN();
    assertThat(PolygammaKernels.polygamma(2, pole)).isNaN();
  }

  @Test
  void overflowIsInfinite() {
    assertThat(ExponentialKernels.exp(710)).isEqualTo(INFINITY);
    assertThat(ElementaryKernels.log(0)).isEqualTo(-INFINITY);
    assertThat(HyperbolicKernels.sinh(-711)).isEqualTo(-INFINITY);
    assertThat(HyperbolicKernels.atanh(1)).isEqualTo(INFINITY);
    assertThat(HyperbolicKernels.acoth(-1)).isEqualTo(-INFINITY);
    assertThat(HyperbolicKernels.asech(0)).isEqualTo(INFINITY);
    assertThat(GammaKernels.gamma(171.7)).isEqualTo(INFINITY);
    assertThat(GammaKernels.gamma(-Double.MIN_VALUE)).isEqualTo(-INFINITY);
    assertThat(GammaKernels.factorial(171)).isEqualTo(INFINITY);
    assertThat(GammaKernels.logGamma(1e306)).isEqualTo(INFINITY);
    assertThat(BinomialKernels.binomial(1100, 550)).isEqualTo(INFINITY);
    assertThat(PolygammaKernels.polygamma(2, -1e-200)).isEqualTo(INFINITY);
    assertThat(PolygammaKernels.polygamma(2, 1e-200)).isEqualTo(-INFINITY);
  }

  @Test
  void limitsAtInfinityAreTaken() {
    assertThat(ActivationKernels.sigmoid(-INFINITY)).isZero();
    assertThat(ActivationKernels.softplus(INFINITY)).isEqualTo(INFINITY);
    assertThat(ActivationKernels.softplus(-INFINITY)).isZero();
    assertThat(ActivationKernels.gelu(-INFINITY)).isZero();
    assertThat(ActivationKernels.silu(-INFINITY)).isZero();
    assertThat(ActivationKernels.mish(-INFINITY)).isZero();
    assertThat(ActivationKernels.mish(INFINITY)).isEqualTo(INFINITY);
    assertThat(ActivationKernels.softsign(-INFINITY)).isEqualTo(-1);
    assertThat(ErrorKernels.erfc(-INFINITY)).isEqualTo(2);
    assertThat(TrigonometricKernels.acot(INFINITY)).isZero();
    assertThat(TrigonometricKernels.acot(-INFINITY)).isEqualTo(Math.PI);
    assertThat(HyperbolicKernels.coth(-INFINITY)).isEqualTo(-1);
    assertThat(HyperbolicKernels.sech(INFINITY)).isZero();
    assertThat(HyperbolicKernels.asinh(-INFINITY)).isEqualTo(-INFINITY);
  }

  @Test
  void kinksTakeTheirOwnValue() {
    assertThat(ElementaryKernels.step(-0.0)).isEqualTo(1);
    assertThat(ElementaryKernels.step(-Double.MIN_VALUE)).isZero();
    assertThat(ElementaryKernels.sign(0)).isZero();
    assertThat(ElementaryKernels.sign(-3)).isEqualTo(-1);
    assertThat(ElementaryKernels.floor(-0.5)).isEqualTo(-1);
    assertThat(ElementaryKernels.ceil(0.5)).isEqualTo(1);
    assertThat(ElementaryKernels.abs(-3)).isEqualTo(3);
    assertThat(ElementaryKernels.min(-1, 2)).isEqualTo(-1);
    assertThat(ElementaryKernels.max(-1, 2)).isEqualTo(2);
    assertThat(ActivationKernels.relu(-2)).isZero();
    assertThat(ActivationKernels.relu(2)).isEqualTo(2);
    assertThat(ActivationKernels.elu(0, 3)).isZero();
  }

  @Test
  void powKeepsTheConventionsOfWholeExponents() {
    assertThat(ElementaryKernels.pow(0, 0)).isEqualTo(1);
    assertThat(ElementaryKernels.pow(-2, 3)).isEqualTo(-8);
    assertThat(ElementaryKernels.pow(0, -1)).isEqualTo(INFINITY);
    assertThat(ElementaryKernels.pow(0, 0.5)).isZero();
  }

  @Test
  void logarithmsAreExactAtPowers() {
    for (int k = -1074; k <= 1023; k++) {
      assertThat(ElementaryKernels.log2(Math.scalb(1.0, k))).isEqualTo(k);
    }
    for (int k = 0; k <= 22; k++) {
      assertThat(ElementaryKernels.log10(Double.parseDouble("1e" + k))).isEqualTo(k);
    }
  }

  @Test
  void factorialsAndBinomialsAreExactAtWholeNumbers() {
    double factorial = 1;
    for (int n = 0; n <= 22; n++) {
      factorial *= Math.max(1, n);
      assertThat(GammaKernels.factorial(n)).isEqualTo(factorial);
      assertThat(GammaKernels.gamma(n + 1)).isEqualTo(factorial);
    }
    double[] row = {1};
    for (int n = 0; n <= 56; n++) {
      for (int k = 0; k <= n; k++) {
        assertThat(BinomialKernels.binomial(n, k)).isEqualTo(row[k]);
      }
      double[] next = Arrays.copyOf(row, n + 2);
      for (int k = 1; k <= n; k++) {
        next[k] += row[k - 1];
      }
      next[n + 1] = 1;
      row = next;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5, 7, 0",
    "5, -1, 0",
    "-3, 2, 6",
    "-3, 3, -10",
    "0.5, 2, -0.125",
    "2.5, 4.5, 0",
    "1e15, 2, 4.999999999999995e29",
    "1e15, 999999999999998, 4.999999999999995e29"
  })
  void binomialHasItsConventions(double x, double y, double expected) {
    assertThat(BinomialKernels.binomial(x, y)).isEqualTo(expected);
  }

  @Test
  void binomialHasAPoleAtNegativeWholeNumbers() {
    assertThat(BinomialKernels.binomial(-3, 0.5)).isNaN();
    assertThat(BinomialKernels.binomial(-3, -1)).isNaN();
  }

  @Test
  void vectorsOfNothingAndOfInfinities() {
    double[] none = {};
    double[] mixed = {-INFINITY, 2};
    double[] impossible = {-INFINITY, -INFINITY};
    assertThat(VectorKernels.logSumExp(none)).isEqualTo(-INFINITY);
    assertThat(VectorKernels.softmax(none, 0)).isNaN();
    assertThat(VectorKernels.logSumExp(mixed)).isEqualTo(2);
    assertThat(VectorKernels.softmax(mixed, 0)).isZero();
    assertThat(VectorKernels.softmax(mixed, 1)).isEqualTo(1);
    assertThat(VectorKernels.logSoftmax(mixed, 0)).isEqualTo(-INFINITY);
    assertThat(VectorKernels.logSumExp(impossible)).isEqualTo(-INFINITY);
    assertThat(VectorKernels.softmax(impossible, 0)).isNaN();
    assertThat(VectorKernels.logSumExp(new double[] {1, INFINITY})).isEqualTo(INFINITY);
    assertThat(VectorKernels.logSumExp(new double[] {1, NAN})).isNaN();
    assertThat(VectorKernels.softmax(mixed, 2)).isNaN();
    assertThat(VectorKernels.softmax(mixed, -1)).isNaN();
    assertThat(VectorKernels.logSumExp(new double[] {1000, 1000, 1000}))
        .isEqualTo(1001.0986122886682);
  }
}
