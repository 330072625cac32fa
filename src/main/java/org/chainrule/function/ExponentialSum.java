package org.chainrule.function;

import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.softplus;
import static org.chainrule.function.Rows.ZERO;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * A sum of multiples of exponentials, a number counting as one of exponent 0.
 *
 * @param terms two at least, or a single one that is a sum over an index
 */
record ExponentialSum(List<Term> terms) {
  private static final int MOST_IN_PAIRS = 4;

  /**
   * A multiple of an exponential.
   *
   * @param coefficient not 0
   * @param exponent of e
   * @param isReduction whether it was a sum over an index, the exponent being its logsumexp
   */
  record Term(Rational coefficient, Expr exponent, boolean isReduction) {
    /** The exponent with the coefficient, which is above 0, in it. */
    Expr whole() {
      return coefficient.isOne() ? exponent : exponent.plus(log(Expr.of(coefficient)));
    }
  }

  /** The exponent where the expression is a product of exponentials. */
  static Optional<Expr> exponent(Expr expression) {
    if (expression instanceof Product product && product.coefficient().isOne()) {
      Sum.Builder exponent = new Sum.Builder();
      for (Product.Factor factor : product.factors()) {
        Optional<Expr> each = factor.asExponential();
        if (each.isEmpty()) {
          return Optional.empty();
        }
        exponent.add(each.get());
      }
      return Optional.of(exponent.build());
    }
    return Product.Factor.of(expression).asExponential();
  }

  /** What an expression is as such a sum, if it is one. */
  static Optional<ExponentialSum> of(Expr expression) {
    List<Term> terms = new ArrayList<>();
    if (expression instanceof Sum sum) {
      for (Sum.Term each : sum.terms()) {
        Optional<Term> term = term(each.expression(), each.coefficient());
        if (term.isEmpty()) {
          return Optional.empty();
        }
        terms.add(term.get());
      }
      if (!sum.constant().isZero()) {
        terms.add(new Term(sum.constant(), ZERO, false));
      }
      return Optional.of(new ExponentialSum(terms));
    }
    if (expression instanceof Apply apply && apply.function() == Functions.EXPM1) {
      return Optional.of(
          new ExponentialSum(
              List.of(
                  new Term(Rational.ONE, apply.arguments().get(0), false),
                  new Term(Rational.of(-1), ZERO, false))));
    }
    return expression instanceof Reduction
        ? term(expression, Rational.ONE).map(term -> new ExponentialSum(List.of(term)))
        : Optional.empty();
  }

  private static Optional<Term> term(Expr expression, Rational coefficient) {
    if (expression instanceof Reduction reduction) {
      return logsumexp(reduction).map(each -> new Term(coefficient, each, true));
    }
    return exponent(expression).map(each -> new Term(coefficient, each, false));
  }

  private static Optional<Expr> logsumexp(Reduction reduction) {
    Binder.Opened inside = reduction.open(0);
    if (reduction.operator() != Reduction.Operator.SUM || inside.condition() != Logical.TRUE) {
      return Optional.empty();
    }
    return exponent(inside.body())
        .map(
            each ->
                Elementary.logsumexp(
                    Elements.of(inside.index(), reduction.lower(), reduction.upper(), each)));
  }

  /**
   * A sum that holds exponentials, as one of them times the rest.
   *
   * @param exponent the largest of its exponents
   * @param rest the sum divided by the exponential of that
   */
  record Shifted(Expr exponent, Expr rest) {
    /** From here on the exponential is worth taking out: its square does not overflow yet. */
    private static final Expr LARGE = Expr.of(300);

    /** One value where the exponential is large, and another elsewhere. */
    Expr whereLarge(Expr value, Expr otherwise) {
      Expr isLarge = Relation.greater(exponent, LARGE);
      return Piecewise.of(List.of(new Piecewise.Branch(value, isLarge)), otherwise);
    }
  }

