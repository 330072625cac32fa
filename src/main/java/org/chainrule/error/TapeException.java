package org.chainrule.error;

/** A misuse of a tape, or something that a tape cannot run. */
public final class TapeException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public TapeException(String message) {
    super(message);
  }
}
