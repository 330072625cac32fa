package org.chainrule.differences;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.differences.Sources.divide;
import static org.chainrule.differences.Sources.number;
import static org.chainrule.differences.Sources.of;
import static org.chainrule.precise.PreciseActivations.sigmoid;
import static org.chainrule.precise.PreciseElementary.exp;
import static org.chainrule.precise.PreciseElementary.log;
import static org.chainrule.precise.PreciseElementary.pow;
import static org.chainrule.precise.PreciseElementary.sqrt;
import static org.chainrule.precise.PreciseTrigonometry.cos;
import static org.chainrule.precise.PreciseTrigonometry.sin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.differences.Sources.Unary;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.precise.PreciseError;
import org.chainrule.precise.PreciseGamma;
import org.chainrule.precise.PreciseHyperbolic;
import org.chainrule.precise.PrecisePolygamma;
import org.chainrule.precise.PreciseTrigonometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DerivativeCheckTest {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private static Arguments pair(String name, Unary function, Unary derivative) {
    return Arguments.of(name, function, derivative);
  }

  static Stream<Arguments> derivatives() {
    return Stream.of(
        pair("sin", (x, c) -> sin(x, c), (x, c) -> cos(x, c)),
        pair("exp", (x, c) -> exp(x, c), (x, c) -> exp(x, c)),
        pair("log", (x, c) -> log(x, c), (x, c) -> divide(ONE, x, c)),
        pair("x^2", (x, c) -> x.multiply(x, c), (x, c) -> x.multiply(TWO)),
        pair("constant", (x, c) -> number("7"), (x, c) -> ZERO),
        pair("x", (x, c) -> x, (x, c) -> ONE),
        pair(
            "sin^2+cos^2",
            (x, c) -> sin(x, c).pow(2, c).add(cos(x, c).pow(2, c), c),
            (x, c) -> ZERO),
        pair("x^x", (x, c) -> pow(x, x, c), (x, c) -> pow(x, x, c).multiply(log(x, c).add(ONE), c)),
        pair("sigmoid", (x, c) -> sigmoid(x, c), DerivativeCheckTest::sigmoidSlope),
        pair("softplus as written", Sources::naiveSoftplus, (x, c) -> sigmoid(x, c)),
        pair("softplus", (x, c) -> log(ONE.add(exp(x, c)), c), (x, c) -> naiveSigmoid(x, c)),
        pair(
            "sqrt(x-5)",
            (x, c) -> sqrt(x.subtract(number("5")), c),
            (x, c) -> divide(number("0.5"), sqrt(x.subtract(number("5")), c), c)),
        pair(
            "log(log(x))",
            (x, c) -> log(log(x, c), c),
            (x, c) -> divide(ONE, x.multiply(log(x, c), c), c)),
        pair(
            "asin(x/10)",
            (x, c) -> PreciseTrigonometry.asin(x.scaleByPowerOfTen(-1), c),
            (x, c) -> divide(ONE, sqrt(number("100").subtract(x.multiply(x)), c), c)),
        pair(
            "acosh",
            (x, c) -> PreciseHyperbolic.acosh(x, c),
            (x, c) -> divide(ONE, sqrt(x.multiply(x).subtract(ONE), c), c)),
        pair("abs", (x, c) -> x.abs(), (x, c) -> slopeOfAbs(x)),
        pair("relu", (x, c) -> x.max(ZERO), (x, c) -> x.signum() > 0 ? ONE : ZERO),
        pair("floor", (x, c) -> x.setScale(0, RoundingMode.FLOOR), (x, c) -> ZERO),
        pair("log|x|", (x, c) -> log(x.abs(), c), (x, c) -> divide(ONE, x, c)),
        pair(
            "erf",
            (x, c) -> PreciseError.erf(x, c),
            (x, c) ->
                exp(x.multiply(x).negate(), c)
                    .multiply(
                        divide(
                            TWO,
                            sqrt(PreciseTrigonometry.atan(ONE, c).multiply(number("4")), c),
                            c),
                        c)),
        pair(
            "lgamma",
            (x, c) -> PreciseGamma.logGamma(x, c),
            (x, c) -> PrecisePolygamma.digamma(x, c)),
        pair(
            "sin(x^5)",
            (x, c) -> sin(x.pow(5), c),
            (x, c) -> cos(x.pow(5), c).multiply(x.pow(4), c).multiply(number("5"), c)),
        pair("a great constant", (x, c) -> x.add(number("1e60"), c), (x, c) -> ONE),
        pair(
            "a shift that cancels",
            (x, c) -> x.add(number("1e60"), c).subtract(number("1e60"), c),
            (x, c) -> ONE),
        pair(
            "1e-300 x",
            (x, c) -> x.scaleByPowerOfTen(-300),
            (x, c) -> ONE.scaleByPowerOfTen(-300)));
  }

  private static BigDecimal sigmoidSlope(BigDecimal x, MathContext c) {
    BigDecimal y = sigmoid(x, c);
    return y.multiply(ONE.subtract(y, c), c);
  }

  private static BigDecimal naiveSigmoid(BigDecimal x, MathContext c) {
    return divide(exp(x, c), ONE.add(exp(x, c), c), c);
  }

  private static BigDecimal slopeOfAbs(BigDecimal x) {
    if (x.signum() == 0) {
      throw new DomainException("a kink");
    }
    return BigDecimal.valueOf(x.signum());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("derivatives")
  void rightDerivativePasses(String name, Unary function, Unary derivative) {
    for (long seed = 1; seed <= 3; seed++) {
      Check check =
          DerivativeCheck.run(of(function), of(derivative), "x", Settings.DEFAULT.seeded(seed));
      assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.PROBABLE);
      assertThat(check.maximalError()).isLessThan(1e-15);
      assertThat(check.points()).isGreaterThanOrEqualTo(20);
      assertThat(check.seed()).isEqualTo(seed);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("derivatives")
  void anyOtherFactorOrTermIsRefuted(String name, Unary function, Unary derivative) {
    List<Unary> wrong =
        List.of(
            (x, c) -> derivative.at(x, c).add(number("1e-10"), c),
            (x, c) -> derivative.at(x, c).subtract(ONE, c),
            (x, c) -> derivative.at(x, c).add(x.signum() < 0 ? ZERO : number("1e-10"), c),
            (x, c) -> derivative.at(x, c).add(sin(x, c), c));
    for (Unary claim : wrong) {
      Check check = DerivativeCheck.run(of(function), of(claim), "x", Settings.DEFAULT);
      assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.REFUTED);
      assertThat(check.counterexample()).isNotNull();
    }
  }

  static Stream<Arguments> wrongClaims() {
    Unary sine = (x, c) -> sin(x, c);
    Unary square = (x, c) -> x.multiply(x, c);
    return Stream.of(
        pair("sign", sine, (x, c) -> cos(x, c).negate()),
        pair("by 1e-10", sine, (x, c) -> cos(x, c).multiply(number("1.0000000001"), c)),
        pair("by 1e-15", sine, (x, c) -> cos(x, c).multiply(number("1.000000000000001"), c)),
        pair("zero", sine, (x, c) -> ZERO),
        pair(
            "below -2",
            square,
            (x, c) -> x.compareTo(number("-2")) < 0 ? x.multiply(number("2.1")) : x.multiply(TWO)),
        pair("above 100", square, (x, c) -> x.compareTo(number("100")) > 0 ? x : x.multiply(TWO)),
        pair("above 5000", square, (x, c) -> x.compareTo(number("5000")) > 0 ? x : x.multiply(TWO)),
        pair(
            "next to 0",
            square,
            (x, c) -> x.abs().compareTo(number("0.001")) < 0 ? x : x.multiply(TWO)),
        pair(
            "right at whole numbers",
            square,
            (x, c) ->
                x.multiply(TWO)
                    .add(
                        sin(
                            x.multiply(PreciseTrigonometry.atan(ONE, c).multiply(number("4")), c),
                            c),
                        c)),
        pair("abs at the left", (x, c) -> x.abs(), (x, c) -> ONE),
        pair("relu", (x, c) -> x.max(ZERO), (x, c) -> ONE),
        pair("zero for relu", (x, c) -> x.max(ZERO), (x, c) -> ZERO),
        pair("constant", (x, c) -> number("7"), (x, c) -> number("1e-9")),
        pair("floor", (x, c) -> x.setScale(0, RoundingMode.FLOOR), (x, c) -> ONE),
        pair(
            "tail",
            Sources::naiveSoftplus,
            (x, c) -> x.compareTo(number("-100")) < 0 ? ZERO : sigmoid(x, c)),
        pair(
            "tail by a factor",
            Sources::naiveSoftplus,
            (x, c) ->
                x.compareTo(number("-100")) < 0 ? sigmoid(x, c).multiply(TWO) : sigmoid(x, c)),
        pair("tiny", (x, c) -> x.scaleByPowerOfTen(-300), (x, c) -> TWO.scaleByPowerOfTen(-300)),
        pair(
            "no value where there is a derivative",
            square,
            (x, c) -> exp(log(x.multiply(TWO), c), c)),
        pair("x^x as a power", (x, c) -> pow(x, x, c), (x, c) -> pow(x, x, c)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void wrongClaimIsRefuted(String name, Unary function, Unary claim) {
    for (long seed = 1; seed <= 5; seed++) {
      Check check =
          DerivativeCheck.run(of(function), of(claim), "x", Settings.DEFAULT.seeded(seed));
      assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.REFUTED);
    }
  }

  @Test
  void claimWrongOnlyBesideALandmarkIsRefuted() {
    ValueSource claim =
        of(
            (x, c) ->
                x.subtract(number("77")).abs().compareTo(number("0.1")) < 0 ? x : x.multiply(TWO));
    Settings settings = Settings.DEFAULT.over(Domain.REALS.near(List.of(number("77"))));
    assertThat(DerivativeCheck.run(of((x, c) -> x.multiply(x)), claim, "x", settings).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void narrowDomainBesideALandmarkIsFound() {
    Unary function = (x, c) -> PreciseTrigonometry.asin(x.subtract(number("100")), c);
    Unary slope = (x, c) -> divide(ONE, sqrt(ONE.subtract(x.subtract(number("100")).pow(2)), c), c);
    Settings settings = Settings.DEFAULT.over(Domain.REALS.near(List.of(number("100"))));
    for (long seed = 1; seed <= 3; seed++) {
      Check check = DerivativeCheck.run(of(function), of(slope), "x", settings.seeded(seed));
      assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.PROBABLE);
    }
  }

  @Test
  void counterexampleTellsBothValues() {
    Check check =
        DerivativeCheck.run(of((x, c) -> x.multiply(x)), of((x, c) -> x), "x", Settings.DEFAULT);
    Counterexample counterexample = check.counterexample();
    assertThat(counterexample).isNotNull();
    BigDecimal x = counterexample.point().get("x");
    assertThat(counterexample.claimed()).isEqualByComparingTo(x);
    assertThat(counterexample.expected().doubleValue()).isEqualTo(x.multiply(TWO).doubleValue());
  }

  @Test
  void emptyDomainIsUndecided() {
    Unary nowhere = (x, c) -> sqrt(ONE.negate().subtract(x.multiply(x)), c);
    Check check = DerivativeCheck.run(of(nowhere), of((x, c) -> ZERO), "x", Settings.DEFAULT);
    assertThat(check.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(check.points()).isZero();
    assertThat(check.note()).startsWith("no point");
  }

  @Test
  void domainOfSinglePointsIsUndecided() {
    Unary dots =
        (x, c) -> {
          if (x.stripTrailingZeros().scale() > 0) {
            throw new DomainException("whole numbers only");
          }
          return x;
        };
    assertThat(DerivativeCheck.run(of(dots), of((x, c) -> ONE), "x", Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void costlyFunctionIsUndecided() {
    Unary costly =
        (x, c) -> {
          throw new BudgetException("too many digits");
        };
    Check check = DerivativeCheck.run(of(costly), of(costly), "x", Settings.DEFAULT);
    assertThat(check.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(check.note()).contains("too many digits");
  }

  @Test
  void timeIsKept() {
    Unary slow =
        (x, c) -> {
          long end = System.nanoTime() + 20_000_000;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          return x;
        };
    Check check =
        DerivativeCheck.run(
            of(slow), of((x, c) -> ONE), "x", Settings.DEFAULT.within(Duration.ofMillis(200)));
    assertThat(check.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(check.note()).contains("out of time");
  }

  @Test
  void interruptionIsHonoured() {
    Thread.currentThread().interrupt();
    Check check = DerivativeCheck.run(of((x, c) -> x), of((x, c) -> ONE), "x", Settings.DEFAULT);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(check.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(check.note()).contains("interrupted");
  }

  @Test
  void sameSeedGivesTheSameCheck() {
    ValueSource f = of((x, c) -> sin(x, c));
    ValueSource claim = of((x, c) -> cos(x, c).multiply(number("1.5"), c));
    assertThat(DerivativeCheck.run(f, claim, "x", Settings.DEFAULT))
        .isEqualTo(DerivativeCheck.run(f, claim, "x", Settings.DEFAULT));
  }

  @Test
  void secondAndMixedDerivativesComeFromTheFunction() {
    ValueSource f = of((x, y, c) -> sin(x.multiply(y), c).multiply(x, c));
    ValueSource xx =
        of(
            (x, y, c) -> {
              BigDecimal u = x.multiply(y);
              return y.multiply(TWO)
                  .multiply(cos(u, c), c)
                  .subtract(x.multiply(y).multiply(y).multiply(sin(u, c), c), c);
            });
    ValueSource xy =
        of(
            (x, y, c) -> {
              BigDecimal u = x.multiply(y);
              return x.multiply(TWO)
                  .multiply(cos(u, c), c)
                  .subtract(x.multiply(x).multiply(y).multiply(sin(u, c), c), c);
            });
    assertThat(DerivativeCheck.run(f, xx, List.of("x", "x"), Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.PROBABLE);
    assertThat(DerivativeCheck.run(f, xy, List.of("x", "y"), Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.PROBABLE);
    assertThat(DerivativeCheck.run(f, xx, List.of("x", "y"), Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(DerivativeCheck.run(f, xy, List.of("y", "y"), Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void fourthDerivativeOfTheSineIsTheSine() {
    List<String> four = List.of("x", "x", "x", "x");
    ValueSource sine = of((x, c) -> sin(x, c));
    assertThat(DerivativeCheck.run(sine, sine, four, Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.PROBABLE);
    assertThat(DerivativeCheck.run(sine, of((x, c) -> cos(x, c)), four, Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void narrowDomainsOfTwoNamesAreFound() {
    ValueSource power = of((x, y, c) -> pow(x.subtract(y), x, c));
    ValueSource slope =
        of(
            (x, y, c) -> {
              BigDecimal base = x.subtract(y);
              return pow(base, x, c).multiply(log(base, c).add(divide(x, base, c), c), c);
            });
    Check check = DerivativeCheck.run(power, slope, "x", Settings.DEFAULT);
    // Where x is whole and x < y there is a value, but none beside it.
    assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.PROBABLE);
    ValueSource disc =
        of((x, y, c) -> sqrt(number("1e-4").subtract(x.multiply(x)).subtract(y.multiply(y)), c));
    ValueSource discSlope =
        of(
            (x, y, c) ->
                divide(
                    x.negate(),
                    sqrt(number("1e-4").subtract(x.multiply(x)).subtract(y.multiply(y)), c),
                    c));
    assertThat(DerivativeCheck.run(disc, discSlope, "x", Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.PROBABLE);
  }

  @Test
  void wholeNumbersAndAssumptionsAreKept() {
    ValueSource power =
        Sources.source(Set.of("x", "n"), (p, c) -> p.get("x").pow(p.get("n").intValueExact(), c));
    ValueSource slope =
        Sources.source(
            Set.of("x", "n"),
            (p, c) -> p.get("n").multiply(p.get("x").pow(p.get("n").intValueExact() - 1, c), c));
    Domain domain = Domain.REALS.with("n", Kind.integer(1, 6)).where(p -> p.get("x").signum() > 0);
    Check check = DerivativeCheck.run(power, slope, "x", Settings.DEFAULT.over(domain));
    assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.PROBABLE);
  }

  /** One point is all there is, and nothing can be compared there: no time brings another. */
  @Test
  void stopsWhereAllPointsHaveBeenDrawn() {
    int[] drawn = new int[1];
    Domain place =
        Settings.DEFAULT
            .domain()
            .adjusted(
                point -> {
                  drawn[0]++;
                  if (drawn[0] > 20_000) {
                    throw new AssertionError("draws on");
                  }
                  return Map.of("x", ZERO);
                });

    Check check =
        DerivativeCheck.run(
            of((x, c) -> log(x, c)),
            of((x, c) -> divide(ONE, x, c)),
            "x",
            Settings.DEFAULT.over(place).within(Duration.ofHours(1)));

    assertThat(check.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(check.points()).isZero();
  }
}
