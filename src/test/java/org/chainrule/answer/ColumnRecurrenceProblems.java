package org.chainrule.answer;

import static org.chainrule.answer.Loops.column;
import static org.chainrule.answer.Loops.dot;
import static org.chainrule.answer.Loops.elementwise;
import static org.chainrule.answer.Loops.inverse;
import static org.chainrule.answer.Loops.map;
import static org.chainrule.answer.Loops.matrix;
import static org.chainrule.answer.Loops.minus;
import static org.chainrule.answer.Loops.number;
import static org.chainrule.answer.Loops.plus;
import static org.chainrule.answer.Loops.softmax;
import static org.chainrule.answer.Loops.some;
import static org.chainrule.answer.Loops.square;
import static org.chainrule.answer.Loops.times;
import static org.chainrule.answer.Loops.transposed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.chainrule.answer.ColumnRecurrencesTest.LoopProblem;

/** Recurrences of columns and matrices, each with a loop that computes the same. */
final class ColumnRecurrenceProblems {
  private static final int STEPS = 3;

  private final List<LoopProblem> problems = new ArrayList<>();

  private ColumnRecurrenceProblems() {}

  static List<LoopProblem> all() {
    ColumnRecurrenceProblems all = new ColumnRecurrenceProblems();
    all.networks();
    all.gates();
    all.layers();
    all.systems();
    all.filters();
    all.problems.addAll(IterationProblems.all());
    all.problems.addAll(AttentionProblems.all());
    return all.problems;
  }

  private static Map<String, Object> point(Object... namesAndValues) {
    Map<String, Object> point = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      point.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return point;
  }

  private void add(
      String name,
      String statements,
      String loss,
      Map<String, Object> point,
      ToDoubleFunction<Map<String, Object>> loop,
      String... variables) {
    for (String variable : variables) {
      problems.add(new LoopProblem(name, statements, loss, variable, point, loop));
    }
  }

  private void networks() {
    String network =
        "W : R^{D x D}; U : R^{D x K}; b : R^D; V : R^{M x D}; x_t : R^K for t in 1..T;"
            + "h_t = tanh(W*h_{t-1} + U*x_t + b);";
    Map<String, Object> point =
        point(
            "W",
            some(1, 2, 2),
            "U",
            some(2, 2, 3),
            "b",
            some(3, 2),
            "x",
            some(4, STEPS, 3),
            "h_0",
            some(5, 2),
            "y",
            some(6, STEPS, 2),
            "V",
            some(7, 2, 2),
            "T",
            STEPS);
    add(
        "a network, the loss at the end",
        network + "h_0 : R^D; y_t : R^D; L = norm(h_T - y_T)^2",
        "L",
        without(point, "V"),
        p -> square(minus(states(p).get(STEPS), matrix(p, "y")[STEPS - 1])),
        "W",
        "U",
        "b",
        "h_0",
        "x_2");
    add(
        "a network, losses at all steps",
        network + "h_0 : R^D; y_t : R^M; z_t = V*h_t; L = sum(t=1..T, norm(z_t - y_t)^2)",
        "L",
        point,
        p -> {
          double sum = 0;
          for (int t = 1; t <= STEPS; t++) {
            sum += square(minus(times(matrix(p, "V"), states(p).get(t)), matrix(p, "y")[t - 1]));
          }
          return sum;
        },
        "W",
        "U",
        "b",
        "V",
        "h_0",
        "x_1");
    add(
        "a network that begins with zeros, and softmax at the end",
        network + "h_0 = 0; p = softmax(V*h_3); L = -log(p_2)",
        "L",
        without(point, "h_0", "y", "T"),
        p -> {
          Map<String, Object> started = new LinkedHashMap<>(p);
          started.put("h_0", new double[2]);
          return -Math.log(softmax(times(matrix(p, "V"), states(started).get(STEPS)))[1]);
        },
        "W",
        "V",
        "b");
    add(
        "one state and one input",
        "W : R^{D x D}; u : R^D; h_t = tanh(W*h_{t-1} + u*x_t); h_0 : R^D; L = sum(h_2)",
        "L",
        point("W", some(1, 3, 3), "u", some(2, 3), "x", some(3, 2), "h_0", some(4, 3)),
        p -> {
          double[] h = column(p, "h_0");
          for (int t = 0; t < 2; t++) {
            double input = column(p, "x")[t];
            h =
                map(
                    plus(times(matrix(p, "W"), h), map(column(p, "u"), u -> u * input)),
                    Math::tanh);
          }
          return dot(h, new double[] {1, 1, 1});
        },
        "W",
        "u",
        "h_0");
  }

