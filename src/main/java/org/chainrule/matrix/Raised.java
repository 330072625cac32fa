package org.chainrule.matrix;

/** The outcome of raising an expression of elements. */
public sealed interface Raised {
  /**
   * A form, which was found to have the expression's values.
   *
   * @param form the form, of the shape asked for
   */
  record Matrices(MatrixForm form) implements Raised {}

  /**
   * No form, so that the expression stays as it is.
   *
   * @param reason why there is none
   * @param detail what it is about, to follow the reason; empty where that says all
   */
  record Elements(Reason reason, String detail) implements Raised {
    @Override
    public String toString() {
      return detail.isEmpty() ? reason.text() : reason.text() + ": " + detail;
    }
  }

  /** Why an expression of elements has no matrix form. */
  enum Reason {
    THREE_INDICES("a part depends on three indices at once"),
    TANGLED("its sums are no chain of matrices"),
    PART_OF_A_RANGE("a sum is over a part of a range"),
    INDEX_AS_NUMBER("an index is calculated with"),
    UNKNOWN_LENGTH("a length is not known to fit"),
    ONE_ELEMENT("one row or column of a matrix has no name of its own"),
    NO_OPERATION("there is no operation of matrices for it"),
    TOO_LONG("it is too long to be read in matrices"),
    NO_VALUES("no values were found to check matrices by"),
    /** A fault in what raises. */
    DIFFERENT_VALUES("the matrices that were found have other values");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The reason in words. */
    public String text() {
      return text;
    }
  }
}
