package org.chainrule.document;

/** Words, code and formulas as they stand in Markdown. */
final class MarkdownText {
  private static final String SPECIAL = "\\`*_[]<>&$|~#";

  private MarkdownText() {}

  /** Words that mean what they say. */
  static String words(String text) {
    StringBuilder words = new StringBuilder();
    for (char each : SafeText.line(text).toCharArray()) {
      words.append(SPECIAL.indexOf(each) >= 0 ? "\\" : "").append(each);
    }
    return words.toString();
  }

  /** A paragraph that is no item of a list and no rule. */
  static String lineStart(String words) {
    return words
        .stripLeading()
        .replaceFirst("^(\\d{1,9})([.)])", "$1\\\\$2")
        .replaceFirst("^([-+=])", "\\\\$1");
  }

  static String code(String text) {
    String line = SafeText.line(text);
    String fence = "`".repeat(1 + longestRun(line));
    String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return line.isEmpty() ? "" : fence + space + line + space + fence;
  }

  static String block(String text) {
    String safe = SafeText.of(text);
    String fence = "`".repeat(Math.max(3, 1 + longestRun(safe)));
    return fence + "\n" + safe + "\n" + fence;
  }

  /** How many backticks follow one another at most. */
  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** A formula in LaTeX without the bars that would end a cell of a table. */
  static String inCell(String latex) {
    return latex.replace("\\|", "\\Vert ").replace("|", "\\vert ");
  }
}
