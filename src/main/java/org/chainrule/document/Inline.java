package org.chainrule.document;

import java.util.function.Function;

/** A part of a line. */
public sealed interface Inline {
  /** What one of three functions makes of this, the one of its kind. */
  <T> T map(Function<String, T> words, Function<Formula, T> mathematics, Function<String, T> code);

  /** Words as they are to be read, in no markup. */
  record Words(String text) implements Inline {
    @Override
    public <T> T map(
        Function<String, T> words, Function<Formula, T> mathematics, Function<String, T> code) {
      return words.apply(text);
    }
  }

  /** Mathematics. */
  record Mathematics(Formula formula) implements Inline {
    @Override
    public <T> T map(
        Function<String, T> words, Function<Formula, T> mathematics, Function<String, T> code) {
      return mathematics.apply(formula);
    }
  }

  /** Text as it was written, such as a line of input. */
  record Code(String text) implements Inline {
    @Override
    public <T> T map(
        Function<String, T> words, Function<Formula, T> mathematics, Function<String, T> code) {
      return code.apply(text);
    }
  }
}
