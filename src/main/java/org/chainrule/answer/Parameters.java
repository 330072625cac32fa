package org.chainrule.answer;

import java.util.List;
import org.chainrule.expr.Expr;

/**
 * Numbers that an expression is differentiated by, at a point: what a step of an update or of
 * training goes over, compiled once.
 */
public interface Parameters {
  /** The elements, in the order of the numbers. */
  List<Expr> names();

  /** The values at the point; a new array. */
  double[] start();

  /**
   * The value of the expression where the parameters have other values, all else being as at the
   * point; its derivatives are put into the array.
   */
  double valueAndGradient(double[] values, double[] gradientOut);

  /** Prints the names. */
  Presenter presenter();
}
