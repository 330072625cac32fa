package org.chainrule.number;

/** Thrown where an answer would cost more steps, digits, memory or time than is allowed. */
public class BudgetException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public BudgetException(String message) {
    super(message);
  }
}
