package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.NamesException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.laws.ExpressionGenerator;
import org.chainrule.number.ChainruleException;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.api.Test;

/** Generated expressions have one value and one gradient, evaluated, on a tape or in duals. */
class GeneratedOnTapeTest {
  private static final Context<Expr> CONTEXT =
      Context.<Expr>of(Functions::named).withSteps(200_000);
  private static final List<String> WHOLE = List.of("i", "j", "m", "n");

  private int values;
  private int gradients;
  private final List<String> faults = new ArrayList<>();

  @Test
  void theyAgreeOnAThousandExpressions() {
    ExpressionGenerator generator = new ExpressionGenerator(20_261_121);
    int made = 0;
    while (made < 1_000) {
      Expr expression = generator.next(4 + made % 25);
      if (isNumeric(expression)) {
        made++;
        compare(expression, made);
      }
    }
    assertThat(faults).isEmpty();
    assertThat(values).isGreaterThan(350);
    assertThat(gradients).isGreaterThan(250);
  }

  /** Whether an expression has neither unknown functions nor derivatives of unknown families. */
  private static boolean isNumeric(Expr expression) {
    return !expression.mayContainName("f") && !expression.mayContainName("h");
  }

  private static double start(String name) {
    int digit = Math.floorMod(name.hashCode() * 31, 17);
    if (name.equals("n")) {
      return 4; // No vector is shorter than the elements that are asked for.
    }
    return WHOLE.contains(name) ? 1 + digit % 3 : 0.3 + digit / 9.0 - (digit % 5 == 0 ? 1.1 : 0);
  }

  private void compare(Expr expression, int number) {
    Map<String, Double> point = new HashMap<>();
    double expected;
    try {
      expected = evaluated(expression, point);
    } catch (ChainruleException none) {
      return;
    }
    Tape tape = new Tape();
    Map<String, Variable> variables = new HashMap<>();
    Map<String, Dual> duals = new HashMap<>();
    List<String> names = List.copyOf(point.keySet());
    for (int i = 0; i < names.size(); i++) {
      double value = point.get(names.get(i));
      variables.put(names.get(i), tape.variable(value));
      duals.put(names.get(i), Dual.variable(value, i, names.size()));
    }
    Variable result;
    try {
      result = tape.run(expression, variables);
    } catch (ChainruleException exception) {
      faults.add(number + ": " + exception.getMessage() + ", " + expression + " at " + point);
      return;
    }
    Dual dual = Dual.run(expression, duals);
    if (!Double.isFinite(result.value())) {
      return; // Doubles overflow on the way: the tape says so by a value that is none.
    }
    values++;
    near(expected, result.value(), number, "value");
    near(result.value(), dual.value(), number, "dual value");
    result.backward();
    for (int i = 0; i < names.size(); i++) {
      double gradient = variables.get(names.get(i)).gradient();
      if (!Double.isFinite(gradient)) {
        continue;
      }
      near(gradient, dual.tangent(i), number, "dual derivative by " + names.get(i));
      if (!WHOLE.contains(names.get(i)) && !names.get(i).contains("_")) {
        derivative(expression, point, names.get(i), gradient, number);
      }
    }
  }

  private void derivative(
      Expr expression, Map<String, Double> point, String name, double gradient, int number) {
    double expected;
    try {
      Expr derivative =
          new Differentiator(Symbol.of(name), Definitions.none(), Facts.none())
              .differentiate(expression);
      expected = evaluated(derivative, new HashMap<>(point));
    } catch (ChainruleException none) {
      return;
    }
    gradients++;
    near(expected, gradient, number, "derivative by " + name);
  }

  private void near(double expected, double found, int number, String what) {
    double scale = Math.max(1, Math.max(Math.abs(expected), Math.abs(found)));
    if (!(Math.abs(expected - found) <= 1e-9 * scale)) {
      faults.add(number + ": the " + what + " is " + found + ", not " + expected);
    }
  }

  /** The value, giving a number to every name that turns out to be needed. */
  private static double evaluated(Expr expression, Map<String, Double> point) {
    while (true) {
      try {
        Point.Builder builder = Point.builder();
        point.forEach(builder::set);
        return Evaluator.evaluate(expression, builder.build(), CONTEXT.withKnown(point.keySet()));
      } catch (NamesException exception) {
        if (exception.missing().isEmpty()) {
          point.keySet().removeAll(exception.unknown());
          if (exception.unknown().isEmpty()) {
            throw exception;
          }
        }
        exception.missing().forEach(name -> point.put(name, start(name)));
      }
    }
  }
}
