package org.chainrule.error;

/** Thrown where an answer is to be given in terms of a name that is not defined. */
public final class UnknownNameException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public UnknownNameException(String message) {
    super(message);
  }
}
