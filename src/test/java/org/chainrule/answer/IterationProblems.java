package org.chainrule.answer;

import static org.chainrule.answer.Loops.column;
import static org.chainrule.answer.Loops.dot;
import static org.chainrule.answer.Loops.elementwise;
import static org.chainrule.answer.Loops.map;
import static org.chainrule.answer.Loops.matrix;
import static org.chainrule.answer.Loops.minus;
import static org.chainrule.answer.Loops.number;
import static org.chainrule.answer.Loops.plus;
import static org.chainrule.answer.Loops.softmax;
import static org.chainrule.answer.Loops.some;
import static org.chainrule.answer.Loops.square;
import static org.chainrule.answer.Loops.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.chainrule.answer.ColumnRecurrencesTest.LoopProblem;

/** Iterations of columns and matrices, each with a loop that computes the same. */
final class IterationProblems {
  private final List<LoopProblem> problems = new ArrayList<>();

  private IterationProblems() {}

  static List<LoopProblem> all() {
    IterationProblems all = new IterationProblems();
    all.iterations();
    all.momentum();
    all.sequences();
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

  private void iterations() {
    add(
        "an inverse by Newton's iteration",
        "A : R^{n x n}; X_0 : R^{n x n}; X_t = X_{t-1}*(2*I - A*X_{t-1}); L = sum(X_2)",
        Map.of("A", some(1, 2, 2), "X_0", some(2, 2, 2)),
        p -> {
          double[][] x = matrix(p, "X_0");
          for (int t = 0; t < 2; t++) {
            double[][] two = {{2, 0}, {0, 2}};
            x = times(x, plus(two, times(matrix(p, "A"), x), -1));
          }
          return x[0][0] + x[0][1] + x[1][0] + x[1][1];
        },
        "A",
        "X_0");
    add(
        "a power iteration",
        "A : R^{n x n}; x_0 : R^n; x_t = A*x_{t-1}/norm(A*x_{t-1}); L = x_3^T*A*x_3",
        Map.of("A", some(1, 2, 2), "x_0", some(2, 2)),
        p -> {
          double[] x = column(p, "x_0");
          for (int t = 0; t < 3; t++) {
            double[] next = times(matrix(p, "A"), x);
            double length = Math.sqrt(square(next));
            x = map(next, each -> each / length);
          }
          return dot(x, times(matrix(p, "A"), x));
        },
        "A",
        "x_0");
    add(
        "a midpoint rule for an equation of motion",
        "W : R^{n x n}; x_0 : R^n; k_t = x_{t-1} + s/2*tanh(W*x_{t-1}); x_t = x_{t-1} +"
            + " s*tanh(W*k_t);L = norm(x_2)^2",
        Map.of("W", some(1, 2, 2), "x_0", some(2, 2), "s", 0.25),
        p -> {
          double[] x = column(p, "x_0");
          double s = number(p, "s");
          for (int t = 0; t < 2; t++) {
            double[] slope = map(times(matrix(p, "W"), x), each -> s / 2 * Math.tanh(each));
            double[] half = plus(x, slope);
            x = plus(x, map(times(matrix(p, "W"), half), each -> s * Math.tanh(each)));
          }
          return square(x);
        },
        "W",
        "x_0",
        "s");
    add(
        "a matrix for each step",
        "A_t : R^{n x n} for t in 1..T; x_0 : R^n; x_t = A_t*x_{t-1}; L = sum(x_2)",
        Map.of("A", new double[][][] {some(1, 2, 2), some(2, 2, 2)}, "x_0", some(3, 2)),
        p -> {
          double[][][] all = (double[][][]) p.get("A");
          double[] x = times(all[1], times(all[0], column(p, "x_0")));
          return x[0] + x[1];
        },
        "x_0");
  }

  private void momentum() {
    add(
        "descent with momentum",
        "A : R^{n x n}; b : R^n; w_0 : R^n; v_0 = 0; v_t = mu*v_{t-1} - eta*(A*w_{t-1} - b);"
            + "w_t = w_{t-1} + v_t; L = norm(w_3)^2",
        Map.of("A", some(1, 2, 2), "b", some(2, 2), "w_0", some(3, 2), "mu", 0.5, "eta", 0.25),
        p -> {
          double[] w = column(p, "w_0");
          double[] v = new double[2];
          for (int t = 0; t < 3; t++) {
            double[] slope = minus(times(matrix(p, "A"), w), column(p, "b"));
            v =
                plus(
                    map(v, each -> number(p, "mu") * each),
                    map(slope, each -> -number(p, "eta") * each));
            w = plus(w, v);
          }
          return square(w);
        },
        "A",
        "b",
        "mu",
        "eta",
        "w_0");
    add(
        "a leaky network",
        "W : R^{n x n}; x_t : R^n; h_0 = 0; h_t = (1 - a)*h_{t-1} + a*tanh(W*h_{t-1} + x_t);"
            + "L = norm(h_3)^2",
        Map.of("W", some(1, 2, 2), "x", some(2, 3, 2), "a", 0.25),
        p -> {
          double a = number(p, "a");
          double[] h = new double[2];
          for (double[] x : matrix(p, "x")) {
            double[] inside = plus(times(matrix(p, "W"), h), x);
            h = plus(map(h, each -> (1 - a) * each), map(inside, each -> a * Math.tanh(each)));
          }
          return square(h);
        },
        "W",
        "a",
        "x_1");
  }

  private void sequences() {
    add(
        "a classifier at each step",
        "W : R^{n x n}; x_t : R^n for t in 1..T; V : R^{k x n}; h_0 = 0; h_t = sigma(W*h_{t-1} +"
            + " x_t);o_t = V*h_t; p_t = softmax(o_t); y_t : R^k; L = -sum(t=1..T, y_t^T*log(p_t))",
        Map.of(
            "W",
            some(1, 2, 2),
            "x",
            some(2, 3, 2),
            "V",
            some(3, 3, 2),
            "y",
            new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}},
            "T",
            3),
        p -> {
          double[] h = new double[2];
          double sum = 0;
          for (int t = 0; t < 3; t++) {
            h = map(plus(times(matrix(p, "W"), h), matrix(p, "x")[t]), Loops::sigma);
            double[] chosen = softmax(times(matrix(p, "V"), h));
            sum -= dot(matrix(p, "y")[t], map(chosen, Math::log));
          }
          return sum;
        },
        "W",
        "V",
        "x_2");
    add(
        "a mean over time",
        "W : R^{n x n}; x_t : R^n; h_0 = 0; h_t = tanh(W*h_{t-1} + x_t); m = sum(t=1..3, h_t)/3; c"
            + " : R^n;L = c^T*m",
        Map.of("W", some(1, 2, 2), "x", some(2, 3, 2), "c", some(3, 2)),
        p -> {
          double[] h = new double[2];
          double sum = 0;
          for (double[] x : matrix(p, "x")) {
            h = map(plus(times(matrix(p, "W"), h), x), Math::tanh);
            sum += dot(column(p, "c"), h) / 3;
          }
          return sum;
        },
        "W",
        "c",
        "x_1");
    add(
        "gates without matrices",
        "a : R^n; x_t : R^n; h_0 = 0; h_t = sigma(a) .* h_{t-1} + (1 - sigma(a)) .* x_t; L ="
            + " norm(h_3)^2",
        Map.of("a", some(1, 3), "x", some(2, 3, 3)),
        p -> {
          double[] gate = map(column(p, "a"), Loops::sigma);
          double[] h = new double[3];
          for (double[] x : matrix(p, "x")) {
            h = plus(elementwise(gate, h), elementwise(map(gate, each -> 1 - each), x));
          }
          return square(h);
        },
        "a",
        "x_3");
  }
}
