package org.chainrule.autograd;

import org.chainrule.error.ChainruleException;

/** A misuse of a tape, or something that a tape cannot run. */
public final class TapeException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  TapeException(String message) {
    super(message);
  }
}
