package org.chainrule.number;

/** Thrown where an expression has no real value: outside a domain, at a pole or at a kink. */
public class DomainException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public DomainException(String message) {
    super(message);
  }
}
