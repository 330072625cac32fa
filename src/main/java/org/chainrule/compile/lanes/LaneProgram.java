package org.chainrule.compile.lanes;

import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.jvm.ClassWriting;
import org.chainrule.compile.schedule.Outline;

/**
 * A program for several points at a time.
 *
 * @param layout where the arrays of one point lie, the scratch array's numbers being vectors
 */
public record LaneProgram(LaneRoutine routine, BufferLayout layout) {
  /** Writes the program. */
  public static LaneProgram of(Outline outline, BufferLayout layout, Node value, Lanes lanes) {
    return new LaneProgram(
        (LaneRoutine) ClassWriting.make(outline, layout, value, LaneWriter.form(lanes)), layout);
  }
}
