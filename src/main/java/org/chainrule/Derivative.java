package org.chainrule;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.chainrule.answer.Derived;
import org.chainrule.answer.Format;
import org.chainrule.error.Budget;
import org.chainrule.explain.Detail;
import org.chainrule.explain.Step;
import org.chainrule.explain.Steps;
import org.chainrule.expr.Expr;
import org.chainrule.result.Adjoint;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Kink;
import org.chainrule.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A derivative with all that there is to tell of it; each part is found when it is first asked for,
 * within the {@link Budget} in which the derivative was. Made by {@link Model#derive}. Not for
 * several threads at once.
 */
public final class Derivative {
  private final Derived derived;
  private final Budget budget = Budget.current();
  private @Nullable Expr expression;
  private @Nullable Trace trace;

  Derivative(Derived derived) {
    this.derived = derived;
  }

  /**
   * The derivative as an expression, which has a value only where the conditions hold and there is
   * no kink.
   */
  public Expr expr() {
    if (expression == null) {
      expression = budget.run(derived::restricted);
    }
    return expression;
  }

  /** Where the derivative holds and what was assumed, a line each: {@code for x > 0}. */
  public List<String> conditions() {
    return budget.run(derived::conditions);
  }

  /** The places where the expression, or a derivative on the way, is not smooth. */
  public List<Kink> kinks() {
    return budget.run(derived::kinks);
  }

  /** Remarks on how the expression was read and on what is in the answer, a line each. */
  public List<String> notes() {
    return budget.run(derived::notes);
  }

  /**
   * The derivatives by the defined quantities on the way, from the expression backwards; none where
   * the answer goes forwards.
   */
  public List<Adjoint> adjoints() {
    return budget.run(derived::adjoints);
  }

  /**
   * The derivative without derivatives of recurrences; nothing where it has none in it, or where
   * there is no such form.
   */
  public Optional<Expr> closedForm() {
    return budget.run(derived::closedForm);
  }

  /**
   * The check against finite differences of the expression as it was written, made when it is first
   * asked for; ten seconds at most.
   */
  public CheckResult check() {
    return budget.run(derived::check);
  }

  /**
   * How the derivative was found, rule by rule, from {@code diff(…)} to the form that is printed:
   * the log that the differentiator and the simplifier keep when they are asked to. Each step is an
   * equality, and taking the steps gives the answer.
   */
  public Trace trace() {
    if (trace == null) {
      trace = budget.run(derived::trace);
    }
    return trace;
  }

  /** How the derivative is found, as a lecturer writes it. */
  public Steps steps() {
    return steps(Detail.LECTURE);
  }

  /**
   * How the derivative is found, read off the {@link #trace}: equalities by rules, the whole before
   * its parts, the chain rule through definitions first.
   */
  public Steps steps(Detail detail) {
    Objects.requireNonNull(detail, "the detail is null");
    return budget.run(() -> derived.explained(detail));
  }

  /**
   * The check of a step: both sides are valued at points at which what it rests on holds, and a
   * derivative that is not carried out is that of finite differences.
   */
  public CheckResult check(Step step) {
    Objects.requireNonNull(step, "the step is null");
    return budget.run(() -> derived.check(step));
  }

  /**
   * How the closed form is found: a step that rests on the derivation of the recurrence that the
   * derivative meets; nothing where there is no closed form.
   */
  public Optional<Trace> closedFormTrace() {
    return budget.run(derived::closedFormTrace);
  }

  /**
   * How the closed form is found: the recurrence of the derivative, its start, its first elements
   * and the induction; no steps where there is no closed form.
   */
  public Steps closedFormSteps(Detail detail) {
    Objects.requireNonNull(detail, "the detail is null");
    return budget.run(() -> derived.closedFormExplained(detail));
  }

  /**
   * The value of a derivative that is a column, by or of a column: a gradient.
   *
   * @param namesAndValues names and numbers or arrays in turn, also vectors and matrices of
   *     commons-math3
   * @throws org.chainrule.error.ChainruleException if a name is missing, an element has no value,
   *     or the derivative is no column
   */
  public RealVector columnAt(Object... namesAndValues) {
    return budget.run(() -> ArrayResults.column(ArrayResults.at(namesAndValues, derived::values)));
  }

  /**
   * The value of a derivative that is a matrix: of a number by a matrix, a Jacobian, a Hessian.
   *
   * @param namesAndValues as for {@link #columnAt}
   * @throws org.chainrule.error.ChainruleException if a name is missing, an element has no value,
   *     or the derivative is no matrix
   */
  public RealMatrix matrixAt(Object... namesAndValues) {
    return budget.run(() -> ArrayResults.matrix(ArrayResults.at(namesAndValues, derived::values)));
  }

  /** The derivative in LaTeX, as the command line prints it. */
  public String latex() {
    return budget.run(() -> derived.printed(Format.LATEX));
  }

  /** The derivative as the command line prints it, with names for what would be repeated. */
  @Override
  public String toString() {
    return budget.run(() -> derived.printed(Format.TEXT));
  }
}
