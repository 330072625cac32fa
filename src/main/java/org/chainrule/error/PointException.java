package org.chainrule.error;

/** A point that contradicts itself, or does not fit what is asked. */
public final class PointException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public PointException(String message) {
    super(message);
  }
}
