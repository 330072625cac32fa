package org.chainrule.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.chainrule.error.Interruption;

/** The values of an array at points, found element by element. */
final class ArrayValues {
  private ArrayValues() {}

  /**
   * The array at each point.
   *
   * @param indices the names of its indices, the first axis's first
   * @param lengths how long each axis is at a point, or why that is not known
   * @param values what gives the values of elements
   */
  static List<Value> at(
      List<Map<String, Object>> points,
      List<String> indices,
      Function<Map<String, Object>, List<Value>> lengths,
      Function<List<Map<String, Object>>, List<Value>> values) {
    if (indices.isEmpty()) {
      return values.apply(points);
    }
    List<Value> arrays = new ArrayList<>();
    for (Map<String, Object> point : points) {
      Interruption.poll();
      arrays.add(at(point, indices, lengths.apply(point), values));
    }
    return arrays;
  }

  private static Value at(
      Map<String, Object> point,
      List<String> indices,
      List<Value> lengths,
      Function<List<Map<String, Object>>, List<Value>> values) {
    List<Map<String, Object>> places = List.of(point);
    for (int axis = 0; axis < indices.size(); axis++) {
      Value length = lengths.get(axis);
      if (length.number() == null) {
        return Value.none("the length of an axis is not known: " + length.error());
      }
      places = along(places, indices.get(axis), length(length));
    }
    List<Value> array = values.apply(places);
    for (int i = 0; i < array.size(); i++) {
      String error = array.get(i).error();
      if (error != null) {
        Map<String, Object> place = places.get(i);
        return Value.none(
            "element "
                + indices.stream().map(each -> String.valueOf(place.get(each))).toList()
                + ": "
                + error);
      }
    }
    for (int axis = indices.size() - 1; axis > 0; axis--) {
      array = rows(array, length(lengths.get(axis)));
    }
    return Value.of(array);
  }

  private static int length(Value length) {
    return Objects.requireNonNull(length.number()).intValue();
  }

  private static List<Map<String, Object>> along(
      List<Map<String, Object>> places, String index, int length) {
    List<Map<String, Object>> longer = new ArrayList<>();
    for (Map<String, Object> place : places) {
      for (int i = 1; i <= length; i++) {
        Map<String, Object> element = new LinkedHashMap<>(place);
        element.put(index, BigDecimal.valueOf(i));
        longer.add(element);
      }
    }
    return longer;
  }

  private static List<Value> rows(List<Value> elements, int length) {
    List<Value> rows = new ArrayList<>();
    for (int start = 0; start < elements.size(); start += length) {
      rows.add(Value.of(elements.subList(start, start + length)));
    }
    return rows;
  }
}
