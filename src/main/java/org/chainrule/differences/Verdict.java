package org.chainrule.differences;

/** The outcome of a check. */
public enum Verdict {
  /** The claim holds, by exact means. */
  PROVED,
  /** The claim agrees at every point tried, and enough points were tried. */
  PROBABLE,
  /** The claim is wrong at a point that is told. */
  REFUTED,
  /** Too little could be tried to say. */
  UNDECIDED
}
