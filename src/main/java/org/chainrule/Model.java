package org.chainrule;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.chainrule.answer.Derived;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.JacobianProduct;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Texts;
import org.chainrule.answer.Value;
import org.chainrule.compile.CompiledPrograms;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.Require;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Services;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Mistake;

/** A problem: definitions, declarations and assumptions to put questions to. */
public final class Model implements Services.Compilation {
  private static final String EXPRESSION = "the expression";
  private static final String EXPRESSIONS = "the list of expressions";
  private static final String DIRECTION = "the direction";
  private static final String VARIABLE = "the variable";

  private final List<String> statements;
  private final DerivingEngine engine;

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
    this(statements, false);
  }

  private Model(List<String> statements, boolean isLatex) {
    this.statements = Require.all(statements, "the list of statements", "a statement");
    engine = new DerivingEngine(new Problem(this.statements, List.of(), isLatex), Options.DEFAULT);
  }

  /**
   * A problem in LaTeX: the statements, and the texts and names of all questions to it.
   *
   * @throws org.chainrule.error.ParseException with the place of what cannot be read
   */
  public static Model ofLatex(List<String> statements) {
    return new Model(statements, true);
  }

  /** The statements, a line each. */
  @Override
  public String toString() {
    return String.join("\n", statements);
  }

  /**
   * An expression as it is read within the problem, its defined names left as they are.
   *
   * @throws org.chainrule.error.ParseException with the place of what cannot be read
   */
  public Expr parse(String expression) {
    return engine.read(Require.required(expression, EXPRESSION));
  }

  /**
   * An expression in LaTeX as it is read within the problem.
   *
   * @throws org.chainrule.error.ParseException with the place of what cannot be read
   */
  public Expr parseLatex(String latex) {
    return engine.readLatex(Require.required(latex, EXPRESSION));
  }

  /**
   * The value of an expression, its definitions followed: {@code at("h_3", "w", 0.5, "x", new
   * double[] {1, 2, 3})}.
   *
   * @param namesAndValues names and numbers in turn; an array binds a whole family, counted from 1,
   *     and names that the question does not have are left aside
   * @throws org.chainrule.error.ChainruleException if a name is missing, the point contradicts a
   *     definition, or there is no real value
   */
  public double at(String expression, Object... namesAndValues) {
    return engine.value(
        Require.required(expression, EXPRESSION),
        Require.required(namesAndValues, "the array of names and values"));
  }

  /**
   * The value of an expression that is a column: {@code columnAt("A*x", "A", new double[][] {{1,
   * 2}}, "x", new double[] {3, 4})}.
   *
   * @param namesAndValues names and numbers or arrays in turn, also vectors and matrices of
   *     commons-math3
   * @throws org.chainrule.error.ChainruleException if a name is missing, an element has no value,
   *     or the expression is no column
   */
  public RealVector columnAt(String expression, Object... namesAndValues) {
    return ArrayResults.column(valueAt(expression, namesAndValues));
  }

  /**
   * The value of an expression that is a matrix.
   *
   * @param namesAndValues as for {@link #columnAt}
   * @throws org.chainrule.error.ChainruleException if a name is missing, an element has no value,
   *     or the expression is no matrix
   */
  public RealMatrix matrixAt(String expression, Object... namesAndValues) {
    return ArrayResults.matrix(valueAt(expression, namesAndValues));
  }

  private Value valueAt(String expression, Object[] namesAndValues) {
    String text = Require.required(expression, EXPRESSION);
    return ArrayResults.at(namesAndValues, points -> engine.evaluate(text, points).values());
  }

  /**
   * The simplified derivative, in terms of the defined names, by one variable or several in turn.
   *
   * @return an expression without a value where there is no derivative: that of log(x) shows itself
   *     as {@code 1/x}, and has a value for {@code x > 0} alone
   */
  public Expr diff(String expression, String variable) {
    return derived(expression, variable).restricted();
  }

  /**
   * The derivative of an expression, in terms of the defined names, with all that there is to tell
   * of it: conditions, kinks, notes, the check.
   *
   * @param variable a name or an element, or several to differentiate by in turn: "x,y"
   */
  public Derivative derive(String expression, String variable) {
    return new Derivative(derived(expression, variable));
  }

  /** The same of an expression built in Java or read before. */
  public Derivative derive(Expr expression, String variable) {
    return new Derivative(
        engine.derive(
            Require.required(expression, EXPRESSION), Require.required(variable, VARIABLE)));
  }

  /**
   * The derivative along a direction, J*v: {@code jvp("A*x", "x", "v")} is {@code A*v}.
   *
   * @param variable a name or an element, or several as {@code "x,y"}, which move at once
   * @param direction a name or an expression of the variable's shape, or as many as variables
   */
  public Derivative jvp(String expression, String variable, String direction) {
    return product(JacobianProduct.JVP, expression, variable, direction, DIRECTION);
  }

  /**
   * The derivative pulled back, J^T*u, of the variable's shape: {@code vjp("A*x", "x", "u")} is
   * {@code A^T*u}.
   *
   * @param cotangent a name or an expression of the shape of what is differentiated
   */
  public Derivative vjp(String expression, String variable, String cotangent) {
    return product(JacobianProduct.VJP, expression, variable, cotangent, "the cotangent");
  }

  /** The derivative of a number's gradient along a direction, H*v, of the variable's shape. */
  public Derivative hvp(String expression, String variable, String direction) {
    return product(JacobianProduct.HVP, expression, variable, direction, DIRECTION);
  }

  private Derivative product(
      JacobianProduct kind, String expression, String variable, String vector, String role) {
    List<String> variables = Texts.split(Require.required(variable, VARIABLE), ',');
    String given = Require.required(vector, role);
    List<Derived> found =
        engine.products(
            kind,
            Require.required(expression, EXPRESSION),
            variables,
            kind == JacobianProduct.VJP ? List.of(given) : Texts.split(given, ','));
    if (found.size() != 1) {
      throw new NoDerivativeException(
          "a " + kind.word() + " is by one variable here, and not by " + variable);
    }
    return new Derivative(found.get(0));
  }

  /**
   * The simplified derivative of an expression built in Java or read before.
   *
   * @return an expression without a value where there is no derivative, as for the text
   */
  public Expr diff(Expr expression, String variable) {
    return engine.derivative(
        Require.required(expression, EXPRESSION), Require.required(variable, VARIABLE));
  }

  /**
   * The derivative without derivatives of recurrences: where {@code D_t = a_t*D_{t-1} + b_t}, it is
   * {@code sum(k=1..t, b_k*prod(j=k+1..t, a_j))} and what the start adds. What has no such form
   * stays in it as a derivative.
   */
  public Expr closedForm(String expression, String variable) {
    return derived(expression, variable).closed();
  }

  /**
   * The expression with its definitions put in, of recurrences down to their starts: {@code
   * unroll("h_3")}.
   *
   * @throws org.chainrule.error.ParseException if a recurrence has no start, an element lies before
   *     it, or the index of an element is no number
   */
  public Expr unroll(String expression) {
    return engine.unroll(Require.required(expression, EXPRESSION));
  }

  /**
   * The value of an expression and its gradient by some variables, as JVM bytecode.
   *
   * @param variables plain names, elements such as {@code x_1}, and families such as {@code W}
   * @param parameters what else gets a number at each call, named likewise
   * @throws org.chainrule.error.CompileException if a free name is neither
   */
  public Gradient compile(String expression, List<String> variables, List<String> parameters) {
    String required = Require.required(expression, EXPRESSION);
    return gradient(
        engine.compile(List.of(required), variables(variables), parameters(parameters)));
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
    Expr required = Require.required(expression, EXPRESSION);
    return gradient(
        engine.compileExpressions(List.of(required), variables(variables), parameters(parameters)));
  }

  private static Gradient gradient(CompiledPrograms programs) {
    return new Gradient(programs, new double[0]);
  }

  private static List<String> variables(List<String> variables) {
    return Require.all(variables, "the list of variables", VARIABLE);
  }

  private static List<String> parameters(List<String> parameters) {
    return Require.all(parameters, "the list of parameters", "the parameter");
  }

  /** Several expressions and their derivatives by some variables, as JVM bytecode. */
  public Jacobian compileAll(
      List<String> expressions, List<String> variables, List<String> parameters) {
    List<String> required = Require.all(expressions, EXPRESSIONS, EXPRESSION);
    return new Jacobian(
        engine.compile(required, variables(variables), parameters(parameters)), new double[0]);
  }

  /** The same for expressions built in Java or read before. */
  Jacobian compileExpressions(
      List<Expr> expressions, List<String> variables, List<String> parameters) {
    List<Expr> required = Require.all(expressions, EXPRESSIONS, EXPRESSION);
    return new Jacobian(
        engine.compileExpressions(required, variables(variables), parameters(parameters)),
        new double[0]);
  }

  /** Checks a claimed derivative of an expression against finite differences. */
  public CheckResult check(String expression, String variable, String claim) {
    return engine
        .check(
            Require.required(expression, EXPRESSION),
            List.of(Require.required(variable, VARIABLE)),
            1,
            Require.required(claim, "the claim"))
        .check();
  }

  /**
   * The mistake that explains a wrong claim, where one alone does; none of a claim that is right.
   */
  public Optional<Mistake> mistake(String expression, String variable, String claim) {
    return engine
        .check(
            Require.required(expression, EXPRESSION),
            List.of(Require.required(variable, VARIABLE)),
            1,
            Require.required(claim, "the claim"))
        .mistake();
  }

  /** Checks Chainrule's derivative of an expression against finite differences. */
  public CheckResult check(Expr expression, String variable) {
    return engine.check(
        Require.required(expression, EXPRESSION), Require.required(variable, VARIABLE));
  }

  /** Checks Chainrule's derivative of an expression that is read within this problem. */
  public CheckResult check(String expression, String variable) {
    return derive(expression, variable).check();
  }

  private Derived derived(String expression, String variable) {
    return engine.derive(
        Require.required(expression, EXPRESSION), Require.required(variable, VARIABLE), 1);
  }
}