  /** A sum with an exponential taken out, if it holds any beside other terms. */
  static Optional<Shifted> shifted(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Expr> exponents = new ArrayList<>();
    for (Sum.Term each : sum.terms()) {
      term(each.expression(), each.coefficient()).ifPresent(term -> exponents.add(term.exponent()));
    }
    if (exponents.isEmpty()) {
      return Optional.empty();
    }
    Expr largest = Elementary.max(exponents.toArray(Expr[]::new));
    Expr shrunk = Elementary.exp(largest.negate());
    Sum.Builder rest = new Sum.Builder().add(sum.constant(), shrunk);
    for (Sum.Term each : sum.terms()) {
      Optional<Term> term = term(each.expression(), each.coefficient());
      Expr value =
          term.isPresent()
              ? Elementary.exp(term.get().exponent().minus(largest))
              : each.expression().times(shrunk);
      rest.add(each.coefficient(), value);
    }
    return Optional.of(new Shifted(largest, rest.build()));
  }

  /** Whether all coefficients are above 0. */
  boolean isPositive() {
    return terms.stream().allMatch(term -> term.coefficient().signum() > 0);
  }

  /** Whether a term is a sum over an index, of which compiled code takes the shift out itself. */
  boolean holdsReduction() {
    return terms.stream().anyMatch(Term::isReduction);
  }

  /**
   * What the exponents of two terms differ by: the sum is the first's times {@code 1 + exp} of it.
   */
  Expr gap() {
    return second().whole().minus(first().whole());
  }

  /** Of two, the one that is taken out: a number rather than another. */
  Term first() {
    return terms.get(1).exponent().isZero() ? terms.get(1) : terms.get(0);
  }

  Term second() {
    return terms.get(1).exponent().isZero() ? terms.get(0) : terms.get(1);
  }

  /** The logarithm less another exponent, each exponent before the sum is taken. */
  Expr relative(Expr other) {
    List<Expr> exponents = new ArrayList<>();
    for (Term term : terms) {
      if (term.exponent() instanceof Apply apply
          && apply.function() == Functions.LOGSUMEXP
          && term.isReduction()
          && apply.arguments().get(0) instanceof Elements vector) {
        Term less = new Term(term.coefficient(), relative(vector, other), true);
        exponents.add(less.whole());
      } else {
        exponents.add(term.whole().minus(other));
      }
    }
    return joined(exponents);
  }

  private static Expr joined(List<Expr> exponents) {
    if (exponents.size() > MOST_IN_PAIRS) {
      return Apply.of(NumericFunctions.LOG_SUM_EXP, exponents);
    }
    Expr joined = exponents.get(0);
    for (Expr each : exponents.subList(1, exponents.size())) {
      joined = Apply.of(NumericFunctions.LOG_ADD_EXP, joined, each);
    }
    return joined;
  }

  /** Whether compiled code is to have it as pairs: what is longer it shifts as a whole. */
  boolean isShort() {
    return !holdsReduction() && terms.size() <= MOST_IN_PAIRS;
  }

  /** The logsumexp of a vector, another exponent being taken from each element. */
  static Expr relative(Elements vector, Expr other) {
    Symbol index =
        Symbol.opened(Math.max(Symbol.largestOpened(vector), Symbol.largestOpened(other)) + 1);
    Expr body = vector.open(index).body();
    return Elementary.logsumexp(
        Elements.of(index, vector.lower(), vector.upper(), body.minus(other)));
  }

  /**
   * The logarithm, where there are forms for it and all coefficients are above 0.
   *
   * @param isStepwise whether a general sum of exponentials is to have one too
   */
  Optional<Expr> logarithm(boolean isStepwise) {
    if (!isPositive() || !isStepwise && holdsReduction()) {
      return Optional.empty();
    }
    if (terms.size() == 2) {
      if (first().exponent().isZero()) {
        return Optional.of(log(Expr.of(first().coefficient())).plus(softplus(gap())));
      }
      boolean isEven =
          first().exponent().plus(second().exponent()).isZero()
              && first().coefficient().equals(second().coefficient());
      if (isEven) {
        Expr cosh = Apply.of(NumericFunctions.LOG_COSH, first().exponent());
        return Optional.of(log(Expr.of(first().coefficient().times(Rational.of(2)))).plus(cosh));
      }
    }
    return isStepwise || isShort()
        ? Optional.of(joined(terms.stream().map(Term::whole).toList()))
        : Optional.empty();
  }
}
