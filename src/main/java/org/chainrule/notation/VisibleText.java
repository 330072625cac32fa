package org.chainrule.notation;

/** Text as it may be shown: all that cannot be seen is replaced. */
public final class VisibleText {
  private VisibleText() {}

  /** The text with everything that cannot be seen replaced by one visible character each. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (isSpace(point)) {
                out.append(' ');
              } else {
                boolean mark = Identifier.isMark(point);
                out.appendCodePoint(isPrintable(point) || mark ? point : '\uFFFD');
              }
            });
    return out.toString();
  }

  /** Whether a character can be seen by itself. */
  public static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          false;
      default -> true;
    };
  }

  /** Whether a character is a blank. */
  public static boolean isSpace(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || point == 0xFEFF
        || Character.getType(point) == Character.SPACE_SEPARATOR;
  }
}
