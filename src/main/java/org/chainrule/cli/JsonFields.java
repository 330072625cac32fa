package org.chainrule.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.answer.NumberText;
import org.chainrule.answer.Texts;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, each of the type that is asked for, or refused. */
final class JsonFields {
  private final ObjectNode object;

  JsonFields(ObjectNode object) {
    this.object = object;
  }

  /** Refuses every key that is not one of these. */
  void allowOnly(Set<String> keys) {
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw new Failure(
                    "the key \""
                        + Texts.shown(key)
                        + "\" is unknown; there are "
                        + String.join(", ", keys.stream().sorted().toList()));
              }
            });
  }

  boolean has(String key) {
    return object.has(key);
  }

  /** A text that has to be there. */
  String text(String key) {
    String text = text(key, null);
    if (text == null) {
      throw new Failure("the key \"" + key + "\" is missing");
    }
    return text;
  }

  /** A text, or the other if it is not there. */
  @Nullable String text(String key, @Nullable String otherwise) {
    JsonNode node = object.get(key);
    return node == null ? otherwise : string(node, key, "a string");
  }

  /** A word out of a few, the first if it is not there. */
  String word(String key, List<String> words) {
    String word = object.has(key) ? text(key) : words.get(0);
    if (!words.contains(word)) {
      throw new Failure(
          "\""
              + key
              + "\" is one of "
              + String.join(", ", words)
              + ", and not \""
              + Texts.shown(word)
              + "\"");
    }
    return word;
  }

  /** Texts, none if they are not there. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(key)) {
      texts.add(string(element, key, "an array of strings"));
    }
    return texts;
  }

  /** A text or several, none if they are not there. */
  List<String> textOrTexts(String key) {
    JsonNode node = object.get(key);
    return node != null && node.isTextual() ? List.of(node.textValue()) : texts(key);
  }

  boolean flag(String key) {
    JsonNode node = object.get(key);
    if (node != null && !node.isBoolean()) {
      throw new Failure("\"" + key + "\" is true or false");
    }
    return node != null && node.booleanValue();
  }

  /** A whole number, 1 if it is not there. */
  int count(String key) {
    JsonNode node = object.get(key);
    if (node == null) {
      return 1;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
      throw new Failure("\"" + key + "\" is a whole number from 1");
    }
    return node.intValue();
  }

  /**
   * Points: objects whose values are numbers or arrays, nested or not, of numbers; what is neither
   * stays as text.
   */
  List<Map<String, Object>> points(String key) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (JsonNode element : elements(key)) {
      if (!(element instanceof ObjectNode bindings)) {
        throw new Failure("\"" + key + "\" is an array of objects, such as [{\"x\": 1}]");
      }
      Map<String, Object> point = new LinkedHashMap<>();
      bindings.properties().forEach(entry -> point.put(entry.getKey(), value(entry.getValue())));
      points.add(point);
    }
    return points;
  }

  /** The depth is bounded by that of the JSON. */
  private static Object value(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      return NumberText.bounded(number);
    }
    if (node.isPojo()) {
      throw new Failure("the number " + Texts.shown(Json.text(node)) + " is out of range");
    }
    if (!node.isArray()) {
      // No number: the point that holds it has no value, the others do.
      return Json.text(node);
    }
    List<Object> elements = new ArrayList<>();
    node.forEach(element -> elements.add(value(element)));
    return List.copyOf(elements);
  }

  private Iterable<JsonNode> elements(String key) {
    JsonNode node = object.get(key);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw new Failure("\"" + key + "\" is an array");
    }
    return node;
  }

  private static String string(JsonNode node, String key, String expected) {
    if (!node.isTextual()) {
      throw new Failure("\"" + key + "\" is " + expected);
    }
    return node.textValue();
  }
}
