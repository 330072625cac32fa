package org.chainrule.trace;

/**
 * A rule by which one expression is rewritten to an equal one. Names are stable: pages and graders
 * may refer to them.
 */
public enum Rule {
  /** What does not depend on the variable. */
  CONSTANT("constant", "diff(c, x) = 0"),
  /** The variable itself. */
  VARIABLE("variable", "diff(x, x) = 1"),
  /** An element of a family by an element of it. */
  ELEMENT("element", "diff(x_i, x_j) = delta(i,j)"),
  /** A sum, and constant factors of its terms. */
  SUM("sum", "diff(a*f(x) + b*g(x), x) = a*diff(f(x), x) + b*diff(g(x), x)"),
  /** A constant factor stays in front. */
  CONSTANT_FACTOR("constant factor", "diff(c*f(x), x) = c*diff(f(x), x)"),
  /** A product of any number of factors. */
  PRODUCT("product", "diff(f(x)*g(x), x) = diff(f(x), x)*g(x) + f(x)*diff(g(x), x)"),
  /** A quotient. */
  QUOTIENT("quotient", "diff(f(x)/g(x), x) = diff(f(x), x)/g(x) - f(x)*diff(g(x), x)/g(x)^2"),
  /** A power whose exponent does not depend on the variable. */
  POWER("power", "diff(f(x)^c, x) = c*f(x)^(c - 1)*diff(f(x), x)"),
  /** A power whose exponent depends on the variable. */
  EXPONENT(
      "exponent",
      "diff(f(x)^g(x), x)" + " = f(x)^g(x)*(diff(g(x), x)*log(f(x)) + g(x)*diff(f(x), x)/f(x))"),
  /** A function of the table or a declared one, by the chain rule; the subject is its name. */
  FUNCTION("function", "diff(f(g(x)), x) = f'(g(x))*diff(g(x), x)"),
  /** A sum over an index, term by term. */
  INDEXED_SUM("indexed sum", "diff(sum(k=1..n, f(k, x)), x) = sum(k=1..n, diff(f(k, x), x))"),
  /** A product over an index. */
  INDEXED_PRODUCT(
      "indexed product",
      "diff(prod(k=1..n, f(k, x)), x)"
          + " = sum(k=1..n, diff(f(k, x), x)*prod(l=1..n, l != k, f(l, x)))"),
  /** A maximum or minimum over an index: the derivative of the term that is it. */
  EXTREMUM("extremum", ""),
  /** Cases one by one, without the boundaries between them that move with the variable. */
  CASES("cases", ""),
  /** A derivative of a derivative that is not carried out. */
  REPEATED("repeated", ""),
  /** A name is what it is defined as; the subject is the name. */
  DEFINITION("definition", ""),
  /** The chain rule through definitions: by each name, times the derivative of what it is. */
  CHAIN("chain", "diff(L, x) = diff(L, y)*diff(y, x)"),
  /**
   * The derivative of a definition by a name in it; the subject is the defined name, whose
   * definition no other name leads to.
   */
  PARTIAL("partial derivative", ""),
  /** A derivative by a name on the way, which was derived before; the subject is the name. */
  ADJOINT("adjoint", ""),
  /** The derivative of a recurrence by the formula for linear ones, over the steps of it. */
  CLOSED_FORM(
      "closed form",
      "d_t = sum(k=1..t, b_k*prod(j=k+1..t, a_j)) + d_0*prod(k=1..t, a_k)"
          + " where d_t = a_t*d_{t-1} + b_t"),
  /** What the derivative before is multiplied by, and what is added. */
  LINEAR_RECURRENCE("linear recurrence", "d_t = a_t*d_{t-1} + b_t"),
  /** The derivative of the element that a recurrence begins with. */
  START("start", ""),
  /** A recurrence used again and again from its start on. */
  UNROLLED("unrolled", "d_2 = b_2 + a_2*b_1 + a_2*a_1*d_0"),
  /**
   * What a formula says of the element before, put into the recurrence, gives what it says next.
   */
  INDUCTION(
      "induction",
      "a_t*sum(k=1..t-1, b_k*prod(j=k+1..t-1, a_j)) + b_t"
          + " = sum(k=1..t, b_k*prod(j=k+1..t, a_j))"),
  /** Derivatives that were found before, put in. */
  SUBSTITUTED("substituted", ""),
  /** A derivative that was found at once, without steps that could be told apart. */
  DERIVATIVE("derivative", ""),

