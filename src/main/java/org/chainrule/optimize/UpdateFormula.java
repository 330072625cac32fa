package org.chainrule.optimize;

/**
 * An assignment of an update rule, with {@code W} for the parameters, {@code dJ/dW} for the
 * gradient and {@code t} for the number of the step, from 1.
 *
 * @param target what gets a new value: {@code v}
 * @param expression the new value in Chainrule's notation: {@code beta*v + dJ/dW}
 * @param latexExpression the same in LaTeX
 */
public record UpdateFormula(String target, String expression, String latexExpression) {
  /** The whole in Chainrule's notation: {@code v <- beta*v + dJ/dW}. */
  public String text() {
    return target + " <- " + expression;
  }

  /** The whole in LaTeX: {@code v \leftarrow \beta v + \frac{\partial J}{\partial W}}. */
  public String latex() {
    return target + " \\leftarrow " + latexExpression;
  }
}
