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
  /** So often an identity is used in a row, as for the square of what it looks for. */
  private static final int HIGHEST_POWER = 4;

  public Identity {
    conditions = List.copyOf(conditions);
  }

  /**
   * The expressions that the identity makes of a sum, product or power. In a sum it is enough that
   * the first term of the left side occurs: the difference of the sides is added, and what does not
   * pay is dropped by whoever compares costs. In a product it is used again on its result, so that
   * powers of the left side are found.
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
    Expr current = subject;
    for (int power = 0; power < HIGHEST_POWER; power++) {
      List<Expr> once = new ArrayList<>();
      for (Matcher.Match match : Matcher.occurrences(left, current)) {
        instantiate(match, right, facts)
            .ifPresent(instance -> once.add(Product.of(match.cofactor(), instance)));
      }
      results.addAll(once);
      if (once.size() != 1 || once.get(0) instanceof Sum) {
        return results;
      }
      current = once.get(0);
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
