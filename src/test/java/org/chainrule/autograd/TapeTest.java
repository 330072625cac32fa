package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Test;

class TapeTest {
  private final Tape tape = new Tape();

  @Test
  void goesBackThroughANeuron() {
    Variable w = tape.variable(0.5);
    Variable y = w.times(2).sigmoid();
    y.backward();
    double sigma = 1 / (1 + Math.exp(-1));
    assertThat(y.value()).isCloseTo(sigma, within(1e-15));
    assertThat(w.gradient()).isCloseTo(2 * sigma * (1 - sigma), within(1e-15));
    assertThat(y.gradient()).isEqualTo(1);
  }

  @Test
  void everyOperationHasItsDerivative() {
    Variable a = tape.variable(1.5);
    Variable b = tape.variable(-0.75);
    Variable y = a.plus(b).times(a.minus(b)).plus(a.dividedBy(b)).minus(3).times(0.5).dividedBy(4);
    y = y.plus(a.pow(3)).plus(a.pow(b)).plus(b.negate().sqrt()).plus(a.reciprocal()).plus(1);
    y = y.plus(a.square()).plus(a.exp()).plus(a.log()).plus(a.sin()).plus(b.cos()).plus(a.tanh());
    y = y.plus(b.relu()).plus(b.softplus()).plus(b.abs()).plus(a.max(b)).plus(a.min(b));
    y.backward();
    double expectedA =
        (2 * 1.5 + 1 / -0.75) / 8
            + 3 * 2.25
            - 0.75 * Math.pow(1.5, -1.75)
            - 1 / 2.25
            + 3
            + Math.exp(1.5)
            + 1 / 1.5
            + Math.cos(1.5)
            + 1
            - Math.pow(Math.tanh(1.5), 2)
            + 1;
    double expectedB =
        (1.5 - 1.5 / 0.5625) / 8
            - (1.5 - 2 * 0.0 - 1.5) / 8
            + Math.pow(1.5, -0.75) * Math.log(1.5)
            - 0.5 / Math.sqrt(0.75)
            - Math.sin(-0.75)
            + 1 / (1 + Math.exp(0.75))
            - 1
            + 1;
    expectedB += (1.5 - 1.5) / 8;
    assertThat(a.gradient()).isCloseTo(expectedA, within(1e-13));
    assertThat(b.gradient()).isCloseTo(expectedB + (1.5 - 1.5), within(1e-13));
  }

  @Test
  void aPowerOfZeroDoesNotChangeWithItsExponent() {
    Variable base = tape.variable(0);
    Variable exponent = tape.variable(2);
    base.pow(exponent).backward();
    assertThat(exponent.gradient()).isZero();
    Dual zero = Dual.variable(0, 0, 2);
    assertThat(zero.pow(Dual.variable(2, 1, 2)).tangents()).containsExactly(0, 0);
  }

  @Test
  void aHandleAndAVariableAreTheSame() {
    int a = tape.leaf(3);
    int b = tape.leaf(4);
    int y = tape.subtract(tape.divide(tape.multiply(a, b), tape.add(a, b)), tape.scale(a, 0.5));
    y = tape.subtractFromNumber(1, tape.divideByNumber(tape.divideNumber(2, y), 4));
    tape.backward(tape.addNumber(tape.powerNumber(y, 2), 5));
    double f = 12 / 7.0 - 1.5;
    double outer = 2 * (1 - 0.5 / f) * 0.5 / (f * f);
    assertThat(tape.gradient(a)).isCloseTo(outer * (16 / 49.0 - 0.5), within(1e-12));
    assertThat(tape.gradient(b)).isCloseTo(outer * 9 / 49.0, within(1e-12));
    assertThat(tape.at(b).value()).isEqualTo(4);
  }

  @Test
  void aResultThatIsNotAskedForDoesNoHarm() {
    Variable x = tape.variable(0);
    Variable infinite = x.log();
    Variable y = x.plus(2);
    y.backward();
    assertThat(infinite.gradient()).isZero();
    assertThat(x.gradient()).isEqualTo(1);
  }

