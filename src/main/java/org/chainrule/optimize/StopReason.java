package org.chainrule.optimize;

/** Why a minimiser stopped. */
public enum StopReason {
  /** The gradient is as small as was asked for: a minimum, as far as the gradient tells. */
  GRADIENT("the gradient is small enough"),
  /** All steps that were allowed are taken. */
  STEPS("no more steps are allowed"),
  /** No step makes the value smaller any more, as far as its digits tell. */
  NO_PROGRESS("no step makes the value smaller"),
  /** The value gets smaller along a line as far as that was followed. */
  UNBOUNDED("the value falls without end");

  private final String told;

  StopReason(String told) {
    this.told = told;
  }

  @Override
  public String toString() {
    return told;
  }
}
