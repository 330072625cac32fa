package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.chainrule.cli.CommandLineRun;
import org.chainrule.number.ChainruleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be meant: each a clear error with its place, and never a zero. */
class ErrorsWithPlaceTest {
  static Stream<Arguments> refused() {
    return Stream.of(
        // A family used outside its range.
        Arguments.of(List.of("x : R^3"), "x_4^2", "x_4", "ends at 3"),
        Arguments.of(List.of("W : 2x3"), "W_{2,4}", "W_{1,1}", "ends at 3"),
        // A cyclic definition.
        Arguments.of(List.of("a = b + 1", "b = a^2"), "a", "x", "itself"),
        Arguments.of(List.of("y_i = x_i*y_i"), "y_i", "x_j", "itself"),
        // An index where a name is meant, and a name where an index is meant.
        Arguments.of(List.of("i in 1..n"), "sum_i x_i", "i", "index"),
        Arguments.of(List.of(), "sum_i i*x_i", "i", "index"),
        Arguments.of(List.of("y_i = exp(x_i)/sum_k exp(x_k)"), "y_i", "x", "family"),
        Arguments.of(List.of("y_i = exp(x_i)/sum_k exp(x_k)"), "y_i + x", "x_j", "family"),
        // A plain name that looks like an element.
        Arguments.of(List.of("p_i = exp(u_i)/sum_k exp(u_k)", "L = -log(p_c)"), "L", "u_c", "u"),
        Arguments.of(List.of(), "sum_d u_d*v_d", "v_d", "declare d in 1..n"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefused(List<String> statements, String question, String variable, String named) {
    assertThatThrownBy(
            () ->
                Problems.engine(false, statements.toArray(new String[0]))
                    .differentiate(question, List.of(variable), 1, List.of()))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining(named);
  }

  @Test
  void commandLinePointsAtTheCycle() {
    CommandLineRun run =
        CommandLineRun.of("diff", "a", "x", "--define", "a = b + 1", "--define", "b = a^2");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("^").contains("itself");
    assertThat(run.output()).isEmpty();
  }

  @Test
  void batchSaysInWhichTextThePlaceIs() {
    String rest = "\"op\":\"check\",\"expr\":\"x\",\"var\":\"x\",";
    assertThat(
            CommandLineRun.withInput(
                    "{"
                        + rest
                        + "\"claim\":\"1\",\"define\":[\"a = 1\",\"b = 2 +\"]}\n{"
                        + rest
                        + "\"claim\":\"1\",\"assume\":[\"x >\"]}\n{"
                        + rest
                        + "\"claim\":\"1 +\"}\n",
                    "batch")
                .output()
                .lines())
        .satisfiesExactly(
            each -> assertThat(each).contains("in define 2: ", "\"column\":8"),
            each -> assertThat(each).contains("in assume 1: ", "\"column\":4"),
            each -> assertThat(each).contains("in claim: ", "\"column\":4"));
  }
}
