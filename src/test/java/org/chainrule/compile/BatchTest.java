package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;
import org.chainrule.error.CompileException;
import org.junit.jupiter.api.Test;

/** Many points in one call: what each point gives by itself. */
class BatchTest {
  private static final double[] NONE = new double[0];

  @Test
  void generatedExpressionsGiveExactlyWhatSinglePointsGive() {
    BatchCheck check = new BatchCheck(2);

    for (int i = 0; i < 200; i++) {
      String text = check.text(3);
      Gradient gradient = BatchCheck.gradient(text);
      for (int size : BatchCheck.SIZES) {
        assertThat(check.worst(gradient, size, i % 2 == 0))
            .describedAs("%s at %d points", text, size)
            .isZero();
      }
    }
  }

  @Test
  void largeBatchesAreSharedBetweenCoresWithTheSameResults() {
    Gradient gradient = BatchCheck.gradient("sum(k=1..40, sin(k*x*p) + exp(-y^2/k)) + q");

    assertThat(new BatchCheck(3).worst(gradient, 20_011, true)).isZero();
  }

  @Test
  void lengthsAreKept() {
    Model model = Chainrule.model("x : R^n", "w : R^n");
    Gradient gradient =
        model.compile("sum(i=1..n, sigma(w_i*x_i))", List.of("w"), List.of("x")).sized("n", 30);

    assertThat(new BatchCheck(4).worst(gradient, 100, false)).isZero();
    assertThat(new BatchCheck(4).worst(gradient, 100, true)).isZero();
  }

  @Test
  void arraysOfOtherLengthsAreRefused() {
    Gradient gradient = BatchCheck.gradient("x*p + y*q");
    double[] two = new double[2];

    assertThatThrownBy(() -> gradient.atAll(new double[5], two, two, new double[4]))
        .isInstanceOf(CompileException.class)
        .hasMessage("the points of 2 points have 4 elements here, not 5");
    assertThatThrownBy(() -> gradient.atAll(new double[4], new double[3], two, new double[4]))
        .isInstanceOf(CompileException.class)
        .hasMessage("the parameters of 2 points have 4 elements here, not 3");
    assertThatThrownBy(() -> gradient.atColumns(new double[4], two, two, new double[3]))
        .isInstanceOf(CompileException.class)
        .hasMessage("the results of 2 points have 4 elements here, not 3");
    assertThatThrownBy(() -> gradient.valuesAt(new double[4], NONE, two))
        .isInstanceOf(CompileException.class);
  }

  @Test
  void nothingIsAllocatedForAPoint() {
    Gradient gradient = BatchCheck.gradient("sin(x)*exp(p*y) + q");
    int size = 4_000;
    double[] points = new double[2 * size];
    double[] parameters = new double[2];
    double[] values = new double[size];
    double[] gradients = new double[2 * size];
    gradient.atAll(points, parameters, values, gradients);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    gradient.atAll(points, parameters, values, gradients);

    assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(8L * size);
  }
}
