package org.chainrule.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a line holds, whose id is known as soon as it was read: also where the rest
 * is no use, or takes too long to read.
 */
final class JsonLine {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A number whose value is of a size to be made; others stay the text that they are. */
  private static final Pattern USABLE = Pattern.compile("[^eE]{1,10100}(?:[eE][-+]?[0-9]{1,9})?");

  private final byte[] bytes;
  private volatile JsonNode id = NODES.nullNode();
  private @Nullable Failure fault;

  JsonLine(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The value of the key {@code id} so far as it was read, its numbers as written, else null. */
  JsonNode id() {
    return id;
  }

  /** The one object that the line is. */
  ObjectNode read() {
    String text = text();
    if (text.isBlank()) {
      throw new Failure("the line is empty, and a request is a JSON object");
    }
    try (JsonParser parser = Json.parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw first(new Failure("a request is a JSON object"));
      }
      ObjectNode object = object(parser, true, false);
      if (parser.nextToken() != null) {
        throw first(new Failure("a line holds one JSON object, and more follows in this one"));
      }
      if (fault != null) {
        throw fault;
      }
      return object;
    } catch (JsonProcessingException e) {
      throw first(notJson(e));
    } catch (IOException e) {
      throw first(new Failure("the line cannot be read"));
    }
  }

  private String text() {
    try {
      return TextFile.decode(bytes);
    } catch (CharacterCodingException e) {
      fault = new Failure("the line is not UTF-8 text");
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** What was wrong first. */
  private Failure first(Failure failure) {
    return fault == null ? failure : fault;
  }

  private ObjectNode object(JsonParser parser, boolean isRequest, boolean verbatim)
      throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      boolean isId = isRequest && key.equals("id");
      boolean isTwice = object.has(key);
      if (isTwice) {
        fault = first(new Failure("the line has a key twice" + place(parser)));
      }
      parser.nextToken();
      object.set(key, value(parser, verbatim || isId));
      if (isId) {
        id = isTwice ? NullNode.getInstance() : object.get(key);
      }
    }
    return object;
  }

  /** The depth is bounded by the parser. */
  private JsonNode value(JsonParser parser, boolean verbatim) throws IOException {
    Interruption.poll();
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, false, verbatim);
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser, verbatim));
        }
        yield array;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText(), verbatim);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static JsonNode number(String text, boolean verbatim) {
    if (verbatim || !USABLE.matcher(text).matches()) {
      return NODES.rawValueNode(new RawValue(text));
    }
    boolean isWhole = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    return isWhole
        ? NODES.numberNode(new BigInteger(text))
        : DecimalNode.valueOf(new BigDecimal(text));
  }

  private static String place(JsonParser parser) {
    return " (column " + parser.currentLocation().getColumnNr() + ")";
  }

  private static Failure notJson(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return new Failure("the line is nested too deeply");
    }
    String place = e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    return new Failure("the line is not JSON" + place);
  }
}
