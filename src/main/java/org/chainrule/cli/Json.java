package org.chainrule.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON as strict as it is defined, with exact numbers. */
final class Json {
  private static final int DEEPEST = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      // What is left to the length of a line has no bound of its own.
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .build();

  private Json() {}

  /** An object to fill. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A parser of a text, which gives numbers as they are written. */
  static JsonParser parser(String text) throws IOException {
    return MAPPER.createParser(text);
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
}
