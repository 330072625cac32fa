package org.chainrule.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A {@code math} element in pieces that begin with a sign, between which a line can break: browsers
 * break none.
 */
final class MathMarkup {
  /** What a line may be broken before. */
  private static final Set<String> BREAKS =
      Set.of("+", "−", "=", "≤", "≥", "≠", "∧", "∨", "≈", "&lt;", "&gt;", "→", "⇒");

  private static final String END = "</math>";

  private MathMarkup() {}

  /**
   * What is in a {@code math} element, in pieces.
   *
   * @param sign what is put before the whole, or nothing
   */
  static List<String> pieces(String mathMl, String sign) {
    int start = mathMl.indexOf('>') + 1;
    if (!mathMl.startsWith("<math") || !mathMl.endsWith(END)) {
      throw new IllegalArgumentException("not a math element: " + mathMl);
    }
    String content = mathMl.substring(start, mathMl.length() - END.length());
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int brackets = 0;
    int from = 0;
    boolean isAfterOperand = false;
    int place = 0;
    while (place < content.length()) {
      int open = content.indexOf('<', place);
      if (open < 0) {
        break;
      }
      int close = content.indexOf('>', open);
      boolean isEnd = content.charAt(open + 1) == '/';
      boolean isEmpty = content.charAt(close - 1) == '/';
      if (depth == 0 && !isEnd) {
        String operator = operator(content, open, close);
        if (BREAKS.contains(operator) && isAfterOperand && brackets == 0) {
          pieces.add(content.substring(from, open));
          from = open;
        }
        brackets += operator.equals("(") || operator.equals("[") ? 1 : 0;
        brackets -= operator.equals(")") || operator.equals("]") ? 1 : 0;
        isAfterOperand =
            operator.isEmpty()
                || operator.equals("!")
                || operator.equals(")")
                || operator.equals("]");
      }
      if (!isEmpty) {
        depth += isEnd ? -1 : 1;
      }
      place = close + 1;
    }
    pieces.add(content.substring(from));
    pieces.subList(1, pieces.size()).replaceAll(MathMarkup::infix);
    if (!sign.isEmpty()) {
      pieces.set(0, "<mo form=\"infix\">" + sign + "</mo>" + pieces.get(0));
    }
    return pieces;
  }

  private static String infix(String piece) {
    return piece.replaceFirst("^<mo(?=[ >])", "<mo form=\"infix\"");
  }

  /** The sign of an {@code mo} element that begins at a place, or nothing. */
  private static String operator(String content, int open, int close) {
    if (!content.startsWith("<mo>", open) && !content.startsWith("<mo ", open)) {
      return "";
    }
    return content.substring(close + 1, content.indexOf('<', close));
  }
}