  private static Map<String, Object> without(Map<String, Object> point, String... names) {
    Map<String, Object> rest = new LinkedHashMap<>(point);
    rest.keySet().removeAll(List.of(names));
    return rest;
  }

  private static List<double[]> states(Map<String, Object> p) {
    List<double[]> states = new ArrayList<>(List.of(column(p, "h_0")));
    for (int t = 1; t <= STEPS; t++) {
      double[] inside =
          plus(
              times(matrix(p, "W"), states.get(t - 1)),
              times(matrix(p, "U"), matrix(p, "x")[t - 1]),
              column(p, "b"));
      states.add(map(inside, Math::tanh));
    }
    return states;
  }

  private void gates() {
    String gate = "sigma(W_%1$s*x_t + U_%1$s*h_{t-1} + b_%1$s)";
    StringBuilder lstm =
        new StringBuilder("x_t : R^K for t in 1..T; h_0 : R^n; c_0 : R^n; v : R^n;");
    for (String each : List.of("i", "f", "o", "c")) {
      lstm.append("W_%1$s : R^{n x K}; U_%1$s : R^{n x n}; b_%1$s : R^n;".formatted(each));
    }
    lstm.append("i_t = ").append(gate.formatted("i")).append("; f_t = ");
    lstm.append(gate.formatted("f")).append("; o_t = ").append(gate.formatted("o"));
    lstm.append("; g_t = tanh(W_c*x_t + U_c*h_{t-1} + b_c); c_t = f_t .* c_{t-1} + i_t .* g_t;");
    lstm.append("h_t = o_t .* tanh(c_t); L = v^T*h_2");
    Map<String, Object> point = point("x", some(1, 2, 3), "h_0", some(2, 2), "c_0", some(3, 2));
    point.put("v", some(4, 2));
    int seed = 5;
    for (String each : List.of("i", "f", "o", "c")) {
      point.put("W_" + each, some(seed++, 2, 3));
      point.put("U_" + each, some(seed++, 2, 2));
      point.put("b_" + each, some(seed++, 2));
    }
    add(
        "an LSTM",
        lstm.toString(),
        "L",
        point,
        ColumnRecurrenceProblems::lstm,
        "U_f",
        "W_c",
        "b_o");
    add(
        "an LSTM",
        lstm.toString(),
        "L",
        point,
        ColumnRecurrenceProblems::lstm,
        "c_0",
        "x_1",
        "U_i");
    String gru =
        "x_t : R^K for t in 1..T; h_0 : R^D; W_z : R^{D x K}; W_r : R^{D x K}; W_g : R^{D x K};"
            + "U_z : R^{D x D}; U_r : R^{D x D}; U_g : R^{D x D};"
            + "z_t = sigma(W_z*x_t + U_z*h_{t-1}); r_t = sigma(W_r*x_t + U_r*h_{t-1});"
            + "g_t = tanh(W_g*x_t + U_g*(r_t .* h_{t-1}));"
            + "h_t = (1 - z_t) .* h_{t-1} + z_t .* g_t; L = norm(h_2)^2";
    Map<String, Object> gates = point("x", some(1, 2, 2), "h_0", some(2, 3));
    for (String each : List.of("z", "r", "g")) {
      gates.put("W_" + each, some(seed++, 3, 2));
      gates.put("U_" + each, some(seed++, 3, 3));
    }
    add("a GRU", gru, "L", gates, ColumnRecurrenceProblems::gru, "U_g", "W_r", "U_z", "h_0");
  }

