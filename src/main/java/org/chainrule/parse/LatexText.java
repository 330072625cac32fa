package org.chainrule.parse;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A text in LaTeX among texts in plain notation: it starts with a mark that no text from outside
 * may have, and that counts in no place.
 */
public final class LatexText {
  /** A character that Unicode keeps for use within programs. */
  private static final char MARK = '\uFDD0';

  private LatexText() {}

  /** A text as one in LaTeX. */
  public static String of(String latex) {
    return MARK + latex;
  }

  /** Whether a text is in LaTeX. */
  public static boolean is(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK;
  }

  /** A text as it was sent. */
  public static String sent(String text) {
    return is(text) ? text.substring(1) : text;
  }

  /** A text in the same notation as another. */
  public static String like(String other, String text) {
    return is(other) ? of(text) : text;
  }

  /** How a repair in plain notation is written in LaTeX, by patterns of what it says. */
  private static final List<Map.Entry<Pattern, String>> REPAIRS =
      List.of(
          repair("(`?\\S+?) : R -> R", "$1 : \\\\mathbb{R} \\\\to \\\\mathbb{R}"),
          repair("(`?\\S+?) : R\\b(?!\\^)", "$1 \\\\in \\\\mathbb{R}"),
          repair("(\\S+) : R\\^\\{m x n\\}", "$1 \\\\in \\\\mathbb{R}^{m \\\\times n}"),
          repair("(\\S+) : R\\^n", "$1 \\\\in \\\\mathbb{R}^{n}"),
          repair("(\\S+) in 1\\.\\.n", "$1 \\\\in \\\\{1, \\\\dots, n\\\\}"),
          repair("\\*\\(…\\)", " \\\\cdot (…)"),
          repair("diff\\((\\S+), (\\w)\\)", "\\\\frac{d}{d$2} $1"),
          repair("\\bGamma\\(", "\\\\Gamma("),
          repair("sum_k …", "\\\\sum_{k} …"));

  private static Map.Entry<Pattern, String> repair(String plain, String latex) {
    return Map.entry(Pattern.compile(plain), latex);
  }

  /** A repair that is written in the plain notation, as LaTeX. */
  static String repair(String plain) {
    String latex = plain;
    for (Map.Entry<Pattern, String> each : REPAIRS) {
      latex = each.getKey().matcher(latex).replaceAll(each.getValue());
    }
    return latex;
  }
}
