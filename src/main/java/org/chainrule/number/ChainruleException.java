package org.chainrule.number;

/** The root of every failure that Chainrule reports; each kind of failure is one subclass. */
public abstract class ChainruleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected ChainruleException(String message) {
    super(message);
  }
}
