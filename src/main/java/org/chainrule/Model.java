package org.chainrule;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.chainrule.expr.Expr;
import org.chainrule.parse.Declarations;
import org.chainrule.parse.ReadingVariable;

/** A problem: definitions, declarations and assumptions to put questions to. */
public final class Model {
  private static final Options OPTIONS =
      new Options(Format.TEXT, AtKinks.ERROR, true, 1, Duration.ofSeconds(20));

  private final List<String> statements;
  private final Declarations declarations;

  Model(List<String> statements) {
    this.statements = List.copyOf(statements);
    declarations = Declarations.of(this.statements);
  }

  /**
   * The simplified derivative, in terms of the defined names, by one variable or several in turn.
   */
  public Expr diff(String expression, String variable) {
    Question question =
        new Question(
            Objects.requireNonNull(expression),
            List.of(Objects.requireNonNull(variable)),
            declarations);
    return question.derivative(
        question.variables(variable).stream().map(ReadingVariable::variable).toList());
  }

  /** The simplified derivative of an expression built in Java or read before. */
  public Expr diff(Expr expression, String variable) {
    Question question =
        new Question(expression, List.of(Objects.requireNonNull(variable)), declarations);
    return question.derivative(
        question.variables(variable).stream().map(ReadingVariable::variable).toList());
  }

  /** Checks a claimed derivative of an expression against finite differences. */
  public CheckResult check(String expression, String variable, String claim) {
    return new DerivingEngine(new Problem(statements, List.of(), false), OPTIONS)
        .check(expression, List.of(variable), 1, claim)
        .check();
  }

  /** Checks Chainrule's derivative of an expression against finite differences. */
  public CheckResult check(Expr expression, String variable) {
    Question question =
        new Question(expression, List.of(Objects.requireNonNull(variable)), declarations);
    List<Expr> by = question.variables(variable).stream().map(ReadingVariable::variable).toList();
    return new Verification(question, question.derivative(by), statements, OPTIONS, by).check();
  }
}
