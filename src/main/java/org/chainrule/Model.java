package org.chainrule;

import java.time.Duration;
import java.util.List;
import org.chainrule.answer.Compilation;
import org.chainrule.answer.Derived;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.RecurrenceNotes;
import org.chainrule.answer.RestrictedAnswer;
import org.chainrule.compile.CompiledPrograms;
import org.chainrule.differentiate.Unroller;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.Require;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Services;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.result.AtKinks;
import org.chainrule.result.CheckResult;
import org.chainrule.verify.Verification;

/** A problem: definitions, declarations and assumptions to put questions to. */
public final class Model implements Services.Compilation {
  private static final Options OPTIONS =
      new Options(Format.TEXT, AtKinks.ERROR, true, 1, Duration.ofSeconds(20));

  private static final String EXPRESSION = "the expression";
  private static final String EXPRESSIONS = "the list of expressions";
  private static final String VARIABLE = "the variable";

  private final List<String> statements;
  private final Declarations declarations;

  /** A problem without definitions, in which every name is free. */
  public Model() {
    this(List.of());
  }

  /**
   * A problem of statements, one a text: {@code h_t = sigma(w*h_{t-1})}, {@code w : R^{n x m}},
   * {@code assume a > 0}.
   *
   * @throws org.chainrule.error.ParseException with the place of what cannot be read
   */
  public Model(List<String> statements) {
    this.statements = Require.all(statements, "the list of statements", "a statement");
    declarations = Declarations.of(this.statements);
  }

  /** The statements, a line each. */
  @Override
  public String toString() {
    return String.join("\n", statements);
  }

  /**
   * The simplified derivative, in terms of the defined names, by one variable or several in turn.
   *
   * @return an expression without a value where there is no derivative: that of log(x) shows itself
   *     as {@code 1/x}, and has a value for {@code x > 0} alone
   */
  public Expr diff(String expression, String variable) {
    Question question = question(expression, variable);
    return Derived.of(question, variable).restricted();
  }

  /**
   * The derivative of an expression, in terms of the defined names, with all that there is to tell
   * of it: conditions, kinks, notes, the check.
   *
   * @param variable a name or an element, or several to differentiate by in turn: "x,y"
   */
  public Derivative derive(String expression, String variable) {
    return new Derivative(Derived.of(question(expression, variable), variable), OPTIONS.checking());
  }

  /** The same of an expression built in Java or read before. */
  public Derivative derive(Expr expression, String variable) {
    return new Derivative(Derived.of(question(expression, variable), variable), OPTIONS.checking());
  }

  /**
   * The simplified derivative of an expression built in Java or read before.
   *
   * @return an expression without a value where there is no derivative, as for the text
   */
  public Expr diff(Expr expression, String variable) {
    return RestrictedAnswer.derivative(
        Require.required(expression, EXPRESSION),
        Require.required(variable, VARIABLE),
        declarations);
  }

  /**
   * The derivative without derivatives of recurrences: where {@code D_t = a_t*D_{t-1} + b_t}, it is
   * {@code sum(k=1..t, b_k*prod(j=k+1..t, a_j))} and what the start adds. What has no such form
   * stays in it as a derivative.
   */
  public Expr closedForm(String expression, String variable) {
    Question question = question(expression, variable);
    List<Expr> by = question.variables(variable).stream().map(ReadingVariable::variable).toList();
    return RecurrenceNotes.closedForm(question, by, question.derivative(by));
  }

  /**
   * The expression with its definitions put in, of recurrences down to their starts: {@code
   * unroll("h_3")}.
   *
   * @throws org.chainrule.error.ParseException if a recurrence has no start, an element lies before
   *     it, or the index of an element is no number
   */
  public Expr unroll(String expression) {
    Question question =
        new Question(Require.required(expression, EXPRESSION), List.of(), declarations);
    try {
      return new Unroller(question.definitions()).unroll(question.expression());
    } catch (NoDerivativeException endless) {
      throw question
          .reading()
          .refusal(question.reading().syntax().span(), String.valueOf(endless.getMessage()), null);
    }
  }

  /**
   * The value of an expression and its gradient by some variables, as JVM bytecode.
   *
   * @param variables plain names, elements such as {@code x_1}, and families such as {@code W}
   * @param parameters what else gets a number at each call, named likewise
   * @throws org.chainrule.error.CompileException if a free name is neither
   */
  public Gradient compile(String expression, List<String> variables, List<String> parameters) {
    Question question =
        new Question(Require.required(expression, EXPRESSION), List.of(), declarations);
    return compile(question, variables, parameters);
  }

  /** The value of an expression and its gradient by some variables, as JVM bytecode. */
  public Gradient compile(String expression, List<String> variables) {
    return compile(expression, variables, List.of());
  }

  /** The same for an expression built in Java or read before. */
  @Override
  public Gradient compile(Expr expression, List<String> variables) {
    return compile(expression, variables, List.of());
  }

  /** The same for an expression built in Java or read before, with parameters. */
  public Gradient compile(Expr expression, List<String> variables, List<String> parameters) {
    Expr answer = RestrictedAnswer.ofOwnNames(Require.required(expression, EXPRESSION));
    Question question = new Question(answer, List.of(), declarations);
    return compile(question, variables, parameters);
  }

  private static Gradient compile(
      Question question, List<String> variables, List<String> parameters) {
    return new Gradient(programs(List.of(question), variables, parameters), new double[0]);
  }

  private static CompiledPrograms programs(
      List<Question> questions, List<String> variables, List<String> parameters) {
    return new Compilation(questions)
        .programs(
            Require.all(variables, "the list of variables", VARIABLE),
            Require.all(parameters, "the list of parameters", "the parameter"));
  }

  /** Several expressions and their derivatives by some variables, as JVM bytecode. */
  public Jacobian compileAll(
      List<String> expressions, List<String> variables, List<String> parameters) {
    List<Question> questions =
        Require.all(expressions, EXPRESSIONS, EXPRESSION).stream()
            .map(text -> new Question(text, List.of(), declarations))
            .toList();
    return new Jacobian(programs(questions, variables, parameters), new double[0]);
  }

  /** The same for expressions built in Java or read before. */
  Jacobian compileExpressions(
      List<Expr> expressions, List<String> variables, List<String> parameters) {
    List<Question> questions =
        Require.all(expressions, EXPRESSIONS, EXPRESSION).stream()
            .map(RestrictedAnswer::ofOwnNames)
            .map(each -> new Question(each, List.of(), declarations))
            .toList();
    return new Jacobian(programs(questions, variables, parameters), new double[0]);
  }

  /** Checks a claimed derivative of an expression against finite differences. */
  public CheckResult check(String expression, String variable, String claim) {
    return new DerivingEngine(new Problem(statements, List.of(), false), OPTIONS)
        .check(
            Require.required(expression, EXPRESSION),
            List.of(Require.required(variable, VARIABLE)),
            1,
            Require.required(claim, "the claim"))
        .check();
  }

  /** Checks Chainrule's derivative of an expression against finite differences. */
  public CheckResult check(Expr expression, String variable) {
    Question question = question(expression, variable);
    List<Expr> by = question.variables(variable).stream().map(ReadingVariable::variable).toList();
    return new Verification(question, question.derivative(by), OPTIONS.checking(), by).check();
  }

  private Question question(String expression, String variable) {
    return new Question(
        Require.required(expression, EXPRESSION),
        List.of(Require.required(variable, VARIABLE)),
        declarations);
  }

  private Question question(Expr expression, String variable) {
    return new Question(
        Require.required(expression, EXPRESSION),
        List.of(Require.required(variable, VARIABLE)),
        declarations);
  }
}
