package org.chainrule.compile;

/**
 * A program for several points at a time.
 *
 * @param layout where the arrays of one point lie, the scratch array's numbers being vectors
 */
record LaneProgram(LaneKernel kernel, Layout layout) {}
