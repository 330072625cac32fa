package org.chainrule.document;

import java.util.Locale;

/** Numbers and words in SVG. */
final class SvgText {
  private SvgText() {}

  /** A length to a tenth, in as few characters as there can be. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    long whole = Math.abs(tenths) / 10;
    long rest = Math.abs(tenths) % 10;
    String digits = rest == 0 ? Long.toString(whole) : whole == 0 ? "." + rest : whole + "." + rest;
    return tenths < 0 ? "-" + digits : digits;
  }

  /** A point, or a pair of lengths. */
  static String pair(double across, double down) {
    String second = number(down);
    return number(across) + (second.startsWith("-") ? "" : " ") + second;
  }

  /** About how wide a line is in a sans serif of some size. */
  static double width(String line, double size) {
    double[] sum = new double[1];
    line.codePoints().forEach(point -> sum[0] += width(point));
    return sum[0] * size;
  }

  private static double width(int point) {
    if (Character.getType(point) == Character.NON_SPACING_MARK) {
      return 0;
    }
    if ("iljI.,:;'|!()[]⁡⁢ ".indexOf(point) >= 0) {
      return 0.36;
    }
    if ("mwMW@∑∏—".indexOf(point) >= 0) {
      return 0.95;
    }
    return point >= 0x1100 && !Character.isLetterOrDigit(point) || point >= 0x2E80
        ? 0.95
        : Character.isUpperCase(point) ? 0.72 : 0.62;
  }

  /** The line, shorter where it is too wide. */
  static String fitted(String line, double size, double most) {
    if (width(line, size) <= most) {
      return line;
    }
    int end = line.length();
    while (end > 0 && width(line.substring(0, end) + "…", size) > most) {
      end = line.offsetByCodePoints(end, -1);
    }
    return line.substring(0, end) + "…";
  }

  /** The start of a figure, with what is said of it. */
  static String start(
      String id, String kind, double width, double height, String title, String told) {
    String size = number(width) + " " + number(height);
    String[] sides = size.split(" ", -1);
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\" viewBox=\"0 0 %s\" width=\"%s\""
            + " height=\"%s\" role=\"img\" aria-labelledby=\"%s-t %s-d\">\n"
            + "<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n",
        kind,
        size,
        sides[0],
        sides[1],
        id,
        id,
        id,
        SafeText.escaped(title),
        id,
        SafeText.escaped(told));
  }
}
