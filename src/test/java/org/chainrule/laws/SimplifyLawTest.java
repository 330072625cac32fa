package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.expr.Function;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Derivatives are right, simplifying them changes no value, and simplifying twice nothing at all:
 * over textbook exercises and over compositions of the functions of the table.
 */
class SimplifyLawTest {
  private static final int DECIDED_EACH = 30;
  private static final int LEAST = 300;
  private static final int SCALE = 4;

  /** The exercises that are not decided everywhere, and why. */
  private static final Map<String, String> UNDECIDED =
      Map.of(
          "binomial(x, 3)",
          "the poles of digamma cancel at whole numbers, which evaluation does not see",
          "binomial(5, x)",
          "the poles of digamma cancel at whole numbers, which evaluation does not see");

  /** Beyond this not every whole number is a double. */
  private static final double LAST_WHOLE = 0x1p53;

  /**
   * An expression and the variable to differentiate by; of functions of the table, or of none that
   * are known.
   */
  private record Exercise(
      String expression, String variable, @Nullable Function outer, @Nullable Function inner) {
    static Exercise of(Function outer, Function inner) {
      return new Exercise(outer + "(" + inner + "(x/" + SCALE + "))", "x", outer, inner);
    }

    /**
     * Whether the outer function jumps at whole numbers and the inner one is so large at a number
     * that neighbouring doubles are many jumps apart: what double precision says is a slope of
     * nothing there.
     */
    boolean isBeyondJumps(PointwiseLaw.Fault fault) {
      if (outer == null || inner == null || fault.at() == null) {
        return false;
      }
      boolean isJumping =
          outer.singularities(List.of(Symbol.of("x"))).stream()
              .anyMatch(Function.Singularity::everyInteger);
      return isJumping && Math.abs(inside(fault.at())) > LAST_WHOLE;
    }

    /**
     * Whether the inner function's value is rounded to an end of its range that it never reaches,
     * as erf(250000) to 1: what lies beside that end cannot be told in double precision, and
     * differences of any number of digits see no slope there, even where nothing is defined.
     */
    boolean isBeyondRange(PointwiseLaw.Fault fault) {
      if (inner == null || fault.at() == null || fault.kind() != PointwiseLaw.Kind.NO_VALUE) {
        return false;
      }
      Function.Range range = inner.range();
      double value = inside(fault.at());
      return Double.isFinite(value)
          && (value == range.lower() && !range.includesLower()
              || value == range.upper() && !range.includesUpper());
    }

    private double inside(BigDecimal at) {
      return inner.unaryKernel().orElseThrow().applyAsDouble(at.doubleValue() / SCALE);
    }
  }

  private static List<Exercise> textbook() throws IOException {
    List<Exercise> exercises = new ArrayList<>();
    try (InputStream in = SimplifyLawTest.class.getResourceAsStream("expressions.txt")) {
      assertThat(in).isNotNull();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ; ", -1))
          .forEach(parts -> exercises.add(new Exercise(parts[0], parts[1], null, null)));
    }
    return exercises;
  }

  private static List<Exercise> compositions() {
    List<Function> unary =
        Functions.all().stream()
            .filter(row -> row.parameters().equals(List.of(Function.Parameter.SCALAR)))
            .toList();
    List<Exercise> exercises = new ArrayList<>();
    for (Function outer : unary) {
      for (Function inner : unary) {
        exercises.add(Exercise.of(outer, inner));
      }
    }
    return exercises;
  }

  @Test
  void textbookDerivativesAreRight() throws IOException {
    List<Exercise> exercises = textbook();

    assertThat(faults(exercises)).isEmpty();
    assertThat(exercises).doesNotHaveDuplicates().hasSizeGreaterThan(LEAST + UNDECIDED.size());
  }

  @Test
  void allCompositionsOfTheTableAreRight() {
    List<Exercise> compositions = compositions();
    AtomicInteger undecided = new AtomicInteger();

    assertThat(
            faults(
                compositions,
                (exercise, law, fault) -> {
                  boolean isUndecided = fault.kind() == PointwiseLaw.Kind.UNDECIDED;
                  undecided.addAndGet(isUndecided ? 1 : 0);
                  return isUndecided
                      || exercise.isBeyondJumps(fault)
                      || exercise.isBeyondRange(fault);
                }))
        .isEmpty();
    // Where the range of the inner function hardly meets the domain of the outer, few decide.
    assertThat(undecided.get()).isLessThan(compositions.size() / DECIDED_EACH);
  }

  /** Whether what is wrong is no fault of the derivative. */
  private interface Excuse {
    boolean of(Exercise exercise, PointwiseLaw law, PointwiseLaw.Fault fault);
  }

  private static Map<String, List<PointwiseLaw.Fault>> faults(List<Exercise> exercises) {
    return faults(
        exercises, (exercise, law, fault) -> UNDECIDED.containsKey(exercise.expression()));
  }

  private static Map<String, List<PointwiseLaw.Fault>> faults(
      List<Exercise> exercises, Excuse excuse) {
    Map<String, List<PointwiseLaw.Fault>> faults = new TreeMap<>();
    for (int i = 0; i < exercises.size(); i++) {
      Exercise exercise = exercises.get(i);
      PointwiseLaw law = new PointwiseLaw(exercise.expression(), exercise.variable());
      law.run(i);
      for (PointwiseLaw.Fault fault : law.faults()) {
        if (!excuse.of(exercise, law, fault)) {
          faults.computeIfAbsent(exercise.expression(), key -> new ArrayList<>()).add(fault);
        }
      }
    }
    return faults;
  }
}