  // Of several of these in one step, the first is told.
  /** A sum over an index in which deltas single out terms. */
  DELTA("delta", "sum(k=1..n, a_k*delta(k,j)) = a_j"),
  /** The sum over all elements of a distribution. */
  TOTAL("total", "sum(k=1..n, softmax(a, k)) = 1"),
  /** A row of an inverse by a column of the matrix, or the other way round. */
  INVERSE("inverse", "sum(k=1..n, inv(X)_{i,k}*X_{k,j}) = delta(i,j)"),
  /** A sum or product of equal terms. */
  COUNT("count", "sum(k=1..n, c) = n*c"),
  /** A sum of what is 0 in a part of its range, over the rest. */
  NARROWED("narrowed range", ""),
  /** A sum over an index split by terms, and factors without the index in front. */
  LINEARITY("linearity", "sum(k=1..n, c*a_k) = c*sum(k=1..n, a_k)"),
  /** A delta whose indices are known to be equal, or not to be. */
  DECIDED_DELTA("decided delta", ""),

  /** An identity of functions; the subject is its name. */
  IDENTITY("identity", ""),
  /** The rational normal form, factored. */
  FACTORED("factored", ""),
  /** Fractions and like terms as one, without what cancels: the same where it is no product. */
  COMBINED("combined", "a/c + b/c = (a + b)/c"),
  /** The rational normal form, its numerator multiplied out. */
  EXPANDED("expanded", ""),
  /** The rational normal form, negative exponents of exponentials left in its terms. */
  FACTORED_EXPONENTIALS("factored, with exponentials", ""),
  /** The rational normal form with one divisor. */
  ONE_DIVISOR("one divisor", ""),
  /** The rational normal form with identities used in its numerator. */
  NUMERATOR("identities in the numerator", ""),
  /** What terms share, in front of them. */
  COLLECTED("collected", "a*b + a*c = a*(b + c)"),
  /** The rational normal form, squared sums left whole. */
  FACTORED_SQUARES("factored, with squares", ""),
  /** The signs of sums turned. */
  TURNED("turned signs", "a - b = -(b - a)"),
  /** A decimal multiplied into a sum of whole numbers. */
  DECIMALS("decimals", ""),
  /** Exponentials as functions that are rational in them. */
  EXPONENTIALS("exponentials", "exp(x)/(1 + exp(x)) = sigma(x)"),
  /** Powers of even powers. */
  EVEN_POWERS("even powers", "(x^2)^(1/2) = abs(x)"),
  /** A product over an index without a factor, over the whole. */
  MISSING_FACTOR("missing factor", "prod(k=1..n, k != j, a_k)/prod(k=1..n, a_k) = 1/a_j"),
  /** A short sum over numbers, term by term. */
  WRITTEN_OUT("written out", "sum(k=1..3, a_k) = a_1 + a_2 + a_3"),
  /** Two sums over an index as one. */
  MERGED_SUMS("merged sums", "sum(k=1..n, a_k) + sum(k=1..n, b_k) = sum(k=1..n, a_k + b_k)"),
  /** Cases in their shortest form, each value under its condition. */
  ORDERED_CASES("ordered cases", ""),
  /** A relation or a condition in its shortest form. */
  CONDITION("condition", ""),
  /** Sums multiplied out, those over an index split by their terms. */
  DISTRIBUTED("distributed", "a*(b + c) = a*b + a*c"),
  /** Elements that an assumption says to be the same, in one order. */
  SYMMETRY("symmetry", ""),
  /** What a definition says to be a name is put into its name; the subject is the name. */
  NAMED("named", ""),
  /** An assumption is put in; the subject is what it is of. */
  ASSUMPTION("assumption", ""),
  /** Exponentials of a product as one. */
  JOINED_EXPONENTIALS("joined exponentials", "exp(a)*exp(b) = exp(a + b)"),
  /** An equal expression that was found at once, without steps that could be told apart. */
  SIMPLIFIED("simplified", "");

  private final String text;
  private final String formula;

  Rule(String text, String formula) {
    this.text = text;
    this.formula = formula;
  }

  /** The name of the rule, such as {@code product}. */
  public String text() {
    return text;
  }

  /** The rule in general, in Chainrule's notation; empty where that has no words for it. */
  public String formula() {
    return formula;
  }
}
