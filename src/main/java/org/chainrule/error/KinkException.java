package org.chainrule.error;

/**
 * A failure to give a value because the point lies exactly on the border between the cases of an
 * expression, none of which holds there; one-sided values may exist.
 */
public final class KinkException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public KinkException(String message) {
    super(message);
  }
}
