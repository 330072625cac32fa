package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.cli.CommandLineRun;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.ParseException;
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
        // What could be an element or a name.
        Arguments.of(List.of("L = b_i*b_o"), "L", "b_o", "declare `i, o in 1..n`"),
        Arguments.of(List.of("y_s = x_s^2"), "y_s", "x_k", "`x_s : R`"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefused(List<String> statements, String question, String variable, String named) {
    assertThatThrownBy(
            () ->
                Problems.engine(statements.toArray(new String[0]))
                    .differentiate(question, List.of(variable), 1, List.of()))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining(named);
  }

  static Stream<Arguments> places() {
    List<String> family = List.of("x : R^3");
    List<String> part = List.of("i in 2..n", "y_i = x_i^2");
    List<String> later = List.of("h_t = tanh(w*h_{t-1})", "h_1 = c", "z_t = h_t - h_{t-1}");
    List<String> endless = List.of("h_t = tanh(w*h_{t-1})");
    return Stream.of(
        // A family used outside its range.
        Arguments.of(family, "1 + x_4^2", "x_1", 5, "ends at 3"),
        Arguments.of(family, "1 + x_0", "x_1", 5, "starts at 1"),
        Arguments.of(family, "sum_i x_i^2", "x_0", 1, "starts at 1"),
        Arguments.of(family, "sum(i=1..4, x_i)", "x_1", 13, "x_4 is asked for"),
        Arguments.of(family, "sum(i=0..2, x_i)", "x_1", 13, "x_0 is asked for"),
        Arguments.of(family, "sum(i=1..3, x_{i+1})", "x_1", 13, "x_4 is asked for"),
        Arguments.of(family, "prod(i=1..3, sum(j=1..i, x_{i-j}))", "x_1", 26, "x_0 is asked for"),
        Arguments.of(List.of("x : R^n"), "x_{n+1}", "x_1", 1, "ends at n"),
        Arguments.of(List.of("x : R^n"), "sum(i=0..n, x_i)", "x_j", 13, "x_0 is asked for"),
        Arguments.of(part, "sum(k=1..n, y_k)", "x_j", 13, "y_1 is asked for"),
        Arguments.of(part, "sum(k=2..n+1, y_k)", "x_j", 15, "y_{n+1} is asked for"),
        Arguments.of(part, "2*y_1", "x_1", 3, "y_1 is asked for"),
        // Elements before the start of a recurrence.
        Arguments.of(later, "2*h_0", "w", 3, "before the start"),
        Arguments.of(later, "2*z_1", "w", 3, "z_1 is asked for"),
        Arguments.of(later, "sum(t=1..T, z_t)", "w", 13, "z_1 is asked for"),
        Arguments.of(later, "sum(t=1..3, h_{t-1})", "w", 13, "before the start"),
        Arguments.of(List.of("h_t = w*h_{t-2}", "h_0 = c"), "2*h_1", "w", 3, "before the start"),
        // A recurrence without a start.
        Arguments.of(endless, "1 + h_3", "w", 5, "no start"),
        // An index where a name is meant.
        Arguments.of(List.of("i in 1..n"), "sum_i x_i", "i", 1, "index"),
        // An index that is free and bound.
        Arguments.of(List.of(), "sum(i=1..i, x_i)", "x_1", 10, "its own bounds"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void saysWhere(
      List<String> statements, String question, String variable, int column, String named)
      throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("op", "diff");
    request.put("expr", question);
    request.put("var", variable);
    request.put("define", statements);
    ObjectMapper mapper = new ObjectMapper();
    CommandLineRun run =
        CommandLineRun.withInput(mapper.writeValueAsString(request) + "\n", "batch");

    JsonNode error = mapper.readTree(run.output()).path("error");
    assertThat(error.path("message").asText()).contains(named);
    assertThat(error.path("line").asInt()).isEqualTo(1);
    assertThat(error.path("column").asInt()).as("%s", error).isEqualTo(column);

    List<String> arguments = new ArrayList<>(List.of("diff", question, variable));
    for (String statement : statements) {
      arguments.addAll(List.of("--define", statement));
    }
    CommandLineRun again = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.errors()).contains(named).contains("^");
    assertThat(again.output()).isEmpty();
  }

  @Test
  void definitionIsRefusedWhereItStands() {
    List<String> statements = List.of("h_t = tanh(w*h_{t-1})", "h_1 = c", "y = 2 + h_0");

    assertThatThrownBy(
            () ->
                Problems.engine(statements.toArray(new String[0]))
                    .differentiate("y", List.of("w"), 1, List.of()))
        .isInstanceOfSatisfying(
            ParseException.class,
            refusal -> {
              assertThat(refusal.sourceLine()).isEqualTo("y = 2 + h_0");
              assertThat(refusal.column()).isEqualTo(9);
            });
  }

  @Test
  void rangesThatFitAreNotRefused() {
    for (String fitting :
        List.of(
            "sum(i=1..2, x_{i+1})",
            "sum(i=1..3, sum(j=i+1..3, x_{j-i}))",
            "sum(i=1..3, sum(j=1..i-1, x_{i-1}))",
            "sum(i=1..3, cases(x_{i-1} if i > 1, 0 otherwise))")) {
      assertThat(
              Problems.engine("x : R^3")
                  .differentiate(fitting, List.of("x_1"), 1, List.of())
                  .result())
          .as(fitting)
          .isNotEmpty();
    }
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
