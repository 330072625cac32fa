package org.chainrule.prove;

/** The end of a proof that is not found, with the reason. */
final class UnprovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnprovedException(String reason) {
    super(reason, null, false, false);
  }
}
