package org.chainrule.answer;

import java.util.Locale;

/** A product of derivatives with one vector, which needs no Jacobian and no Hessian as a whole. */
public enum JacobianProduct {
  /** The derivative along a direction, J*v: how values change where the variable moves along v. */
  JVP("direction", "along", "the derivative along a direction, J*v"),

  /** The derivative pulled back, J^T*u: that by the variable of the sum of u times the values. */
  VJP("cotangent", "with", "the derivative pulled back, J^T*u: the gradient of sum(u .* EXPR)"),

  /** The derivative of the gradient along a direction, H*v. */
  HVP("direction", "along", "the derivative of the gradient along a direction, H*v");

  private final String vector;
  private final String preposition;
  private final String summary;

  JacobianProduct(String vector, String preposition, String summary) {
    this.vector = vector;
    this.preposition = preposition;
    this.summary = summary;
  }

  /** The word that asks for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, in a line. */
  public String summary() {
    return summary;
  }

  /** What its vector is called. */
  public String vector() {
    return vector;
  }

  /** The word before the vector in a question. */
  public String preposition() {
    return preposition;
  }
}
