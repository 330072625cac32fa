package org.chainrule.simplify;

/**
 * The identities of the table's functions. A test samples both sides of each under its conditions.
 */
public final class StandardIdentities {
  private StandardIdentities() {}

  /** All of them, in the order in which they are tried. */
  public static final Identities ALL =
      new Identities(
          new WrittenIdentity("Pythagoras, for 1 - cos^2", "1 - cos(x)^2 = sin(x)^2"),
          new WrittenIdentity("Pythagoras, for 1 - sin^2", "1 - sin(x)^2 = cos(x)^2"),
          new WrittenIdentity("Pythagoras, over cos^2", "tan(x)^2 + 1 = sec(x)^2"),
          new WrittenIdentity("Pythagoras, over sin^2", "cot(x)^2 + 1 = csc(x)^2"),
          new WrittenIdentity("Pythagoras, for sec^2 - 1", "sec(x)^2 - 1 = tan(x)^2"),
          new WrittenIdentity("Pythagoras, for csc^2 - 1", "csc(x)^2 - 1 = cot(x)^2"),
          new WrittenIdentity("hyperbolic Pythagoras, for 1 + sinh^2", "sinh(x)^2 + 1 = cosh(x)^2"),
          new WrittenIdentity("hyperbolic Pythagoras, for cosh^2 - 1", "cosh(x)^2 - 1 = sinh(x)^2"),
          new WrittenIdentity("cosine of the double", "cos(x)^2 - sin(x)^2 = cos(2*x)"),
          new WrittenIdentity("cosine of the double, by the cosine", "2*cos(x)^2 - 1 = cos(2*x)"),
          new WrittenIdentity("cosine of the double, by the sine", "1 - 2*sin(x)^2 = cos(2*x)"),
          new WrittenIdentity(
              "hyperbolic cosine of the double", "cosh(x)^2 + sinh(x)^2 = cosh(2*x)"),
          new WrittenIdentity(
              "hyperbolic cosine of the double, by the cosine", "2*cosh(x)^2 - 1 = cosh(2*x)"),
          new WrittenIdentity(
              "hyperbolic cosine of the double, by the sine", "2*sinh(x)^2 + 1 = cosh(2*x)"),
          new WrittenIdentity("sine over cosine", "sin(x)/cos(x) = tan(x)"),
          new WrittenIdentity("cosine over sine", "cos(x)/sin(x) = cot(x)"),
          new WrittenIdentity("tangent times cosine", "tan(x)*cos(x) = sin(x)"),
          new WrittenIdentity("tangent over sine", "tan(x)/sin(x) = 1/cos(x)"),
          new WrittenIdentity("cotangent times sine", "cot(x)*sin(x) = cos(x)"),
          new WrittenIdentity("cotangent over cosine", "cot(x)/cos(x) = 1/sin(x)"),
          new WrittenIdentity("tangent times cotangent", "tan(x)*cot(x) = 1"),
          new WrittenIdentity("over a tangent", "1/tan(x) = cot(x)"),
          new WrittenIdentity("over a cotangent", "1/cot(x) = tan(x)"),
          new WrittenIdentity("secant times cosine", "sec(x)*cos(x) = 1"),
          new WrittenIdentity("secant times sine", "sec(x)*sin(x) = tan(x)"),
          new WrittenIdentity("secant over tangent", "sec(x)/tan(x) = csc(x)"),
          new WrittenIdentity("cosecant times sine", "csc(x)*sin(x) = 1"),
          new WrittenIdentity("cosecant times cosine", "csc(x)*cos(x) = cot(x)"),
          new WrittenIdentity("cosecant over cotangent", "csc(x)/cot(x) = sec(x)"),
          new WrittenIdentity("tangent over secant", "tan(x)/sec(x) = sin(x)"),
          new WrittenIdentity("cotangent over cosecant", "cot(x)/csc(x) = cos(x)"),
          new WrittenIdentity("secant times cosecant", "sec(x)*csc(x) = 2*csc(2*x)"),
          new WrittenIdentity("hyperbolic sine over cosine", "sinh(x)/cosh(x) = tanh(x)"),
          new WrittenIdentity("sigmoid, mirrored", "1 - sigma(-x) = sigma(x)"),
          new WrittenIdentity("sigmoid of a negative", "sigma(-x) = 1 - sigma(x)"),
          new WrittenIdentity("hyperbolic cosine over sine", "cosh(x)/sinh(x) = coth(x)"),
          new WrittenIdentity("hyperbolic tangent times cosine", "tanh(x)*cosh(x) = sinh(x)"),
          new WrittenIdentity("hyperbolic tangent over sine", "tanh(x)/sinh(x) = 1/cosh(x)"),
          new WrittenIdentity("hyperbolic cotangent times sine", "coth(x)*sinh(x) = cosh(x)"),
          new WrittenIdentity("hyperbolic cotangent over cosine", "coth(x)/cosh(x) = 1/sinh(x)"),
          new WrittenIdentity("hyperbolic tangent times cotangent", "tanh(x)*coth(x) = 1"),
          new WrittenIdentity("over a hyperbolic tangent", "1/tanh(x) = coth(x)"),
          new WrittenIdentity("hyperbolic secant times cosine", "sech(x)*cosh(x) = 1"),
          new WrittenIdentity("hyperbolic secant times sine", "sech(x)*sinh(x) = tanh(x)"),
          new WrittenIdentity("hyperbolic cosecant times sine", "csch(x)*sinh(x) = 1"),
          new WrittenIdentity("hyperbolic cosecant times cosine", "csch(x)*cosh(x) = coth(x)"),
          new WrittenIdentity("sine of its inverse", "sin(asin(x)) = x"),
          new WrittenIdentity("cosine of its inverse", "cos(acos(x)) = x"),
          new WrittenIdentity("tangent of its inverse", "tan(atan(x)) = x"),
          new WrittenIdentity("cotangent of its inverse", "cot(acot(x)) = x"),
          new WrittenIdentity("secant of its inverse", "sec(asec(x)) = x", "1 <= abs(x)"),
          new WrittenIdentity("cosecant of its inverse", "csc(acsc(x)) = x", "1 <= abs(x)"),
          new WrittenIdentity("sine of an inverse cosine", "sin(acos(x)) = sqrt(1 - x^2)"),
          new WrittenIdentity("cosine of an inverse sine", "cos(asin(x)) = sqrt(1 - x^2)"),
          new WrittenIdentity("tangent of an inverse sine", "tan(asin(x)) = x/sqrt(1 - x^2)"),
          new WrittenIdentity("tangent of an inverse cosine", "tan(acos(x)) = sqrt(1 - x^2)/x"),
          new WrittenIdentity("sine of an inverse tangent", "sin(atan(x)) = x/sqrt(x^2 + 1)"),
          new WrittenIdentity("cosine of an inverse tangent", "cos(atan(x)) = 1/sqrt(x^2 + 1)"),
          new WrittenIdentity("secant of an inverse tangent", "sec(atan(x)) = sqrt(x^2 + 1)"),
          new WrittenIdentity("hyperbolic sine of its inverse", "sinh(asinh(x)) = x"),
          new WrittenIdentity("hyperbolic cosine of its inverse", "cosh(acosh(x)) = x"),
          new WrittenIdentity("hyperbolic tangent of its inverse", "tanh(atanh(x)) = x"),
          new WrittenIdentity(
              "hyperbolic cosine of an inverse sine", "cosh(asinh(x)) = sqrt(x^2 + 1)"),
          new WrittenIdentity(
              "hyperbolic sine of an inverse cosine", "sinh(acosh(x)) = sqrt(x^2 - 1)"),
          new WrittenIdentity(
              "hyperbolic tangent of an inverse sine", "tanh(asinh(x)) = x/sqrt(x^2 + 1)"),
          new WrittenIdentity(
              "hyperbolic cosine of an inverse tangent", "cosh(atanh(x)) = 1/sqrt(1 - x^2)"),
          new WrittenIdentity(
              "hyperbolic sine of an inverse tangent", "sinh(atanh(x)) = x/sqrt(1 - x^2)"),
          new WrittenIdentity("inverse hyperbolic sine of the sine", "asinh(sinh(x)) = x"),
          new WrittenIdentity("inverse hyperbolic tangent of the tangent", "atanh(tanh(x)) = x"),
          new WrittenIdentity("inverse hyperbolic cosine of the cosine", "acosh(cosh(x)) = abs(x)"),
          new WrittenIdentity("larger of two, the first", "max(x, y) = x", "x >= y"),
          new WrittenIdentity("larger of two, the second", "max(x, y) = y", "y >= x"),
          new WrittenIdentity("smaller of two, the first", "min(x, y) = x", "x <= y"),
          new WrittenIdentity("smaller of two, the second", "min(x, y) = y", "y <= x"),
          new WrittenIdentity("rectifier of what is not negative", "relu(x) = x", "x >= 0"),
          new WrittenIdentity("rectifier of what is not positive", "relu(x) = 0", "x <= 0"),
          new WrittenIdentity("absolute value of what is not positive", "abs(x) = -x", "x <= 0"),
          new WrittenIdentity("sign of what is positive", "sign(x) = 1", "x > 0"),
          new WrittenIdentity("sign of what is negative", "sign(x) = -1", "x < 0"),
          new WrittenIdentity("softplus", "log(1 + exp(x)) = softplus(x)"),
          new WrittenIdentity("softplus, mirrored", "log(1 + exp(-x)) = softplus(-x)"),
          new WrittenIdentity("sign over absolute value", "sign(x)/abs(x) = 1/x"),
          new WrittenIdentity("sign times absolute value", "sign(x)*abs(x) = x"),
          new WrittenIdentity("absolute value from a sign", "x*sign(x) = abs(x)"),
          new WrittenIdentity("square of an absolute value", "abs(x)^2 = x^2"),
          new WrittenIdentity("over an absolute value's square", "1/abs(x)^2 = 1/x^2"),
          new WrittenIdentity("square over an absolute value", "x^2/abs(x) = abs(x)"),
          new WrittenIdentity("absolute value over itself", "abs(x)/x = sign(x)", "x != 0"),
          new WrittenIdentity("square of a sign", "sign(x)^2 = 1", "x != 0"),
          new WrittenIdentity("square of a sign, of a name", "sign(x)^2*x = x"),
          new WrittenIdentity("square of a sign over a value", "sign(x)^2/x = 1/x"),
          new WrittenIdentity(
              "square of a sign, of an absolute value", "sign(x)^2*abs(x) = abs(x)"),
          new WrittenIdentity(
              "square of a sign over an absolute value", "sign(x)^2/abs(x) = 1/abs(x)"),
          new WrittenIdentity("cube of a sign", "sign(x)^3 = sign(x)"),
          new WrittenIdentity("absolute value of what is not negative", "abs(x) = x", "x >= 0"));
}
