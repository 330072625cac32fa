package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String PING =
      "{\"id\":\"ping\",\"op\":\"diff\",\"expr\":\"f\",\"var\":\"x\"}";
  private static final String PONG =
      "{\"id\":\"ping\",\"ok\":true,\"result\":\"D[f; x; 1]\",\"latex\":\"\\\\D{x}\",\"values\":[],"
          + "\"conditions\":[\"x > 0\"],\"notes\":[\"read as written\"],\"check\":null}";

  private final FakeEngine engine = new FakeEngine();

  private List<String> answers(byte[] input, String... options) {
    List<String> arguments = new ArrayList<>(List.of("batch"));
    arguments.addAll(Arrays.asList(options));
    Run run = Run.of(engine, input, arguments.toArray(new String[0]));
    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).isEmpty();
    return run.output().lines().toList();
  }

  private List<String> answers(String... lines) {
    return answers((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String error(String id, String message) {
    return "{\"id\":"
        + id
        + ",\"ok\":false,\"error\":{\"message\":\""
        + message
        + "\",\"line\":null,\"column\":null}}";
  }

  @Test
  void answersEveryOperation() {
    assertThat(
            answers(
                PING,
                "{\"id\":1.50,\"op\":\"diff\",\"expr\":\"f\",\"var\":[\"x\",\"y\"],\"verify\":true,"
                    + "\"at\":[{\"x\":0.10},{\"x\":-1},{\"x\":10},{}]}",
                "{\"id\":[1,{}],\"op\":\"diff\",\"expr\":\"f\",\"var\":\"x\",\"order\":2}",
                "{\"op\":\"gradient\",\"expr\":\"f\",\"vars\":[\"x\",\"y\"],\"at\":[{\"y\":1e-9}]}",
                "{\"id\":null,\"op\":\"eval\",\"expr\":\"x\"}",
                "{\"id\":2,\"op\":\"check\",\"expr\":\"f\",\"var\":\"x\",\"claim\":\"REFUTED\"}",
                "{\"id\":3,\"op\":\"parse\",\"expr\":\"σ\\ud83d\\ude00\"}"))
        .containsExactly(
            PONG,
            "{\"id\":1.50,\"ok\":true,\"result\":\"D[f; x,y; 1]\",\"latex\":\"\\\\D{x,y}\","
                + "\"values\":[0.1,{\"error\":\"undefined at {x=-1}\"},"
                + "{\"error\":\"the value is not a finite number\"},0],"
                + "\"conditions\":[\"x > 0\"],\"notes\":[\"read as written\"],"
                + "\"check\":{\"verdict\":\"PROBABLE\",\"maxError\":1.5E-13,\"points\":20,"
                + "\"counterexample\":null}}",
            PONG.replace("\"ping\"", "[1,{}]").replace("x; 1", "x; 2"),
            "{\"id\":null,\"ok\":true,\"results\":["
                + "{\"var\":\"x\",\"result\":\"D[f; x; 1]\",\"latex\":\"\\\\D{x}\","
                + "\"values\":[1E-9],\"conditions\":[\"x > 0\"],"
                + "\"notes\":[\"read as written\"],\"check\":null},"
                + "{\"var\":\"y\",\"result\":\"D[f; y; 1]\",\"latex\":\"\\\\D{y}\","
                + "\"values\":[1E-9],\"conditions\":[\"x > 0\"],"
                + "\"notes\":[\"read as written\"],\"check\":null}]}",
            "{\"id\":null,\"ok\":true,\"result\":\"x\",\"latex\":\"\\\\text{x}\",\"values\":[0],"
                + "\"conditions\":[],\"notes\":[\"a note\"],\"check\":null}",
            "{\"id\":2,\"ok\":true,\"result\":\"D[f; x; 1]\",\"latex\":\"\\\\D\",\"values\":[],"
                + "\"conditions\":[\"x > 0\"],\"notes\":[],\"check\":{\"verdict\":\"REFUTED\","
                + "\"maxError\":null,\"points\":3,\"counterexample\":\"x=2\"}}",
            "{\"id\":3,\"ok\":true,\"result\":\"σ😀\",\"latex\":\"\\\\x\",\"values\":[],"
                + "\"conditions\":[],\"notes\":[\"a note\"],\"check\":null}");
  }

  @Test
  void requestsReachTheEngine() {
    answers(
        "{\"op\":\"parse\",\"expr\":\"x\",\"syntax\":\"plain\",\"define\":[\"a = 1\"],"
            + "\"assume\":[\"x > 0\"],\"format\":\"tree\",\"verify\":true}");
    assertThat(engine.problems.get(0).defines()).containsExactly("a = 1");
    assertThat(engine.problems.get(0).assumptions()).containsExactly("x > 0");
    assertThat(engine.options.get(0).format()).hasToString("TREE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id":7,"op":"diff"}                                       | missing
          {"id":7,"op":"diff","expr":"x"}                            | "var" is missing
          {"id":7,"op":"diff","expr":"x","var":[]}                   | "var" is missing
          {"id":7,"op":"diff","expr":"x","var":" "}                  | blank
          {"id":7,"op":"diff","expr":"x","var":1}                    | "var" is an array
          {"id":7,"op":"diff","expr":"x","var":[1]}                  | "var" is an array of strings
          {"id":7,"op":"diff","expr":"x","vars":["x"]}               | no meaning for diff
          {"id":7,"op":"gradient","expr":"x","var":"x"}              | no meaning for gradient
          {"id":7,"op":"gradient","expr":"x"}                        | "vars" is missing
          {"id":7,"op":"check","expr":"x","var":"x"}                 | "claim" is missing
          {"id":7,"op":"eval","expr":"x","claim":"x"}                | no meaning for eval
          {"id":7,"op":"eval","expr":"x","steps":"rules"}            | no meaning for eval
          {"id":7,"op":"diff","expr":"x","var":"x","steps":"all"}    | answer, lecture, rules
          {"id":7,"op":"diff","expr":"x","var":"x","order":0}        | whole number
          {"id":7,"op":"diff","expr":"x","var":"x","order":1.5}      | whole number
          {"id":7,"op":"diff","expr":"x","var":"x","order":1e30}     | whole number
          {"id":7,"op":"diff","expr":"x","var":["x","y"],"order":2}  | one variable
          {"id":7,"op":"dif","expr":"x"}                             | diff, gradient, eval
          {"id":7,"expr":"x"}                                        | "op" is missing
          {"id":7,"op":"parse","expr":null}                          | "expr" is a string
          {"id":7,"op":"parse","expr":"x","colour":1}                | "colour" is unknown
          {"id":7,"op":"parse","expr":"x","format":"word"}           | text, unicode
          {"id":7,"op":"parse","expr":"x","syntax":"tex"}            | plain, latex
          {"id":7,"op":"parse","expr":"x","verify":1}                | true or false
          {"id":7,"op":"parse","expr":"x","define":"a=1"}            | "define" is an array
          {"id":7,"op":"eval","expr":"x","at":{"x":1}}               | "at" is an array
          {"id":7,"op":"eval","expr":"x","at":[1]}                   | array of objects
          {"id":7,"op":"eval","expr":"x","at":[{"x":1e999999999}]}   | out of range
          {"id":7,"op":"eval","expr":"x","at":[{"x":NaN}]}           | not JSON
          {"id":7,"op":"eval","expr":"x","at":[{"x":Infinity}]}      | not JSON
          {"id":7,"op":"eval","op":"diff"}                           | key twice
          {"op":"eval","at":[{"x":1,"x":2}],"id":7}                  | key twice
          {"id":7,"op":"eval","expr":"x"} {}                         | more follows
          {"id":7,"op":"eval","expr":"x"                             | not JSON
          {"id":7,"op":"eval",'expr':"x"}                            | not JSON
          {"id":7,"op":"eval","expr":"x",}                           | not JSON
          {"id":7,"op":"eval" /* ! */}                               | not JSON
          {"id":7,"op":"parse","expr":"domain"}                      | outside the domain
          {"id":7,"op":"parse","expr":"memory"}                      | memory
          {"id":7,"op":"parse","expr":"stack"}                       | nested too deeply
          {"id":7,"op":"parse","expr":"bug"}                         | internal error
          """)
  void refusesAndGoesOn(String line, String message) throws IOException {
    List<String> answers = answers(line, PING);
    assertThat(answers).hasSize(2).last().isEqualTo(PONG);
    JsonNode answer = MAPPER.readTree(answers.get(0));
    assertThat(answer.get("id").intValue()).isEqualTo(7);
    assertThat(answer.get("ok").booleanValue()).isFalse();
    assertThat(answer.get("error").get("message").textValue())
        .contains(message)
        .doesNotContain("Exception", "jackson");
  }

  @Test
  void aBadPointHarmsNoOther() throws IOException {
    String line =
        """
        {"op":"eval","expr":"x^2","at":[{"x":[1,"a"]},{"x":2},{"x":"1"},{"x":null}]}
        """;

    JsonNode values =
        MAPPER.readTree(CommandLineRun.withInput(line, "batch").output()).get("values");

    assertThat(values).hasSize(4);
    assertThat(values.get(1).intValue()).isEqualTo(4);
    for (int bad : List.of(0, 2, 3)) {
      assertThat(values.get(bad).get("error").textValue()).contains("is not a number");
    }
  }

  @Test
  void noPointsHaveNoValues() throws IOException {
    String lines = "{\"op\":\"eval\",\"expr\":\"4\",\"at\":[]}\n{\"op\":\"eval\",\"expr\":\"4\"}\n";

    List<String> answers = CommandLineRun.withInput(lines, "batch").output().lines().toList();

    assertThat(MAPPER.readTree(answers.get(0)).get("values")).isEmpty();
    assertThat(MAPPER.readTree(answers.get(1)).get("values")).hasSize(1);
  }

  @Test
  void errorsTellTheirPlace() {
    assertThat(answers("{\"id\":1,\"op\":\"parse\",\"expr\":\"bad(\"}").get(0))
        .startsWith("{\"id\":1,\"ok\":false,\"error\":{\"message\":\"")
        .endsWith("\",\"line\":2,\"column\":9}}");
  }

  @Test
  void linesThatAreNoRequestsGetAnswers() {
    String empty = error("null", "the line is empty, and a request is a JSON object");
    String none = error("null", "a request is a JSON object");
    assertThat(answers("", " \t\r", "1", "[]", "null", "\"x\"", "\uFEFF" + PING, PING + "\r"))
        .containsExactly(
            empty,
            empty,
            none,
            none,
            none,
            none,
            error("null", "the line is not JSON (column 1)"),
            PONG);
    assertThat(answers("\uFEFF" + PING, PING)).containsExactly(PONG, PONG);
    assertThat(answers(new byte[0])).isEmpty();
    assertThat(answers(PING.getBytes(StandardCharsets.UTF_8))).containsExactly(PONG);
  }

  @Test
  void garbageHarmsNothing() throws IOException {
    Random random = new Random(5);
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    int lines = 200;
    for (int i = 0; i < lines; i++) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      for (byte one : garbage) {
        input.write(one == '\n' ? 0 : one);
      }
      input.write(("\n" + PING + "\n").getBytes(StandardCharsets.UTF_8));
    }
    List<String> answers = answers(input.toByteArray());
    assertThat(answers).hasSize(2 * lines);
    for (int i = 0; i < lines; i++) {
      assertThat(answers.get(2 * i)).startsWith("{\"id\":null,\"ok\":false,\"error\":");
      assertThat(answers.get(2 * i + 1)).isEqualTo(PONG);
    }
    assertThat(answers(new byte[] {'"', (byte) 0xC3, '"'}))
        .containsExactly(error("null", "the line is not UTF-8 text"));
  }

  @Test
  void longLinesAreSkipped() {
    int limit = 16 << 20;
    String start = "{\"id\":1,\"op\":\"parse\",\"expr\":\"domain\",\"format\":\"";
    String fits = start + "x".repeat(limit - start.length() - 2) + "\"}";
    assertThat(answers(fits, fits + " ", PING))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("{\"id\":1,\"ok\":false").hasSizeLessThan(400),
            second -> assertThat(second).isEqualTo(error("null", "the line is longer than 16 MB")),
            third -> assertThat(third).isEqualTo(PONG));
    assertThat(answers("x".repeat(limit + 1).getBytes(StandardCharsets.UTF_8))).hasSize(1);
  }

  @Test
  void deepJsonIsRefused() {
    String deep = "[".repeat(100_000);
    assertThat(answers(deep, "{\"id\":4,\"at\":" + deep, "{\"id\":" + deep, PING))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(error("null", "a request is a JSON object")),
            second -> assertThat(second).startsWith("{\"id\":4,\"ok\":false").contains("deeply"),
            third -> assertThat(third).startsWith("{\"id\":null,\"ok\":false").contains("deeply"),
            fourth -> assertThat(fourth).isEqualTo(PONG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999999999",
        "-1E-99999999999",
        "1e999999999",
        "[0.10,{\"a\":1e99999999999}]",
        "-0",
        "1.50",
        "99999999999999999999999999999999"
      })
  void anIdComesBackAsItWasWritten(String id) {
    assertThat(answers(PING.replace("\"ping\"", id), PING.replace("\"ping\"", id) + "}"))
        .satisfiesExactly(
            good -> assertThat(good).isEqualTo(PONG.replace("\"ping\"", id)),
            bad -> assertThat(bad).startsWith("{\"id\":" + id + ",\"ok\":false"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "op":"eval","expr":"x","at":[{"x":NUMBER}]         | out of range
          "op":"eval","expr":"x","at":[{"x":[1,[NUMBER]]}]   | out of range
          "op":"eval","expr":"x","at":NUMBER                 | is an array
          "op":"diff","expr":"x","var":"x","order":NUMBER    | whole number
          "op":"diff","expr":"x","var":NUMBER                | is an array
          "op":"parse","expr":NUMBER                         | is a string
          "op":NUMBER,"expr":"x"                             | is a string
          "op":"parse","expr":"x","verify":NUMBER            | true or false
          "op":"parse","expr":"x","define":[NUMBER]          | array of strings
          "op":"parse","expr":"x","NUMBER":1                 | is unknown
          """)
  void numbersOfAnySizeStandAnywhere(String fields, String message) throws IOException {
    for (String number :
        List.of("1e99999999999", "-1e-99999999999", "1E2147483648", "0.1e-3000000000")) {
      List<String> answers = answers("{\"id\":7," + fields.replace("NUMBER", number) + "}", PING);
      assertThat(answers).hasSize(2).last().isEqualTo(PONG);
      JsonNode answer = MAPPER.readTree(answers.get(0));
      assertThat(answer.get("id").intValue()).isEqualTo(7);
      assertThat(answer.get("error").get("message").textValue()).contains(message);
    }
  }

  @Test
  void numbersOfAnyLengthAreReadInLinearTime() {
    String digits = "9".repeat(4_000_000);
    assertThat(
            answers(
                "{\"id\":7,\"op\":\"eval\",\"expr\":\"x\",\"at\":[{\"x\":" + digits + "}]}",
                "{\"op\":\"eval\",\"expr\":\"x\",\"at\":[{\"x\":0." + digits + "}],\"id\":7}",
                PING))
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("{\"id\":7,\"ok\":false").contains("out of range"),
            second -> assertThat(second).contains("out of range").hasSizeLessThan(400),
            third -> assertThat(third).isEqualTo(PONG));
  }

  @Test
  void unpairedSurrogatesStayReadable() throws IOException {
    String answer = answers("{\"id\":\"\\ud800\",\"op\":\"parse\",\"expr\":\"x\"}").get(0);
    assertThat(MAPPER.readTree(answer).get("id").textValue()).isEqualTo("\ud800");
  }

  @Test
  void workThatTakesTooLongIsLeft() {
    String sleep = PING.replace("\"f\"", "\"sleep\"");
    String deaf = PING.replace("\"f\"", "\"deaf\"");
    String late = error("\"ping\"", "no answer within 0.1 s; --timeout gives more time");
    byte[] input = String.join("\n", sleep, deaf, PING).getBytes(StandardCharsets.UTF_8);
    assertThat(answers(input, "--timeout", "100ms")).containsExactly(late, late, PONG);
  }

  @Test
  void thousandRequestsInOrder() {
    String[] requests =
        IntStream.range(0, 1_000)
            .mapToObj(i -> PING.replace("\"ping\"", Integer.toString(i)))
            .toArray(String[]::new);
    List<String> answers = answers(requests);
    assertThat(answers).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(answers.get(i)).isEqualTo(PONG.replace("\"ping\"", Integer.toString(i)));
    }
  }

  @Test
  void eachAnswerIsSentBeforeTheNextRequestIsRead() throws Exception {
    try (PipedInputStream input = new PipedInputStream();
        PipedInputStream answers = new PipedInputStream(1 << 16);
        OutputStream output = new PipedOutputStream(answers)) {
      Thread batch =
          new Thread(
              () ->
                  Main.run(
                      new String[] {"batch"}, input, output, new ByteArrayOutputStream(), engine));
      try (PipedOutputStream ask = new PipedOutputStream(input)) {
        batch.start();
        for (int i = 0; i < 3; i++) {
          ask.write((PING + "\n").getBytes(StandardCharsets.UTF_8));
          ask.flush();
          byte[] answer = answers.readNBytes(PONG.length() + 1);
          assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo(PONG + "\n");
        }
      }
      batch.join(10_000);
      assertThat(batch.isAlive()).isFalse();
    }
  }

  @Test
  void stopsWhereNobodyReads() {
    int[] reads = {0};
    InputStream endless =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            reads[0]++;
            int one = at < PING.length() ? PING.charAt(at) : '\n';
            at = at < PING.length() ? at + 1 : 0;
            return one;
          }
        };
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code = Main.run(new String[] {"batch"}, endless, closed, errors, engine);
    assertThat(code).isZero();
    assertThat(errors.size()).isZero();
    assertThat(reads[0]).isLessThan(1 << 20);
  }
}
