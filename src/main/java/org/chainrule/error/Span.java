package org.chainrule.error;

import java.io.Serializable;

/**
 * A stretch of the text as it was sent, counted in code points.
 *
 * @param line the line on which it starts, from 1
 * @param column the column at which it starts, from 1
 * @param endLine the line on which it ends
 * @param endColumn the column just after its end
 * @param start the offset at which it starts, from 0
 * @param end the offset just after its end
 */
public record Span(int line, int column, int endLine, int endColumn, int start, int end)
    implements Serializable {
  /** The stretch from the start of this to the end of another that does not end before it. */
  public Span to(Span last) {
    return new Span(line, column, last.endLine, last.endColumn, start, last.end);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
