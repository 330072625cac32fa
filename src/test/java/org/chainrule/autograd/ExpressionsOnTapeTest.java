package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.chainrule.Chainrule;
import org.chainrule.error.NamesException;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Test;

class ExpressionsOnTapeTest {
  private final Tape tape = new Tape();

  @Test
  void aRecordIsLiftedIntoAnExpression() {
    Variable w = tape.variable(0.5);
    Variable x = tape.variable(2);
    Variable y = w.times(x).plus(0.1).sigmoid().minus(x.pow(3)).dividedBy(w).negate();
    Expr lifted = tape.expression(y, Map.of(w, "w", x, "x"));
    assertThat(lifted).isSameAs(Chainrule.parse("-(sigma(w*x + 1/10) - x^3)/w"));
    y = w.negate().plus(1).reciprocal().times(tape.apply("max", w, x, tape.constant(4)));
    y = y.plus(w.square().apply("hypot", x)).dividedBy(8);
    lifted = tape.expression(y, Map.of(w, "w", x, "x"));
    assertThat(lifted).isSameAs(Chainrule.parse("(1/(1 - w)*max(w, x, 4) + hypot(w^2, x))/8"));
    assertThat(lifted.at("w", 0.5, "x", 2)).isCloseTo(y.value(), within(1e-15));
  }

  @Test
  void aVectorIsLiftedToo() {
    Variable[] x = {tape.variable(1), tape.variable(2.5), tape.variable(-1)};
    Variable y = tape.softmax(x, 1).plus(tape.logsumexp(x));
    Expr lifted = tape.expression(y, Map.of(x[0], "a", x[1], "b", x[2], "c"));
    assertThat(lifted.at("a", 1, "b", 2.5, "c", -1)).isCloseTo(y.value(), within(1e-15));
  }

  @Test
  void aVariableWithoutANameIsRefused() {
    Variable y = tape.variable(0.5).exp();
    assertThatThrownBy(() -> tape.expression(y, Map.of()))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("no name");
  }

  @Test
  void sumsAndCasesRunOnTheTape() {
    Expr loss =
        Chainrule.parse(
            "sum(i=1..n, (w*x_i - y_i)^2) + cases(w if w > 0, -5w otherwise) + prod(k=1..3, w +"
                + " k)");
    Map<String, Variable> point = new HashMap<>();
    Variable w = tape.variable(0.5);
    point.put("w", w);
    point.put("n", tape.constant(3));
    double expected = 1 + 2.5 * 3.5 + 1.5 * 3.5 + 1.5 * 2.5;
    for (int i = 1; i <= 3; i++) {
      point.put("x_" + i, tape.constant(i));
      point.put("y_" + i, tape.constant(1 - i));
      expected += 2 * (0.5 * i - (1 - i)) * i;
    }
    tape.run(loss, point).backward();
    assertThat(w.gradient()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void softmaxRunsStably() {
    Expr loss = Chainrule.parse("-log(softmax(x)_2) + logsumexp(x)");
    Map<String, Variable> point = new HashMap<>();
    Variable n = tape.constant(3);
    double[] x = {998, 1000, -1000};
    for (int i = 1; i <= 3; i++) {
      point.put("x_" + i, tape.variable(x[i - 1]));
    }
    point.put("n", n);
    NamesException missing =
        catchThrowableOfType(NamesException.class, () -> tape.run(loss, point));
    if (missing != null) {
      missing.missing().forEach(name -> point.put(name, n));
    }
    tape.run(loss, point).backward();
    double share = 1 / (1 + Math.exp(2));
    assertThat(point.get("x_1").gradient()).isCloseTo(2 * share, within(1e-14));
    assertThat(point.get("x_3").gradient()).isZero();
  }

  @Test
  void whatIsMissingIsTold() {
    Expr expression = Chainrule.parse("a*x_3 + b");
    assertThatThrownBy(() -> tape.run(expression, Map.of("b", tape.variable(1))))
        .isInstanceOf(NamesException.class)
        .hasMessageContaining("a, x_3");
    Expr unknown = Apply.of(Function.declared("f", List.of(0)), Symbol.of("x"));
    assertThatThrownBy(() -> tape.run(unknown, Map.of("x", tape.variable(1))))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("unknown");
  }

  @Test
  void depthIsNeverTheStacks() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(null, ExpressionsOnTapeTest::goDeep, "small", 512 * 1024);
    thread.setUncaughtExceptionHandler((where, what) -> thrown.set(what));
    thread.start();
    thread.join();
    assertThat(thrown.get()).isNull();
  }

  private static void goDeep() {
    Tape tape = new Tape();
    Variable x = tape.variable(0.5);
    Variable y = x;
    Expr expected = Symbol.of("x");
    for (int i = 0; i < 100_000; i++) {
      y = y.sin();
      expected = Apply.of(Functions.SIN, expected);
    }
    assertThat(tape.expression(y, Map.of(x, "x"))).isSameAs(expected);
    y.backward();
    Variable again = tape.variable(0.5);
    Variable run = tape.run(expected, Map.of("x", again));
    run.backward();
    assertThat(again.gradient()).isEqualTo(x.gradient());
    Dual dual = Dual.run(expected, Map.of("x", Dual.variable(0.5, 0, 1)));
    assertThat(dual.tangent(0)).isCloseTo(x.gradient(), within(1e-12));
  }
}
