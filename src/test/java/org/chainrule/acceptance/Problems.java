package org.chainrule.acceptance;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;

/** Engines and points for the problems of exercise sheets. */
final class Problems {
  private Problems() {}

  static DerivingEngine engine(String... definitions) {
    return new DerivingEngine(
        new Problem(List.of(definitions), List.of()),
        new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20)));
  }

  /** A point from names and values in turn. */
  static Map<String, Object> point(Object... namesAndValues) {
    Map<String, Object> point = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      point.put((String) namesAndValues[i], new BigDecimal(namesAndValues[i + 1].toString()));
    }
    return point;
  }
}
