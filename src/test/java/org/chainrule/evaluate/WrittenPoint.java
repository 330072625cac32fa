package org.chainrule.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** A point as tests write it: {@code a=3,x=[0,2],W=[[1,2],[3,4]]}. */
final class WrittenPoint {
  private static final Pattern NAME = Pattern.compile("(\\w+)=");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private WrittenPoint() {}

  static Point of(String text) {
    String json = "{" + NAME.matcher(text).replaceAll("\"$1\":") + "}";
    try {
      return Points.of(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
