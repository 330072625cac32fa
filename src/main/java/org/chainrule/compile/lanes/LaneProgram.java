package org.chainrule.compile.lanes;

import org.chainrule.compile.graph.Layout;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.jvm.ClassWriting;
import org.chainrule.compile.schedule.Outline;

/**
 * A program for several points at a time.
 *
 * @param layout where the arrays of one point lie, the scratch array's numbers being vectors
 */
public record LaneProgram(LaneKernel kernel, Layout layout) {
  /** Writes the program. */
  public static LaneProgram of(Outline outline, Layout layout, Node value, Lanes lanes) {
    return new LaneProgram(
        (LaneKernel) ClassWriting.make(outline, layout, value, LaneWriter.form(lanes)), layout);
  }
}
