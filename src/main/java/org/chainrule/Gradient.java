package org.chainrule;

import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateMatrixFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.chainrule.compile.Batch;
import org.chainrule.compile.CompiledPrograms;
import org.chainrule.compile.Output;
import org.chainrule.compile.Program;
import org.chainrule.error.CompileException;
import org.chainrule.expr.GradientFunction;
import org.chainrule.result.SparsityPattern;
import org.jspecify.annotations.Nullable;

/**
 * A value with its gradient and its second derivatives as JVM bytecode: what {@link
 * Chainrule#compile} gives. Immutable and safe for threads; {@link #at} allocates nothing.
 *
 * <p>The order of the compiled variables is the order in the arrays; a family takes as many places
 * as it has elements, the last index running fastest. At a kink the derivative is what the
 * function's row says, 0 for {@code relu} at 0. Where there is no real value, it is NaN. What is
 * never asked for is not compiled.
 *
 * <p>As a {@link MultivariateFunction} with {@link #vectorFunction} and {@link #matrixFunction} it
 * goes into the optimisers of commons-math3.
 */
public final class Gradient implements GradientFunction, MultivariateFunction {
  private static final double[] NONE = new double[0];

  private final CompiledPrograms programs;
  private final double[] parameters;
  private final Program.@Nullable Sized first;

  /** Kept here since looking it up costs as much as a short formula. */
  private Program.@Nullable Sized valueAlone;

  private volatile @Nullable CompiledPrograms elements;

  Gradient(CompiledPrograms programs, double[] parameters) {
    this.programs = programs;
    this.parameters = parameters;
    this.first = programs.openSizes().isEmpty() ? programs.of(Output.GRADIENT) : null;
  }

  private Program.Sized first() {
    Program.Sized known = first;
    return known != null ? known : programs.of(Output.GRADIENT);
  }

  /**
   * The same code for given lengths: {@code sized("n", 100, "m", 3)}.
   *
   * @throws CompileException if a name is no length of this expression
   */
  public Gradient sized(Object... namesAndLengths) {
    Objects.requireNonNull(namesAndLengths, "namesAndLengths is null");
    return new Gradient(programs.sized(namesAndLengths), parameters);
  }

  /**
   * The same for given lengths, in code of its own that serves for these alone: short sums are
   * written out, which is faster to run, and takes as long as compiling.
   */
  public Gradient fixed(Object... namesAndLengths) {
    Objects.requireNonNull(namesAndLengths, "namesAndLengths is null");
    return new Gradient(programs.sized(namesAndLengths).fixed(), parameters);
  }

  /** The names of the lengths that {@link #sized} has to give. */
  public List<String> sizes() {
    return programs.openSizes();
  }

  /** The same with its parameters given, where {@link #at} takes none. */
  public Gradient with(double... values) {
    Objects.requireNonNull(values, "values is null");
    return new Gradient(programs, values.clone());
  }

  @Override
  public int dimension() {
    return first().variables();
  }

  /** The number of elements of the parameters. */
  public int parameterCount() {
    return first().parameters();
  }

