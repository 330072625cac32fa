package org.chainrule.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.compile.Emitted;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Expr;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Written;
import org.jspecify.annotations.Nullable;

/** An expression with the points at which all ways to its numbers are compared. */
final class Trial {
  private static final int CLASSES_AT_ONCE = 250;

  final Ways ways;
  final Agreement agreement;
  private final List<double[]> points;
  private final double[] parameters;
  private final List<Integer> by;

  /**
   * @param by the places of the variables by which derivatives are compared
   */
  private Trial(Ways ways, List<double[]> points, double[] parameters, List<Integer> by) {
    this.ways = ways;
    this.agreement = new Agreement(ways.written);
    this.points = points;
    this.parameters = parameters;
    this.by = by;
  }

  /** A workload at its point and at another one, by about a number of its variables. */
  static Trial of(Workload workload, int most) {
    double[] point = workload.point();
    double[] half = point.clone();
    for (int i = 0; i < half.length; i++) {
      half[i] = 0.5 * point[i] + 0.125;
    }
    int stride = Math.max(1, point.length / most);
    return new Trial(
        new Ways(workload.written(), workload.compile()),
        List.of(point, half),
        workload.parameters(),
        IntStream.range(0, point.length).filter(i -> i % stride == 0).boxed().toList());
  }

  /** An expression of some names at some points. */
  static Trial of(Expr expression, List<String> names, List<double[]> points) {
    return of(new Written(expression, names, List.of(), Map.of()), points);
  }

  /** The same with lengths. */
  static Trial of(Written written, List<double[]> points) {
    List<Integer> all = IntStream.range(0, written.variables().size()).boxed().toList();
    return new Trial(new Ways(written, compiled(written)), points, new double[0], all);
  }

  /** An expression of families, at points that are found; nothing where it has no value. */
  static Optional<Trial> generated(Expr expression, int most) {
    GeneratedNumbers numbers;
    try {
      numbers = new GeneratedNumbers(expression);
    } catch (ChainruleException nothing) {
      return Optional.empty();
    }
    Written written = numbers.written();
    List<Integer> by =
        IntStream.range(0, written.variables().size())
            .filter(i -> numbers.used().contains(written.variables().get(i)))
            .limit(most)
            .boxed()
            .toList();
    List<double[]> points =
        List.of(
            GeneratedNumbers.point(written.variables(), 0),
            GeneratedNumbers.point(written.variables(), 1));
    Gradient compiled = null;
    try {
      compiled = compiled(written);
    } catch (CompileException refused) {
      // A subscript that is no sum of whole numbers, or a single element that a letter selects.
    }
    return Optional.of(new Trial(new Ways(written, compiled), points, new double[0], by));
  }

  private static Gradient compiled(Written written) {
    Gradient compiled = Chainrule.compile(written.expression(), written.variables());
    for (String size : compiled.sizes()) {
      compiled = compiled.sized(size, written.lengths().get(size));
    }
    return compiled;
  }

  /** Compiles what is emitted for some trials, and compares. */
  static void run(List<Trial> trials) {
    for (int first = 0; first < trials.size(); first += CLASSES_AT_ONCE) {
      List<Trial> some = trials.subList(first, Math.min(trials.size(), first + CLASSES_AT_ONCE));
      Emitted emitted = new Emitted();
      for (int i = 0; i < some.size(); i++) {
        some.get(i).ways.emit("Trial" + i, emitted);
      }
      Map<String, Class<?>> classes = emitted.load();
      for (int i = 0; i < some.size(); i++) {
        some.get(i).compare(classes.get("Trial" + i));
      }
    }
  }

  private void compare(@Nullable Class<?> emitted) {
    ways.load(emitted);
    List<List<Ways.Answer>> answers = ways.at(points, parameters);
    for (int i = 0; i < points.size(); i++) {
      agreement.compare(answers.get(i), points.get(i), parameters, by);
    }
  }

  /** What the ways give at each point. */
  List<List<Ways.Answer>> answers() {
    return ways.at(points, parameters);
  }

  List<double[]> points() {
    return points;
  }

  /** What does not agree. */
  static List<String> faults(List<Trial> trials) {
    List<String> faults = new ArrayList<>();
    for (Trial trial : trials) {
      for (String fault : trial.agreement.faults()) {
        faults.add(fault + ", of " + trial.ways.written.expression());
      }
    }
    return faults;
  }

  /** How many numbers were compared. */
  static int compared(List<Trial> trials) {
    return trials.stream().mapToInt(trial -> trial.agreement.compared()).sum();
  }
}
