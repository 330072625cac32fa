package org.chainrule.answer;

import static org.chainrule.answer.Loops.column;
import static org.chainrule.answer.Loops.dot;
import static org.chainrule.answer.Loops.elementwise;
import static org.chainrule.answer.Loops.map;
import static org.chainrule.answer.Loops.matrix;
import static org.chainrule.answer.Loops.number;
import static org.chainrule.answer.Loops.plus;
import static org.chainrule.answer.Loops.softmax;
import static org.chainrule.answer.Loops.some;
import static org.chainrule.answer.Loops.square;
import static org.chainrule.answer.Loops.times;
import static org.chainrule.answer.Loops.transposed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.chainrule.answer.ColumnRecurrencesTest.LoopProblem;

/** Attention and normalisation, each with a loop that computes the same. */
final class AttentionProblems {
  private final List<LoopProblem> problems = new ArrayList<>();

  private AttentionProblems() {}

  static List<LoopProblem> all() {
    AttentionProblems all = new AttentionProblems();
    all.attention();
    all.norms();
    return all.problems;
  }

  private void add(
      String name,
      String statements,
      Map<String, Object> point,
      ToDoubleFunction<Map<String, Object>> loop,
      String... variables) {
    for (String variable : variables) {
      problems.add(new LoopProblem(name, statements, "L", variable, point, loop));
    }
  }

  private static double[][] softmaxOfRows(double[][] matrix) {
    double[][] result = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      result[i] = softmax(matrix[i]);
    }
    return result;
  }

  private static double[][] scores(double[][] queries, double[][] keys) {
    double root = Math.sqrt(queries[0].length);
    return map(times(queries, transposed(keys)), each -> each / root);
  }

  private void attention() {
    add(
        "attention by rows",
        "Q : R^{n x d}; K : R^{m x d}; V : R^{m x c}; Y : R^{n x c}; S = Q*K^T/sqrt(d);"
            + "P = softmax(S^T)^T; O = P*V; L = 1/2*norm(O - Y)^2",
        Map.of("Q", some(1, 2, 3), "K", some(2, 3, 3), "V", some(3, 3, 2), "Y", some(4, 2, 2)),
        p -> {
          double[][] weights = softmaxOfRows(scores(matrix(p, "Q"), matrix(p, "K")));
          return square(plus(times(weights, matrix(p, "V")), matrix(p, "Y"), -1)) / 2;
        },
        "Q",
        "K",
        "V");
    add(
        "attention by columns",
        "Q : R^{d x n}; K : R^{d x m}; V : R^{c x m}; G : R^{c x n}; P = softmax(K^T*Q/sqrt(d));"
            + "O = V*P; L = sum(G .* O)",
        Map.of("Q", some(1, 3, 2), "K", some(2, 3, 3), "V", some(3, 2, 3), "G", some(4, 2, 2)),
        p -> {
          double[][] keys = transposed(matrix(p, "K"));
          double[][] weights = transposed(softmaxOfRows(scores(transposed(matrix(p, "Q")), keys)));
          double[][] out = times(matrix(p, "V"), weights);
          return dot(out[0], matrix(p, "G")[0]) + dot(out[1], matrix(p, "G")[1]);
        },
        "Q",
        "K",
        "V");
    add(
        "a mask beside the scores",
        "Q : R^{n x d}; K : R^{n x d}; M : R^{n x n}; P = softmax((Q*K^T/sqrt(d) + M)^T)^T;"
            + "L = norm(P)^2",
        Map.of("Q", some(1, 2, 2), "K", some(2, 2, 2), "M", new double[][] {{0, -4}, {0, 0}}),
        p -> square(softmaxOfRows(plus(scores(matrix(p, "Q"), matrix(p, "K")), matrix(p, "M"), 1))),
        "Q",
        "K",
        "M");
    add(
        "layers of self-attention",
        "X_0 : R^{n x d}; X_l = X_{l-1} + softmax(X_{l-1}*X_{l-1}^T)^T*X_{l-1}; L = sum(X_2)",
        Map.of("X_0", some(1, 2, 2)),
        p -> {
          double[][] x = matrix(p, "X_0");
          for (int l = 0; l < 2; l++) {
            x = plus(x, times(softmaxOfRows(times(x, transposed(x))), x), 1);
          }
          return x[0][0] + x[0][1] + x[1][0] + x[1][1];
        },
        "X_0");
    add(
        "a softmax of a softmax",
        "v : R^n; c : R^n; L = c^T*softmax(softmax(v))",
        Map.of("v", some(1, 3), "c", some(2, 3)),
        p -> dot(column(p, "c"), softmax(softmax(column(p, "v")))),
        "v",
        "c");
  }

  private static double[] normalized(double[] x, double eps) {
    double mean = dot(x, map(x, each -> 1)) / x.length;
    double[] centered = map(x, each -> each - mean);
    double deviation = Math.sqrt(square(centered) / x.length + eps);
    return map(centered, each -> each / deviation);
  }

  private void norms() {
    add(
        "layer norm",
        "x : R^n; c : R^n; g : R^n; b : R^n; mu = mean(x); s = sqrt(mean((x - mu).^2) + eps);"
            + "z = (x - mu)/s; y = g .* z + b; L = c^T*tanh(y)",
        Map.of("x", some(1, 3), "c", some(2, 3), "g", some(3, 3), "b", some(4, 3), "eps", 0.125),
        p -> {
          double[] z = normalized(column(p, "x"), number(p, "eps"));
          double[] y = plus(elementwise(column(p, "g"), z), column(p, "b"));
          return dot(column(p, "c"), map(y, Math::tanh));
        },
        "x",
        "g",
        "b",
        "eps");
    add(
        "batch norm",
        "X : R^{d x n}; C : R^{d x n}; g : R^d; b : R^d; mu = X*ones(n)/n;"
            + "v = ((X - mu).^2)*ones(n)/n; Z = diag(1./sqrt(v + eps))*(X - mu);"
            + "Y = diag(g)*Z + b; L = sum(C .* Y)",
        Map.of(
            "X", some(1, 2, 3), "C", some(2, 2, 3), "g", some(3, 2), "b", some(4, 2), "eps", 0.125),
        p -> {
          double sum = 0;
          for (int i = 0; i < 2; i++) {
            double[] z = normalized(matrix(p, "X")[i], number(p, "eps"));
            for (int j = 0; j < 3; j++) {
              double y = column(p, "g")[i] * z[j] + column(p, "b")[i];
              sum += matrix(p, "C")[i][j] * y;
            }
          }
          return sum;
        },
        "X",
        "g",
        "b");
  }
}