  /**
   * The value; and the gradient, which is put into an array.
   *
   * @param gradientOut as many elements as the point has
   * @throws CompileException if an array has another length, or a length is not known
   */
  @Override
  public double at(double[] point, double[] gradientOut) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(gradientOut, "gradientOut is null");
    return at(point, parameters, gradientOut);
  }

  /** The value and the gradient, for other parameters. */
  public double at(double[] point, double[] parameters, double[] gradientOut) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(parameters, "parameters is null");
    Objects.requireNonNull(gradientOut, "gradientOut is null");
    Program.Sized code = first();
    if (point.length != code.variables()
        || parameters.length != code.parameters()
        || gradientOut.length != code.results()) {
      requireLengths(code, point, parameters);
      CompiledPrograms.require(false, "a gradient", code.results(), gradientOut.length);
    }
    return code.run(point, parameters, NONE, gradientOut);
  }

  private static void requireLengths(Program.Sized code, double[] point, double[] parameters) {
    CompiledPrograms.require(
        point.length == code.variables(), "a point", code.variables(), point.length);
    CompiledPrograms.require(
        parameters.length == code.parameters(),
        "the array of parameters",
        code.parameters(),
        parameters.length);
  }

  private double run(Output output, double[] point, double[] direction, double[] out, int length) {
    return run(programs, output, point, direction, out, length);
  }

  private double run(
      CompiledPrograms from,
      Output output,
      double[] point,
      double[] direction,
      double[] out,
      int length) {
    Program.Sized code = from.of(output);
    requireLengths(code, point, parameters);
    CompiledPrograms.require(
        direction.length == code.directions(), "a direction", code.directions(), direction.length);
    CompiledPrograms.require(out.length == length, "the result", length, out.length);
    return code.run(point, parameters, direction, out);
  }

  /** The value alone. */
  @Override
  public double value(double[] point) {
    Objects.requireNonNull(point, "point is null");
    Program.Sized code = valueAlone;
    if (code == null) {
      code = programs.of(Output.VALUE);
      valueAlone = code;
    }
    if (point.length != code.variables() || parameters.length != code.parameters()) {
      requireLengths(code, point, parameters);
    }
    return code.run(point, parameters, NONE, NONE);
  }

  /** The gradient as a new array. */
  @Override
  public double[] gradient(double[] point) {
    Objects.requireNonNull(point, "point is null");
    double[] out = new double[dimension()];
    at(point, out);
    return out;
  }

  /**
   * The values at many points, and the gradients there.
   *
   * <p>Where the JVM runs with {@code --add-modules jdk.incubator.vector}, several points are
   * computed at a time, and the numbers may differ from those of {@link #at} in their last digits.
   * Large batches run on all cores. Nothing is allocated for a point.
   *
   * @param points the points one after the other, each as {@link #at} takes it
   * @param values as many elements as there are points
   * @param gradientsOut as many elements as the points have
   * @throws CompileException if an array has another length, or a length is not known
   */
  public void atAll(double[] points, double[] values, double[] gradientsOut) {
    Objects.requireNonNull(points, "points is null");
    Objects.requireNonNull(values, "values is null");
    Objects.requireNonNull(gradientsOut, "gradientsOut is null");
    atAll(points, parameters, values, gradientsOut);
  }

  /**
   * The values and gradients at many points.
   *
   * @param parameters those of all points, or of each point one after the other
   */
  public void atAll(double[] points, double[] parameters, double[] values, double[] gradientsOut) {
    Objects.requireNonNull(points, "points is null");
    Objects.requireNonNull(parameters, "parameters is null");
    Objects.requireNonNull(values, "values is null");
    Objects.requireNonNull(gradientsOut, "gradientsOut is null");
    many(Output.GRADIENT, points, parameters, values, gradientsOut, Batch.Arrangement.ROWS);
  }

  /**
   * The values and gradients at many points that are given column by column: the first number of
   * every point, then the second. This is the faster way with the vector module.
   *
   * @param parameters those of all points, or those of each point column by column
   * @param gradientsOut column by column too
   */
  public void atColumns(
      double[] points, double[] parameters, double[] values, double[] gradientsOut) {
    Objects.requireNonNull(points, "points is null");
    Objects.requireNonNull(parameters, "parameters is null");
    Objects.requireNonNull(values, "values is null");
    Objects.requireNonNull(gradientsOut, "gradientsOut is null");
    many(Output.GRADIENT, points, parameters, values, gradientsOut, Batch.Arrangement.COLUMNS);
  }

  /** The values alone at many points, as {@link #atAll} takes them. */
  public void valuesAt(double[] points, double[] parameters, double[] values) {
    Objects.requireNonNull(points, "points is null");
    Objects.requireNonNull(parameters, "parameters is null");
    Objects.requireNonNull(values, "values is null");
    many(Output.VALUE, points, parameters, values, NONE, Batch.Arrangement.ROWS);
  }

  /** The values alone at many points that are given column by column. */
  public void valuesAtColumns(double[] points, double[] parameters, double[] values) {
    Objects.requireNonNull(points, "points is null");
    Objects.requireNonNull(parameters, "parameters is null");
    Objects.requireNonNull(values, "values is null");
    many(Output.VALUE, points, parameters, values, NONE, Batch.Arrangement.COLUMNS);
  }

  private void many(
      Output output,
      double[] points,
      double[] parameters,
      double[] values,
      double[] out,
      Batch.Arrangement arrangement) {
    Program.Sized code = programs.of(output);
    CompiledPrograms.requireAll("the points", values.length, code.variables(), points.length);
    boolean hasOwn = parameters.length != code.parameters();
    if (hasOwn) {
      CompiledPrograms.requireAll(
          "the parameters", values.length, code.parameters(), parameters.length);
    }
    CompiledPrograms.requireAll("the results", values.length, code.results(), out.length);
    programs.batch(output, hasOwn).run(points, parameters, values, out, arrangement);
  }

  /** The derivative along a direction: the gradient times it, without the gradient. */
  public double along(double[] point, double[] direction) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(direction, "direction is null");
    double[] out = new double[1];
    run(Output.TANGENT, point, direction, out, 1);
    return out[0];
  }

  /** The Hessian times a direction, which is put into an array. */
  public void hessianVector(double[] point, double[] direction, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(direction, "direction is null");
    Objects.requireNonNull(out, "out is null");
    run(Output.HESSIAN_VECTOR, point, direction, out, dimension());
  }

  /** The Hessian, row by row, which is put into an array of n*n elements. */
  public void hessian(double[] point, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(out, "out is null");
    int n = dimension();
    CompiledPrograms elements = elements();
    if (elements.has(Output.HESSIAN)) {
      run(elements, Output.HESSIAN, point, NONE, out, n * n);
      return;
    }
    CompiledPrograms.require(out.length == n * n, "the result", n * n, out.length);
    double[] direction = new double[n];
    double[] row = new double[n];
    for (int i = 0; i < n; i++) {
      direction[i] = 1;
      hessianVector(point, direction, row);
      direction[i] = 0;
      System.arraycopy(row, 0, out, i * n, n);
    }
  }

  /** Programs in which each element stands by itself, as a Hessian needs it. */
  private CompiledPrograms elements() {
    CompiledPrograms known = elements;
    if (known == null) {
      known = first == null || programs.hasLengths() ? programs.fixed() : programs;
      elements = known;
    }
    return known;
  }

  /** The Hessian as a new matrix. */
  public double[][] hessian(double[] point) {
    Objects.requireNonNull(point, "point is null");
    int n = dimension();
    double[] all = new double[n * n];
    hessian(point, all);
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(all, i * n, rows[i], 0, n);
    }
    return rows;
  }

  /**
   * The places of the Hessian that may have another value than 0: all that do, as far as what
   * derivatives depend on tells; every place where the expression is too long to be written out.
   *
   * @throws CompileException if a length is not known
   */
  public SparsityPattern hessianPattern() {
    return programs.sparse(Output.HESSIAN).pattern();
  }

  /**
   * The values of the Hessian at the places of {@link #hessianPattern}, row by row, which are put
   * into an array. This takes a few products of the Hessian with directions, three where the
   * Hessian has three diagonals, whatever the number of variables.
   *
   * @param out as many elements as there are places
   * @throws CompileException if an array has another length, or a length is not known
   */
  public void hessianValues(double[] point, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(out, "out is null");
    programs
        .sparse(Output.HESSIAN)
        .put((direction, product) -> hessianVector(point, direction, product), out);
  }

  /** The gradient as a function of commons-math3. */
  public MultivariateVectorFunction vectorFunction() {
    return this::gradient;
  }

  /** The Hessian as a function of commons-math3. */
  public MultivariateMatrixFunction matrixFunction() {
    return this::hessian;
  }

  /**
   * Value and gradient as a class in Java that needs nothing but the JDK: its static method {@code
   * valueAndGradient} takes the arrays that {@link #at} takes, and the lengths as whole numbers.
   *
   * @param className its name, with its package if it is to have one
   * @throws CompileException if the name is none
   */
  public String javaSource(String className) {
    Objects.requireNonNull(className, "className is null");
    return programs.javaSource(className);
  }

  /** The size of the class file of value and gradient. */
  public int codeBytes() {
    return programs.code(Output.GRADIENT).bytes();
  }

  /** The number of methods that value and gradient are cut into. */
  public int codeMethods() {
    return programs.code(Output.GRADIENT).methods();
  }

  @Override
  public String toString() {
    return "Gradient of " + Objects.requireNonNull(programs).text();
  }
}
