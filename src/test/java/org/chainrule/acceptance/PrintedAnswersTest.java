package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.cli.CommandLineRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line prints for textbook questions, character by character. */
class PrintedAnswersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigma(x) | x | sigma(x)*(1 - sigma(x))",
        "1/(1+exp(-x)) | x | sigma(x)*(1 - sigma(x))",
        "tanh(x) | x | 1 - tanh(x)^2",
        "softmax(x)_i | x_j | softmax(x)_i*(delta(i,j) - softmax(x)_j)",
        "x^x | x | x^x*(log(x) + 1)",
        "log(abs(x)) | x | 1/x",
      })
  void printsTheTextbookFormAndThePassingCheck(
      String expression, String variable, String expected) {
    CommandLineRun run = CommandLineRun.of("diff", expression, variable);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().lines().findFirst()).contains(expected);
    assertThat(run.output() + run.errors()).contains("PROBABLE").doesNotContain("REFUTED");
  }

  @Test
  void tellsWhereTheSelfPowerHolds() {
    CommandLineRun run = CommandLineRun.of("diff", "x^x", "x");

    assertThat(run.output() + run.errors()).contains("x > 0");
  }

  @Test
  void tellsBothSidesOfTheKinkOfElu() {
    CommandLineRun run =
        CommandLineRun.of("diff", "cases(x if x >= 0, alpha*(exp(x)-1) otherwise)", "x");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().lines().findFirst().orElse(""))
        .contains("1 if x > 0")
        .contains("alpha*exp(x)");
    assertThat(run.output() + run.errors()).containsPattern("x\\s*=\\s*0").contains("alpha");
    assertThat(run.output() + run.errors()).contains("PROBABLE").doesNotContain("REFUTED");
  }

  @Test
  void evaluatesTheLogarithmOfASumOfHugeExponentials() {
    CommandLineRun run =
        CommandLineRun.of(
            "eval", "log(sum(i=1..3, exp(x_i)))", "--at", "x_1=1000,x_2=1000,x_3=1000");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().lines())
        .anySatisfy(line -> assertThat(line).isEqualTo("1001.0986122886681"));
  }

  @Test
  void pointsAtAMisspeltFunctionAndSuggestsTheRightOne() {
    CommandLineRun run = CommandLineRun.of("diff", "sofmtax(x)_1", "x_1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("^").contains("did you mean softmax");
    assertThat(run.output()).isEmpty();
  }
}
