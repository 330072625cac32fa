package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers of one base are made by multiplying. */
class PowerTablesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(k=1..n, c_k*x^k)",
        "sum(k=1..n, c_k*x^(k-1))",
        "sum(k=1..n, c_k*(x + y)^(2*k+1)/k)",
        "sum(k=1..n, c_k*x^(n-k)*y^k)",
        "sum(i=1..n, (sum(k=1..n, c_k*y^k*c_i^k) - c_i)^2)",
        "sum(i=1..n, sum(k=1..i, c_i*x^k*y^(i+k)))",
        "prod(k=1..n, 1 + c_k*x^k/10)",
        "sum(k=1..n, cases(c_k*x^k if c_k > y, x^(k+5) otherwise))",
        "sum(k=1..n, c_k*x^(k-3))",
        "x^9 + x^17*y^5 + (x*y)^64 + y^65",
      })
  void agrees(String text) {
    for (int length : new int[] {1, 2, 7, 40}) {
      CompiledCase.of(text, "c : R^n")
          .variable("x")
          .variable("y")
          .variable("c", length)
          .size("n", length)
          .at(numbers(length))
          .within(1e-12)
          .agrees();
    }
  }

  private static double[] numbers(int length) {
    double[] numbers =
        IntStream.range(-2, length).mapToDouble(i -> (i * 7 % 11 - 4) / 8.0).toArray();
    numbers[0] = 0.75;
    numbers[1] = -0.875;
    return numbers;
  }

  @Test
  void second() {
    CompiledCase.of("sum(k=1..n, c_k*x^k)*y", "c : R^n")
        .variable("x")
        .variable("y")
        .variable("c", 9)
        .size("n", 9)
        .agreesTwice();
  }

  @Test
  void atZeroAndWithoutTerms() {
    Gradient gradient =
        Chainrule.model("c : R^n")
            .compile("sum(k=1..n, c_k*x^(k-1)) + y", List.of("x", "y"), List.of("c"));
    double[] out = new double[2];

    assertThat(gradient.sized("n", 3).with(5, 6, 7).at(new double[] {0, 2}, out)).isEqualTo(7);
    assertThat(out).containsExactly(6, 1);
    assertThat(gradient.sized("n", 0).at(new double[] {0, 2}, out)).isEqualTo(2);
    assertThat(out).containsExactly(0, 1);
  }

  /** Written out or not, in no more code than that of a loop or two. */
  @Test
  void noPowerIsLeft() {
    String text =
        IntStream.range(0, 150)
            .mapToObj(k -> "c_" + k + "*x^" + k)
            .collect(Collectors.joining(" + "));
    List<String> names = IntStream.range(0, 150).mapToObj(k -> "c_" + k).toList();
    Gradient written = Chainrule.compile(Chainrule.parse(text), List.of("x"), names);
    String source = written.javaSource("Emitted");
    double[] point = {0.99};
    double[] coefficients = IntStream.range(0, 150).mapToDouble(k -> 1.0 / (k + 1)).toArray();
    double value = 0;
    double slope = 0;
    for (int k = 149; k >= 0; k--) {
      slope = slope * point[0] + value;
      value = value * point[0] + coefficients[k];
    }
    double[] found = Emitted.run(Emitted.compiled("Emitted", source), point, coefficients);

    assertThat(source).doesNotContain("pow(");
    assertThat(written.codeBytes()).isLessThan(2_000);
    assertThat(written.with(coefficients).value(point)).isCloseTo(value, within(1e-14 * value));
    assertThat(written.with(coefficients).gradient(point)[0])
        .isCloseTo(slope, within(1e-14 * slope));
    assertThat(found).containsExactly(new double[] {value, slope}, within(1e-14 * slope));
  }
}
