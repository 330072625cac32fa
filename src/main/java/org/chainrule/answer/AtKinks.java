package org.chainrule.answer;

/** The choices of what a derivative is exactly at a kink. */
public enum AtKinks {
  /** An error that tells both one-sided values. */
  ERROR,
  /** The value from the left. */
  LEFT,
  /** The value from the right. */
  RIGHT,
  /** The mean of both. */
  MEAN
}
