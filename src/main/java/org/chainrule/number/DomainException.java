package org.chainrule.number;

/** A failure to give a value because there is none: the argument is outside the real domain. */
public final class DomainException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public DomainException(String message) {
    super(message);
  }
}
