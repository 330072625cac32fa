package org.chainrule.error;

/** A failure to give a value because there is none: the argument is outside the real domain. */
public final class DomainException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  private final boolean isUnsettled;

  public DomainException(String message) {
    this(message, false);
  }

  private DomainException(String message, boolean isUnsettled) {
    super(message);
    this.isUnsettled = isUnsettled;
  }

  /** A failure at a place that no precision tells from the edge of the domain. */
  public static DomainException unsettled(String message) {
    return new DomainException(message, true);
  }

  /** Whether no precision tells the place from the edge of the domain. */
  public boolean isUnsettled() {
    return isUnsettled;
  }

  /** The same with another message. */
  public DomainException withMessage(String message) {
    return new DomainException(message, isUnsettled);
  }
}
