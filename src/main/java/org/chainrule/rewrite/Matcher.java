package org.chainrule.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * The search for where the pattern of a rule occurs: in a sum or product also as a part of it. The
 * symbols of a pattern stand for any expressions. Patterns are small and written by hand, so their
 * own depth bounds the recursion.
 */
public final class Matcher {
  /**
   * An occurrence.
   *
   * @param bindings what the pattern's symbols stand for
   * @param cofactor what the occurrence is multiplied by in the subject
   */
  public record Match(Map<Expr, Expr> bindings, Expr cofactor) {}

  private Matcher() {}

  /**
   * The ways in which a pattern's one term or factors occur in the subject; for a subject that is a
   * sum, in each of its terms.
   */
  public static List<Match> occurrences(Expr pattern, Expr subject) {
    List<Match> matches = new ArrayList<>();
    if (subject instanceof Sum sum) {
      for (Sum.Term term : sum.terms()) {
        matches.addAll(inTerm(pattern, term.toExpr()));
      }
    } else {
      matches.addAll(inTerm(pattern, subject));
    }
    return matches;
  }

  private static List<Match> inTerm(Expr pattern, Expr term) {
    List<Match> matches = new ArrayList<>();
    List<Product.Factor> wanted = factors(pattern);
    Rational number = coefficient(term).dividedBy(coefficient(pattern));
    matchFactors(wanted, 0, factors(term), Map.of(), RationalNumber.of(number), matches);
    return matches;
  }

  private static Rational coefficient(Expr expression) {
    return expression instanceof Product product ? product.coefficient() : Rational.ONE;
  }

  private static List<Product.Factor> factors(Expr expression) {
    if (expression instanceof Product product) {
      return product.factors();
    }
    if (expression instanceof Power power) {
      return List.of(new Product.Factor(power.base(), power.exponent()));
    }
    return List.of(new Product.Factor(expression, RationalNumber.ONE));
  }

  /** Matches each wanted factor with one of the offered, whose power may be higher. */
  private static void matchFactors(
      List<Product.Factor> wanted,
      int from,
      List<Product.Factor> offered,
      Map<Expr, Expr> bindings,
      Expr number,
      List<Match> matches) {
    if (from == wanted.size()) {
      Product.Builder cofactor = new Product.Builder().multiply(number);
      offered.forEach(factor -> cofactor.multiply(factor.toExpr()));
      matches.add(new Match(bindings, cofactor.build()));
      return;
    }
    Interruption.poll();
    Product.Factor pattern = wanted.get(from);
    for (int i = 0; i < offered.size(); i++) {
      Product.Factor candidate = offered.get(i);
      Optional<Expr> surplus = surplus(pattern.exponent(), candidate.exponent());
      if (surplus.isEmpty()) {
        continue;
      }
      Map<Expr, Expr> extended = new HashMap<>(bindings);
      if (matches(pattern.base(), candidate.base(), extended)) {
        List<Product.Factor> rest = new ArrayList<>(offered);
        rest.remove(i);
        if (!surplus.get().isZero()) {
          rest.add(new Product.Factor(candidate.base(), surplus.get()));
        }
        matchFactors(wanted, from + 1, rest, extended, number, matches);
      }
    }
  }

  /** What remains of an exponent when the pattern's is taken; empty where there is not enough. */
  private static Optional<Expr> surplus(Expr pattern, Expr subject) {
    if (pattern == subject) {
      return Optional.of(RationalNumber.ZERO);
    }
    if (pattern instanceof RationalNumber wanted && subject instanceof RationalNumber offered) {
      Rational rest = offered.value().minus(wanted.value());
      boolean enough =
          rest.isInteger()
              && rest.signum() == wanted.value().signum()
              && offered.value().signum() == wanted.value().signum();
      return enough ? Optional.of(Expr.of(rest)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Matches each wanted term with another one of the offered. */
  private static boolean matchTerms(
      List<Sum.Term> wanted, int from, List<Sum.Term> offered, Map<Expr, Expr> bindings) {
    if (from == wanted.size()) {
      return true;
    }
    for (int i = 0; i < offered.size(); i++) {
      Map<Expr, Expr> extended = new HashMap<>(bindings);
      if (wanted.get(from).coefficient().equals(offered.get(i).coefficient())
          && matches(wanted.get(from).expression(), offered.get(i).expression(), extended)) {
        List<Sum.Term> rest = new ArrayList<>(offered);
        rest.remove(i);
        if (matchTerms(wanted, from + 1, rest, extended)) {
          bindings.putAll(extended);
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Matches the whole of a subject, extending the bindings. That the two are the same proves
   * nothing: a symbol of the pattern may share its name with one of the subject and stand for
   * another.
   */
  public static boolean matches(Expr pattern, Expr subject, Map<Expr, Expr> bindings) {
    if (pattern instanceof Symbol) {
      Expr bound = bindings.putIfAbsent(pattern, subject);
      return bound == null || bound == subject;
    }
    if (pattern instanceof RationalNumber || pattern instanceof NamedConstant) {
      return pattern == subject;
    }
    if (pattern instanceof Apply wanted && subject instanceof Apply offered) {
      if (!wanted.function().equals(offered.function())
          || wanted.arguments().size() != offered.arguments().size()) {
        return false;
      }
      for (int i = 0; i < wanted.arguments().size(); i++) {
        if (!matches(wanted.arguments().get(i), offered.arguments().get(i), bindings)) {
          return false;
        }
      }
      return true;
    }
    if (pattern instanceof Power wanted && subject instanceof Power offered) {
      return matches(wanted.base(), offered.base(), bindings)
          && matches(wanted.exponent(), offered.exponent(), bindings);
    }
    if (pattern instanceof Sum wanted && subject instanceof Sum offered) {
      return wanted.constant().equals(offered.constant())
          && wanted.size() == offered.size()
          && matchTerms(wanted.terms(), 0, new ArrayList<>(offered.terms()), bindings);
    }
    if (pattern instanceof Product wanted && wanted.size() == 1 && !wanted.coefficient().isZero()) {
      return matches(
          wanted.withoutCoefficient(),
          Product.scaled(wanted.coefficient().reciprocal(), subject),
          bindings);
    }
    return false;
  }
}
