package org.chainrule.result;

import java.util.List;
import java.util.Objects;

/**
 * The one mistake that explains a wrong claim exactly.
 *
 * @param kind which it is
 * @param sentence what went wrong and where, in the names of the problem
 * @param right what was done right: the uses of other rules, by name
 */
public record Mistake(Kind kind, String sentence, List<String> right) {
  public Mistake {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(sentence);
    right = List.copyOf(right);
  }

  /** The sentence. */
  @Override
  public String toString() {
    return sentence;
  }

  /**
   * The kinds of mistakes. Names are stable: graders may refer to them. Of two that explain one
   * claim the one of the lower rank is told; of one rank, neither, but how the claim differs.
   */
  public enum Kind {
    /** The chain rule without the derivative of what is inside. */
    INNER_DERIVATIVE("inner derivative", 1, "the inner derivative is missing"),
    /** The derivative of the function taken at the derivative of its argument. */
    DERIVATIVE_INSIDE(
        "derivative inside", 1, "the outer derivative is taken at the inner derivative"),
    /** The outer function as it was, times the inner derivative. */
    OUTER_DERIVATIVE("outer derivative", 1, "the outer function was not differentiated"),
    /** The sign of the derivative of a function turned. */
    FUNCTION_SIGN("function sign", 1, "the sign of the function's derivative is turned"),
    /** A product with a term of its rule missing. */
    PRODUCT_TERM("product term", 1, "a term of the product rule is missing"),
    /** A product as the product of the derivatives. */
    PRODUCT_OF_DERIVATIVES(
        "product of derivatives", 1, "a product was derived as the product of the derivatives"),
    /** A term of the product rule with its sign turned. */
    PRODUCT_SIGN("product sign", 1, "the terms of the product rule are subtracted"),
    /** A quotient with a term of its rule missing. */
    QUOTIENT_TERM("quotient term", 1, "a term of the quotient rule is missing"),
    /** A quotient with plus for minus. */
    QUOTIENT_SIGN("quotient sign", 1, "the terms of the quotient rule are added"),
    /** A quotient with its terms in the other order. */
    QUOTIENT_ORDER("quotient order", 1, "the terms of the quotient rule are the other way round"),
    /** A quotient over its divisor once. */
    QUOTIENT_SQUARE("quotient square", 1, "the divisor is not squared in the quotient rule"),
    /** A quotient as the quotient of the derivatives. */
    QUOTIENT_OF_DERIVATIVES(
        "quotient of derivatives", 1, "a quotient was derived as the quotient of the derivatives"),
    /** A power whose exponent stayed. */
    POWER_NOT_REDUCED("power not reduced", 1, "the exponent was not reduced by 1"),
    /** A power whose exponent was raised. */
    POWER_RAISED("power raised", 1, "the exponent was raised by 1 instead of reduced"),
    /** A power without the exponent as a factor. */
    POWER_FACTOR("power factor", 1, "the exponent is missing as a factor"),
    /** An exponential as if it were a power. */
    EXPONENTIAL_AS_POWER("exponential as power", 1, "an exponential was derived as a power"),
    /** An exponential of another base without its logarithm. */
    BASE_LOGARITHM("base logarithm", 1, "the logarithm of the base is missing"),
    /** A logarithm in another base. */
    LOGARITHM_BASE("logarithm base", 1, "the logarithm is taken in another base"),
    /** A constant that was kept as it is. */
    CONSTANT_KEPT("constant kept", 1, "a constant term was kept: its derivative is 0"),
    /** A constant that was derived as if it were the variable. */
    CONSTANT_AS_VARIABLE("constant as variable", 1, "a constant was treated as a variable"),
    /** The derivative by another name. */
    OTHER_VARIABLE("other variable", 2, "this is the derivative by another name"),
    /** A derivative of one element by another without the delta. */
    DELTA("delta", 1, "the delta is forgotten: other elements do not depend on the variable"),
    /** The case of equal indices left out. */
    DELTA_DROPPED("delta dropped", 1, "the part for equal indices is missing"),
    /** Two indices in each other's place. */
    INDICES("indices", 1, "two indices are in each other's place"),
    /** An element one step off. */
    TIME_INDEX("time index", 1, "an index is one step off"),
    /** One case in the place of another. */
    BRANCH("branch", 1, "the value of another case was taken"),
    /** What came before in a recurrence taken for a constant. */
    RECURRENT_PART(
        "recurrent part", 1, "the element before was treated as a constant: it depends on this"),
    /** A way from the variable to the value left out. */
    PATH("path", 1, "one of the ways by which the variable acts is left out"),
    /** A derivative in a chain left out. */
    LINK("link", 1, "a derivative in the chain is missing"),
    /** A constant factor left out. */
    CONSTANT_FACTOR("constant factor", 2, "a constant factor is missing"),
    /** The derivative of a term of a sum left out. */
    SUM_TERM("sum term", 2, "the derivative of a term is missing"),
    /** The whole with its sign turned. */
    SIGN("sign", 3, "the sign is turned"),
    /** A factor of the derivative left out. */
    FACTOR("factor", 3, "a factor of the derivative is missing"),
    /** A term of the derivative left out. */
    TERM("term", 3, "a term of the derivative is missing"),
    /** A term of the derivative with its sign turned. */
    TERM_SIGN("term sign", 3, "the sign of a term is turned"),
    /** A number or length as a factor too much or too little. */
    SCALE("scale", 4, "the claim is a multiple of the derivative"),
    /** The expression itself. */
    NOT_DERIVED("not derived", 4, "this is the expression itself, not its derivative"),
    /** An integral. */
    INTEGRATED("integrated", 4, "this is an integral: its derivative is the expression");

    private final String text;
    private final int rank;
    private final String sentence;

    Kind(String text, int rank, String sentence) {
      this.text = text;
      this.rank = rank;
      this.sentence = sentence;
    }

    /** The stable name. */
    public String text() {
      return text;
    }

    /** How general it is as an explanation: 1 names a cause, 3 and more how the claim differs. */
    public int rank() {
      return rank;
    }

    /** What is told of it, without where. */
    public String sentence() {
      return sentence;
    }
  }
}
