package org.chainrule.evaluate;

/** The side from which a value is approached. */
public enum Side {
  LEFT,
  RIGHT
}
