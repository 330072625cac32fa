package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.chainrule.error.ParseException;
import org.chainrule.laws.WorkMeter;
import org.chainrule.syntax.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long, deep and senseless texts: each is answered at a cost in its length, without a deep stack.
 */
class HostileTextTest {
  private static final int LENGTH = 100_000;

  /** The length of a chain of which it is counted what reading costs, and of one so often that. */
  private static final int CHAIN = 5_000;

  private static final int LONGER = 4;

  /** Generous, since the machine may be busy: each takes well under a second when it is not. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The text on a small stack: the parser alone may use a larger one, which it makes itself. */
  private static WorkMeter.Count read(String text) throws InterruptedException {
    return WorkMeter.of(
        () -> {
          Syntax tree = Plain.read(text);
          Syntax again = Plain.read(tree.toString());
          assertThat(again.equals(tree)).isTrue();
          assertThat(again.hashCode()).isEqualTo(tree.hashCode());
        });
  }

  private static String repeat(String part) {
    return part.repeat(LENGTH / part.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abcxyz_^{}()[]+-*/ 0123456789.,=<>!'",
        "x+ ",
        "αβγΣ∏∂√π∞²³₁₂ ",
        "x_1 y",
        "((x",
        "a/b c",
        "sum_i ",
        "d/dx ",
        "{[(",
        "'\"$%&",
        "1.",
        "^[",
        "_",
        "x́ŷ",
        "\u0000",
      })
  void noise(String alphabet) {
    Random random = new Random(1);
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    ParseException refusal = assertTimeoutPreemptively(LIMIT, () -> Plain.refusal(text.toString()));
    assertThat(refusal.getMessage()).hasSizeLessThan(1_500);
    assertThat(refusal.rendered()).hasSizeLessThan(2_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ")", "f(", "x[", "x_{", "sum(i=1..2,", "2^{", "cases(", "-(", "√("})
  void unbalanced(String part) {
    assertTimeoutPreemptively(LIMIT, () -> Plain.refusal(repeat(part)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(; x; )",
        "sin(; x; )",
        "2 x(1+; x; )",
        "1/2x(; x; )",
        "x[; 1; ]",
        "x_{1,; i; }",
        "2^{; x; }",
        "2^(; x; )",
        "-(; x; )",
        "sum(i=1..2,; x; )",
        "sum_k (; x_k; )",
        "sum_{i=1}^{; 2; }x_i",
        "cases(1 if x > 0,; 2; otherwise)",
        "diff(; x; ,x)",
        "∂(; x; )/∂x",
        "softmax(; x; )_i",
      })
  void deeplyNested(String open, String inside, String close) throws InterruptedException {
    int depth = 10_000;
    String gap = open.startsWith("cases") ? " " : "";
    read(open.repeat(depth) + inside + (gap + close).repeat(depth));
    ParseException refusal =
        Plain.refusal(open.repeat(depth + 1) + inside + (gap + close).repeat(depth + 1));
    assertThat(refusal).hasMessageContaining("nest more than 10000 deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x+",
        "x-",
        "x*",
        "x/y*",
        "x ",
        "2x ",
        "-",
        "x^",
        "x^-",
        "sum_i ",
        "x<",
        "a/b c+",
        "1/2x ",
        "2 ",
        "α+",
        "ŷ ",
        "w_i ",
        "w_{i,j}+",
        "x_i^2 ",
        "a - -",
        "x₁",
        "x²",
        "√(2)",
        "(x)",
        "dL/dx*"
      })
  void longChains(String part) throws InterruptedException {
    read(part + "x");
    WorkMeter.Count some = read(part.repeat(CHAIN / part.length()) + "x");
    WorkMeter.Count more = read(part.repeat(LONGER * CHAIN / part.length()) + "x");

    // Were it quadratic, it would be 16 times as much.
    assertThat(more.polls()).isLessThan(2 * LONGER * some.polls());
    assertThat(more.bytes()).isLessThan(2 * LONGER * some.bytes());
  }

  @Test
  void longChainsOfConditionsAndPrefixes() throws InterruptedException {
    read("not ".repeat(LENGTH / 4) + "x > 0");
    read("x > 0 and not y < 0 or ".repeat(4_000) + "x > 0");
    read("d/dx ".repeat(9_999) + "x");
    read("Σ_{i=1}^n ".repeat(9_999) + "x");
    read("max(" + repeat("x,") + "x)");
    read("x_{" + repeat("1,") + "1}");
    read("cases(" + repeat("1 if x>0,") + "2 otherwise)");
  }

  @Test
  void aSumOfAHundredThousandTerms() throws InterruptedException {
    read("x_1 + ".repeat(100_000) + "x");
  }

  @Test
  void limitsAreTold() {
    assertThat(Plain.refusal("x+".repeat(600_000) + "x"))
        .hasMessageContaining("more than 1000000 characters");
    assertThat(Plain.refusal("1".repeat(20_000))).hasMessageContaining("more than 10000 digits");
    assertThat(Plain.refusal("x_" + "1".repeat(20_000))).hasMessageContaining("too many digits");
    assertThat(Plain.refusal("1e999999999")).hasMessageContaining("exponent beyond 1000");
    assertThat(Plain.parse(repeat("1/2x + ") + "x").notes()).hasSize(100);
    assertThat(Plain.tree("9^9^9^9")).isEqualTo("(^ 9 (^ 9 (^ 9 9)))");
    assertThat(Plain.tree("sum(i=1..10^12, x_i)")).isEqualTo("SUM(i, 1, (^ 10 12), x_[i])");
  }
}
