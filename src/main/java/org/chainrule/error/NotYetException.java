package org.chainrule.error;

/** Thrown where something is asked for that Chainrule cannot do yet. */
public final class NotYetException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public NotYetException(String message) {
    super(message);
  }
}
