package org.chainrule.model;

import java.util.List;
import java.util.Optional;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.print.Printer;

/**
 * The check that refuses mixed derivatives by what is defined, or by an element of a recurrence,
 * and by what that depends on: in {@code dh_t/dw} it would vary, and in the same answer be
 * independent.
 */
final class MixedVariables {
  private MixedVariables() {}

  /**
   * Refuses such variables.
   *
   * @throws NoDerivativeException if one of them depends on another
   */
  static void require(Question question, List<Expr> by) {
    for (Expr variable : by) {
      Optional<Expr> value = question.definitions().valueOf(variable);
      for (Expr other : by) {
        if (other != variable && value.isPresent() && dependsOn(value.get(), other, question)) {
          throw new NoDerivativeException(
              "%s depends on %s: a mixed derivative by both has two meanings"
                  .formatted(
                      Printer.text(variable, question.spelling()),
                      Printer.text(other, question.spelling())));
        }
      }
    }
  }

  private static boolean dependsOn(Expr value, Expr other, Question question) {
    return !new Differentiator(other, question.definitions(), question.facts())
        .differentiate(value)
        .isZero();
  }
}
