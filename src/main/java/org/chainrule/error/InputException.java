package org.chainrule.error;

/**
 * Input that is not what it should be, such as a number or a question: what it is, what it should
 * be.
 */
public final class InputException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }
}
