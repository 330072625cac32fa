package org.chainrule.error;

/** A refusal of what Chainrule cannot do yet. */
public final class NotYetException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public NotYetException(String message) {
    super(message);
  }
}
