package org.chainrule.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.Negate;
import org.chainrule.syntax.Syntax.NumberLiteral;
import org.chainrule.syntax.Syntax.Reduction;
import org.junit.jupiter.api.Test;

/** The tree itself: equality, printing and walking, whatever its depth. */
class SyntaxTest {
  private static final Span HERE = new Span(1, 1, 1, 2, 0, 1);
  private static final Span THERE = new Span(2, 1, 2, 2, 5, 6);

  private static Name name(String name) {
    return new Name(HERE, name, name);
  }

  private static Binary binary(Binary.Operator operator, Syntax left, Syntax right) {
    return new Binary(HERE, operator, left, right, false);
  }

  @Test
  void thePlaceDoesNotCountButTheSpellingDoes() {
    assertThat(new Name(HERE, "x", "x")).isEqualTo(new Name(THERE, "x", "x"));
    assertThat(new Name(HERE, "alpha", "alpha")).isNotEqualTo(new Name(HERE, "alpha", "α"));
    assertThat(new NumberLiteral(HERE, Rational.HALF, "0.5"))
        .isNotEqualTo(new NumberLiteral(HERE, Rational.HALF, ".5"));
    assertThat(binary(Binary.Operator.ADD, name("a"), name("b")))
        .isNotEqualTo(binary(Binary.Operator.ADD, name("b"), name("a")))
        .isNotEqualTo(binary(Binary.Operator.SUBTRACT, name("a"), name("b")))
        .isNotEqualTo(new Object());
  }

  @Test
  void bracketsAreTheFewest() {
    Syntax sum = binary(Binary.Operator.ADD, name("a"), name("b"));
    Syntax product = binary(Binary.Operator.MULTIPLY, name("c"), name("d"));
    assertThat(binary(Binary.Operator.SUBTRACT, sum, sum)).hasToString("a + b - (a + b)");
    assertThat(binary(Binary.Operator.MULTIPLY, product, product)).hasToString("c*d*(c*d)");
    assertThat(binary(Binary.Operator.MULTIPLY, sum, product)).hasToString("(a + b)*(c*d)");
    assertThat(binary(Binary.Operator.POWER, product, new Negate(HERE, product)))
        .hasToString("(c*d)^-(c*d)");
    assertThat(new Negate(HERE, sum)).hasToString("-(a + b)");
    Syntax reduction =
        new Reduction(HERE, Reduction.Operator.SUM, name("k"), null, null, null, sum);
    assertThat(binary(Binary.Operator.MULTIPLY, reduction, name("c")))
        .hasToString("(sum_k (a + b))*c");
    assertThat(binary(Binary.Operator.ADD, reduction, name("c"))).hasToString("sum_k (a + b) + c");
    assertThat(binary(Binary.Operator.MULTIPLY, name("c"), reduction))
        .hasToString("c*sum_k (a + b)");
  }

  @Test
  void matrixNotationIsWrittenAsItReads() {
    Syntax sum = binary(Binary.Operator.ADD, name("a"), name("b"));
    Syntax transpose = new Syntax.Transpose(HERE, sum);
    assertThat(transpose).hasToString("(a + b)'");
    assertThat(new Syntax.Transpose(HERE, transpose)).hasToString("(a + b)''");
    assertThat(binary(Binary.Operator.MATRIX_MULTIPLY, transpose, sum))
        .hasToString("(a + b)' @ (a + b)");
    assertThat(
            binary(
                Binary.Operator.ELEMENTWISE_DIVIDE,
                binary(Binary.Operator.ELEMENTWISE_MULTIPLY, name("a"), name("b")),
                binary(Binary.Operator.ELEMENTWISE_POWER, sum, name("c"))))
        .hasToString("a .* b ./ (a + b).^c");
    List<List<Syntax>> rows = List.of(List.of(name("a"), sum), List.of(name("c"), name("d")));
    assertThat(new Syntax.MatrixLiteral(HERE, rows)).hasToString("[a, a + b; c, d]");
  }

  @Test
  void anArrayBindsItsIndices() {
    Syntax array =
        new Syntax.Array(
            HERE,
            List.of(name("k"), name("l")),
            List.of(name("m"), name("k")),
            binary(Binary.Operator.MULTIPLY, name("k"), name("b")));
    assertThat(array).hasToString("array(k=1..m, l=1..k, k*b)");
    assertThat(SyntaxSubstitution.of(Map.of("k", name("x"), "b", name("y")), array))
        .hasToString("array(k=1..m, l=1..x, k*y)");
    assertThat(SyntaxSubstitution.of(Map.of("m", name("x")), array))
        .hasToString("array(k=1..x, l=1..k, k*b)");
  }

  @Test
  void childrenComeInTheOrderOfTheText() {
    Syntax tree =
        new Reduction(
            HERE,
            Reduction.Operator.SUM,
            name("k"),
            name("a"),
            name("b"),
            null,
            binary(Binary.Operator.ADD, name("c"), name("d")));
    List<String> seen = new ArrayList<>();
    SyntaxWalk.forEach(tree, node -> seen.add(node.toString()));
    assertThat(seen).containsExactly("sum(k=a..b, c + d)", "k", "a", "b", "c + d", "c", "d");
    int size =
        SyntaxWalk.<Integer>fold(tree, (node, below) -> 1 + below.stream().mapToInt(i -> i).sum());
    assertThat(size).isEqualTo(7);
  }

  /** Each of these would overflow the stack if anything recursed. */
  @Test
  void depthIsNotTheStack() throws InterruptedException {
    List<Throwable> problems = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              Syntax left = name("x");
              Syntax right = name("x");
              Syntax other = name("x");
              for (int i = 0; i < 100_000; i++) {
                left = new Negate(HERE, binary(Binary.Operator.POWER, left, name("y")));
                right = new Negate(THERE, binary(Binary.Operator.POWER, right, name("y")));
                other = binary(Binary.Operator.POWER, name("y"), new Negate(HERE, other));
              }
              assertThat(left.equals(right)).isTrue();
              assertThat(left.equals(other)).isFalse();
              assertThat(left.hashCode()).isEqualTo(right.hashCode());
              assertThat(left.toString()).hasSize(5 * 100_000 - 1);
              assertThat(other.toString()).hasSize(3 * 100_000 + 1);
              int depth =
                  SyntaxWalk.<Integer>fold(
                      left, (node, below) -> 1 + below.stream().mapToInt(i -> i).max().orElse(0));
              assertThat(depth).isEqualTo(200_001);
            },
            "small",
            256 * 1024);
    thread.setUncaughtExceptionHandler((where, problem) -> problems.add(problem));
    thread.start();
    thread.join();
    assertThat(problems).isEmpty();
  }
}
