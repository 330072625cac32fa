package org.chainrule.error;

/** A refusal to answer in terms of a name that is not defined. */
public final class UnknownNameException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public UnknownNameException(String message) {
    super(message);
  }
}
