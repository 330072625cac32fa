package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.Model;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Value;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The derivative of a recurrence has three forms, which come about in different ways and agree: the
 * recurrence evaluated at a number of steps, the derivative of the unrolled expression, and the
 * closed form.
 */
class RecurrenceFormsTest {
  private static final int MOST_STEPS = 20;
  private static final String CLOSED = "closed form: ";

  /**
   * A recurrence.
   *
   * @param state the family that is asked for
   * @param variable what it is differentiated by
   * @param first the first number of steps
   * @param names plain names to give values to
   * @param inputs families to give values to
   */
  record Case(
      String state,
      String variable,
      int first,
      List<String> names,
      List<String> inputs,
      List<String> definitions) {
    @Override
    public String toString() {
      return state + " by " + variable + " of " + definitions;
    }
  }

  static Stream<Case> cases() {
    List<String> weights = List.of("w_1", "w_2");
    List<String> network = List.of("h_t = sigma(w_1*x_t + w_2*h_{t-1})", "h_0 = 0");
    List<String> later = List.of("h_t = tanh(w_1*x_t + w_2*h_{t-1})", "h_1 = w_2*tanh(w_1*x_1)");
    List<String> free = List.of("h_t = sigma(w_1*x_t + w_2*h_{t-1})", "h_0 = c");
    List<String> momentum = List.of("s_t = b*s_{t-1} + x_t", "s_0 = 0");
    List<String> descent = List.of("p_t = p_{t-1} - r*2*c*(p_{t-1} - q)", "p_0 = s");
    List<String> average = List.of("m_t = b*m_{t-1} + (1 - b)*x_t^2", "m_0 = 0");
    List<String> gates = List.of("z_t = w_1*x_t + w_2*h_{t-1}", "h_t = exp(-z_t^2)", "h_0 = w_1");
    List<String> moved =
        List.of("s_t = b*s_{t-1} + x_t", "s_0 = 0", "p_t = p_{t-1} - r*s_t", "p_0 = q");
    List<String> back = List.of("v_t = x_t + g*v_{t+1}^2", "v_21 = q");
    return Stream.of(
        new Case("h", "w_1", 1, weights, List.of("x"), network),
        new Case("h", "w_2", 1, weights, List.of("x"), network),
        new Case("h", "x_3", 1, weights, List.of("x"), network),
        new Case("h", "h_0", 1, weights, List.of("x", "h_0"), network),
        new Case("h", "w_1", 2, weights, List.of("x"), later),
        new Case("h", "w_2", 2, weights, List.of("x"), later),
        new Case("h", "c", 1, List.of("w_1", "w_2", "c"), List.of("x"), free),
        new Case("s", "b", 1, List.of("b"), List.of("x"), momentum),
        new Case("s", "x_2", 1, List.of("b"), List.of("x"), momentum),
        new Case("p", "r", 1, List.of("r", "c", "q", "s"), List.of(), descent),
        new Case("p", "s", 1, List.of("r", "c", "q", "s"), List.of(), descent),
        new Case("p", "q", 1, List.of("r", "c", "q", "s"), List.of(), descent),
        new Case("m", "b", 1, List.of("b"), List.of("x"), average),
        new Case("h", "w_1", 1, weights, List.of("x"), gates),
        new Case("p", "b", 1, List.of("b", "r", "q"), List.of("x"), moved),
        new Case("v", "g", 1, List.of("g", "q"), List.of("x"), back));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recurrenceUnrolledAndClosedFormAgree(Case each) {
    String general = each.state() + "_t";
    List<String> definitions = each.definitions();
    boolean byStart = each.variable().equals("h_0");
    Map<String, Object> values = values(each);
    List<Map<String, Object>> points = new ArrayList<>();
    for (int steps = each.first(); steps <= MOST_STEPS; steps++) {
      Map<String, Object> point = new LinkedHashMap<>(values);
      point.put("t", steps);
      points.add(point);
    }

    DerivativeAnswer answer =
        engine(definitions).differentiate(general, List.of(each.variable()), 1, points);
    String closed =
        answer.notes().stream().filter(note -> note.startsWith(CLOSED)).findFirst().orElseThrow();
    assertThat(closed).doesNotContain("diff(").doesNotContain("/d");
    List<Value> closedValues =
        engine(definitions).evaluate(closed.substring(CLOSED.length()), points).values();
    Model model = Chainrule.model(definitions.toArray(String[]::new));
    Model unstarted =
        byStart ? Chainrule.model("h_t = sigma(w_1*x_t + w_2*h_{t-1})", "h_0 = start") : model;
    Expr variable = Chainrule.parse(byStart ? "start" : each.variable());
    for (int i = 0; i < points.size(); i++) {
      int steps = each.first() + i;
      Expr unrolled = unstarted.unroll(each.state() + "_" + steps);
      double expected = unrolledValue(unrolled, variable, values);
      assertThat(answer.values().get(i).number())
          .as("the recurrence %s at t = %s: %s", answer.result(), steps, answer.values().get(i))
          .isNotNull()
          .satisfies(value -> assertThat(isClose(value, expected)).isTrue());
      assertThat(closedValues.get(i).number())
          .as("%s at t = %s: %s, not %s", closed, steps, closedValues.get(i), expected)
          .isNotNull()
          .satisfies(value -> assertThat(isClose(value, expected)).isTrue());
    }
  }

  private static boolean isClose(double value, double expected) {
    return Math.abs(value - expected) <= 1e-12 * Math.abs(expected) + 1e-300;
  }

  /** The derivative of the unrolled expression, in which no definition is left. */
  private static double unrolledValue(Expr unrolled, Expr variable, Map<String, Object> values) {
    Expr derivative =
        new Differentiator(variable, Definitions.none(), Facts.none()).differentiate(unrolled);
    Set<String> names = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return (node instanceof Symbol || node instanceof IndexedSymbol)
            && names.add(node.toString());
      }
    }.apply(derivative);
    List<Object> used = new ArrayList<>();
    for (String name : names) {
      used.add(name);
      used.add(Objects.requireNonNull(values.get(name.equals("start") ? "h_0" : name)));
    }
    return derivative.at(used.toArray());
  }

  private static Map<String, Object> values(Case each) {
    Random random = new Random(7);
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : each.names()) {
      values.put(name, number(random));
    }
    for (String family : each.inputs()) {
      if (family.indexOf('_') > 0) {
        values.put(family, number(random));
        continue;
      }
      for (int i = 1; i <= MOST_STEPS; i++) {
        values.put(family + "_" + i, number(random));
      }
    }
    return values;
  }

  private static BigDecimal number(Random random) {
    return BigDecimal.valueOf(random.nextInt(180) - 90, 2).add(BigDecimal.valueOf(5, 3));
  }

  private static DerivingEngine engine(List<String> definitions) {
    return new DerivingEngine(
        new Problem(definitions, List.of()),
        new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(60)));
  }
}
