package org.chainrule.autograd;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A translation of a tape's record into an expression, operation by operation in the order of the
 * record.
 */
final class Lifting {
  private final Recording recording;
  private final FunctionRecorder rules;
  private final Map<Integer, String> names = new HashMap<>();
  private final Operands operands = new Operands();

  Lifting(Tape tape, Map<Variable, String> names) {
    recording = tape;
    rules = tape.rules();
    names.forEach((variable, name) -> this.names.put(tape.placeOf(variable), name));
  }

  Expr lift(int result) {
    boolean[] needed = new boolean[result + 1];
    needed[result] = true;
    for (int place = result; place >= Recording.FIRST; place--) {
      if (needed[place] && !names.containsKey(place) && !recording.isLeaf(place)) {
        needed[recording.first(place)] = true;
        needed[recording.second(place)] = true;
      }
    }
    @Nullable Expr[] lifted = new @Nullable Expr[result + 1];
    for (int place = Recording.FIRST; place <= result; place++) {
      if (needed[place] && recording.code(place) != Recording.LINK) {
        lifted[place] = expression(place, lifted);
      }
    }
    return at(result, lifted);
  }

  private static Expr at(int place, @Nullable Expr[] lifted) {
    Expr known = lifted[place];
    if (known == null) {
      throw new IllegalStateException("an operand was not lifted");
    }
    return known;
  }

  private Expr expression(int place, @Nullable Expr[] lifted) {
    String name = names.get(place);
    if (name != null) {
      return Symbol.named(name);
    }
    int code = recording.code(place);
    if (code == Recording.CONSTANT) {
      return number(recording.valueAt(place));
    }
    if (code == Recording.LEAF) {
      throw new TapeException(
          "a variable of value " + recording.valueAt(place) + " has no name in the expression");
    }
    if (code >= Recording.FIRST_FUNCTION) {
      return function(place, rules.rule(code), lifted);
    }
    Expr first = at(recording.first(place), lifted);
    return recording.hasSecond(place)
        ? ofTwo(code, first, at(recording.second(place), lifted))
        : withNumber(code, first, number(recording.secondPartial(place)));
  }

  private static Expr ofTwo(int code, Expr first, Expr second) {
    return switch (code) {
      case Recording.ADD -> first.plus(second);
      case Recording.SUBTRACT -> first.minus(second);
      case Recording.MULTIPLY -> first.times(second);
      case Recording.DIVIDE -> first.dividedBy(second);
      default -> throw new IllegalStateException("no operation of two has the code " + code);
    };
  }

  private static Expr withNumber(int code, Expr operand, Expr number) {
    return switch (code) {
      case Recording.ADD_NUMBER -> operand.plus(number);
      case Recording.MULTIPLY_NUMBER -> operand.times(number);
      case Recording.DIVIDE_BY_NUMBER -> operand.dividedBy(number);
      case Recording.SUBTRACT_FROM_NUMBER -> number.minus(operand);
      case Recording.DIVIDE_NUMBER -> number.dividedBy(operand);
      case Recording.POWER_NUMBER -> operand.power(number);
      default -> throw new IllegalStateException("no operation of one has the code " + code);
    };
  }

  private Expr function(int place, PreparedFunction rule, @Nullable Expr[] lifted) {
    operands.read(recording, place);
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < operands.count(); i++) {
      arguments.add(at(operands.place(i), lifted));
    }
    if (!rule.ofVector()) {
      return rule.applied(arguments);
    }
    Expr vector = vector(arguments);
    return rule.applied(
        rule.selects() ? List.of(vector, Expr.of(operands.position() + 1)) : List.of(vector));
  }

  /** A vector of given elements: the sum of each where the index is its place. */
  private static Expr vector(List<Expr> elements) {
    int inUse = elements.stream().mapToInt(Symbol::largestOpened).max().orElse(0);
    Symbol index = Symbol.opened(inUse + 1);
    List<Expr> selected = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      selected.add(KroneckerDelta.of(index, Expr.of(i + 1)).times(elements.get(i)));
    }
    Expr body = Sum.of(selected);
    return Elements.of(index, Expr.of(1), Expr.of(elements.size()), body);
  }

  /** The number as its shortest decimal: 0.1 is a tenth. */
  private static Expr number(double value) {
    if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
      throw new TapeException("the record holds " + value + ", which is no number to write");
    }
    return Expr.of(Rational.of(BigDecimal.valueOf(value)));
  }
}
