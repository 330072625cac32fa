package org.chainrule.laws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.Gradient;
import org.chainrule.autograd.Dual;
import org.chainrule.autograd.Tape;
import org.chainrule.autograd.Variable;
import org.chainrule.compile.Emitted;
import org.chainrule.error.DomainException;
import org.chainrule.workloads.Written;
import org.jspecify.annotations.Nullable;

/** An expression, and the ways to its value and gradient that compute in doubles. */
final class Ways {
  private static final int MOST_TANGENTS = 64;

  /**
   * What a way gives at a point.
   *
   * @param value NaN too where it says that there is none
   */
  record Answer(String way, double value, double[] gradient) {}

  final Written written;
  private final @Nullable Gradient compiled;
  private @Nullable Class<?> emitted;

  /**
   * @param compiled with its lengths given; null where the compiler refuses the expression
   */
  Ways(Written written, @Nullable Gradient compiled) {
    this.written = written;
    this.compiled = compiled;
  }

  boolean isCompiled() {
    return compiled != null;
  }

  void emit(String className, Emitted into) {
    if (compiled != null) {
      into.add(className, compiled.javaSource(className));
    }
  }

  void load(@Nullable Class<?> type) {
    emitted = type;
  }

  /** The answers for each of several points. */
  List<List<Answer>> at(List<double[]> points, double[] parameters) {
    List<List<Answer>> answers = new ArrayList<>();
    for (double[] point : points) {
      List<Answer> here = new ArrayList<>();
      here.add(onTape(point, parameters));
      here.add(inDuals(point, parameters));
      if (compiled != null) {
        double[] gradient = new double[point.length];
        here.add(new Answer("compiled", compiled.at(point, parameters, gradient), gradient));
      }
      if (emitted != null) {
        double[] all =
            Emitted.run(emitted, point, parameters, name -> length(written.lengths(), name));
        double[] gradient = Arrays.copyOfRange(all, 1, all.length);
        here.add(new Answer("emitted", all[0], gradient));
      }
      answers.add(here);
    }
    if (compiled != null) {
      inRows(compiled, points, parameters, answers);
      inColumns(compiled, points, parameters, answers);
    }
    return answers;
  }

  private static int length(Map<String, Integer> lengths, String name) {
    return Objects.requireNonNull(lengths.get(name), name);
  }

  private Answer onTape(double[] point, double[] parameters) {
    Tape tape = new Tape();
    Map<String, Variable> given = new HashMap<>();
    double[] gradient = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      given.put(written.variables().get(i), tape.variable(point[i]));
    }
    for (int i = 0; i < parameters.length; i++) {
      given.put(written.parameters().get(i), tape.constant(parameters[i]));
    }
    written.lengths().forEach((name, length) -> given.put(name, tape.constant(length)));
    try {
      Variable result = tape.run(written.expression(), given);
      result.backward();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = given.get(written.variables().get(i)).gradient();
      }
      return new Answer("tape", result.value(), gradient);
    } catch (DomainException none) {
      Arrays.fill(gradient, Double.NaN);
      return new Answer("tape", Double.NaN, gradient);
    }
  }

  /** Some tangents at a time. */
  private Answer inDuals(double[] point, double[] parameters) {
    double[] gradient = new double[point.length];
    double value = Double.NaN;
    for (int first = 0; first == 0 || first < point.length; first += MOST_TANGENTS) {
      int count = Math.min(MOST_TANGENTS, point.length - first);
      Map<String, Dual> given = new HashMap<>();
      for (int i = 0; i < point.length; i++) {
        boolean moves = first <= i && i < first + count;
        given.put(
            written.variables().get(i),
            moves ? Dual.variable(point[i], i - first, count) : Dual.constant(point[i]));
      }
      for (int i = 0; i < parameters.length; i++) {
        given.put(written.parameters().get(i), Dual.constant(parameters[i]));
      }
      written.lengths().forEach((name, length) -> given.put(name, Dual.constant(length)));
      try {
        Dual result = Dual.run(written.expression(), given);
        value = result.value();
        for (int i = 0; i < count; i++) {
          gradient[first + i] = result.tangent(i);
        }
      } catch (DomainException none) {
        Arrays.fill(gradient, Double.NaN);
        return new Answer("dual", Double.NaN, gradient);
      }
    }
    return new Answer("dual", value, gradient);
  }

  private static void inRows(
      Gradient compiled, List<double[]> points, double[] given, List<List<Answer>> answers) {
    int width = points.get(0).length;
    double[] rows = new double[points.size() * width];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i), 0, rows, i * width, width);
    }
    double[] values = new double[points.size()];
    double[] gradients = new double[rows.length];
    compiled.atAll(rows, given, values, gradients);
    for (int i = 0; i < values.length; i++) {
      double[] gradient = Arrays.copyOfRange(gradients, i * width, (i + 1) * width);
      answers.get(i).add(new Answer("batch", values[i], gradient));
    }
  }

  private static void inColumns(
      Gradient compiled, List<double[]> points, double[] given, List<List<Answer>> answers) {
    int width = points.get(0).length;
    int size = points.size();
    double[] columns = new double[size * width];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < width; k++) {
        columns[k * size + i] = points.get(i)[k];
      }
    }
    double[] values = new double[size];
    double[] gradients = new double[columns.length];
    compiled.atColumns(columns, given, values, gradients);
    for (int i = 0; i < size; i++) {
      double[] gradient = new double[width];
      for (int k = 0; k < width; k++) {
        gradient[k] = gradients[k * size + i];
      }
      answers.get(i).add(new Answer("columns", values[i], gradient));
    }
  }
}
