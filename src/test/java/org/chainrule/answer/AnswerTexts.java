package org.chainrule.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Problems and points as tests write them. */
final class AnswerTexts {
  private AnswerTexts() {}

  static DerivingEngine engine(String... statements) {
    return new DerivingEngine(new Problem(List.of(statements), List.of()), Options.DEFAULT);
  }

  /** A point of {@code x=1} and {@code y=[1,2]}. */
  static Map<String, Object> point(String... bindings) {
    Map<String, Object> point = new LinkedHashMap<>();
    for (String each : bindings) {
      String[] sides = each.split("=");
      String value = sides[1];
      if (value.startsWith("[")) {
        List<Object> elements = new ArrayList<>();
        for (String element : value.substring(1, value.length() - 1).split(",")) {
          elements.add(new BigDecimal(element));
        }
        point.put(sides[0], elements);
      } else {
        point.put(sides[0], new BigDecimal(value));
      }
    }
    return point;
  }
}
