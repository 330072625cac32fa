package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Derivatives are right, simplifying them changes no value, and simplifying twice nothing at all:
 * over textbook exercises and over compositions of the functions of the table.
 */
class SimplifyLawTest {
  private static final int COMPOSITIONS = 60;
  private static final int LEAST = 300;
  private static final int EACH = 5;

  /** The exercises that are not decided everywhere, and why. */
  private static final Map<String, String> UNDECIDED =
      Map.of(
          "binomial(x, 3)",
          "the poles of digamma cancel at whole numbers, which evaluation does not see",
          "binomial(5, x)",
          "the poles of digamma cancel at whole numbers, which evaluation does not see");

  /**
   * The compositions that are not decided at extreme numbers: what is rounded there is so large
   * that neighbouring numbers in double precision are many jumps apart.
   */
  private static final Pattern EXTREME = Pattern.compile("(ceil|floor)\\((exp|factorial)\\(.*");

  /** An expression and the variable to differentiate by. */
  private record Exercise(String expression, String variable) {}

  private static List<Exercise> textbook() throws IOException {
    List<Exercise> exercises = new ArrayList<>();
    try (InputStream in = SimplifyLawTest.class.getResourceAsStream("expressions.txt")) {
      assertThat(in).isNotNull();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ; ", -1))
          .forEach(parts -> exercises.add(new Exercise(parts[0], parts[1])));
    }
    return exercises;
  }

  private static List<Exercise> compositions() {
    List<String> unary =
        Functions.all().stream()
            .filter(row -> row.parameters().equals(List.of(Function.Parameter.SCALAR)))
            .map(Function::name)
            .toList();
    List<Exercise> exercises = new ArrayList<>();
    for (String outer : unary) {
      for (String inner : unary) {
        exercises.add(new Exercise(outer + "(" + inner + "(x/4))", "x"));
      }
    }
    return exercises;
  }

  @Test
  @Tag("slow")
  void textbookDerivativesAreRight() throws IOException {
    List<Exercise> exercises = textbook();
    Map<String, List<String>> faults = faults(exercises);

    faults.keySet().removeAll(UNDECIDED.keySet());

    assertThat(faults).isEmpty();
    assertThat(exercises).doesNotHaveDuplicates().hasSizeGreaterThan(LEAST + UNDECIDED.size());
  }

  @Test
  void someTextbookDerivativesAreRight() throws IOException {
    List<Exercise> exercises = textbook();
    List<Exercise> sample = new ArrayList<>();
    for (int i = 0; i < exercises.size(); i += EACH) {
      sample.add(exercises.get(i));
    }
    Map<String, List<String>> faults = faults(sample);

    faults.keySet().removeAll(UNDECIDED.keySet());

    assertThat(faults).isEmpty();
  }

  @Test
  void someCompositionsOfTheTableAreRight() {
    List<Exercise> all = compositions();
    Random random = new Random(5);
    List<Exercise> sample = new ArrayList<>();
    for (int i = 0; i < COMPOSITIONS; i++) {
      sample.add(all.get(random.nextInt(all.size())));
    }

    Map<String, List<String>> faults = faults(sample);
    // Compositions without a domain decide nothing.
    faults.values().removeIf(List.of("only 0 numbers decide")::equals);
    assertThat(faults).isEmpty();
  }

  @Test
  @Tag("slow")
  void allCompositionsOfTheTableAreRight() {
    Map<String, List<String>> faults = faults(compositions());

    // Where the range of the inner function hardly meets the domain of the outer, few decide.
    faults.values().forEach(each -> each.removeIf(fault -> fault.endsWith(" numbers decide")));
    faults.values().removeIf(List::isEmpty);
    faults.keySet().removeIf(name -> EXTREME.matcher(name).matches());
    assertThat(faults).isEmpty();
  }

  private static Map<String, List<String>> faults(List<Exercise> exercises) {
    Map<String, List<String>> faults = new TreeMap<>();
    for (int i = 0; i < exercises.size(); i++) {
      Exercise exercise = exercises.get(i);
      PointwiseLaw law = new PointwiseLaw(exercise.expression(), exercise.variable());
      law.run(i);
      if (!law.faults().isEmpty()) {
        faults
            .computeIfAbsent(exercise.expression(), key -> new ArrayList<>())
            .addAll(law.faults());
      }
    }
    return faults;
  }
}
