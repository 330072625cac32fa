package org.chainrule.differentiate;

import org.chainrule.error.NoDerivativeException;

/** Thrown where an element is needed that its recurrence does not reach. */
public final class UnreachedElementException extends NoDerivativeException {
  private static final long serialVersionUID = 1L;

  public UnreachedElementException(String message) {
    super(message);
  }
}