  @Test
  void kinksHaveTheConventionsOfTheirRows() {
    assertThat(derivative("relu", 0)).isZero();
    assertThat(derivative("abs", 0)).isZero();
    assertThat(derivative("selu", 0)).isCloseTo(1.7580993408473768, within(1e-15));
    assertThat(derivative("leaky_relu", 0, 0.01)).isEqualTo(0.01);
    assertThat(derivative("elu", 0, 0.7)).isEqualTo(0.7);
    assertThat(derivative("max", 2, 2)).isEqualTo(0.5);
    assertThat(derivative("min", 2, 2, 3)).isEqualTo(0.5);
    assertThat(derivative("max", 2, 2, 2)).isCloseTo(1 / 3.0, within(1e-16));
  }

  private double derivative(String function, double... point) {
    tape.clear();
    Variable[] variables = new Variable[point.length];
    for (int i = 0; i < point.length; i++) {
      variables[i] = tape.variable(point[i]);
    }
    tape.apply(function, variables).backward();
    return variables[0].gradient();
  }

  @Test
  void aFunctionOfOnesOwnNeedsOnlyItsRow() {
    Function cube =
        Function.function("cube")
            .unaryKernel(x -> x * x * x)
            .derivative((x, y) -> Expr.of(3).times(x.power(2)))
            .build();
    Variable x = tape.variable(2);
    x.apply(cube).backward();
    assertThat(x.gradient()).isEqualTo(12);
  }

  @Test
  void softmaxIsStable() {
    Variable[] x = {tape.variable(1000), tape.variable(-1000), tape.variable(999)};
    Variable loss = tape.logsumexp(x).minus(x[2]);
    loss.backward();
    assertThat(loss.value()).isCloseTo(1 + Math.log1p(Math.exp(-1)), within(1e-12));
    assertThat(x[0].gradient()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
    assertThat(x[1].gradient()).isZero();
    assertThat(x[2].gradient()).isCloseTo(1 / (1 + Math.E) - 1, within(1e-15));
    tape.softmax(x, 0).backward();
  }

  @Test
  void softmaxOfManyVectorsInTurn() {
    double[] points = {0.5, -1, 2, 0.5, 3, 1};
    for (int length : new int[] {3, 2, 3, 1, 6, 3}) {
      tape.clear();
      Variable[] x = new Variable[length];
      for (int i = 0; i < length; i++) {
        x[i] = tape.variable(points[i] + length);
      }
      double norm = 0;
      for (int i = 0; i < length; i++) {
        norm += Math.exp(points[i]);
      }
      for (int position = 0; position < length; position++) {
        Variable y = tape.softmax(x, position);
        tape.zeroGradients();
        y.backward();
        double value = Math.exp(points[position]) / norm;
        assertThat(y.value()).isCloseTo(value, within(1e-15));
        for (int i = 0; i < length; i++) {
          double other = Math.exp(points[i]) / norm;
          assertThat(x[i].gradient())
              .isCloseTo(value * ((i == position ? 1 : 0) - other), within(1e-15));
        }
      }
    }
  }

  @Test
  void gradientsAddUpOverPassesUntilSetToZero() {
    Variable w = tape.variable(3);
    tape.mark();
    for (int pass = 1; pass <= 4; pass++) {
      w.times(w).times(pass).backward();
      tape.rewind();
    }
    assertThat(w.gradient()).isEqualTo(6 * (1 + 2 + 3 + 4));
    w.zeroGradient();
    w.set(5);
    w.square().backward(0.5);
    assertThat(w.gradient()).isEqualTo(5);
    tape.zeroGradients();
    assertThat(w.gradient()).isZero();
  }

  @Test
  void severalResultsGoBackAtOnce() {
    Variable x = tape.variable(2);
    Variable square = x.square();
    Variable cube = square.times(x);
    tape.backward(new Variable[] {cube, square}, new double[] {1, 10});
    assertThat(x.gradient()).isEqualTo(12 + 40);
  }

  @Test
  void whatIsRecordedAfterABackwardGoesBackOnItsOwn() {
    Variable x = tape.variable(2);
    Variable square = x.square();
    square.backward();
    Variable cube = square.times(x);
    cube.backward();
    assertThat(x.gradient()).isEqualTo(4 + 12);
    assertThat(square.gradient()).isEqualTo(2);
  }

  @Test
  void misuseIsTold() throws InterruptedException {
    Variable x = tape.variable(1);
    Variable y = x.times(2);
    refused(x::gradient, "call backward");
    y.backward();
    refused(y::backward, "before");
    refused(() -> x.set(3), "before the mark");
    Variable later = y.plus(1);
    refused(later::gradient, "call backward");
    Variable other = new Tape().variable(1);
    refused(() -> x.plus(other), "another tape");
    int handle = x.handle();
    refusedToStrangers(() -> x.times(2));
    refusedToStrangers(() -> x.plus(x));
    refusedToStrangers(x::value);
    refusedToStrangers(() -> tape.add(handle, handle));
    refusedToStrangers(() -> tape.scale(handle, 2));
    refusedToStrangers(() -> tape.apply("exp", handle));
    tape.clear();
    refused(() -> x.times(2), "rewound or cleared");
    Variable again = tape.variable(7);
    refused(() -> x.times(again), "rewound or cleared");
    refused(x::value, "rewound or cleared");
    refused(() -> tape.value(100), "nothing stands");
    refused(() -> tape.add(0, again.handle()), "nothing stands");
    refused(() -> again.apply("sofplus"), "did you mean softplus");
    refused(() -> again.apply("logsumexp"), "vector");
    refused(() -> again.apply("hypot"), "takes 2 arguments");
    refused(() -> again.apply(Function.declared("f", java.util.List.of(0))), "unknown");
    assertThat(x).hasToString("a variable that is no longer recorded");
  }

  private static void refusedToStrangers(Runnable action) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(action, "stranger");
    thread.setUncaughtExceptionHandler((where, what) -> thrown.set(what));
    thread.start();
    thread.join();
    assertThat(thrown.get()).isInstanceOf(TapeException.class).hasMessageContaining("stranger");
  }

