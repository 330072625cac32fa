package org.chainrule.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.InputException;
import org.chainrule.error.Limit;

/** A point as text, such as {@code a=3,x=[0,2,-1,2],W=[[1,2],[3,4]]}. */
public final class PointText {
  private PointText() {}

  /** The point that a text of the option {@code --at} is. */
  public static Map<String, Object> read(String text) {
    return read(text, "--at");
  }

  /**
   * The names in their order, bound to exact decimals and lists of such.
   *
   * @param word what the text was given to
   */
  public static Map<String, Object> read(String text, String word) {
    Map<String, Object> point = new LinkedHashMap<>();
    for (String binding : Texts.split(text, ',')) {
      List<String> sides = Texts.split(binding, '=');
      if (sides.size() != 2 || sides.get(0).isEmpty() || sides.get(1).isEmpty()) {
        throw new InputException(
            word
                + " takes bindings such as x=1,y=[2,3], and '"
                + Texts.shown(binding)
                + "' is not a name, = and a value");
      }
      if (point.put(sides.get(0), value(sides.get(1), 0)) != null) {
        throw new InputException(word + " binds " + Texts.shown(sides.get(0)) + " twice");
      }
    }
    return point;
  }

  private static Object value(String text, int depth) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return NumberText.read(text);
    }
    long deepest = Limit.ARRAY_NESTING.most();
    if (depth == deepest) {
      throw Limit.ARRAY_NESTING.refusal(
          new InputException("arrays are nested more than " + deepest + " deep"));
    }
    String inside = text.substring(1, text.length() - 1).strip();
    List<Object> elements = new ArrayList<>();
    if (!inside.isEmpty()) {
      for (String element : Texts.split(inside, ',')) {
        elements.add(value(element, depth + 1));
      }
    }
    return List.copyOf(elements);
  }
}
