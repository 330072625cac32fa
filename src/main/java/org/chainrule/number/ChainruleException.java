package org.chainrule.number;

/** The root of all failures that Chainrule reports to those who use it. */
public abstract class ChainruleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected ChainruleException(String message) {
    super(message);
  }
}
