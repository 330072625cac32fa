package org.chainrule.print;

/** The ranks of the notation, loosest first: the one table by which every format sets brackets. */
enum Precedence {
  DISJUNCTION,
  CONJUNCTION,
  RELATION,
  SUM,
  PRODUCT,
  PREFIX,
  POWER,
  OPERAND;

  boolean isBelow(Precedence other) {
    return compareTo(other) < 0;
  }
}
