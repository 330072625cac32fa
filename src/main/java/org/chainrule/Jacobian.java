package org.chainrule;

import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.analysis.MultivariateMatrixFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.chainrule.compile.CompiledPrograms;
import org.chainrule.compile.Output;
import org.chainrule.compile.Program;
import org.chainrule.result.SparsityPattern;

/**
 * Several values with their derivatives as JVM bytecode: what {@link Chainrule#compileAll} gives.
 * Immutable and safe for threads; the arrays are ordered as those of {@link Gradient}.
 */
public final class Jacobian implements MultivariateVectorFunction {
  private static final double[] NONE = new double[0];

  private final CompiledPrograms programs;
  private final double[] parameters;

  Jacobian(CompiledPrograms programs, double[] parameters) {
    this.programs = programs;
    this.parameters = parameters;
  }

  /** The same code for given lengths: {@code sized("n", 100)}. */
  public Jacobian sized(Object... namesAndLengths) {
    Objects.requireNonNull(namesAndLengths, "namesAndLengths is null");
    return new Jacobian(programs.sized(namesAndLengths), parameters);
  }

  /**
   * The same for given lengths, in code of its own that serves for these alone: short sums are
   * written out, which is faster to run, and takes as long as compiling.
   */
  public Jacobian fixed(Object... namesAndLengths) {
    Objects.requireNonNull(namesAndLengths, "namesAndLengths is null");
    return new Jacobian(programs.sized(namesAndLengths).fixed(), parameters);
  }

  /** The names of the lengths that {@link #sized} has to give. */
  public List<String> sizes() {
    return programs.openSizes();
  }

  /** The same with its parameters given. */
  public Jacobian with(double... values) {
    Objects.requireNonNull(values, "values is null");
    return new Jacobian(programs, values.clone());
  }

  /** The number of elements of a point. */
  public int dimension() {
    return programs.of(Output.JACOBIAN).variables();
  }

  /** The number of elements of the parameters. */
  public int parameterCount() {
    return programs.of(Output.JACOBIAN).parameters();
  }

  /** The number of values. */
  public int values() {
    return programs.expressions();
  }

  private void run(Output output, double[] point, double[] direction, double[] out) {
    run(output, point, parameters, direction, out);
  }

  private void run(
      Output output, double[] point, double[] parameters, double[] direction, double[] out) {
    Program.Sized code = programs.of(output);
    CompiledPrograms.require(
        point.length == code.variables(), "a point", code.variables(), point.length);
    CompiledPrograms.require(
        parameters.length == code.parameters(),
        "the array of parameters",
        code.parameters(),
        parameters.length);
    CompiledPrograms.require(
        direction.length == code.directions(), "a direction", code.directions(), direction.length);
    CompiledPrograms.require(
        out.length == code.results(), "the result", code.results(), out.length);
    code.run(point, parameters, direction, out);
  }

  /** The values as a new array. */
  @Override
  public double[] value(double[] point) {
    Objects.requireNonNull(point, "point is null");
    double[] out = new double[values()];
    at(point, out);
    return out;
  }

  /** The values, which are put into an array. */
  public void at(double[] point, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(out, "out is null");
    run(Output.VALUE, point, NONE, out);
  }

  /** The values for other parameters, which are put into an array. */
  public void at(double[] point, double[] parameters, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(parameters, "parameters is null");
    Objects.requireNonNull(out, "out is null");
    run(Output.VALUE, point, parameters, NONE, out);
  }

  /** The derivatives, a row for each value, which are put into an array. */
  public void jacobian(double[] point, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(out, "out is null");
    run(Output.JACOBIAN, point, NONE, out);
  }

  /** The derivatives for other parameters, a row for each value, which are put into an array. */
  public void jacobian(double[] point, double[] parameters, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(parameters, "parameters is null");
    Objects.requireNonNull(out, "out is null");
    run(Output.JACOBIAN, point, parameters, NONE, out);
  }

  /** The Jacobian times a direction, which is put into an array of as many as there are values. */
  public void times(double[] point, double[] direction, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(direction, "direction is null");
    Objects.requireNonNull(out, "out is null");
    run(Output.TANGENT, point, direction, out);
  }

  /** Weights times the Jacobian, which is put into an array as long as a point. */
  public void weighted(double[] point, double[] weights, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(weights, "weights is null");
    Objects.requireNonNull(out, "out is null");
    run(Output.COTANGENT, point, weights, out);
  }

  /** The derivatives as a new matrix. */
  public double[][] jacobian(double[] point) {
    Objects.requireNonNull(point, "point is null");
    int columns = dimension();
    double[] all = new double[values() * columns];
    jacobian(point, all);
    double[][] rows = new double[values()][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, i * columns, rows[i], 0, columns);
    }
    return rows;
  }

  /**
   * The places of the Jacobian that may have another value than 0: all that do, as far as what the
   * values depend on tells; every place where the expressions are too long to be written out.
   *
   * @throws org.chainrule.error.CompileException if a length is not known
   */
  public SparsityPattern jacobianPattern() {
    return programs.sparse(Output.JACOBIAN).pattern();
  }

  /**
   * The derivatives at the places of {@link #jacobianPattern}, row by row, which are put into an
   * array. This takes as many products with the Jacobian, or with its transpose, as tell them all:
   * few where each value depends on few variables, or each variable is in few values.
   *
   * @param out as many elements as there are places
   * @throws org.chainrule.error.CompileException if an array has another length, or a length is not
   *     known
   */
  public void jacobianValues(double[] point, double[] out) {
    Objects.requireNonNull(point, "point is null");
    Objects.requireNonNull(out, "out is null");
    CompiledPrograms.Sparse sparse = programs.sparse(Output.JACOBIAN);
    Output product = sparse.compression().isByRows() ? Output.COTANGENT : Output.TANGENT;
    sparse.put((direction, result) -> run(product, point, direction, result), out);
  }

  /** The Jacobian as a function of commons-math3. */
  public MultivariateMatrixFunction matrixFunction() {
    return this::jacobian;
  }

  /** The size of the class file of the derivatives. */
  public int codeBytes() {
    return programs.code(Output.JACOBIAN).bytes();
  }

  /** The number of methods that the derivatives are cut into. */
  public int codeMethods() {
    return programs.code(Output.JACOBIAN).methods();
  }

  @Override
  public String toString() {
    return "Jacobian of " + programs.text();
  }
}
