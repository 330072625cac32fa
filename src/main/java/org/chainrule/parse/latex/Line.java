package org.chainrule.parse.latex;

import java.util.List;

/**
 * A line of a display, its cells joined.
 *
 * @param items its marks
 * @param start what it starts
 */
record Line(List<Markup> items, Start start) {
  /** What a line may start. */
  enum Start {
    /** A statement of its own. */
    STATEMENT,
    /** A statement, where statements are read; in an expression it goes on. */
    PERHAPS,
    /** Nothing: it goes on with the line before. */
    NOTHING
  }
}
