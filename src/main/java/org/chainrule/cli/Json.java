package org.chainrule.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON as strict as it is defined, with exact numbers. */
final class Json {
  private static final int DEEPEST = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** An object to fill. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The one object that bytes are. */
  static ObjectNode read(byte[] bytes) {
    String text = decode(bytes);
    if (text.isBlank()) {
      throw new Failure("the line is empty, and a request is a JSON object");
    }
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Failure("a request is a JSON object");
      }
      JsonNode node = MAPPER.readTree(parser);
      if (!(node instanceof ObjectNode object) || parser.nextToken() != null) {
        throw new Failure("a line holds one JSON object, and more follows in this one");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new Failure("the line cannot be read");
    }
  }

  /** The value of the key {@code id} so far as the bytes can be read, else null. */
  static JsonNode idOf(byte[] bytes) {
    JsonNode id = NullNode.getInstance();
    try (JsonParser parser = MAPPER.createParser(new String(bytes, StandardCharsets.UTF_8))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return id;
      }
      boolean found = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isId = parser.currentName().equals("id");
        parser.nextToken();
        if (isId && found) {
          return NullNode.getInstance();
        }
        if (isId) {
          id = MAPPER.readTree(parser);
          found = true;
        } else {
          parser.skipChildren();
        }
      }
      return id;
    } catch (IOException e) {
      return id;
    }
  }

  /** The node as one line that UTF-8 can carry. */
  static String text(JsonNode node) {
    try {
      String text = MAPPER.writeValueAsString(node);
      return StandardCharsets.UTF_8.newEncoder().canEncode(text)
          ? text
          : MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw Failure.of(e);
    }
  }

  private static String decode(byte[] bytes) {
    try {
      return TextFile.decode(bytes);
    } catch (CharacterCodingException e) {
      throw new Failure("the line is not UTF-8 text");
    }
  }

  private static Failure notJson(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    String place = e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    if (message.startsWith("Duplicate")) {
      return new Failure("the line has a key twice" + place);
    }
    if (e instanceof StreamConstraintsException) {
      return new Failure("the line is nested too deeply, or holds a number too long");
    }
    return new Failure("the line is not JSON" + place);
  }
}
