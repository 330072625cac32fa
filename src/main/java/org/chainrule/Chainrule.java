package org.chainrule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.Require;
import org.chainrule.explain.Steps;
import org.chainrule.expr.Expr;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Mistake;

/**
 * The entry points for Java and jshell: {@code import static org.chainrule.Chainrule.*}.
 *
 * <p>Everything here is stateless and safe for threads. Texts are in Chainrule's plain notation;
 * all failures are {@link org.chainrule.error.ChainruleException}s.
 */
public final class Chainrule {
  private static final String EXPRESSION = "the expression";

  private Chainrule() {}

  /**
   * Reads an expression.
   *
   * @throws org.chainrule.error.ParseException with the place of what cannot be read
   */
  public static Expr parse(String text) {
    return Lowering.read(Require.required(text, "the text"), Declarations.NONE).expression();
  }

  /**
   * Reads an expression in LaTeX, as course notes, editors and algebra systems write it.
   *
   * @throws org.chainrule.error.ParseException with the place of what cannot be read
   */
  public static Expr parseLatex(String latex) {
    return model().parseLatex(latex);
  }

  /** A problem: definitions, declarations and assumptions, one a text. */
  public static Model model(String... statements) {
    return new Model(Arrays.asList(Require.required(statements, "the array of statements")));
  }

  /**
   * The simplified derivative of an expression by a variable, or by several in turn: "x,y".
   *
   * @return an expression without a value where there is no derivative: that of log(x) shows itself
   *     as {@code 1/x}, and has a value for {@code x > 0} alone
   */
  public static Expr diff(Expr expression, String variable) {
    return model().diff(expression, variable);
  }

  /** The simplified derivative of an expression in plain notation. */
  public static Expr diff(String expression, String variable) {
    return model().diff(expression, variable);
  }

  /** How the derivative of an expression is found, as a lecturer writes it. */
  public static Steps steps(Expr expression, String variable) {
    return model().derive(expression, variable).steps();
  }

  /** How the derivative of an expression in plain notation is found. */
  public static Steps steps(String expression, String variable) {
    return model().derive(expression, variable).steps();
  }

  /** An equal expression that is cheaper to read, its derivatives carried out. */
  public static Expr simplify(Expr expression) {
    return Require.required(expression, EXPRESSION).simplify();
  }

  /** An expression in plain notation, simplified. */
  public static Expr simplify(String expression) {
    return parse(expression).simplify();
  }

  /**
   * The value and the gradient of an expression as JVM bytecode.
   *
   * @param variables names, elements or families; their order is the order in the arrays
   * @throws org.chainrule.error.CompileException if a free name is none of them
   */
  public static Gradient compile(Expr expression, List<String> variables) {
    return compile(expression, variables, List.of());
  }

  /** The value and the gradient of an expression that has parameters besides its variables. */
  public static Gradient compile(Expr expression, List<String> variables, List<String> parameters) {
    return model().compile(expression, variables, parameters);
  }

  /** Several expressions and their derivatives as JVM bytecode. */
  public static Jacobian compileAll(List<Expr> expressions, List<String> variables) {
    return model().compileExpressions(expressions, variables, List.of());
  }

  /** The expression in LaTeX. */
  public static String latex(Expr expression) {
    return Require.required(expression, EXPRESSION).latex();
  }

  /** An expression in plain notation, in LaTeX. */
  public static String latex(String expression) {
    return parse(expression).latex();
  }

  /**
   * Checks Chainrule's own derivative against finite differences of the expression.
   *
   * @return the verdict, the points tried and the largest error
   */
  public static CheckResult check(Expr expression, String variable) {
    return model().check(expression, variable);
  }

  /** Checks Chainrule's own derivative of an expression in plain notation. */
  public static CheckResult check(String expression, String variable) {
    return model().check(expression, variable);
  }

  /** Checks a claimed derivative against finite differences. */
  public static CheckResult check(String expression, String variable, String claim) {
    return model().check(expression, variable, claim);
  }

  /**
   * The mistake that explains a wrong claim, where one alone does; none of a claim that is right.
   */
  public static Optional<Mistake> mistake(String expression, String variable, String claim) {
    return model().mistake(expression, variable, claim);
  }
}
