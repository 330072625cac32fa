package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chainrule.cli.CommandLineRun;

/**
 * A derivative of a textbook, a line of JSON: {@code define} (and {@code assume}), {@code expr},
 * {@code by} (twice the same where {@code order} is 2 and it has one name), {@code textbook}, the
 * derivative in the textbook's form, and at the point {@code at} the {@code value} and the {@code
 * derivative}. The numbers are the textbook's form in numpy, held there against finite differences
 * of the expression at three sizes.
 */
record MatrixIdentity(JsonNode line) {
  /** What the product answers. */
  record Answer(String result, JsonNode values) {}

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final double PRECISION = 1e-10;
  private static final Pattern NAME =
      Pattern.compile("\\p{L}\\w*(?:\\^\\[\\d+\\])?(?:_\\{[^}]*\\})?(?:\\^\\[\\d+\\])?");
  private static final Pattern NAME_NUMBER_OR_OPERATOR =
      Pattern.compile(
          "\\^-?T(?!\\w)|" + NAME.pattern() + "|\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?|\\.?[-+*/^]");
  private static final Set<String> KNOWN =
      Set.of(
          ("T I ones zeros tr det logdet inv norm norm_1 dot outer diag diagonal sum mean max min"
                  + " softmax logsumexp exp log sqrt sigma softplus tanh sin cos sign abs step relu"
                  + " pi")
              .split(" "));

  static List<MatrixIdentity> read(String resource) {
    List<MatrixIdentity> identities = new ArrayList<>();
    try (InputStream stream = MatrixIdentity.class.getResourceAsStream(resource)) {
      assertThat(stream).isNotNull();
      for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        identities.add(new MatrixIdentity(MAPPER.readTree(line)));
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    assertThat(identities).isNotEmpty();
    return identities;
  }

  String id() {
    return line.path("id").asText();
  }

  String textbook() {
    return line.path("textbook").asText();
  }

  /** The expression's value at the point. */
  JsonNode value() {
    return answer(request("eval")).values();
  }

  /** The derivative and its values at the point. */
  Answer ask() {
    ObjectNode request = request("diff");
    if (line.path("by").size() == 1) {
      request.set("var", line.path("by").get(0));
      request.set("order", line.path("order"));
    } else {
      request.set("var", line.path("by"));
    }
    return answer(request);
  }

  void requireValue(JsonNode value) {
    requireEqual(line.path("value"), value);
  }

  void requireDerivative(JsonNode value) {
    requireEqual(line.path("derivative"), value);
  }

  /**
   * Names in a result that are none of the question's nor a function's: elements, bound indices.
   */
  Set<String> namesWithoutMatrixForm(String result) {
    Set<String> names = new LinkedHashSet<>();
    NAME.matcher(result).results().map(MatchResult::group).forEach(names::add);
    names.removeIf(each -> KNOWN.contains(each) || each.startsWith("I_"));
    for (JsonNode statement : line.path("define")) {
      NAME.matcher(statement.asText()).results().map(MatchResult::group).forEach(names::remove);
    }
    if (Pattern.compile("\\.\\.|delta\\(|array\\(").matcher(result).find()) {
      names.add(result);
    }
    return names;
  }

  /** How many times as many names, numbers and operators a result has as the textbook's form. */
  double ratio(String result) {
    return (double) size(result) / size(textbook());
  }

  private static long size(String formula) {
    return NAME_NUMBER_OR_OPERATOR.matcher(formula).results().count();
  }

  private ObjectNode request(String operation) {
    ObjectNode request = MAPPER.createObjectNode();
    request.put("op", operation);
    for (String key : List.of("expr", "define", "assume")) {
      if (line.has(key)) {
        request.set(key, line.path(key));
      }
    }
    request.putArray("at").add(line.path("at"));
    return request;
  }

  private static Answer answer(ObjectNode request) {
    // Right on a busy machine too: how long an answer takes is measured elsewhere.
    CommandLineRun run = CommandLineRun.withInput(request + "\n", "batch", "--timeout", "100");
    try {
      JsonNode answer = MAPPER.readTree(run.output());
      assertThat(answer.path("ok").asBoolean()).as("answered: %s", answer).isTrue();
      return new Answer(answer.path("result").asText(), answer.path("values").path(0));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static void requireEqual(JsonNode want, JsonNode value) {
    requireEqual(want, value, PRECISION * Math.max(largest(want), PRECISION));
  }

  private static void requireEqual(JsonNode want, JsonNode value, double tolerance) {
    if (want.isArray()) {
      assertThat(value.isArray()).as("an array: %s", value).isTrue();
      assertThat(value).hasSameSizeAs(want);
      for (int i = 0; i < want.size(); i++) {
        requireEqual(want.get(i), value.get(i), tolerance);
      }
    } else {
      assertThat(value.isNumber()).as("a number: %s", value).isTrue();
      assertThat(value.asDouble()).isCloseTo(want.asDouble(), within(tolerance));
    }
  }

  private static double largest(JsonNode array) {
    double largest = array.isArray() ? 0 : Math.abs(array.asDouble());
    for (JsonNode each : array) {
      largest = Math.max(largest, largest(each));
    }
    return largest;
  }

  @Override
  public String toString() {
    return id() + ": " + line.path("expr").asText() + " by " + line.path("by");
  }
}
