package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.chainrule.error.Limit;
import org.chainrule.error.PointException;
import org.chainrule.notation.NameText;
import org.chainrule.number.Rational;

/** A parser of points such as {@code a=3, x_1=1/2, x=[0,2,-1,2], W=[[1,2],[3,4]]}. */
public final class PointParser {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+]?\\d{1,6})?");

  private final String text;
  private final Point.Builder builder = Point.builder();
  private int position;

  private PointParser(String text) {
    this.text = text;
  }

  /**
   * The point.
   *
   * @throws PointException with the column of what cannot be read
   */
  public static Point parse(String text) {
    PointParser parser = new PointParser(text);
    parser.readAll();
    return parser.builder.build();
  }

  /** The canonical name, or the {@link Element}, that a text names. */
  static Object target(String text) {
    NameText name =
        NameText.of(text)
            .orElseThrow(() -> new PointException("not a name: '" + escaped(text) + "'"));
    return name.isElement() ? new Element(name.base(), name.indices()) : name.canonical();
  }

  private static String escaped(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .limit(60)
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                result.append("\\u").append(Integer.toHexString(0x10000 + point).substring(1));
              } else {
                result.appendCodePoint(point);
              }
            });
    return result.toString();
  }

  private void readAll() {
    skipSpace();
    while (position < text.length()) {
      int start = position;
      int equals = text.indexOf('=', position);
      if (equals < 0) {
        throw failure(start, "expected name=value");
      }
      String name = text.substring(start, equals);
      position = equals + 1;
      skipSpace();
      try {
        if (position < text.length() && text.charAt(position) == '[') {
          builder.setArray(name, readArray());
        } else {
          builder.set(name, readNumber());
        }
      } catch (PointException exception) {
        throw exception.column() > 0
            ? exception
            : failure(start, String.valueOf(exception.getMessage()));
      }
      skipSpace();
      if (position < text.length()) {
        if (text.charAt(position) != ',') {
          throw failure(position, "expected a comma");
        }
        position++;
        skipSpace();
        if (position == text.length()) {
          throw failure(position, "expected name=value after the comma");
        }
      }
    }
  }

  private List<Object> readArray() {
    int start = position;
    Deque<List<Object>> open = new ArrayDeque<>();
    boolean wantsValue = true;
    while (position < text.length()) {
      char next = text.charAt(position);
      if (next == '[' && wantsValue) {
        long deepest = Limit.ARRAY_NESTING.most();
        if (open.size() == deepest) {
          throw Limit.ARRAY_NESTING.refusal(
              failure(position, "arrays nest at most " + deepest + " deep"));
        }
        open.push(new ArrayList<>());
        position++;
      } else if (next == ']' && !open.isEmpty() && (!wantsValue || open.peek().isEmpty())) {
        List<Object> closed = open.pop();
        position++;
        if (open.isEmpty()) {
          return closed;
        }
        open.peek().add(closed);
        wantsValue = false;
      } else if (next == ',' && !wantsValue) {
        position++;
        wantsValue = true;
      } else if (wantsValue) {
        open.element().add(readNumber());
        wantsValue = false;
      } else {
        throw failure(position, "expected a comma or a closing bracket");
      }
      skipSpace();
    }
    throw failure(start, "the bracket is not closed");
  }

  private Rational readNumber() {
    int start = position;
    while (position < text.length() && ",]".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String[] parts = text.substring(start, position).strip().replace('−', '-').split("/", -1);
    Rational value = null;
    for (String part : parts) {
      String digits = part.strip();
      if (parts.length > 2 || !NUMBER.matcher(digits).matches()) {
        throw failure(start, "expected a number, such as 3, -0.25, 1e-3 or 1/3");
      }
      Rational number = Point.number("this", new BigDecimal(digits));
      if (value != null && number.isZero()) {
        throw failure(start, "division by zero");
      }
      value = value == null ? number : value.dividedBy(number);
    }
    if (value == null) {
      throw failure(start, "expected a number");
    }
    return value;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private PointException failure(int offset, String message) {
    return new PointException(message, text.codePointCount(0, offset) + 1);
  }
}
