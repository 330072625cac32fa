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
  /**
   * A use of the identity on an expression.
   *
   * @param expression an equal expression
   * @param conditions what has to hold for that, which is known
   */
  public record Use(Expr expression, List<Expr> conditions) {
    private Use with(Expr whole) {
      return new Use(whole, conditions);
    }
  }

  /** So often an identity is used in a row, as for the square of what it looks for. */
  private static final int HIGHEST_POWER = 4;

  public Identity {
    conditions = List.copyOf(conditions);
  }

  /** What has to occur: the left side, of a sum its first term. */
  public Expr sought() {
    return left instanceof Sum sum ? sum.terms().get(0).toExpr() : left;
  }

  /**
   * The expressions that the identity makes of a sum, product or power. In a sum it is enough that
   * the first term of the left side occurs: the difference of the sides is added, and what does not
   * pay is dropped by whoever compares costs. In a product it is used again on its result, so that
   * powers of the left side are found.
   */
  public List<Use> rewritten(Expr subject, Facts facts) {
    List<Use> results = new ArrayList<>();
    if (left instanceof Sum) {
      if (subject instanceof Sum) {
        for (Matcher.Match match : Matcher.occurrences(sought(), subject)) {
          Expr change = Product.of(match.cofactor(), right.minus(left));
          instantiate(match, change, facts)
              .ifPresent(use -> results.add(use.with(Sum.of(subject, use.expression()))));
        }
      }
      return results;
    }
    if (subject instanceof Sum) {
      return results;
    }
    Expr current = subject;
    for (int power = 0; power < HIGHEST_POWER; power++) {
      List<Use> once = new ArrayList<>();
      for (Matcher.Match match : Matcher.occurrences(left, current)) {
        instantiate(match, right, facts)
            .ifPresent(use -> once.add(use.with(Product.of(match.cofactor(), use.expression()))));
      }
      results.addAll(once);
      if (once.size() != 1 || once.get(0).expression() instanceof Sum) {
        return results;
      }
      current = once.get(0).expression();
    }
    return results;
  }

  private Optional<Use> instantiate(Matcher.Match match, Expr expression, Facts facts) {
    Substitution substitution = Substitution.of(match.bindings());
    List<Expr> known = new ArrayList<>(conditions.size());
    for (Expr condition : conditions) {
      Expr wanted = substitution.apply(condition);
      if (!facts.decide(wanted).orElse(false)) {
        return Optional.empty();
      }
      known.add(wanted);
    }
    return Optional.of(new Use(substitution.apply(expression), known));
  }
}
