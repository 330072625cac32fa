package org.chainrule.document;

/** Text as a document may show it. */
final class SafeText {
  private SafeText() {}

  /** The text without what steers a terminal, or turns the direction of reading around. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .forEach(point -> safe.appendCodePoint(isSafe(point) ? point : '\uFFFD'));
    return safe.toString();
  }

  /** The text on one line. */
  static String line(String text) {
    return of(text).replace('\n', ' ').replace('\t', ' ');
  }

  private static boolean isSafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\n' || point == '\t';
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.FORMAT -> !isDirection(point);
      default -> (point & 0xFFFE) != 0xFFFE;
    };
  }

  private static boolean isDirection(int point) {
    return point >= 0x202A && point <= 0x202E
        || point >= 0x2066 && point <= 0x2069
        || point == 0x200E
        || point == 0x200F
        || point == 0x061C;
  }

  /** The text as it stands in elements and attributes of HTML and XML. */
  static String escaped(String text) {
    String safe = of(text);
    StringBuilder escaped = new StringBuilder(safe.length() + 16);
    for (int i = 0; i < safe.length(); i++) {
      char next = safe.charAt(i);
      switch (next) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(next);
      }
    }
    return escaped.toString();
  }
}
