package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chainrule.expr.Function;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A straight-line program in an arithmetic, whose values stay from one point to the next where
 * nothing that they depend on has changed.
 *
 * @param <T> the numbers of the arithmetic
 */
final class StraightLineMachine<T> {
  private final StraightLine program;
  private final Arithmetic<T> arithmetic;
  private final @Nullable Rational[] inputs;
  private final List<@Nullable T> values;
  private final boolean[] changed;

  /** The point whose places of inputs are known. */
  private Point shaped = Point.EMPTY;

  /** The places of inputs in points of that shape. */
  private final int[] places;

  /** Whether the values are all those of one point. */
  private boolean isWhole;

  /** A machine whose values are those that a recorder computed at a point. */
  StraightLineMachine(
      StraightLine program, Arithmetic<T> arithmetic, List<@Nullable T> values, Point point) {
    this(program, arithmetic, values);
    for (int place = 0; place < inputs.length; place++) {
      if (program.operation(place) == StraightLine.Operation.INPUT) {
        inputs[place] = point.number(target(place));
      }
    }
    findPlaces(point);
    isWhole = true;
  }

  private StraightLineMachine(
      StraightLine program, Arithmetic<T> arithmetic, List<@Nullable T> values) {
    this.program = program;
    this.arithmetic = arithmetic;
    this.values = values;
    inputs = new @Nullable Rational[program.size()];
    changed = new boolean[program.size()];
    places = new int[program.size()];
  }

  private void findPlaces(Point point) {
    shaped = point;
    for (int place = 0; place < places.length; place++) {
      if (program.operation(place) == StraightLine.Operation.INPUT) {
        places[place] = point.place(target(place));
      }
    }
  }

  private @Nullable Rational input(int place, Point point) {
    return places[place] < 0 ? null : point.at(places[place]);
  }

  /** A machine without values. */
  static <T> StraightLineMachine<T> of(StraightLine program, Arithmetic<T> arithmetic) {
    List<@Nullable T> values = new ArrayList<>(program.size());
    for (int i = 0; i < program.size(); i++) {
      values.add(null);
    }
    return new StraightLineMachine<>(program, arithmetic, values);
  }

  StraightLine program() {
    return program;
  }

  Arithmetic<T> arithmetic() {
    return arithmetic;
  }

  /** The value at the last point that was gone through to the end. */
  T result() {
    return value(program.result());
  }

  /** The arguments that functions which oscillate had, in the order of their calls. */
  List<T> turning() {
    List<T> arguments = new ArrayList<>();
    for (int place = 0; place < program.size(); place++) {
      if (program.operation(place) == StraightLine.Operation.APPLY
          && ((Function) target(place)).oscillates()) {
        for (int operand : program.operands(place)) {
          arguments.add(value(operand));
        }
      }
    }
    return arguments;
  }

  private Object target(int place) {
    return Objects.requireNonNull(program.detail(place));
  }

  /** The value at a point, or null where other operations lead to it, as something is decided. */
  @Nullable T at(Point point, EvaluationSteps budget) {
    boolean keeps = isWhole;
    isWhole = false;
    if (!point.hasShapeOf(shaped)) {
      findPlaces(point);
    }
    for (int place = 0; place < changed.length; place++) {
      changed[place] = !keeps || isChanged(place, point);
      if (!changed[place]) {
        continue;
      }
      budget.spend(1);
      int[] operands = program.operands(place);
      switch (program.operation(place)) {
        case SIGN -> {
          if (Integer.signum(arithmetic.compare(value(operands[0]), value(operands[1])))
              != (Integer) target(place)) {
            return null;
          }
        }
        case WHOLE -> {
          BigInteger whole = arithmetic.integer(value(operands[0]));
          if (!Objects.requireNonNullElse(whole, StraightLine.NOT_WHOLE).equals(target(place))) {
            return null;
          }
        }
        case INPUT -> {
          Rational input = input(place, point);
          if (input == null) {
            return null;
          }
          inputs[place] = input;
          values.set(place, arithmetic.of(input));
        }
        default -> values.set(place, computed(place, operands, budget));
      }
    }
    isWhole = true;
    return result();
  }

  private boolean isChanged(int place, Point point) {
    if (program.operation(place) == StraightLine.Operation.INPUT) {
      Rational input = input(place, point);
      return inputs[place] != input && !Objects.equals(inputs[place], input);
    }
    for (int operand : program.operands(place)) {
      if (changed[operand]) {
        return true;
      }
    }
    return false;
  }

  private T value(int place) {
    return Objects.requireNonNull(values.get(place));
  }

  private T computed(int place, int[] operands, EvaluationSteps budget) {
    return switch (program.operation(place)) {
      case NUMBER -> arithmetic.of((Rational) target(place));
      case PI -> arithmetic.pi();
      case E -> arithmetic.e();
      case ADD -> arithmetic.add(value(operands[0]), value(operands[1]));
      case MULTIPLY -> arithmetic.multiply(value(operands[0]), value(operands[1]));
      case NEGATE -> arithmetic.negate(value(operands[0]));
      case DIVIDE -> {
        T quotient = arithmetic.divide(value(operands[0]), value(operands[1]));
        yield operands[0] == operands[1] ? arithmetic.of(Rational.ONE) : quotient;
      }
      case INTEGER_POWER -> {
        budget.spend(arithmetic.cost());
        yield arithmetic.integerPower(value(operands[0]), (BigInteger) target(place));
      }
      case POWER -> {
        budget.spend(arithmetic.cost());
        yield arithmetic.power(value(operands[0]), value(operands[1]));
      }
      case EXPONENTIAL -> arithmetic.exponential(value(operands[0]));
      case APPLY -> {
        budget.spend(arithmetic.cost());
        List<T> arguments = new ArrayList<>(operands.length);
        for (int operand : operands) {
          arguments.add(value(operand));
        }
        yield arithmetic.apply((Function) target(place), arguments);
      }
      case INPUT, SIGN, WHOLE -> throw new IllegalStateException("no value of its own");
    };
  }
}
