package org.chainrule.notation;

/** The side from which a point is approached, and how that is said. */
public enum Side {
  /** From smaller numbers. */
  LEFT,
  /** From larger numbers. */
  RIGHT;

  public String word() {
    return this == LEFT ? "left" : "right";
  }

  public int sign() {
    return this == LEFT ? -1 : 1;
  }
}
