package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked, there is an answer, soon, and the next question is not harmed. */
class HostileInputTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A generous bound: the aim is two seconds on a machine that does nothing else. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String PING = request("diff", "x^2", "\"var\":\"x\"");
  private static final int MANY = 3_000;
  private static final Map<String, String> REQUESTS = requests();

  private static String request(String operation, String expression, String... more) {
    String text =
        "{\"id\":1,\"op\":\"" + operation + "\",\"expr\":" + MAPPER.valueToTree(expression);
    return text + (more.length == 0 ? "" : "," + String.join(",", more)) + "}";
  }

  private static String diff(String expression) {
    return request("diff", expression, "\"var\":\"x\"", "\"at\":[{\"x\":0.5}]");
  }

  /** The answers to a line and to a harmless one after it. */
  private static List<String> answers(String line) {
    CommandLineRun run = CommandLineRun.withInput(line + "\n" + PING + "\n", "batch");
    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).isEmpty();
    return run.output().lines().toList();
  }

  /** What takes seconds. */
  private static final Set<String> LONG =
      Set.of(
          "many factors",
          "many quotients",
          "many terms",
          "definitions that chain",
          "many variables",
          "a line of megabytes",
          "a comment of megabytes");

  /** What no answer is found to in the time, which is said then. */
  private static final Set<String> TOO_LONG =
      Set.of("many cases", "nested absolute values", "a high order");

  static List<String> names() {
    List<String> names = new ArrayList<>(REQUESTS.keySet());
    names.removeAll(LONG);
    names.removeAll(TOO_LONG);
    return names;
  }

  static Set<String> longOnes() {
    return LONG;
  }

  static Set<String> tooLongOnes() {
    return TOO_LONG;
  }

  private static Map<String, String> requests() {
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("nothing", "");
    requests.put("an empty expression", diff(""));
    requests.put("noise of many characters", diff(noise(100_000)));
    requests.put("noise in ASCII", diff(asciiNoise(100_000)));
    requests.put("brackets", diff("(".repeat(10_000) + "x" + ")".repeat(10_000)));
    requests.put("open brackets", diff("(".repeat(100_000)));
    requests.put("products of brackets", diff("2(".repeat(5_000) + "x" + ")".repeat(5_000)));
    requests.put("signs", diff("-".repeat(100_000) + "x"));
    requests.put("signs between spaces", diff("- ".repeat(9_000) + "x"));
    requests.put("a tower", request("eval", "9^9^9^9"));
    requests.put("a tower of the variable", diff("x^9^9^9^9"));
    requests.put("a long tower", diff("x" + "^x".repeat(100)));
    requests.put("a large number", request("eval", "10^100000"));
    requests.put("a huge number", request("eval", "10^10^10^10"));
    requests.put("a small number", request("eval", "10^(-10^9)"));
    requests.put("a number with a huge exponent", request("eval", "1e999999999"));
    requests.put("a number with too huge an exponent", request("eval", "1e99999999999999999999"));
    requests.put("a number of many digits", diff("x*" + "7".repeat(100_000)));
    requests.put("a huge power", diff("x^(10^9)"));
    requests.put("a huge power of a sum", diff("(1+x)^(10^9)"));
    requests.put("a power multiplied out", diff("(1+x+y+z)^400"));
    requests.put("a factorial", request("eval", "factorial(10^12)"));
    requests.put("factorials of factorials", request("eval", "factorial(factorial(factorial(9)))"));
    requests.put("a product over a range", diff("prod(i=1..10^9, x + i)"));
    requests.put("a gamma function", request("eval", "Gamma(10^300)"));
    requests.put("a sum over a family", diff("sum(i=1..10^12, x_i)"));
    requests.put("a sum over a range", request("eval", "sum(i=1..10^12, 1/i)"));
    requests.put(
        "nested sums", request("eval", "sum(i=1..10^4, sum(j=1..10^4, sum(k=1..10^4, i*j*k)))"));
    requests.put("deep sums", diff(nestedSums(60)));
    requests.put("a long name", diff("x" + "a".repeat(100_000)));
    requests.put("a long subscript", diff("x_" + "1".repeat(100_000)));
    requests.put("many names", diff(join(MANY, " + ", i -> "v" + i + "*x")));
    requests.put("many factors", diff(join(MANY, "*", i -> "(x + " + i + ")")));
    requests.put("many quotients", diff(join(MANY, " + ", i -> "1/(x + " + i + ")")));
    requests.put("many terms", diff(join(20_000, " + ", i -> "sin(" + i + "*x)")));
    requests.put(
        "many cases", diff("cases(" + join(MANY, ", ", i -> "x^2 if x < " + i) + ", 0 otherwise)"));
    requests.put("nested cases", diff("cases(".repeat(900) + "x" + " if x > 0)".repeat(900)));
    requests.put("nested functions", diff("sin(".repeat(3_000) + "x" + ")".repeat(3_000)));
    requests.put("nested extrema", diff("max(x, ".repeat(900) + "x" + ")".repeat(900)));
    requests.put("nested absolute values", diff("abs(1 - ".repeat(900) + "x" + ")".repeat(900)));
    requests.put(
        "definitions that chain", chain(MANY, i -> "v" + i + " = sin(v" + (i + 1) + ")", ""));
    requests.put(
        "definitions that double",
        chain(200, i -> "v" + i + " = v" + (i + 1) + "*v" + (i + 1), ""));
    requests.put("definitions in a circle", chain(MANY, i -> "v" + i + " = v" + (i + 1), "v0"));
    requests.put(
        "many variables",
        request(
            "gradient",
            join(1_000, " + ", i -> "x_" + i + "^2"),
            "\"vars\":[" + join(1_000, ",", i -> "\"x_" + i + "\"") + "]"));
    requests.put("a high order", request("diff", "exp(x^2)", "\"var\":\"x\"", "\"order\":300"));
    requests.put("a higher order", request("diff", "x^2", "\"var\":\"x\"", "\"order\":1000000000"));
    requests.put("a relation chain", request("parse", "x" + " < x".repeat(5_000)));
    requests.put("commas", request("parse", "max(" + ",".repeat(50_000) + ")"));
    requests.put("primes", request("parse", "f" + "'".repeat(50_000) + "(x)"));
    requests.put("combining marks", diff("x" + "\u0301".repeat(50_000)));
    requests.put("surrogates", diff("x + \uD83D\uDE00 + \u202E + x"));
    requests.put("a line of megabytes", diff("x" + " ".repeat(8 << 20) + "+ 1"));
    requests.put("a comment of megabytes", diff("x # " + "y".repeat(8 << 20)));
    return requests;
  }

  private static String join(int count, String separator, IntFunction<String> part) {
    return IntStream.rangeClosed(1, count).mapToObj(part).collect(Collectors.joining(separator));
  }

  private static String chain(int length, IntFunction<String> definition, String last) {
    List<String> definitions = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      definitions.add(definition.apply(i));
    }
    definitions.add("v" + length + " = " + (last.isEmpty() ? "x" : last));
    return request(
        "diff",
        "v0",
        "\"var\":\"x\"",
        "\"at\":[{\"x\":0.5}]",
        "\"define\":" + MAPPER.valueToTree(definitions));
  }

  private static String nestedSums(int depth) {
    StringBuilder text = new StringBuilder();
    String letters = "ijklmn";
    for (int i = 0; i < depth; i++) {
      text.append("sum(").append(letters.charAt(i % letters.length())).append("=1..9, ");
    }
    return text.append("x").append(")".repeat(depth)).toString();
  }

  private static String noise(int length) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    random.ints(length, 1, 0x11000).forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String asciiNoise(int length) {
    Random random = new Random(4);
    String characters = "x1+-*/^()_,.{} sin=<>";
    StringBuilder text = new StringBuilder();
    random.ints(length, 0, characters.length()).forEach(i -> text.append(characters.charAt(i)));
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRequestGetsAnAnswerAndHarmsNoOther(String name) {
    requireAnswer(name, "no answer within");
  }

  @ParameterizedTest
  @MethodSource("longOnes")
  @Tag("slow")
  void everyLongRequestGetsAnAnswerAndHarmsNoOther(String name) {
    requireAnswer(name, "no answer within");
  }

  @ParameterizedTest
  @MethodSource("tooLongOnes")
  @Tag("slow")
  void whatTakesTooLongSaysSoAndHarmsNoOther(String name) {
    requireAnswer(name, "a stack trace");
  }

  private static void requireAnswer(String name, String unwanted) {
    String line = REQUESTS.get(name);
    List<String> answers = assertTimeout(LIMIT, () -> answers(line));

    assertThat(answers).hasSize(2);
    JsonNode answer = read(answers.get(0));
    if (!answer.get("ok").booleanValue()) {
      String message = answer.get("error").get("message").textValue();
      assertThat(message)
          .isNotBlank()
          .hasSizeLessThan(2_000)
          .doesNotContain("Exception", "internal error", "java.", unwanted);
    }
    assertThat(read(answers.get(1)).get("result").textValue()).isEqualTo("2*x");
  }

  private static JsonNode read(String answer) {
    try {
      return MAPPER.readTree(answer);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + answer, e);
    }
  }

  @Test
  void oneBadRequestAmongAThousandHarmsNoOther() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      lines.add(
          i == 500
              ? "{\"id\":500,\"op\":\"diff\",\"expr\":\"sin(\",\"var\":\"x\"}"
              : "{\"id\":" + i + ",\"op\":\"diff\",\"expr\":\"sin(" + i + "*x)\",\"var\":\"x\"}");
    }
    CommandLineRun run =
        assertTimeout(LIMIT, () -> CommandLineRun.withInput(String.join("\n", lines), "batch"));
    List<String> answers = run.output().lines().toList();

    assertThat(answers).hasSize(1_000);
    for (int i = 2; i < 1_000; i++) {
      JsonNode answer = read(answers.get(i));
      assertThat(answer.get("id").intValue()).isEqualTo(i);
      assertThat(answer.get("ok").booleanValue()).isEqualTo(i != 500);
      if (i != 500) {
        assertThat(answer.get("result").textValue()).isEqualTo(i + "*cos(" + i + "*x)");
      }
    }
  }
}
