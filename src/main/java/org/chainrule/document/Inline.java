package org.chainrule.document;

/** A part of a line. */
public sealed interface Inline {
  /** Words as they are to be read, in no markup. */
  record Words(String text) implements Inline {}

  /** Mathematics. */
  record Mathematics(Formula formula) implements Inline {}

  /** Text as it was written, such as a line of input. */
  record Code(String text) implements Inline {}
}
