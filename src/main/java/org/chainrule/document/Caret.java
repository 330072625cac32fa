package org.chainrule.document;

/** A line with a mark below the place that is meant. */
final class Caret {
  private Caret() {}

  /**
   * The line, and the mark below it.
   *
   * @param column where the mark is, in code points from 1; 0 for nowhere
   */
  static String under(String source, int column) {
    String line = SafeText.line(source);
    return column <= 0 ? line : line + "\n" + " ".repeat(column - 1) + "^";
  }
}
