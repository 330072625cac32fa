package org.chainrule.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
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

  private static final int[] NONE = {};

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

  /** The slots on which the value depends, in order. */
  private final int[] slots;

  Step(int id, Kind kind, List<Step> inputs, Detail detail, @Nullable Span span) {
    this.id = id;
    this.kind = kind;
    this.inputs = List.copyOf(inputs);
    this.detail = detail;
    this.span = span;
    int[] dependence = kind == Kind.SLOT ? new int[] {detail.slot()} : NONE;
    boolean allWhole = true;
    for (int i = 0; i < this.inputs.size(); i++) {
      Step input = this.inputs.get(i);
      boolean inside =
          (kind == Kind.REDUCE || kind == Kind.ARRAY) && i >= 2 || kind == Kind.BIND && i >= 1;
      dependence = union(dependence, inside ? without(input.slots, detail.slot()) : input.slots);
      allWhole &= input.whole;
    }
    slots = dependence;
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

  private static int[] without(int[] slots, int slot) {
    return Arrays.binarySearch(slots, slot) < 0
        ? slots
        : Arrays.stream(slots).filter(each -> each != slot).toArray();
  }

  /** What either has, as one of the two where that has all. */
  private static int[] union(int[] some, int[] more) {
    if (more.length == 0 || Arrays.equals(some, more)) {
      return some;
    }
    return some.length == 0
        ? more
        : IntStream.concat(Arrays.stream(some), Arrays.stream(more)).sorted().distinct().toArray();
  }

  /** The largest slot on which the value depends, or 0. */
  int level() {
    return slots.length == 0 ? 0 : slots[slots.length - 1];
  }

  /**
   * The newest binding among those of the slots on which the value depends, or 0. While it stands
   * all older ones do, since what was bound last is given back first.
   */
  long newest(IntToLongFunction binding) {
    long newest = 0;
    for (int slot : slots) {
      newest = Math.max(newest, binding.applyAsLong(slot));
    }
    return newest;
  }

  /** The position in the text, to end a message with. */
  String place() {
    return span == null ? "" : " (at " + span + ")";
  }
}