  private static double lstm(Map<String, Object> p) {
    double[] h = column(p, "h_0");
    double[] c = column(p, "c_0");
    for (double[] x : matrix(p, "x")) {
      double[] i = map(inside(p, "i", x, h), Loops::sigma);
      double[] f = map(inside(p, "f", x, h), Loops::sigma);
      double[] o = map(inside(p, "o", x, h), Loops::sigma);
      double[] g = map(inside(p, "c", x, h), Math::tanh);
      c = plus(elementwise(f, c), elementwise(i, g));
      h = elementwise(o, map(c, Math::tanh));
    }
    return dot(column(p, "v"), h);
  }

  private static double[] inside(Map<String, Object> p, String gate, double[] x, double[] h) {
    return plus(
        times(matrix(p, "W_" + gate), x), times(matrix(p, "U_" + gate), h), column(p, "b_" + gate));
  }

  private static double gru(Map<String, Object> p) {
    double[] h = column(p, "h_0");
    for (double[] x : matrix(p, "x")) {
      double[] z = map(plus(times(matrix(p, "W_z"), x), times(matrix(p, "U_z"), h)), Loops::sigma);
      double[] r = map(plus(times(matrix(p, "W_r"), x), times(matrix(p, "U_r"), h)), Loops::sigma);
      double[] g =
          map(
              plus(times(matrix(p, "W_g"), x), times(matrix(p, "U_g"), elementwise(r, h))),
              Math::tanh);
      h = plus(elementwise(map(z, each -> 1 - each), h), elementwise(z, g));
    }
    return square(h);
  }

  private void layers() {
    add(
        "layers with a matrix each",
        "W_l : R^{n x n} for l in 1..N; b_l : R^n for l in 1..N; a_0 : R^n;"
            + "a_l = sigma(W_l*a_{l-1} + b_l); L = norm(a_3)^2",
        "L",
        point("W", layers(3), "b", some(2, 3, 2), "a_0", some(3, 2)),
        p -> {
          double[] a = column(p, "a_0");
          for (int l = 0; l < STEPS; l++) {
            a =
                map(
                    plus(times(((double[][][]) p.get("W"))[l], a), matrix(p, "b")[l]),
                    Loops::sigma);
          }
          return square(a);
        },
        "b_2",
        "a_0",
        "b_1");
    add(
        "residual layers",
        "W : R^{D x D}; a_0 : R^D; a_l = a_{l-1} + W*tanh(a_{l-1}); L = sum(a_3)",
        "L",
        point("W", some(1, 2, 2), "a_0", some(3, 2)),
        p -> {
          double[] a = column(p, "a_0");
          for (int l = 0; l < STEPS; l++) {
            a = plus(a, times(matrix(p, "W"), map(a, Math::tanh)));
          }
          return a[0] + a[1];
        },
        "W",
        "a_0");
  }

  private static double[][][] layers(int count) {
    double[][][] layers = new double[count][][];
    for (int l = 0; l < count; l++) {
      layers[l] = some(20 + l, 2, 2);
    }
    return layers;
  }

