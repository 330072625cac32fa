package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Claims about indexed derivatives: right ones, in unusual forms, are never refuted, and those that
 * are wrong at one coincidence, one value, one length or in one branch alone are never let pass.
 */
class ClaimsLawTest {
  private static final long SEED = 10;
  private static final int IN_THE_GATE = 24;
  private static final int GATED_IN_THE_GATE = 12;
  private static final int ON_DEMAND = 400;

  /**
   * A derivative written down by hand.
   *
   * @param variable what it is by
   * @param right the derivative
   * @param indices its indices
   * @param hasLength whether n is the length of its families
   */
  private record Right(
      String expression, String variable, String right, List<String> indices, boolean hasLength) {}

  private record Claim(String expression, String variable, String claim, boolean isRight) {}

  private static final List<Right> RIGHT =
      List.of(
          new Right("sum(k=1..n, x_k^2)", "x_j", "2*x_j", List.of("j"), true),
          new Right("x_i^3", "x_j", "3*x_i^2*delta(i,j)", List.of("i", "j"), true),
          new Right(
              "softmax(x)_i",
              "x_j",
              "softmax(x)_i*(delta(i,j)-softmax(x)_j)",
              List.of("i", "j"),
              true),
          new Right("sum(k=1..n, a_k*sin(x_k))", "x_j", "a_j*cos(x_j)", List.of("j"), true),
          new Right(
              "sum(i=1..n, sum(j=1..n, W_{i,j}*x_i*x_j))",
              "W_{k,l}",
              "x_k*x_l",
              List.of("k", "l"),
              true),
          new Right("sum(k=1..n, x_k)^2", "x_j", "2*sum(k=1..n, x_k)", List.of("j"), true),
          new Right(
              "sum(k=1..i, exp(x_k))",
              "x_j",
              "cases(exp(x_j) if j <= i, 0 otherwise)",
              List.of("i", "j"),
              true),
          new Right(
              "sum(k=1..n, k != i, x_k^2)",
              "x_j",
              "2*x_j*(1-delta(i,j))",
              List.of("i", "j"),
              true));

  private static final List<String> FORMS =
      List.of(
          "%s",
          "0 + (%s)*1",
          "(%s)*(sin(x_1)^2+cos(x_1)^2)",
          "cases(%s if INDEX = 2, %<s otherwise)",
          "(%s)*(1+delta(INDEX,1))/(1+delta(INDEX,1))",
          "(%s)*sum(m=1..n, delta(m,INDEX))",
          "(%s) + exp(x_1)*exp(-x_1) - 1");

  private static Claim drawn(Random random) {
    Right right = RIGHT.get(random.nextInt(RIGHT.size()));
    String index = right.indices().get(random.nextInt(right.indices().size()));
    if (random.nextInt(3) == 0) {
      String form = FORMS.get(random.nextInt(FORMS.size())).replace("INDEX", index);
      return new Claim(right.expression(), right.variable(), form.formatted(right.right()), true);
    }
    String error = error(right, index, random);
    String claim =
        random.nextBoolean()
            ? "(%s) + 0.01*%s".formatted(right.right(), error)
            : "(%s)*(1 + 0.01*%s) + 1e-6*%s".formatted(right.right(), error, error);
    return new Claim(right.expression(), right.variable(), claim, false);
  }

  /** What is 1 at one coincidence, value, length or in one branch, and else 0. */
  private static String error(Right right, String index, Random random) {
    List<String> errors = new ArrayList<>();
    int value = 1 + random.nextInt(6);
    errors.add("delta(%s,%d)".formatted(index, value));
    errors.add("delta(n,%d)".formatted(value));
    errors.add("cases(1 if n >= %d, 0 otherwise)".formatted(value + 3));
    errors.add("delta(%s,n)".formatted(index));
    errors.add("delta(%s,n-1)".formatted(index));
    errors.add("cases(1 if %s > %d, 0 otherwise)".formatted(index, value));
    errors.add("cases(1 if x_%s > 0.5, 0 otherwise)".formatted(index));
    if (right.indices().size() > 1) {
      String first = right.indices().get(0);
      String second = right.indices().get(1);
      errors.add("delta(%s,%s)".formatted(first, second));
      errors.add("delta(%s,%s+1)".formatted(first, second));
      errors.add("cases(1 if %s > %s, 0 otherwise)".formatted(first, second));
    }
    return errors.get(random.nextInt(errors.size()));
  }

  /**
   * A derivative that is 0 but where several indices are equal at once.
   *
   * @param free those of its indices that may be anything where it is not 0
   */
  private record Gated(String expression, String variable, String right, List<String> free) {}

