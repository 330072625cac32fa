package org.chainrule.matrix;

/** The end of an attempt to raise an expression, which never leaves this package. */
final class NoMatrices extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Raised.Reason reason;
  private final String detail;

  NoMatrices(Raised.Reason reason, Object detail) {
    super(reason.text(), null, false, false);
    this.reason = reason;
    this.detail = detail.toString();
  }

  Raised.Elements result() {
    return new Raised.Elements(reason, detail);
  }
}
