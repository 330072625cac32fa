package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.cli.CommandLineRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests of {@code batch} with what is right, in files of JSON Lines, a file a subject.
 *
 * <p>Besides the request's own keys a case has {@code kind}, the kind of question it stands for,
 * and {@code want}: {@code values} (a number for each point, or null where there is none), {@code
 * novalue} (an error at each point), {@code verdict} (one of these), {@code notverdict}, {@code
 * error} (refused, the message containing this text where it is one), {@code answer} (answered),
 * {@code result} (the text), {@code conditions} and {@code notes} (texts that stand in them),
 * {@code nonotes} (texts that do not), {@code noconditions} (there are none).
 */
class CasesTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Path FOLDER = Path.of("src/test/resources/org/chainrule/acceptance/cases");
  private static final double PRECISION = 1e-9;

  private record Case(JsonNode line) {
    JsonNode want() {
      return line.path("want");
    }

    ObjectNode request() {
      ObjectNode request = line.deepCopy();
      request.remove(List.of("kind", "want"));
      if (request.path("var").asText().contains(",")) {
        ArrayNode names = MAPPER.createArrayNode();
        Stream.of(request.path("var").asText().split(",", -1)).forEach(names::add);
        request.set("var", names);
      }
      boolean asksVerdict = want().has("verdict") || want().has("notverdict");
      if (request.path("op").asText().equals("diff") && asksVerdict) {
        request.put("verify", true);
      }
      return request;
    }

    @Override
    public String toString() {
      return "%s %s by %s %s"
          .formatted(
              line.path("id").asText(),
              line.path("expr").asText(),
              line.path("var").asText(),
              line.path("claim").asText());
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          if (!line.isBlank()) {
            cases.add(new Case(MAPPER.readTree(line)));
          }
        }
      }
    }
    assertThat(cases).isNotEmpty();
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void holds(Case each) throws IOException {
    CommandLineRun run =
        // Right on a busy machine too: how long an answer takes is measured elsewhere.
        CommandLineRun.withInput(each.request() + "\n", "batch", "--timeout", "100");
    JsonNode answer = MAPPER.readTree(run.output());
    JsonNode want = each.want();
    assertThat(want).as("what is right").isNotEmpty();
    assertThat(answer.has("ok")).as("an answer").isTrue();
    assertThat(answer.toString()).doesNotContain("internal error");
    if (want.has("error")) {
      JsonNode values = answer.path("values");
      boolean refused = !answer.path("ok").asBoolean() || (!values.isEmpty() && allErrors(values));
      assertThat(refused).as("refused: %s", answer).isTrue();
      if (want.path("error").isTextual()) {
        assertThat(answer.path("error").path("message").asText() + values)
            .contains(want.path("error").asText());
      }
      return;
    }
    assertThat(answer.path("ok").asBoolean()).as("answered: %s", answer).isTrue();
    compare(want, answer);
  }

  private static void compare(JsonNode want, JsonNode answer) {
    JsonNode values = answer.path("values");
    if (want.has("novalue")) {
      assertThat(values).isNotEmpty();
      assertThat(allErrors(values)).as("no value: %s", values).isTrue();
    }
    if (want.has("values")) {
      assertThat(values).hasSameSizeAs(want.path("values"));
      for (int i = 0; i < values.size(); i++) {
        compareValues(want.path("values").get(i), values.get(i));
      }
    }
    String verdict = answer.path("check").path("verdict").asText();
    if (want.has("verdict")) {
      assertThat(verdict).as("%s", answer).isIn(texts(want.path("verdict")));
    }
    if (want.has("notverdict")) {
      assertThat(verdict).as("%s", answer).isNotIn(texts(want.path("notverdict")));
    }
    if (want.has("result")) {
      assertThat(answer.path("result").asText()).isEqualTo(want.path("result").asText());
    }
    for (String key : List.of("conditions", "notes")) {
      for (Object text : texts(want.path(key))) {
        assertThat(answer.path(key).toString()).contains((String) text);
      }
    }
    if (want.path("noconditions").asBoolean()) {
      assertThat(answer.path("conditions")).isEmpty();
    }
    for (Object text : texts(want.path("nonotes"))) {
      assertThat(answer.path("notes").toString()).doesNotContain((String) text);
    }
  }

  private static void compareValues(JsonNode want, JsonNode value) {
    if (want.isNull()) {
      assertThat(value.has("error")).as("no value: %s", value).isTrue();
    } else if (want.isArray()) {
      assertThat(value).hasSameSizeAs(want);
      for (int i = 0; i < want.size(); i++) {
        compareValues(want.get(i), value.get(i));
      }
    } else {
      assertThat(value.isNumber()).as("a number: %s", value).isTrue();
      double right = want.asDouble();
      assertThat(value.asDouble())
          .isCloseTo(right, within(right == 0 ? PRECISION : PRECISION * Math.abs(right)));
    }
  }

  private static boolean allErrors(JsonNode values) {
    boolean all = true;
    for (JsonNode value : values) {
      all &= value.has("error");
    }
    return all;
  }

  private static List<Object> texts(JsonNode array) {
    List<Object> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
