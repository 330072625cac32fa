package org.chainrule.worksheet;

import java.util.List;

/**
 * A worksheet as it is written.
 *
 * @param title its first heading, or nothing
 */
public record Worksheet(String title, List<Block> blocks) {
  public Worksheet {
    blocks = List.copyOf(blocks);
  }

  /** A part of a worksheet. */
  sealed interface Block {}

  /** Prose in Markdown. */
  record Prose(String markdown) implements Block {}

  /**
   * Lines of mathematics: statements, values and questions.
   *
   * @param isLatex whether its formulas are in LaTeX
   */
  record Mathematics(boolean isLatex, List<Line> lines) implements Block {
    Mathematics {
      lines = List.copyOf(lines);
    }
  }

  /** The end of a problem: what was said before it holds no more. */
  record Break() implements Block {}

  /**
   * A line with those that go on with it.
   *
   * @param number its number in the file, from 1
   */
  record Line(int number, String text) {}
}
