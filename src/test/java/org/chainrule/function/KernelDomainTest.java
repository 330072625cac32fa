package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Doubles have no value where there is none, however large or small the arguments are. */
class KernelDomainTest {
  private static final double[] SIZES = {0.5, 1, 1.5, 2, 3, 40, 800, 1e8, 1e30, 1e200};

  static Stream<Function> rows() {
    return Functions.all().stream()
        .filter(row -> row.kernel().isPresent() && row.preciseKernel().isPresent())
        .filter(row -> row.arity() == 1 || row.arity() == 2)
        .filter(row -> row.parameters().stream().allMatch(each -> each == Parameter.SCALAR));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aKernelHasNoValueWhereThereIsNone(Function row) {
    List<String> faults = new ArrayList<>();
    for (double x : points()) {
      for (double y : row.arity() == 1 ? new double[] {0} : points()) {
        double[] point = row.arity() == 1 ? new double[] {x} : new double[] {x, y};
        if (isOutside(row, point) && Double.isFinite(row.kernel().orElseThrow().apply(point))) {
          faults.add(row.name() + " at " + x + ", " + y);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static boolean isOutside(Function row, double[] point) {
    List<BigDecimal> exact = new ArrayList<>();
    for (double each : point) {
      exact.add(new BigDecimal(each));
    }
    try {
      row.preciseKernel().orElseThrow().apply(exact, MathContext.DECIMAL64);
      return false;
    } catch (DomainException outside) {
      return true;
    } catch (BudgetException untold) {
      return false;
    }
  }

  private static double[] points() {
    double[] points = new double[2 * SIZES.length + 1];
    for (int i = 0; i < SIZES.length; i++) {
      points[2 * i] = SIZES[i];
      points[2 * i + 1] = -SIZES[i];
    }
    return points;
  }
}
