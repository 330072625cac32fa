package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Value;
import org.chainrule.compile.CompiledCase;
import org.chainrule.error.ChainruleException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The values of derivatives of generated indexed questions against a valuation that walks over the
 * ranges by itself.
 */
class IndexedValuesTest {
  private static final Options OPTIONS =
      new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20));

  private static final List<String> VARIABLES = List.of("a", "b", "x_k", "x_1", "x_2");

  /** Both sides have a relative error of a few hundred roundings of numbers about this large. */
  private static final double TOLERANCE = 1e-11;

  private int compared;
  private int refused;
  private final List<String> faults = new ArrayList<>();

  @Test
  void casesStepsAndDerivativesInSumsHaveTheirValues() {
    run(0, 150, false);
  }

  @Test
  void elementsDefinedApartFromTheirFamilyCount() {
    run(0, 100, true);
  }

  @Test
  @Tag("slow")
  void manyCasesStepsAndDerivativesInSumsHaveTheirValues() {
    run(150, 3_000, false);
  }

  @Test
  @Tag("slow")
  void manyElementsDefinedApartFromTheirFamilyCount() {
    run(100, 2_000, true);
  }

  private void run(int first, int end, boolean hasFamilies) {
    for (int seed = first; seed < end; seed++) {
      ask(seed, hasFamilies);
    }
    assertThat(faults).as(String.join("\n", faults)).isEmpty();
    assertThat(compared).isGreaterThan((end - first) * 8 / 10);
    assertThat(refused).isLessThan((end - first) / 20);
  }

  private void ask(int seed, boolean hasFamilies) {
    Random random = new Random(seed);
    int length = 2 + random.nextInt(3);
    IndexedQuestions questions = new IndexedQuestions(seed, !hasFamilies);
    if (hasFamilies) {
      questions.define(length);
    }
    IndexedQuestions.Term question = questions.question();
    String variable = VARIABLES.get(random.nextInt(VARIABLES.size()));
    int k = 1 + random.nextInt(length);
    IndexedQuestions.State state = new IndexedQuestions.State(length);
    Map<String, Object> point = new HashMap<>();
    for (String scalar : List.of("a", "b")) {
      double value = number(random);
      state.scalars.put(scalar, seeded(value, variable.equals(scalar)));
      point.put(scalar, BigDecimal.valueOf(value));
    }
    int moved = variable.startsWith("x_") ? index(variable, k) : 0;
    for (String family : List.of("x", "y")) {
      Hyperdual[] array = new Hyperdual[length];
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        double value = number(random);
        array[i] = seeded(value, family.equals("x") && i + 1 == moved);
        values.add(BigDecimal.valueOf(value));
      }
      state.arrays.put(family, array);
      point.put(family, values);
    }
    state.indices.put("k", k);
    point.put("k", BigDecimal.valueOf(k));
    String texts = question.text() + " " + variable + " " + questions.definitions();
    point.keySet().removeIf(name -> !mentions(texts, name));
    String told =
        "seed %d: %s by %s, %s, at %s"
            .formatted(seed, question.text(), variable, questions.definitions(), point);
    double expected = question.at(state).second();
    compare(question.text(), variable, questions.definitions(), point, expected, told);
    if (hasFamilies && seed % 5 == 0 && !mentions(question.text(), "k")) {
      compile(question.text(), questions.definitions(), length, seed);
    }
  }

  private void compare(
      String question,
      String variable,
      List<String> definitions,
      Map<String, Object> point,
      double expected,
      String told) {
    Value value;
    try {
      value =
          new DerivingEngine(new Problem(definitions, List.of()), OPTIONS)
              .differentiate(question, List.of(variable), 1, List.of(point))
              .values()
              .get(0);
    } catch (ChainruleException refusal) {
      refused++;
      return;
    } catch (RuntimeException fault) {
      faults.add(told + ": " + fault);
      return;
    }
    Double number = value.number();
    if (number == null) {
      faults.add(told + ": " + value.error() + ", not " + expected);
    } else if (!(Math.abs(number - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
      faults.add(told + ": " + number + ", not " + expected);
    } else {
      compared++;
    }
  }

  private static void compile(String question, List<String> definitions, int length, int seed) {
    CompiledCase.of(question, definitions.toArray(String[]::new))
        .variable("a")
        .variable("b")
        .variable("x", length)
        .parameter("y", length)
        .size("n", length)
        .seed(seed)
        .within(1e-11)
        .agrees();
  }

  private static boolean mentions(String texts, String name) {
    return Pattern.compile("(?<![A-Za-z])" + name + "(?![A-Za-z])").matcher(texts).find();
  }

  private static int index(String variable, int k) {
    String index = variable.substring(2);
    return index.equals("k") ? k : Integer.parseInt(index);
  }

  private static Hyperdual seeded(double value, boolean moves) {
    return new Hyperdual(value, 0, moves ? 1 : 0, 0);
  }

  /** No two numbers of a point meet, so that none lies on a border. */
  private static double number(Random random) {
    return (random.nextBoolean() ? 1 : -1) * (0.3 + random.nextInt(100_000) / 77_777.0);
  }
}
