package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Model;
import org.chainrule.cli.CommandLineRun;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an answer looks like, each line of the table by each way of asking. */
class ContractTableTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ELU = "cases(x if x >= 0, alpha*(exp(x)-1) otherwise)";
  private static final List<String> RNN = List.of("h_0 = 0", "h_t = sigma(w_1 x_t + w_2 h_{t-1})");

  /**
   * A line of the table.
   *
   * @param told what the conditions and notes contain besides the answer
   */
  private record Line(
      List<String> defines,
      List<String> assumes,
      String question,
      String variable,
      String answer,
      List<String> told) {
    @Override
    public String toString() {
      return question + " by " + variable;
    }
  }

  static List<Line> table() {
    List<String> softmax = List.of("y_i = exp(x_i)/sum_k exp(x_k)");
    List<String> loss = List.of("y_i = exp(x_i)/sum_k exp(x_k)", "L = -sum_k t_k log(y_k)");
    return List.of(
        new Line(softmax, List.of(), "y_i", "x_j", "y_i*(delta(i,j) - y_j)", List.of()),
        new Line(softmax, List.of(), "y_i", "x_i", "y_i*(1 - y_i)", List.of()),
        new Line(
            loss,
            List.of("sum_k t_k = 1"),
            "L",
            "x_j",
            "y_j - t_j",
            List.of("assuming sum(k=1..n, t_k) = 1")),
        new Line(
            RNN,
            List.of(),
            "h_t",
            "w_1",
            "h_t*(1 - h_t)*(x_t + w_2*dh_{t-1}/dw_1)",
            List.of("sum(k=1..t, x_k*h_k*(1 - h_k)*prod(j=k+1..t, w_2*h_j*(1 - h_j)))")),
        new Line(
            List.of(),
            List.of(),
            ELU,
            "x",
            "cases(1 if x > 0, alpha*exp(x) if x < 0)",
            List.of("left derivative alpha", "right derivative 1", "alpha = 1")),
        new Line(
            List.of(),
            List.of(),
            "leaky_relu(x, 0.01)",
            "x",
            "cases(1 if x > 0, 0.01 if x < 0)",
            List.of("x = 0")),
        new Line(List.of(), List.of(), "sigma(x)", "x", "sigma(x)*(1 - sigma(x))", List.of()));
  }

  private static void assertTells(Line line, List<String> lines) {
    assertThat(lines.get(0)).isEqualTo(line.answer());
    String rest = String.join("\n", lines.subList(1, lines.size()));
    line.told().forEach(each -> assertThat(rest).contains(each));
    assertThat(rest).contains("PROBABLE");
  }

  @ParameterizedTest
  @MethodSource("table")
  void byOptions(Line line) {
    List<String> arguments = new ArrayList<>(List.of("diff", line.question(), line.variable()));
    line.defines().forEach(each -> arguments.addAll(List.of("--define", each)));
    line.assumes().forEach(each -> arguments.addAll(List.of("--assume", each)));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(new String[0]));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertTells(line, run.output().lines().toList());
  }

  @ParameterizedTest
  @MethodSource("table")
  void byFile(Line line, @TempDir Path directory) throws IOException {
    Path file = directory.resolve("problem.txt");
    List<String> statements = new ArrayList<>(line.defines());
    line.assumes().forEach(each -> statements.add("assume " + each));
    Files.write(file, statements);
    CommandLineRun run =
        CommandLineRun.of("diff", line.question(), line.variable(), "--in", file.toString());

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertTells(line, run.output().lines().toList());
  }

  @ParameterizedTest
  @MethodSource("table")
  void byBatch(Line line) throws IOException {
    ObjectNode request =
        MAPPER
            .createObjectNode()
            .put("id", 1)
            .put("op", "diff")
            .put("expr", line.question())
            .put("var", line.variable())
            .put("verify", true);
    line.defines().forEach(request.withArrayProperty("define")::add);
    line.assumes().forEach(request.withArrayProperty("assume")::add);
    JsonNode answer =
        MAPPER.readTree(CommandLineRun.withInput(request.toString() + "\n", "batch").output());

    assertThat(answer.get("ok").booleanValue()).as("%s", answer).isTrue();
    List<String> lines = new ArrayList<>(List.of(answer.get("result").textValue()));
    answer.get("conditions").forEach(each -> lines.add(each.textValue()));
    answer.get("notes").forEach(each -> lines.add(each.textValue()));
    lines.add(answer.get("check").get("verdict").textValue());
    assertTells(line, lines);
  }

  @ParameterizedTest
  @MethodSource("table")
  void inJava(Line line) {
    List<String> statements = new ArrayList<>(line.defines());
    line.assumes().forEach(each -> statements.add("assume " + each));
    Model model = Chainrule.model(statements.toArray(new String[0]));

    assertThat(model.diff(line.question(), line.variable()).toString()).isEqualTo(line.answer());
    assertThat(model.check(line.question(), line.variable(), line.answer()).verdict())
        .isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void closedFormInJava() {
    assertThat(Chainrule.model(RNN.toArray(new String[0])).closedForm("h_t", "w_1").toString())
        .isEqualTo("sum(k=1..t, x_k*h_k*(1 - h_k)*prod(j=k+1..t, w_2*h_j*(1 - h_j)))");
  }

  @Test
  void atTheKinkBothSidesAreTold() throws IOException {
    String request =
        "{\"op\":\"diff\",\"expr\":\""
            + ELU
            + "\",\"var\":\"x\",\"at\":[{\"x\":0,\"alpha\":3},{\"x\":0,\"alpha\":1}]}\n";
    JsonNode values =
        MAPPER.readTree(CommandLineRun.withInput(request, "batch").output()).get("values");

    assertThat(values.get(0).get("error").textValue()).contains("3").contains("1");
    assertThat(values.get(1).doubleValue()).isEqualTo(1);
  }
}
