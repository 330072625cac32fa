package org.chainrule.explain;

/** How much of a derivation its steps tell. */
public enum Detail {
  /** The derivative and what it comes to. */
  ANSWER,
  /**
   * The chain rule through definitions, each derivative in it, and what is put together of them.
   */
  LECTURE,
  /** Every use of a rule as well. */
  RULES
}