  private static final List<Gated> GATED =
      List.of(
          new Gated(
              "W_{i,j}*x_j*y_i", "W_{k,l}", "x_j*y_i*delta(i,k)*delta(j,l)", List.of("i", "j")),
          new Gated(
              "sin(A_{i,j}*B_{j,k})",
              "B_{l,m}",
              "A_{i,j}*cos(A_{i,j}*B_{j,k})*delta(j,l)*delta(k,m)",
              List.of("i", "j", "k")),
          new Gated(
              "T_{i,j,k}*x_i*y_j*z_k",
              "T_{l,m,t}",
              "delta(i,l)*delta(j,m)*delta(k,t)*x_i*y_j*z_k",
              List.of("l", "m", "t")),
          new Gated(
              "u_i*u_j*u_k",
              "u_l",
              "delta(i,l)*u_j*u_k + delta(j,l)*u_i*u_k + delta(k,l)*u_i*u_j",
              List.of("i", "j", "k")));

  private static Claim gated(Random random) {
    Gated gated = GATED.get(random.nextInt(GATED.size()));
    if (random.nextInt(8) == 0) {
      return new Claim(gated.expression(), gated.variable(), gated.right(), true);
    }
    List<String> free = new ArrayList<>(gated.free());
    Collections.shuffle(free, random);
    String first = free.get(0);
    String second = free.get(1);
    int value = 1 + random.nextInt(5);
    List<String> errors = new ArrayList<>();
    errors.add("delta(%s,%d)*delta(%s,%d)".formatted(first, value, second, 1 + value % 3));
    errors.add("delta(%s,%s)".formatted(first, second));
    errors.add("delta(%s,%s+1)".formatted(first, second));
    errors.add("cases(1 if %s > %s, 0 otherwise)".formatted(first, second));
    errors.add("delta(%s,%d)".formatted(first, value));
    errors.add("cases(1 if %s >= %d, 0 otherwise)".formatted(first, value));
    if (free.size() > 2) {
      String third = free.get(2);
      errors.add("delta(%s,%s)*delta(%<s,%s)".formatted(first, second, third));
      errors.add("delta(%s,%s)*(1-delta(%<s,%s))".formatted(first, second, third));
      errors.add("cases(1 if %s < %s and %<s < %s, 0 otherwise)".formatted(first, second, third));
      errors.add("cases(1 if %s != %s and %<s != %s, 0 otherwise)".formatted(first, second, third));
    }
    String claim =
        "(%s)*(1 + 0.01*%s)".formatted(gated.right(), errors.get(random.nextInt(errors.size())));
    return new Claim(gated.expression(), gated.variable(), claim, false);
  }

  static Stream<Claim> gatedInTheGate() {
    Random random = new Random(SEED);
    return IntStream.range(0, GATED_IN_THE_GATE).mapToObj(i -> gated(random));
  }

  static Stream<Claim> gatedOnDemand() {
    Random random = new Random(SEED + 2);
    return IntStream.range(0, ON_DEMAND).mapToObj(i -> gated(random));
  }

  @ParameterizedTest
  @MethodSource("gatedInTheGate")
  void whatIsZeroButWhereSeveralAreEqualIsDecidedToo(Claim claim) {
    decide(claim);
  }

  @ParameterizedTest
  @MethodSource("gatedOnDemand")
  @Tag("slow")
  void muchThatIsZeroButWhereSeveralAreEqualIsDecidedToo(Claim claim) {
    decide(claim);
  }

  private static Stream<Claim> some(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> drawn(random));
  }

  static Stream<Claim> claimsInTheGate() {
    return some(IN_THE_GATE, SEED);
  }

  static Stream<Claim> claimsOnDemand() {
    return some(ON_DEMAND, SEED + 1);
  }

  @ParameterizedTest
  @MethodSource("claimsInTheGate")
  void areDecidedAsTheyAre(Claim claim) {
    decide(claim);
  }

  @ParameterizedTest
  @MethodSource("claimsOnDemand")
  @Tag("slow")
  void manyAreDecidedAsTheyAre(Claim claim) {
    decide(claim);
  }

  private static void decide(Claim claim) {
    Options options = new Options(Format.TEXT, AtKinks.ERROR, 1, java.time.Duration.ofMinutes(2));
    CheckResult check =
        new DerivingEngine(new Problem(List.of(), List.of()), options)
            .check(claim.expression(), List.of(claim.variable()), 1, claim.claim(), List.of())
            .check();
    assertThat(check.verdict())
        .as("%s: %s", claim, check)
        .isNotEqualTo(claim.isRight() ? CheckResult.Verdict.REFUTED : CheckResult.Verdict.PROBABLE);
  }
}
