package org.chainrule.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;

/**
 * An equation between two expressions, used from left to right, with the conditions under which it
 * holds.
 *
 * @param name what it is called
 * @param left what is looked for; its symbols stand for any expressions
 * @param right what is put in its place
 * @param conditions relations that must be known to hold
 */
public record Identity(String name, Expr left, Expr right, List<Expr> conditions) {
  public Identity {
    conditions = List.copyOf(conditions);
  }

  /**
   * The expressions that the identity makes of a sum, product or power. In a sum it is enough that
   * the first term of the left side occurs: the difference of the sides is added, and what does not
   * pay is dropped by whoever compares costs.
   */
  public List<Expr> rewritten(Expr subject, Facts facts) {
    List<Expr> results = new ArrayList<>();
    if (left instanceof Sum sum) {
      if (subject instanceof Sum) {
        Expr first = sum.terms().get(0).toExpr();
        for (Matcher.Match match : Matcher.occurrences(first, subject)) {
          Expr change = Product.of(match.cofactor(), right.minus(left));
          instantiate(match, change, facts)
              .ifPresent(instance -> results.add(Sum.of(subject, instance)));
        }
      }
      return results;
    }
    if (subject instanceof Sum) {
      return results;
    }
    for (Matcher.Match match : Matcher.occurrences(left, subject)) {
      instantiate(match, right, facts)
          .ifPresent(instance -> results.add(Product.of(match.cofactor(), instance)));
    }
    return results;
  }

  private Optional<Expr> instantiate(Matcher.Match match, Expr expression, Facts facts) {
    Substitution substitution = Substitution.of(match.bindings());
    for (Expr condition : conditions) {
      if (!facts.decide(substitution.apply(condition)).orElse(false)) {
        return Optional.empty();
      }
    }
    return Optional.of(substitution.apply(expression));
  }
}
