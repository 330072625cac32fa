package org.chainrule.parse;

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
}
