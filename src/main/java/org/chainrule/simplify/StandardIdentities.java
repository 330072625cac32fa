package org.chainrule.simplify;

/**
 * The identities of the table's functions. A test samples both sides of each under its conditions.
 */
public final class StandardIdentities {
  private StandardIdentities() {}

  /** All of them, in the order in which they are tried. */
  public static final Identities ALL =
      new Identities(
          Identities.identity("Pythagoras", "sin(x)^2 + cos(x)^2 = 1"),
          Identities.identity("Pythagoras, for 1 - cos^2", "1 - cos(x)^2 = sin(x)^2"),
          Identities.identity("Pythagoras, for 1 - sin^2", "1 - sin(x)^2 = cos(x)^2"),
          Identities.identity("hyperbolic Pythagoras", "cosh(x)^2 - sinh(x)^2 = 1"),
          Identities.identity("sine over cosine", "sin(x)/cos(x) = tan(x)"),
          Identities.identity("cosine over sine", "cos(x)/sin(x) = cot(x)"),
          Identities.identity("hyperbolic sine over cosine", "sinh(x)/cosh(x) = tanh(x)"),
          Identities.identity("sigmoid, mirrored", "1 - sigma(-x) = sigma(x)"),
          Identities.identity("sigmoid of a negative", "sigma(-x) = 1 - sigma(x)"),
          Identities.identity("softplus", "log(1 + exp(x)) = softplus(x)"),
          Identities.identity("softplus, mirrored", "log(1 + exp(-x)) = softplus(-x)"),
          Identities.identity("sign over absolute value", "sign(x)/abs(x) = 1/x"),
          Identities.identity("sign times absolute value", "sign(x)*abs(x) = x"),
          Identities.identity("absolute value from a sign", "x*sign(x) = abs(x)"),
          Identities.identity("square of an absolute value", "abs(x)^2 = x^2"),
          Identities.identity("over an absolute value's square", "1/abs(x)^2 = 1/x^2"),
          Identities.identity("absolute value over itself", "abs(x)/x = sign(x)", "x != 0"),
          Identities.identity("square of a sign", "sign(x)^2 = 1", "x != 0"),
          Identities.identity("absolute value of what is not negative", "abs(x) = x", "x >= 0"));
}
