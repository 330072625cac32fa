package org.chainrule.evaluate;

/** The signal that a computation needs more digits; it never leaves this package. */
final class UncertainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UncertainException() {
    super("more digits are needed", null, false, false);
  }
}
