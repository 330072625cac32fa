package org.chainrule.syntax;

/** The sign between two operands of a comparison. */
public enum RelationOperator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private final String sign;

  RelationOperator(String sign) {
    this.sign = sign;
  }

  /** The sign in plain notation. */
  public String sign() {
    return sign;
  }
}
