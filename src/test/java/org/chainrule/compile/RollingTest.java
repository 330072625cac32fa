package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Loops made of what was written out compute what was written. */
class RollingTest {
  private static final int FEW = 4;

  @Test
  void someAgree() {
    agree(0, 30);
  }

  @Test
  void codeDoesNotGrowWithTheTerms() {
    assertThat(sines(400).codeBytes()).isLessThan(sines(100).codeBytes() + 20);
    assertThat(sines(400).codeMethods()).isEqualTo(1);
  }

  private static Gradient sines(int count) {
    return Chainrule.compile(
        Chainrule.parse(
            IntStream.rangeClosed(1, count)
                .mapToObj(i -> "sin(a%d*b + 1/%d)".formatted(i, i))
                .collect(Collectors.joining(" + "))),
        Stream.concat(Stream.of("b"), IntStream.rangeClosed(1, count).mapToObj(i -> "a" + i))
            .toList());
  }

  /** A unit is used by all others, one by one, and none of these is like another. */
  @Test
  void partsThatAreSharedAreMadeOnce() {
    String unit = "tanh(" + joined(60, "u%d*x%d") + ")";
    String text = joined(9, "(" + unit + " + c%d)^2*v%d");
    List<String> names =
        IntStream.rangeClosed(1, 60)
            .boxed()
            .flatMap(i -> Stream.of("u" + i, "x" + i, "c" + i, "v" + i))
            .filter(name -> name.charAt(0) < 'c' || text.matches("(?s).*\\b" + name + "\\b.*"))
            .toList();
    Gradient gradient = Chainrule.compile(Chainrule.parse(text), names);
    double[] point = point(names.size(), 3);

    assertThat(gradient.value(point))
        .isCloseTo(evaluated(Chainrule.parse(text), names, point), within(1e-13));
    assertThat(gradient.codeBytes()).isLessThan(4_000);
  }

  private static String joined(int count, String term) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> term.replace("%d", String.valueOf(i)))
        .collect(Collectors.joining(" + "));
  }

  /** Places by no formula are in tables, in classes that are emitted as well. */
  @Test
  void emittedClassesHaveTables() {
    List<String> names = new ArrayList<>();
    IntStream.rangeClosed(1, 40).forEach(i -> names.addAll(List.of("a" + i, "b" + i)));
    Collections.shuffle(names, new Random(1));
    Gradient gradient =
        Chainrule.compile(Chainrule.parse(joined(40, "exp(a%d*b%d/%d)*(a%d - %d/7)")), names);
    String source = gradient.javaSource("Emitted");
    Class<?> emitted = Emitted.compiled("Emitted", source);
    double[] point = point(80, 5);

    assertThat(source).contains("int[] TABLE1 = {").contains("double[] TABLE");
    assertThat(Emitted.run(emitted, point, new double[0], new int[0]))
        .containsExactly(Emitted.run(gradient, point, new double[0]), within(1e-14));
  }

  @Test
  void longTablesAreNotEmitted() {
    List<String> names = new ArrayList<>();
    IntStream.rangeClosed(1, 900).forEach(i -> names.addAll(List.of("a" + i, "b" + i)));
    Collections.shuffle(names, new Random(1));
    Gradient gradient = Chainrule.compile(Chainrule.parse(joined(900, "a%d*b%d")), names);

    assertThat(gradient.javaSource("Emitted")).doesNotContain("TABLE");
  }

  @Test
  @Tag("slow")
  void manyAgree() {
    agree(1_000, 2_000);
  }

  private static void agree(int from, int to) {
    int close = 0;
    for (int seed = from; seed < to; seed++) {
      PlantedSums sums = new PlantedSums(seed);
      String text = sums.expression();
      List<String> names = sums.names();
      double[] point = point(names.size(), seed);
      Expr expression = Chainrule.parse(text);
      Gradient rolled = Chainrule.compile(expression, names);
      double[] gradient = new double[point.length];
      double[] written = new double[point.length];

      double value = rolled.at(point, gradient);
      Chainrule.compileAll(List.of(expression), names).jacobian(point, written);

      String what = "seed " + seed + ", " + text;
      double expected = evaluated(expression, names, point);
      // Each addition of terms above 0 rounds by half an ulp of the whole at most.
      int bound = sums.levels() * sums.longest() / 2;
      assertThat(value).as(what).isCloseTo(expected, ulps(expected, bound));
      close += Math.abs(value - expected) <= FEW * Math.ulp(expected) ? 1 : 0;
      double largest = Arrays.stream(written).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < written.length; i++) {
        boolean isExact = sums.isExact() && !names.get(i).startsWith("x");
        assertThat(gradient[i])
            .as(names.get(i) + ", " + what)
            .isCloseTo(written[i], isExact ? within(0.0) : ulps(largest, bound));
      }
    }
    assertThat(close).isGreaterThan((to - from) * 19 / 20);
  }

  private static double[] point(int length, int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, length).mapToDouble(i -> 0.1 + random.nextInt(90) / 100.0).toArray();
  }

  private static double evaluated(Expr expression, List<String> names, double[] point) {
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < point.length; i++) {
      values.put(names.get(i), point[i]);
    }
    return expression.at(values);
  }

  private static Offset<Double> ulps(double value, int count) {
    return within(count * Math.ulp(value));
  }
}
