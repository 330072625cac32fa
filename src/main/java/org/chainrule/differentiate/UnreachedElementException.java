package org.chainrule.differentiate;

import org.chainrule.error.NoDerivativeException;

/** A refusal of an element that is needed and that its recurrence does not reach. */
public final class UnreachedElementException extends NoDerivativeException {
  private static final long serialVersionUID = 1L;

  public UnreachedElementException(String message) {
    super(message);
  }
}