  private void systems() {
    Map<String, Object> point =
        point(
            "A",
            some(1, 2, 2),
            "B",
            some(2, 2, 3),
            "C",
            some(3, 2, 2),
            "u",
            some(4, STEPS, 3),
            "x_0",
            some(5, 2),
            "T",
            STEPS,
            "y",
            some(6, STEPS, 2));
    ToDoubleFunction<Map<String, Object>> loop =
        p -> {
          double[] x = column(p, "x_0");
          double sum = 0;
          for (int t = 0; t < STEPS; t++) {
            x = plus(times(matrix(p, "A"), x), times(matrix(p, "B"), matrix(p, "u")[t]));
            sum += square(minus(times(matrix(p, "C"), x), matrix(p, "y")[t])) / 2;
          }
          return sum;
        };
    add(
        "a linear system",
        "A : R^{D x D}; B : R^{D x K}; C : R^{M x D}; u_t : R^K; y_t : R^M; x_0 : R^D;"
            + "x_t = A*x_{t-1} + B*u_t; L = 1/2*sum(t=1..T, norm(C*x_t - y_t)^2)",
        "L",
        point,
        loop,
        "A",
        "B",
        "C",
        "x_0",
        "u_2");
    add(
        "a second-order system",
        "A : R^{D x D}; B : R^{D x D}; x_0 : R^D; x_1 = A*x_0; x_t = A*x_{t-1} + B*x_{t-2};"
            + "L = norm(x_4)^2",
        "L",
        point("A", some(1, 2, 2), "B", some(2, 2, 2), "x_0", some(3, 2)),
        p -> {
          double[] before = column(p, "x_0");
          double[] x = times(matrix(p, "A"), before);
          for (int t = 2; t <= 4; t++) {
            double[] next = plus(times(matrix(p, "A"), x), times(matrix(p, "B"), before));
            before = x;
            x = next;
          }
          return square(x);
        },
        "A",
        "B");
    add(
        "powers of a matrix",
        "A : R^{D x D}; P_0 = I; P_t = A*P_{t-1}; L = tr(P_3)",
        "L",
        point("A", some(1, 2, 2)),
        p -> {
          double[][] cube = times(times(matrix(p, "A"), matrix(p, "A")), matrix(p, "A"));
          return cube[0][0] + cube[1][1];
        },
        "A");
    add(
        "gradient descent, unrolled",
        "A : R^{D x D}; b : R^D; w_0 : R^D; w_t = w_{t-1} - eta*A^T*(A*w_{t-1} - b);"
            + "L = norm(A*w_2 - b)^2",
        "L",
        point("A", some(1, 2, 2), "b", some(2, 2), "w_0", some(3, 2), "eta", 0.125),
        p -> {
          double[] w = column(p, "w_0");
          double[][] a = matrix(p, "A");
          for (int t = 0; t < 2; t++) {
            double[] rest = minus(times(a, w), column(p, "b"));
            w = plus(w, map(times(transposed(a), rest), x -> -number(p, "eta") * x));
          }
          return square(minus(times(a, w), column(p, "b")));
        },
        "eta",
        "w_0",
        "b",
        "A");
  }

  private void filters() {
    add(
        "covariances",
        "A : R^{D x D}; Q : R^{D x D}; P_0 : R^{D x D}; P_t = A*P_{t-1}*A^T + Q; L = tr(P_2)",
        "L",
        point("A", some(1, 2, 2), "Q", some(2, 2, 2), "P_0", some(3, 2, 2)),
        p -> {
          double[][] a = matrix(p, "A");
          double[][] c = matrix(p, "P_0");
          for (int t = 0; t < 2; t++) {
            c = plus(times(times(a, c), transposed(a)), matrix(p, "Q"), 1);
          }
          return c[0][0] + c[1][1];
        },
        "A",
        "Q",
        "P_0");
    add(
        "a filter with a gain",
        "A : R^{D x D}; C : R^{M x D}; R : R^{M x M}; P_0 : R^{D x D}; x_0 : R^D; y_t : R^M;"
            + "K_t = P_{t-1}*C^T*inv(C*P_{t-1}*C^T + R); P_t = A*(P_{t-1} - K_t*C*P_{t-1})*A^T;"
            + "x_t = A*(x_{t-1} + K_t*(y_t - C*x_{t-1})); L = norm(x_2)^2",
        "L",
        point(
            "A",
            some(1, 2, 2),
            "C",
            some(2, 2, 2),
            "R",
            new double[][] {{2, 0.5}, {0.25, 3}},
            "P_0",
            new double[][] {{1, 0.25}, {0.25, 2}},
            "x_0",
            some(5, 2),
            "y",
            some(6, 2, 2)),
        p -> {
          double[] x = column(p, "x_0");
          double[][] c = matrix(p, "C");
          double[][] covariance = matrix(p, "P_0");
          for (double[] y : matrix(p, "y")) {
            double[][] inner = plus(times(times(c, covariance), transposed(c)), matrix(p, "R"), 1);
            double[][] gain = times(times(covariance, transposed(c)), inverse(inner));
            covariance = plus(covariance, times(times(gain, c), covariance), -1);
            covariance = times(times(matrix(p, "A"), covariance), transposed(matrix(p, "A")));
            x = times(matrix(p, "A"), plus(x, times(gain, minus(y, times(c, x)))));
          }
          return square(x);
        },
        "x_0",
        "y_1",
        "A");
  }
}
