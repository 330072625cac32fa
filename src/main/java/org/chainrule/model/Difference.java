package org.chainrule.model;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;

/** The difference of two expressions of a problem, which is 0 where they are equal. */
public final class Difference {
  private Difference() {}

  /**
   * Whether the simplifier brings the difference to 0: in the names of the problem, by what is
   * assumed, or with all definitions put in. Where it does not, the two may be equal all the same.
   *
   * @param question one of the two, which knows the problem
   */
  public static boolean vanishes(Question question, Expr left, Expr right) {
    Expr difference = left.minus(right);
    Facts facts = question.facts();
    return difference.isZero()
        || isZero(() -> new Simplifier(facts).simplify(difference))
        || isZero(() -> Deriver.form(question, List.of(), facts).of(difference))
        || isZero(
            () ->
                new Simplifier(facts).simplify(Deriver.writtenOut(question, Set.of(), difference)));
  }

  private static boolean isZero(Supplier<Expr> form) {
    try {
      return form.get().isZero();
    } catch (ChainruleException none) {
      // A recurrence cannot be written out.
      return false;
    }
  }
}
