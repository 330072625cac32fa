package org.chainrule.answer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.expr.Expr;
import org.chainrule.model.Question;
import org.chainrule.result.CheckResult;

/**
 * The derivatives of one output by all that it is made of, from the output to the inputs.
 *
 * @param output the name of the output
 * @param definition what it stands for, where the question gave it no name
 * @param lines a line for each name or element on the way, then for each that is free
 * @param matrices the question, where lines are of whole columns and matrices
 * @param presenter prints the expressions in it
 * @param notes remarks on how the question was read, and on what is left out
 */
public record BackwardAnswer(
    Expr output,
    Optional<Expr> definition,
    List<Line> lines,
    Optional<Question> matrices,
    Presenter presenter,
    List<String> notes) {
  public BackwardAnswer {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /** An expression of a line: that of all elements where the line is of a column or matrix. */
  public String print(Line line, Expr told, Format format) {
    return matrices
        .flatMap(question -> MatrixView.of(question, told, line.quantity()).ofDerivative(format))
        .flatMap(form -> presenter.print(form, format))
        .orElseGet(() -> presenter.print(told, format));
  }

  /**
   * The derivative of the output by a name, its adjoint.
   *
   * @param quantity the name
   * @param isFree whether it is an input or a parameter, and has no definition
   * @param adjoint the derivative as a term: {@code dL/dh_1}
   * @param chain the derivative through the names between: {@code dL/do_1*do_1/dh_1 +
   *     dL/do_2*do_2/dh_1}; none for what stands in the output itself, and for what is given
   * @param isPartial whether a derivative in the chain is that of the definition alone, other names
   *     in it held fixed, although these depend on the quantity as well
   * @param value the same with the derivatives of definitions carried out, in terms of the adjoints
   *     before
   * @param derivative the whole derivative, in terms of defined names
   * @param number its value at the point, if there is one
   * @param check compares the whole derivative with finite differences, at the point if there is
   *     one
   */
  public record Line(
      Expr quantity,
      boolean isFree,
      Expr adjoint,
      Optional<Expr> chain,
      boolean isPartial,
      Expr value,
      Expr derivative,
      Optional<Value> number,
      Supplier<CheckResult> check) {}
}
