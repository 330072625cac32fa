package org.chainrule.expr;

/**
 * A function of several numbers whose value and gradient can be computed: what {@link Expr#compile}
 * gives. The arrays are ordered as the variables were named, a family taking as many places as it
 * has elements.
 */
public interface GradientFunction {
  /** The number of elements of a point, and of the gradient. */
  int dimension();

  /**
   * The value alone.
   *
   * @throws org.chainrule.error.CompileException if the point has another length
   */
  double value(double[] point);

  /**
   * The value; and the gradient, which is put into an array.
   *
   * @param gradientOut as many elements as the point has
   * @throws org.chainrule.error.CompileException if an array has another length
   */
  double at(double[] point, double[] gradientOut);

  /**
   * The gradient as a new array.
   *
   * @throws org.chainrule.error.CompileException if the point has another length
   */
  double[] gradient(double[] point);
}
