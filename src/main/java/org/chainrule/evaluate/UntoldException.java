package org.chainrule.evaluate;

/** The signal that an expansion does not tell what was asked; it never leaves this package. */
final class UntoldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UntoldException(String message) {
    super(message, null, false, false);
  }
}
