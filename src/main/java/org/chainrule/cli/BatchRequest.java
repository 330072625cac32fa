package org.chainrule.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.answer.Format;
import org.chainrule.answer.JacobianProduct;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Texts;
import org.chainrule.explain.Detail;
import org.jspecify.annotations.Nullable;

/**
 * One request of a batch.
 *
 * @param id whatever the asker knows it by
 * @param operation what is asked
 * @param expression of what
 * @param variables by what: in turn for a derivative, each for a gradient
 * @param vectors directions, one for each variable, or a cotangent, if that is asked
 * @param order how many times
 * @param claim what is said to come out, if that is asked
 * @param problem what surrounds the expression
 * @param points where
 * @param format the form of the result
 * @param verify whether the derivative is checked
 * @param steps how much is told of how it is found, if that is asked
 */
record BatchRequest(
    JsonNode id,
    Operation operation,
    String expression,
    List<String> variables,
    List<String> vectors,
    int order,
    String claim,
    Problem problem,
    List<Map<String, Object>> points,
    Format format,
    boolean verify,
    @Nullable Detail steps) {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "op",
          "expr",
          "syntax",
          "var",
          "vars",
          "direction",
          "cotangent",
          "order",
          "claim",
          "define",
          "assume",
          "at",
          "format",
          "verify",
          "steps");

  private static final Set<String> SPECIAL =
      Set.of("var", "vars", "direction", "cotangent", "order", "claim", "at", "steps");

  /** The operations to ask for. */
  enum Operation {
    DIFF,
    GRADIENT,
    EVAL,
    CHECK,
    PARSE,
    JVP,
    VJP,
    HVP;

    /** The keys that it understands and some other does not. */
    private Set<String> special() {
      return switch (this) {
        case DIFF -> Set.of("var", "order", "at", "steps");
        case JVP, HVP -> Set.of("var", "direction", "at", "steps");
        case VJP -> Set.of("var", "cotangent", "at", "steps");
        case GRADIENT -> Set.of("vars", "at", "steps");
        case EVAL -> Set.of("at");
        case CHECK -> Set.of("var", "order", "claim", "at");
        case PARSE -> Set.of();
      };
    }

    /** The product that is asked for, if it is one. */
    Optional<JacobianProduct> product() {
      return switch (this) {
        case JVP -> Optional.of(JacobianProduct.JVP);
        case VJP -> Optional.of(JacobianProduct.VJP);
        case HVP -> Optional.of(JacobianProduct.HVP);
        case DIFF, GRADIENT, EVAL, CHECK, PARSE -> Optional.empty();
      };
    }

    /** Whether several variables are no mixed derivative. */
    boolean isByEach() {
      return this == GRADIENT || product().isPresent();
    }

    private void allow(JsonFields fields) {
      for (String key : SPECIAL) {
        if (fields.has(key) && !special().contains(key)) {
          String word = name().toLowerCase(Locale.ROOT);
          throw new Failure("\"" + key + "\" has no meaning for " + word);
        }
      }
    }
  }

  /** The request that a line holds. */
  static BatchRequest read(JsonLine line) {
    ObjectNode object = line.read();
    JsonFields fields = new JsonFields(object);
    fields.allowOnly(KEYS);
    boolean isLatex = fields.word("syntax", List.of("plain", "latex")).equals("latex");
    Operation operation = operation(fields);
    operation.allow(fields);
    List<String> variables = variables(operation, fields);
    return new BatchRequest(
        line.id(),
        operation,
        fields.text("expr"),
        variables,
        vectors(operation, fields),
        QuestionArguments.order(
            fields.count("order"), operation.isByEach() ? List.of() : variables),
        operation == Operation.CHECK ? fields.text("claim") : "",
        new Problem(fields.texts("define"), fields.texts("assume"), isLatex),
        // What needs no values has one without being asked.
        operation == Operation.EVAL && !fields.has("at") ? List.of(Map.of()) : fields.points("at"),
        format(fields),
        fields.flag("verify"),
        fields.has("steps")
            ? Detail.valueOf(fields.word("steps", words(Detail.values())).toUpperCase(Locale.ROOT))
            : null);
  }

  /**
   * Which of the texts has a line, where several may be meant; the expression goes without saying.
   *
   * @param number the number of the line in its text, from 1
   */
  @Nullable String textWith(int number, String line) {
    if (has(expression, number, line)) {
      return null;
    }
    if (has(claim, number, line)) {
      return "claim";
    }
    for (String vector : vectors) {
      if (has(vector, number, line)) {
        return operation.product().map(JacobianProduct::vector).orElse("")
            + " "
            + Texts.shown(vector);
      }
    }
    for (String variable : variables) {
      if (has(variable, number, line)) {
        return "the variable " + Texts.shown(variable);
      }
    }
    String define = textWith("define", problem.defines(), number, line);
    return define == null ? textWith("assume", problem.assumptions(), number, line) : define;
  }

  private static @Nullable String textWith(
      String key, List<String> texts, int number, String line) {
    for (int i = 0; i < texts.size(); i++) {
      if (has(texts.get(i), number, line)) {
        return key + " " + (i + 1);
      }
    }
    return null;
  }

  private static boolean has(String text, int number, String line) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
    return text.lines().skip(number - 1L).findFirst().filter(line::equals).isPresent()
        || normal.lines().skip(number - 1L).findFirst().filter(line::equals).isPresent();
  }

  private static Operation operation(JsonFields fields) {
    fields.text("op");
    String word = fields.word("op", words(Operation.values()));
    return Operation.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Format format(JsonFields fields) {
    String word = fields.word("format", words(Format.values()));
    return Format.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static List<String> words(Enum<?>[] choices) {
    return Arrays.stream(choices).map(choice -> choice.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static List<String> vectors(Operation operation, JsonFields fields) {
    Optional<JacobianProduct> product = operation.product();
    if (product.isEmpty()) {
      return List.of();
    }
    String key = product.get().vector();
    List<String> vectors =
        product.get() == JacobianProduct.VJP ? List.of(fields.text(key)) : fields.textOrTexts(key);
    if (vectors.isEmpty() || vectors.stream().anyMatch(String::isBlank)) {
      throw new Failure("the key \"" + key + "\" is missing or empty");
    }
    return vectors;
  }

  private static List<String> variables(Operation operation, JsonFields fields) {
    List<String> variables =
        switch (operation) {
          case DIFF, JVP, VJP, HVP, CHECK -> fields.textOrTexts("var");
          case GRADIENT -> fields.texts("vars");
          case EVAL, PARSE -> List.of();
        };
    String key = operation == Operation.GRADIENT ? "vars" : "var";
    if (variables.isEmpty() && operation != Operation.EVAL && operation != Operation.PARSE) {
      throw new Failure("the key \"" + key + "\" is missing or empty");
    }
    if (variables.stream().anyMatch(String::isBlank)) {
      throw new Failure("\"" + key + "\" names a variable that is blank");
    }
    return variables;
  }
}