  private static void refused(Runnable action, String why) {
    assertThatThrownBy(action::run).isInstanceOf(TapeException.class).hasMessageContaining(why);
  }

  @Test
  void aVariableFromBeforeTheMarkStaysUntilTheTapeIsCleared() {
    Variable w = tape.variable(2);
    tape.mark();
    Variable transientOne = w.times(3);
    tape.rewind();
    refused(() -> transientOne.plus(1), "rewound");
    assertThat(w.times(5).value()).isEqualTo(10);
    for (int i = 0; i < 5; i++) {
      tape.clear();
      tape.variable(i);
      refused(() -> w.times(2), "cleared");
    }
  }

  @Test
  void aTapePassesOnWhenItsThreadHasEnded() throws InterruptedException {
    AtomicReference<Tape> made = new AtomicReference<>();
    Thread thread = new Thread(() -> made.set(new Tape()));
    thread.start();
    thread.join();
    assertThat(made.get().variable(2).square().value()).isEqualTo(4);
  }

  @Test
  void nothingIsAllocatedAfterWarmUp() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Variable w = tape.variable(0.5);
    Variable b = tape.variable(0.1);
    tape.mark();
    double sum = 0;
    for (int i = 0; i < 20; i++) {
      sum += pass(w, b);
    }
    long thread = Thread.currentThread().getId();
    long idle = threads.getThreadAllocatedBytes(thread);
    long overhead = threads.getThreadAllocatedBytes(thread) - idle;
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 20; i++) {
      sum += pass(w, b);
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before - overhead;
    assertThat(sum).isNotNaN();
    assertThat(allocated).isZero();
  }

  private double pass(Variable w, Variable b) {
    tape.rewind();
    Variable x = tape.variable(0.25);
    for (int i = 0; i < 2_000; i++) {
      x = x.times(w).plus(b).sigmoid().minus(0.25).dividedBy(1.5).plus(x.apply(Functions.SILU));
      x = x.tanh().max(b).relu().pow(2).apply("atan2", w);
    }
    int handle = tape.apply("softplus", tape.add(x.handle(), w.handle()));
    tape.backward(handle);
    return w.gradient();
  }
}
