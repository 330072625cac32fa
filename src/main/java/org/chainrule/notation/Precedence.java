package org.chainrule.notation;

/** The ranks of the notation, loosest first: the one table by which every format sets brackets. */
public enum Precedence {
  DISJUNCTION,
  CONJUNCTION,
  RELATION,
  SUM,
  PRODUCT,
  PREFIX,
  POWER,
  OPERAND;

  public boolean isBelow(Precedence other) {
    return compareTo(other) < 0;
  }
}
