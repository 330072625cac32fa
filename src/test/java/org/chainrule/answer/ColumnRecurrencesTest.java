package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives through recurrences of columns and matrices, against numerical derivatives of loops
 * that know nothing of them.
 */
class ColumnRecurrencesTest {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+(?:[Ee]-?[0-9]+)?");
  private static final double STEP = 1e-3;

  /**
   * A problem.
   *
   * @param statements its statements
   * @param loss what is differentiated
   * @param variable by what
   * @param point numbers, columns and matrices
   * @param loop the loss, computed at a point in a loop
   */
  record LoopProblem(
      String name,
      String statements,
      String loss,
      String variable,
      Map<String, Object> point,
      ToDoubleFunction<Map<String, Object>> loop) {
    @Override
    public String toString() {
      return name + " by " + variable;
    }

    LoopProblem by(String other) {
      return new LoopProblem(name, statements, loss, other, point, loop);
    }
  }

  static Stream<LoopProblem> problems() {
    return ColumnRecurrenceProblems.all().stream();
  }

  private static DerivingEngine engine(LoopProblem problem) {
    return new DerivingEngine(
        new org.chainrule.answer.Problem(List.of(problem.statements().split(";")), List.of()),
        Options.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theValueIsThatOfALoop(LoopProblem problem) {
    Value value =
        engine(problem).evaluate(problem.loss(), List.of(problem.point())).values().get(0);
    assertThat(value.error()).isNull();
    double expected = problem.loop().applyAsDouble(problem.point());
    assertThat(numbers(String.valueOf(value.digits())).get(0))
        .isCloseTo(expected, within(1e-10 * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theDerivativeIsThatOfALoop(LoopProblem problem) {
    Value value =
        engine(problem)
            .differentiate(problem.loss(), List.of(problem.variable()), 1, List.of(problem.point()))
            .values()
            .get(0);
    assertThat(value.error()).isNull();
    List<Double> found = numbers(String.valueOf(value.digits()));
    List<Double> expected = gradient(problem);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i))
          .as("element %d of %s", i, found)
          .isCloseTo(expected.get(i), within(1e-7 * Math.max(1, Math.abs(expected.get(i)))));
    }
  }

  private static List<Double> numbers(String text) {
    List<Double> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(Double.valueOf(matcher.group()));
    }
    return numbers;
  }

  /** Numerical derivatives of fourth order, element by element. */
  private static List<Double> gradient(LoopProblem problem) {
    List<Double> gradient = new ArrayList<>();
    String name = problem.variable();
    Object whole = problem.point().get(name);
    double[] row = null;
    if (whole == null) {
      // An element of what an array gives, such as x_2 of x.
      int mark = name.lastIndexOf('_');
      name = name.substring(0, mark);
      whole = problem.point().get(name);
      int index = Integer.parseInt(problem.variable().substring(mark + 1)) - 1;
      row = whole instanceof double[][] rows ? rows[index] : null;
    }
    int size =
        row != null
            ? row.length
            : whole instanceof double[][] rows
                ? rows.length * rows[0].length
                : whole instanceof double[] column ? column.length : 1;
    for (int i = 0; i < size; i++) {
      double derivative = 0;
      int[] steps = {-2, -1, 1, 2};
      double[] weights = {1, -8, 8, -1};
      for (int k = 0; k < steps.length; k++) {
        Map<String, Object> moved = new LinkedHashMap<>(problem.point());
        moved.put(name, moved(whole, row, i, steps[k] * STEP));
        derivative += weights[k] * problem.loop().applyAsDouble(moved) / (12 * STEP);
      }
      gradient.add(derivative);
    }
    return gradient;
  }

  private static Object moved(Object whole, double[] row, int element, double by) {
    if (whole instanceof double[][] rows) {
      double[][] copy = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        copy[i] = rows[i].clone();
        if (row == null && element / rows[0].length == i) {
          copy[i][element % rows[0].length] += by;
        } else if (rows[i] == row) {
          copy[i][element] += by;
        }
      }
      return copy;
    } else if (whole instanceof double[] column) {
      double[] copy = column.clone();
      copy[element] += by;
      return copy;
    }
    return ((Number) whole).doubleValue() + by;
  }
}
