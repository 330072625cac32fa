package org.chainrule.answer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.error.PointException;
import org.chainrule.evaluate.Points;
import org.chainrule.notation.NameText;
import org.chainrule.resolve.Declarations;
import org.chainrule.shape.Length;
import org.chainrule.shape.ShapedName;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a point that are one column or matrix of a family, {@code h_0 = [1, 2]} where
 * {@code h_t} is a column: as its elements, and the lengths that they tell.
 */
final class MemberArrays {
  private final Map<String, ShapedName> families = new LinkedHashMap<>();

  MemberArrays(Declarations declarations) {
    declarations.form().shapes().stream()
        .filter(ShapedName::isFamily)
        .forEach(each -> families.put(each.name(), each));
  }

  /** The point with elements in the place of such arrays. */
  Map<String, Object> placed(Map<String, Object> point) {
    if (families.isEmpty() || point.keySet().stream().noneMatch(each -> family(each) != null)) {
      return point;
    }
    Map<String, Object> placed = new LinkedHashMap<>(point);
    for (Map.Entry<String, Object> each : point.entrySet()) {
      ShapedName family = family(each.getKey());
      if (family != null && Points.listed(each.getValue()) instanceof List<?> list) {
        placed.remove(each.getKey());
        List<BigInteger> own = NameText.of(each.getKey()).orElseThrow().indices();
        place(each.getKey(), family, own, list, placed);
      }
    }
    return placed;
  }

  private @Nullable ShapedName family(String text) {
    NameText name = NameText.of(text).orElse(null);
    if (name == null || !name.isElement()) {
      return null;
    }
    ShapedName family = families.get(name.base());
    return family != null && name.indices().size() == family.indices() ? family : null;
  }

  private static void place(
      String member,
      ShapedName family,
      List<BigInteger> indices,
      List<?> values,
      Map<String, Object> placed) {
    int axis = indices.size() - family.indices();
    if (axis >= family.axes().size()) {
      throw new PointException(
          "%s has %s axes, its array has more".formatted(member, family.axes().size()));
    }
    requireLength(member, family.axes().get(axis), values.size(), placed);
    for (int i = 0; i < values.size(); i++) {
      List<BigInteger> next = new ArrayList<>(indices);
      next.add(BigInteger.valueOf(i + 1L));
      Object value = values.get(i);
      if (value instanceof List<?> row) {
        place(member, family, next, row, placed);
      } else if (axis + 1 < family.axes().size()) {
        throw new PointException(
            "%s has %s axes, its array has fewer".formatted(member, family.axes().size()));
      } else {
        String list = next.stream().map(BigInteger::toString).collect(Collectors.joining(","));
        if (placed.put(family.name() + "_{" + list + "}", value) != null) {
          throw new PointException(family.name() + "_{" + list + "} is given two values");
        }
      }
    }
  }

  private static void requireLength(
      String member, Length length, int given, Map<String, Object> placed) {
    Object known =
        length.number().isPresent()
            ? length.number().get()
            : length.name().map(name -> placed.putIfAbsent(name, given)).orElse(null);
    if (known instanceof Number number && number.doubleValue() != given) {
      throw new PointException(
          "two lengths for one range: %s is %s, the array of %s has %s"
              .formatted(length, number, member, given));
    }
  }
}
