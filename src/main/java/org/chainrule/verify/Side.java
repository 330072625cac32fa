package org.chainrule.verify;

/** The side of a point from which a derivative is taken. */
public enum Side {
  /** From smaller numbers. */
  LEFT,
  /** From larger numbers. */
  RIGHT;

  int sign() {
    return this == LEFT ? -1 : 1;
  }
}
