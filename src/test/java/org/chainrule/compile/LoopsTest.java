package org.chainrule.compile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums, products and extrema over ranges of any length. */
class LoopsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(i=1..n, x_i)",
        "sum(i=1..n, x_i^2*w_i)",
        "sum(i=1..n, sin(x_i)*sum(j=1..n, w_j*x_j))",
        "sum(i=1..n, sum(j=1..n, sin(x_i*w_j)))",
        "sum(i=1..n, sum(j=1..i-1, x_i*sin(x_j*w_i)))",
        "sum(i=1..n, sum(j=i..n, x_i^2*x_j*w_i))",
        "sum(i=1..n, sum_{k != i} x_i*sin(w_k))",
        "sum(i=1..n, sum(k=1..n, delta(i,k)*x_i*w_k))",
        "sum(i=1..n, sum(k=1..n, (delta(i,k) - x_i)*w_k*x_k))",
        "sum(i=1..n, x_i)^2 + sum(i=1..n, w_i)*sum(j=1..n, x_j^3)",
        "sum(i=1..n, sum(i=1..n, x_i)*w_i)",
        "prod(i=1..n, x_i) + prod(i=1..n, 1 + w_i*x_i)",
        "sum(i=1..n, prod(j=1..n, x_i + 2*w_j + 5))",
        "sum(i=1..n, prod(j=1..i, x_j)*w_i)",
        "sum(i=1..n, w_i)/(n + 2) + sum(i=1..n, (x_i - sum(j=1..n, x_j)/(n + 1))^2)",
        "sum(i=1..n, i*x_i + i^2*w_i) + n^2",
        "sum(i=2..n, x_i*x_{i-1}) + sum(i=1..n-1, w_{i+1}*x_i^2)",
        "sum(i=1..n, x_{n+1-i}*w_i^2)",
        "log(1 + sum(i=1..n, exp(x_i)))",
        "log(exp(3) + sum(i=1..n, w_i^2*exp(x_i)))",
        "sum(i=1..n, exp(x_i)/(1 + sum(j=1..n, exp(x_j)))*w_i)",
        "sum(i=1..n, cases(x_i^2 if i < 3, w_i*x_i otherwise))",
        "sum(i=1..n, cases(x_i*w_i if x_i > w_i + 1/128, sqrt(w_i - x_i + 1/128) otherwise))",
        "sum(i=1..n, abs(x_i)*relu(w_i))",
        "sum(i=1..n, sum(j=1..n, sum(k=1..n, x_i*w_j*sin(x_k))))",
        "sum(t=1..n, sum(i=1..t, sum(j=i..t, x_i*w_j))^2)",
        "sum(i=1..2, x_1*i)*0 + sum(i=1..n, w_i*sum(j=1..n, x_j*sum(k=1..n, w_k*x_k)))",
      })
  void agreesForAnyLength(String text) {
    for (int n : new int[] {0, 1, 2, 4}) {
      if (n > 0 || !text.contains("x_1")) {
        CompiledCase.of(text, "x : R^n", "w : R^n")
            .variable("x", n)
            .variable("w", n)
            .size("n", n)
            .seed(n + 3)
            .agreesTwice();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max_{i in 1..n} x_i + min_{i in 1..n} (x_i^2*w_i)",
        "sum(i=1..n, x_i*max_{k in 1..n} (w_k*x_k + i))",
        "log(sum(i=1..n, exp(x_i)))",
        "sum(i=1..n, w_i*log(exp(x_i)/sum(j=1..n, exp(x_j))))",
        "sum(i=1..n, exp(x_i)/sum(j=1..n, exp(x_j))*w_i^2)",
        "logsumexp(x) + sum(i=1..n, softmax(x)_i*w_i)",
        "x_n*w_1 + x_1*w_n^2",
        "sum(i=1..n, w_i)/n",
        "sum(i=1..n, exp(-x_i^2)/sum(j=1..n, exp(x_j*w_i)))",
        "sqrt(sum(i=1..n, exp(x_i)*(1 + w_i^2)))",
        "sum(i=1..n, exp(2*x_i))/sum(j=1..n, exp(x_j))^2",
      })
  void agreesWhereThereIsSomething(String text) {
    for (int n : new int[] {1, 3, 5}) {
      CompiledCase.of(text, "x : R^n", "w : R^n")
          .variable("x", n)
          .variable("w", n)
          .size("n", n)
          .seed(n + 3)
          .agreesTwice();
    }
  }

  @Test
  void productsWithZeros() {
    for (double[] point :
        new double[][] {{0, 2, 3, 4}, {2, 0, 3, 0}, {0, 0, 0, 5}, {0, 0, 0, 0}, {1, 2, 3, 4}}) {
      CompiledCase.of("prod(i=1..n, x_i)").variable("x", 4).size("n", 4).at(point).agreesTwice();
    }
  }

  @Test
  void matrices() {
    CompiledCase.of(
            "sum(i=1..m, (sum(j=1..n, W_{i,j}*x_j) + b_i)^2)",
            "W : R^{m x n}",
            "x : R^n",
            "b : R^m")
        .variable("W", 2, 3)
        .variable("b", 2)
        .variable("x", 3)
        .size("m", 2)
        .size("n", 3)
        .agreesTwice();
    CompiledCase.of("sum(i=1..n, sum(j=1..n, W_{i,j}*W_{j,i}*x_i))", "W : R^{n x n}", "x : R^n")
        .variable("W", 3, 3)
        .parameter("x", 3)
        .size("n", 3)
        .agreesTwice();
  }

  @Test
  void familiesThatBeginElsewhere() {
    CompiledCase.of("sum(i=0..n, x_i^2*sin(x_i)) + x_0")
        .variableFrom("x", 0, 3)
        .size("n", 3)
        .agreesTwice();
    CompiledCase.of("sum(i=-2..n, x_i^3) + sum(i=1..n, x_i*x_{i-3})")
        .variableFrom("x", -2, 2)
        .size("n", 2)
        .agreesTwice();
    CompiledCase.of("sum(i=0..n, x_i) + sum(i=-1..n, sin(x_i))*x_{-1}")
        .variableFrom("x", -1, 2)
        .size("n", 2)
        .agreesTwice();
  }

  /** A letter that an index is compared with is a length, also where nothing else uses it. */
  @Test
  void guardedElements() {
    for (String text :
        new String[] {
          "sum_{k in 1..3, k != i} x_k^2",
          "prod_{k in 1..3, k != i} sin(x_k)",
          "sum_{k in 1..3, k < i or k = 3} x_k^3",
          "max_{k in 1..3, k != i} x_k^2"
        }) {
      for (int i = 1; i <= 3; i++) {
        CompiledCase.of(text).variable("x", 3).size("i", i).agreesTwice();
        CompiledCase.of(text, "x : R^3").variable("x", 3).size("i", i).agreesTwice();
        CompiledCase.of(text)
            .variable("x_1")
            .variable("x_3")
            .variable("x_2")
            .size("i", i)
            .agreesTwice();
        CompiledCase.of(text, "x_1 = a*b", "x_2 = a + b", "x_3 = b^2")
            .variable("a")
            .variable("b")
            .size("i", i)
            .agreesTwice();
      }
    }
  }

  @Test
  void elementsWithGaps() {
    CompiledCase.of("x_1^2*x_3 + sin(x_7)")
        .variable("x_1")
        .variable("x_3")
        .variable("x_7")
        .agreesTwice();
    CompiledCase.of("sum(i=1..3, x_i^2) + x_7")
        .variable("x_7")
        .variable("x_3")
        .variable("x_2")
        .variable("x_1")
        .agreesTwice();
  }

  @Test
  void parametersOfEachKind() {
    CompiledCase.of("sum(i=1..n, (a*x_i + b - y_i)^2)/n", "x : R^n", "y : R^n")
        .variable("a")
        .variable("b")
        .parameter("x", 4)
        .parameter("y", 4)
        .size("n", 4)
        .agreesTwice();
  }
}
