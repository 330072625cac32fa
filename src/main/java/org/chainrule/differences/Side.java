package org.chainrule.differences;

/** The side of a point from which a derivative is taken. */
public enum Side {
  /** From smaller numbers. */
  LEFT,
  /** From larger numbers. */
  RIGHT;

  String word() {
    return this == LEFT ? "left" : "right";
  }

  int sign() {
    return this == LEFT ? -1 : 1;
  }
}
