package org.chainrule.optimize;

import org.chainrule.error.TrainingException;

/**
 * A number that an update rule is given.
 *
 * @param name the word by which users set it: {@code rate}
 * @param symbol the name that it has in the rule's formulas: {@code alpha}
 * @param standard its value where none is set
 * @param range the values that it may have
 */
public record Hyperparameter(String name, String symbol, double standard, Range range) {
  /** The values that a hyperparameter may have. */
  public enum Range {
    POSITIVE("above 0"),
    FRACTION("from 0 to below 1");

    private final String told;

    Range(String told) {
      this.told = told;
    }

    private boolean has(double value) {
      return this == POSITIVE
          ? value > 0 && value < Double.POSITIVE_INFINITY
          : value >= 0 && value < 1;
    }

    @Override
    public String toString() {
      return told;
    }
  }

  static Hyperparameter rate(double standard) {
    return new Hyperparameter("rate", "alpha", standard, Range.POSITIVE);
  }

  static Hyperparameter fraction(String name, String symbol, double standard) {
    return new Hyperparameter(name, symbol, standard, Range.FRACTION);
  }

  static Hyperparameter epsilon() {
    return new Hyperparameter("epsilon", "epsilon", 1e-8, Range.POSITIVE);
  }

  double checked(double value) {
    if (!range.has(value)) {
      throw new TrainingException(name + " is " + value + ", it must be " + range);
    }
    return value;
  }
}
