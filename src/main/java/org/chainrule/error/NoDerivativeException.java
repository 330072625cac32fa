package org.chainrule.error;

/** A refusal because an expression has no derivative that Chainrule can derive. */
public class NoDerivativeException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public NoDerivativeException(String message) {
    super(message);
  }
}
