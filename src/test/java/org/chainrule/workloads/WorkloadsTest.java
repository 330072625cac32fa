package org.chainrule.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.chainrule.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured side by side computes the same. */
class WorkloadsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Iterable<String> names() {
    return Workloads.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void compiledAndHandWrittenAgree(String name) {
    Workload workload = Workloads.named(name);
    double[] point = workload.point();
    double[] parameters = workload.parameters();
    double[] expected = new double[point.length];
    double[] actual = new double[point.length];
    Arrays.fill(actual, Double.NaN);
    Gradient compiled = workload.compile();

    double value = workload.byHand(point, parameters, expected);

    assertThat(compiled.at(point, parameters, actual)).isCloseTo(value, tolerance(value, 0));
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s, derivative %d", name, i)
          .isCloseTo(expected[i], tolerance(expected[i], largest));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void handWrittenIsTheDerivative(String name) {
    Workload workload = Workloads.named(name);
    double[] point = workload.point();
    double[] parameters = workload.parameters();
    double[] gradient = new double[point.length];
    double[] ignored = new double[point.length];
    workload.byHand(point, parameters, gradient);
    int stride = Math.max(1, point.length / 40);

    for (int i = 0; i < point.length; i += stride) {
      double step = 1e-5;
      double[] moved = point.clone();
      moved[i] = point[i] + step;
      double above = workload.byHand(moved, parameters, ignored);
      moved[i] = point[i] - step;
      double below = workload.byHand(moved, parameters, ignored);

      assertThat((above - below) / (2 * step))
          .as("%s, derivative %d", name, i)
          .isCloseTo(gradient[i], within(1e-5 * Math.max(1, Math.abs(gradient[i]))));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aCallAllocatesNothing(String name) {
    Workload workload = Workloads.named(name);
    Gradient compiled = workload.compile();
    double[] point = workload.point();
    double[] parameters = workload.parameters();
    double[] gradient = new double[point.length];

    // The first calls link the code, and may pass from the interpreter to compiled code.
    LongStream bytes =
        IntStream.range(0, 20)
            .mapToLong(call -> allocatedByCalls(10, compiled, point, parameters, gradient));

    assertThat(bytes.min()).hasValue(0);
  }

  private static long allocatedByCalls(
      int calls, Gradient compiled, double[] point, double[] parameters, double[] gradient) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int call = 0; call < calls; call++) {
      compiled.at(point, parameters, gradient);
    }
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  @Test
  void secondDerivativesAgree() {
    Rosenbrock workload = new Rosenbrock(10);
    double[] expected = new double[100];
    double[] actual = new double[100];

    workload.hessianByHand(workload.point(), expected);
    workload.compile().hessian(workload.point(), actual);

    assertThat(actual).containsExactly(expected, within(1e-10));
  }

  @Test
  void recurrenceForwardsAndBackwardsAgree() {
    ScalarRecurrence workload = new ScalarRecurrence(50);
    double[] backwards = new double[2];
    double[] forwards = new double[2];

    workload.byHandBackwards(workload.point(), workload.parameters(), backwards);
    workload.byHand(workload.point(), workload.parameters(), forwards);

    assertThat(forwards).containsExactly(backwards, within(1e-14));
  }

  /** Relative; what is a difference of large numbers is judged by a small part of the largest. */
  private static Offset<Double> tolerance(double expected, double largest) {
    return within(Math.max(1e-10 * Math.abs(expected), Math.max(1e-14 * largest, 1e-300)));
  }
}
