package org.chainrule.evaluate;

import java.util.List;
import org.chainrule.error.Span;
import org.chainrule.expr.Function;
import org.chainrule.expr.Reduction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A step of a computation: what expressions and syntax trees are both brought to.
 *
 * <p>A bound index is a numbered slot. A node knows on which slots it depends, so that its value is
 * kept as long as these hold theirs.
 */
final class Step {
  /** The operations of nodes. */
  enum Kind {
    NUMBER,
    PI,
    E,
    INFINITY,
    SYMBOL,
    SLOT,
    ELEMENT,
    ADD,
    MULTIPLY,
    NEGATE,
    DIVIDE,
    POWER,
    EXPONENTIAL,
    CALL,
    REDUCE,
    /** The array of a body's values, with the inputs of a reduction. */
    ARRAY,
    /** A function of an array, and the indices of an element of what it gives. */
    OF_ARRAY,
    BIND,
    DELTA,
    CASES,
    COMPARE,
    AND,
    OR,
    NOT,
    LENGTH,
    REFUSE
  }

  /** The signs of comparisons. */
  enum Sign {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL;

    boolean holds(int difference) {
      return switch (this) {
        case EQUAL -> difference == 0;
        case NOT_EQUAL -> difference != 0;
        case LESS -> difference < 0;
        case LESS_OR_EQUAL -> difference <= 0;
      };
    }
  }

  private static final int EXACT_SLOTS = 62;

  /** The details that tell a node from others of its kind. */
  record Detail(
      Rational number,
      String name,
      int slot,
      @Nullable Function function,
      Sign sign,
      Reduction.Operator fold,
      boolean flag) {
    static final Detail NONE =
        new Detail(Rational.ZERO, "", 0, null, Sign.EQUAL, Reduction.Operator.SUM, false);

    Detail number(Rational value) {
      return new Detail(value, name, slot, function, sign, fold, flag);
    }

    Detail name(String value) {
      return new Detail(number, value, slot, function, sign, fold, flag);
    }

    Detail slot(int value) {
      return new Detail(number, name, value, function, sign, fold, flag);
    }

    Detail function(Function value) {
      return new Detail(number, value.name(), slot, value, sign, fold, flag);
    }

    Detail sign(Sign value) {
      return new Detail(number, name, slot, function, value, fold, flag);
    }

    Detail fold(Reduction.Operator value) {
      return new Detail(number, name, slot, function, sign, value, flag);
    }

    Detail flag(boolean value) {
      return new Detail(number, name, slot, function, sign, fold, value);
    }
  }

  final int id;
  final Kind kind;
  final List<Step> inputs;
  final Detail detail;
  final @Nullable Span span;

  /**
   * Whether the value is a whole number because of the form: an index, an integer, a sum, a power
   * or a magnitude of such.
   */
  final boolean whole;

  private final long mask;
  private final int deepest;

  Step(int id, Kind kind, List<Step> inputs, Detail detail, @Nullable Span span) {
    this.id = id;
    this.kind = kind;
    this.inputs = List.copyOf(inputs);
    this.detail = detail;
    this.span = span;
    long slots = 0;
    int deep = 0;
    boolean allWhole = true;
    for (int i = 0; i < this.inputs.size(); i++) {
      Step input = this.inputs.get(i);
      boolean inside =
          (kind == Kind.REDUCE || kind == Kind.ARRAY) && i >= 2 || kind == Kind.BIND && i >= 1;
      slots |= inside ? input.mask & ~bit(detail.slot()) : input.mask;
      int inputDeepest = input.deepest;
      if (inside && inputDeepest == detail.slot()) {
        inputDeepest = Math.max(0, inputDeepest - 1);
      }
      deep = Math.max(deep, inputDeepest);
      allWhole &= input.whole;
    }
    if (kind == Kind.SLOT) {
      slots |= bit(detail.slot());
      deep = detail.slot() > EXACT_SLOTS ? detail.slot() : 0;
    }
    mask = slots;
    deepest = deep > EXACT_SLOTS ? deep : 0;
    whole =
        switch (kind) {
          case NUMBER -> detail.number().isInteger();
          case SLOT -> true;
          case ADD, MULTIPLY, NEGATE -> allWhole && detail.number().isInteger();
          case CALL -> allWhole && detail.function() != null && detail.function().isExact();
          case POWER ->
              allWhole
                  && this.inputs.get(1).kind == Kind.NUMBER
                  && this.inputs.get(1).detail.number().signum() >= 0;
          default -> false;
        };
  }

  private static long bit(int slot) {
    return slot <= EXACT_SLOTS ? 1L << slot : 0;
  }

  /**
   * The innermost slot on which the value depends, or 0. Beyond the slots that are told apart, a
   * node counts as dependent on all binders around it.
   */
  int level() {
    return deepest > 0 ? deepest : mask == 0 ? 0 : 63 - Long.numberOfLeadingZeros(mask);
  }

  /** The position in the text, to end a message with. */
  String place() {
    return span == null ? "" : " (at " + span + ")";
  }
}
