package org.chainrule.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Long formulas in LaTeX as several lines, which begin with a sign between operands. */
final class LatexBreaks {
  /** About how many letters a line can have. */
  private static final int LINE = 62;

  private static final Pattern BREAK = Pattern.compile("(?:[-+=<>]|\\\\(?:leq|geq|neq|land|lor)) ");

  private LatexBreaks() {}

  /** The formula, in lines where it is long. */
  static String of(String latex) {
    if (length(latex) <= LINE) {
      return latex;
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : pieces(latex)) {
      if (!line.isEmpty() && length(line + piece) > LINE) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(piece);
    }
    lines.add(line.toString().strip());
    return lines.size() == 1
        ? latex
        : "\\begin{aligned}\n&" + String.join(" \\\\\n&\\quad {}", lines) + "\n\\end{aligned}";
  }

  /** The formula cut before each sign that is in no group. */
  private static List<String> pieces(String latex) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < latex.length(); i++) {
      char next = latex.charAt(i);
      if (next == '{' || latex.startsWith("\\left", i) && !startsWord(latex, i, "\\left")) {
        depth++;
      } else if (next == '}'
          || latex.startsWith("\\right", i) && !startsWord(latex, i, "\\right")) {
        depth--;
      } else if (depth == 0
          && i > 0
          && latex.charAt(i - 1) == ' '
          && BREAK.matcher(latex).region(i, latex.length()).lookingAt()) {
        pieces.add(latex.substring(from, i));
        from = i;
      } else if (latex.startsWith("\\begin{", i)) {
        depth++;
        i = latex.indexOf('}', i);
      } else if (latex.startsWith("\\end{", i)) {
        depth--;
        i = latex.indexOf('}', i);
      } else if (next == '\\') {
        i++;
      }
    }
    pieces.add(latex.substring(from));
    return pieces;
  }

  /** Whether a longer word than a command begins at a place, such as one for an arrow. */
  private static boolean startsWord(String latex, int place, String command) {
    int end = place + command.length();
    return end < latex.length() && Character.isLetter(latex.charAt(end));
  }

  /** About how many letters a formula shows. */
  private static int length(String latex) {
    return latex.replaceAll("\\\\[A-Za-z]+ ?", "x").replaceAll("[{}^_& ]", "").length();
  }
}
