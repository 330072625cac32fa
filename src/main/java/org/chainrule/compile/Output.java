package org.chainrule.compile;

/** The results that compiled code can compute. */
public enum Output {
  /** The values; of a single expression the value is also returned. */
  VALUE,
  /** The value, and the gradient of a single expression. */
  GRADIENT,
  /** The derivatives along a direction, one for each expression: a Jacobian-vector product. */
  TANGENT,
  /** The gradient of the expressions' sum with given weights: a vector-Jacobian product. */
  COTANGENT,
  /** The derivatives of all expressions, a row for each. */
  JACOBIAN,
  /** The derivative of the gradient along a direction: a Hessian-vector product. */
  HESSIAN_VECTOR,
  /** The Hessian, row by row; only where every element of the variables is named by numbers. */
  HESSIAN
}
