package org.chainrule.number;

/** The root of everything that Chainrule refuses: one type per kind of failure below it. */
public abstract class ChainruleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected ChainruleException(String message) {
    super(message);
  }
}
