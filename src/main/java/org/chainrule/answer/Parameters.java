package org.chainrule.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.compile.CompiledPrograms;
import org.chainrule.compile.Output;
import org.chainrule.compile.Program;
import org.chainrule.compile.graph.Input;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.NamesException;
import org.chainrule.error.PointException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Lowering;

/**
 * Numbers that an expression is differentiated by, at a point: what a step of an update or of
 * training goes over, compiled once. All else has the value that it has at the point, but for what
 * is given anew at each call, as the columns of a row of data are.
 */
public final class Parameters {
  private static final double[] NONE = new double[0];

  /** From one element to another: {@code w_1..w_8} or {@code w_1..8}. */
  private static final Pattern SPAN = Pattern.compile("(.*_)(\\d+)\\s*\\.\\.\\s*(?:\\1)?(\\d+)");

  private final List<Expr> names;
  private final List<Expr> columns;
  private final double[] start;
  private final double[] constants;
  private final CompiledPrograms programs;
  private final Presenter presenter;

  private Parameters(
      List<Expr> names,
      List<Expr> columns,
      double[] start,
      double[] constants,
      CompiledPrograms programs,
      Presenter presenter) {
    this.names = List.copyOf(names);
    this.columns = List.copyOf(columns);
    this.start = start;
    this.constants = constants;
    this.programs = programs;
    this.presenter = presenter;
  }

  /**
   * The parameters of a question at a point.
   *
   * @param asked names, elements, families as wholes, and spans such as {@code w_1..w_8}
   * @param given the names of what is given at each call, written alike
   * @throws NamesException if one of them, or anything else that is needed, has no value
   */
  static Parameters of(
      Question question, List<String> asked, List<String> given, Point point, Presenter presenter) {
    Computation computation = Computation.of(question, List.of(question.expression()), point);
    List<Expr> names = elements(asked, question, computation, point);
    List<Expr> columns = elements(given, question, computation, point);
    Set<Expr> apart = new HashSet<>(names);
    apart.addAll(columns);
    List<Expr> others = new ArrayList<>();
    for (Expr each : computation.free()) {
      if (!apart.contains(each)) {
        others.add(each);
      }
    }
    List<Input> inputs = new ArrayList<>();
    columns.forEach(each -> inputs.add(Input.of(each)));
    others.forEach(each -> inputs.add(Input.of(each)));
    Program.Request request =
        new Program.Request(
            List.of(computation.written(question.expression())),
            names.stream().map(Input::of).toList(),
            inputs,
            Definitions.none(),
            Map.of(),
            Map.of());
    return new Parameters(
        names,
        columns,
        values(names, point),
        values(others, point),
        new CompiledPrograms(request, () -> List.of(presenter.text(question.expression()))),
        presenter);
  }

  private static double[] values(List<Expr> names, Point point) {
    double[] values = new double[names.size()];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Rational value = Computation.given(names.get(i), point);
      if (value == null) {
        missing.add(CanonicalNames.canonicalName(names.get(i)));
      } else {
        values[i] = value.doubleValue();
      }
    }
    if (!missing.isEmpty()) {
      throw new NamesException(missing, List.of());
    }
    return values;
  }

  /** The plain names and the elements that some texts name, in their order. */
  private static List<Expr> elements(
      List<String> texts, Question question, Computation computation, Point point) {
    Set<Expr> elements = new LinkedHashSet<>();
    for (String text : texts) {
      Matcher span = SPAN.matcher(text.strip());
      if (span.matches()) {
        int last = Integer.parseInt(span.group(3));
        for (int i = Integer.parseInt(span.group(2)); i <= last; i++) {
          elements.add(Lowering.name(span.group(1) + i, question.declarations()));
        }
        continue;
      }
      String name = text.strip();
      if (question.declarations().isFamily(name)) {
        List<Expr> found = computation.elements(name, point);
        if (found.isEmpty()) {
          throw new PointException(name + " has no element in what is asked for");
        }
        elements.addAll(found);
      } else {
        elements.add(Lowering.name(name, question.declarations()));
      }
    }
    for (Expr each : elements) {
      if (!Computation.isNumbered(each) || computation.step(each) != null) {
        throw new PointException(
            CanonicalNames.canonicalName(each)
                + (Computation.isNumbered(each)
                    ? " is defined, so that no step can change it"
                    : " is no single number; give its indices, or the name of the family"));
      }
    }
    return List.copyOf(elements);
  }

  /** The elements, in the order of the numbers. */
  public List<Expr> names() {
    return names;
  }

  /** What is given anew at each call, in the order of its numbers. */
  public List<Expr> columns() {
    return columns;
  }

  /** The values at the point; a new array. */
  public double[] start() {
    return start.clone();
  }

  /** Prints the names. */
  public Presenter presenter() {
    return presenter;
  }

  /**
   * The value of the expression where the parameters have these values; its derivatives by them are
   * put into the array. Where there is no real value it is NaN.
   */
  public double at(double[] values, double[] gradientOut) {
    return at(values, NONE, gradientOut);
  }

  /** The same, where what is given anew has these values. */
  public double at(double[] values, double[] row, double[] gradientOut) {
    if (values.length != names.size()
        || gradientOut.length != names.size()
        || row.length != columns.size()) {
      throw new PointException(
          "there are "
              + names.size()
              + " parameters and "
              + columns.size()
              + " columns, not "
              + values.length
              + " and "
              + row.length);
    }
    double[] inputs = constants;
    if (row.length > 0) {
      inputs = new double[row.length + constants.length];
      System.arraycopy(row, 0, inputs, 0, row.length);
      System.arraycopy(constants, 0, inputs, row.length, constants.length);
    }
    return programs.of(Output.GRADIENT).run(values, inputs, NONE, gradientOut);
  }
}
