package org.chainrule.precise;

/** The end of an operation on balls whose outcome their radii leave open. */
public final class BlurredException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  BlurredException() {
    super("the radius is too large");
  }

  /** Where it was thrown is of no interest, and most of what it costs. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
