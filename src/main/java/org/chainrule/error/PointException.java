package org.chainrule.error;

/** A point that contradicts itself or cannot be read. */
public final class PointException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  private final int column;

  public PointException(String message) {
    this(message, 0);
  }

  /**
   * The failure at a place of the text.
   *
   * @param column the column from 1, or 0 where there is no text
   */
  public PointException(String message, int column) {
    super(column > 0 ? "column " + column + ": " + message : message);
    this.column = column;
  }

  /** The column in the text of the point, from 1, or 0. */
  public int column() {
    return column;
  }
}
