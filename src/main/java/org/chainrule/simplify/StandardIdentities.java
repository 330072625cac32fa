package org.chainrule.simplify;

/**
 * The identities of the table's functions. A test samples both sides of each under its conditions.
 */
public final class StandardIdentities {
  private StandardIdentities() {}

  /** All of them, in the order in which they are tried. */
  public static final Identities ALL =
      new Identities(
          Identities.identity("Pythagoras, for 1 - cos^2", "1 - cos(x)^2 = sin(x)^2"),
          Identities.identity("Pythagoras, for 1 - sin^2", "1 - sin(x)^2 = cos(x)^2"),
          Identities.identity("Pythagoras, over cos^2", "tan(x)^2 + 1 = sec(x)^2"),
          Identities.identity("Pythagoras, over sin^2", "cot(x)^2 + 1 = csc(x)^2"),
          Identities.identity("Pythagoras, for sec^2 - 1", "sec(x)^2 - 1 = tan(x)^2"),
          Identities.identity("Pythagoras, for csc^2 - 1", "csc(x)^2 - 1 = cot(x)^2"),
          Identities.identity("hyperbolic Pythagoras, for 1 + sinh^2", "sinh(x)^2 + 1 = cosh(x)^2"),
          Identities.identity("hyperbolic Pythagoras, for cosh^2 - 1", "cosh(x)^2 - 1 = sinh(x)^2"),
          Identities.identity("cosine of the double", "cos(x)^2 - sin(x)^2 = cos(2*x)"),
          Identities.identity("cosine of the double, by the cosine", "2*cos(x)^2 - 1 = cos(2*x)"),
          Identities.identity("cosine of the double, by the sine", "1 - 2*sin(x)^2 = cos(2*x)"),
          Identities.identity(
              "hyperbolic cosine of the double", "cosh(x)^2 + sinh(x)^2 = cosh(2*x)"),
          Identities.identity(
              "hyperbolic cosine of the double, by the cosine", "2*cosh(x)^2 - 1 = cosh(2*x)"),
          Identities.identity(
              "hyperbolic cosine of the double, by the sine", "2*sinh(x)^2 + 1 = cosh(2*x)"),
          Identities.identity("sine over cosine", "sin(x)/cos(x) = tan(x)"),
          Identities.identity("cosine over sine", "cos(x)/sin(x) = cot(x)"),
          Identities.identity("tangent times cosine", "tan(x)*cos(x) = sin(x)"),
          Identities.identity("tangent over sine", "tan(x)/sin(x) = 1/cos(x)"),
          Identities.identity("cotangent times sine", "cot(x)*sin(x) = cos(x)"),
          Identities.identity("cotangent over cosine", "cot(x)/cos(x) = 1/sin(x)"),
          Identities.identity("tangent times cotangent", "tan(x)*cot(x) = 1"),
          Identities.identity("over a tangent", "1/tan(x) = cot(x)"),
          Identities.identity("over a cotangent", "1/cot(x) = tan(x)"),
          Identities.identity("secant times cosine", "sec(x)*cos(x) = 1"),
          Identities.identity("secant times sine", "sec(x)*sin(x) = tan(x)"),
          Identities.identity("secant over tangent", "sec(x)/tan(x) = csc(x)"),
          Identities.identity("cosecant times sine", "csc(x)*sin(x) = 1"),
          Identities.identity("cosecant times cosine", "csc(x)*cos(x) = cot(x)"),
          Identities.identity("cosecant over cotangent", "csc(x)/cot(x) = sec(x)"),
          Identities.identity("tangent over secant", "tan(x)/sec(x) = sin(x)"),
          Identities.identity("cotangent over cosecant", "cot(x)/csc(x) = cos(x)"),
          Identities.identity("secant times cosecant", "sec(x)*csc(x) = 2*csc(2*x)"),
          Identities.identity("hyperbolic sine over cosine", "sinh(x)/cosh(x) = tanh(x)"),
          Identities.identity("sigmoid, mirrored", "1 - sigma(-x) = sigma(x)"),
          Identities.identity("sigmoid of a negative", "sigma(-x) = 1 - sigma(x)"),
          Identities.identity("hyperbolic cosine over sine", "cosh(x)/sinh(x) = coth(x)"),
          Identities.identity("hyperbolic tangent times cosine", "tanh(x)*cosh(x) = sinh(x)"),
          Identities.identity("hyperbolic tangent over sine", "tanh(x)/sinh(x) = 1/cosh(x)"),
          Identities.identity("hyperbolic cotangent times sine", "coth(x)*sinh(x) = cosh(x)"),
          Identities.identity("hyperbolic cotangent over cosine", "coth(x)/cosh(x) = 1/sinh(x)"),
          Identities.identity("hyperbolic tangent times cotangent", "tanh(x)*coth(x) = 1"),
          Identities.identity("over a hyperbolic tangent", "1/tanh(x) = coth(x)"),
          Identities.identity("hyperbolic secant times cosine", "sech(x)*cosh(x) = 1"),
          Identities.identity("hyperbolic secant times sine", "sech(x)*sinh(x) = tanh(x)"),
          Identities.identity("hyperbolic cosecant times sine", "csch(x)*sinh(x) = 1"),
          Identities.identity("hyperbolic cosecant times cosine", "csch(x)*cosh(x) = coth(x)"),
          Identities.identity("sine of its inverse", "sin(asin(x)) = x"),
          Identities.identity("cosine of its inverse", "cos(acos(x)) = x"),
          Identities.identity("tangent of its inverse", "tan(atan(x)) = x"),
          Identities.identity("cotangent of its inverse", "cot(acot(x)) = x"),
          Identities.identity("secant of its inverse", "sec(asec(x)) = x", "1 <= abs(x)"),
          Identities.identity("cosecant of its inverse", "csc(acsc(x)) = x", "1 <= abs(x)"),
          Identities.identity("sine of an inverse cosine", "sin(acos(x)) = sqrt(1 - x^2)"),
          Identities.identity("cosine of an inverse sine", "cos(asin(x)) = sqrt(1 - x^2)"),
          Identities.identity("tangent of an inverse sine", "tan(asin(x)) = x/sqrt(1 - x^2)"),
          Identities.identity("tangent of an inverse cosine", "tan(acos(x)) = sqrt(1 - x^2)/x"),
          Identities.identity("sine of an inverse tangent", "sin(atan(x)) = x/sqrt(x^2 + 1)"),
          Identities.identity("cosine of an inverse tangent", "cos(atan(x)) = 1/sqrt(x^2 + 1)"),
          Identities.identity("secant of an inverse tangent", "sec(atan(x)) = sqrt(x^2 + 1)"),
          Identities.identity("hyperbolic sine of its inverse", "sinh(asinh(x)) = x"),
          Identities.identity("hyperbolic cosine of its inverse", "cosh(acosh(x)) = x"),
          Identities.identity("hyperbolic tangent of its inverse", "tanh(atanh(x)) = x"),
          Identities.identity(
              "hyperbolic cosine of an inverse sine", "cosh(asinh(x)) = sqrt(x^2 + 1)"),
          Identities.identity(
              "hyperbolic sine of an inverse cosine", "sinh(acosh(x)) = sqrt(x^2 - 1)"),
          Identities.identity(
              "hyperbolic tangent of an inverse sine", "tanh(asinh(x)) = x/sqrt(x^2 + 1)"),
          Identities.identity(
              "hyperbolic cosine of an inverse tangent", "cosh(atanh(x)) = 1/sqrt(1 - x^2)"),
          Identities.identity(
              "hyperbolic sine of an inverse tangent", "sinh(atanh(x)) = x/sqrt(1 - x^2)"),
          Identities.identity("inverse hyperbolic sine of the sine", "asinh(sinh(x)) = x"),
          Identities.identity("inverse hyperbolic tangent of the tangent", "atanh(tanh(x)) = x"),
          Identities.identity("inverse hyperbolic cosine of the cosine", "acosh(cosh(x)) = abs(x)"),
          Identities.identity("larger of two, the first", "max(x, y) = x", "x >= y"),
          Identities.identity("larger of two, the second", "max(x, y) = y", "y >= x"),
          Identities.identity("smaller of two, the first", "min(x, y) = x", "x <= y"),
          Identities.identity("smaller of two, the second", "min(x, y) = y", "y <= x"),
          Identities.identity("rectifier of what is not negative", "relu(x) = x", "x >= 0"),
          Identities.identity("rectifier of what is not positive", "relu(x) = 0", "x <= 0"),
          Identities.identity("absolute value of what is not positive", "abs(x) = -x", "x <= 0"),
          Identities.identity("sign of what is positive", "sign(x) = 1", "x > 0"),
          Identities.identity("sign of what is negative", "sign(x) = -1", "x < 0"),
          Identities.identity("softplus", "log(1 + exp(x)) = softplus(x)"),
          Identities.identity("softplus, mirrored", "log(1 + exp(-x)) = softplus(-x)"),
          Identities.identity("sign over absolute value", "sign(x)/abs(x) = 1/x"),
          Identities.identity("sign times absolute value", "sign(x)*abs(x) = x"),
          Identities.identity("absolute value from a sign", "x*sign(x) = abs(x)"),
          Identities.identity("square of an absolute value", "abs(x)^2 = x^2"),
          Identities.identity("over an absolute value's square", "1/abs(x)^2 = 1/x^2"),
          Identities.identity("square over an absolute value", "x^2/abs(x) = abs(x)"),
          Identities.identity("absolute value over itself", "abs(x)/x = sign(x)", "x != 0"),
          Identities.identity("square of a sign", "sign(x)^2 = 1", "x != 0"),
          Identities.identity("square of a sign, of a name", "sign(x)^2*x = x"),
          Identities.identity("square of a sign over a value", "sign(x)^2/x = 1/x"),
          Identities.identity(
              "square of a sign, of an absolute value", "sign(x)^2*abs(x) = abs(x)"),
          Identities.identity(
              "square of a sign over an absolute value", "sign(x)^2/abs(x) = 1/abs(x)"),
          Identities.identity("cube of a sign", "sign(x)^3 = sign(x)"),
          Identities.identity("absolute value of what is not negative", "abs(x) = x", "x >= 0"));
}
