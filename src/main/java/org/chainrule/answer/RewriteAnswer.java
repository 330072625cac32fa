package org.chainrule.answer;

import java.util.List;
import java.util.function.Supplier;
import org.chainrule.expr.Expr;
import org.chainrule.result.CheckResult;

/**
 * Another form of an expression: with other expressions in the places of names, multiplied out, or
 * factored.
 *
 * @param before the expression
 * @param after the form
 * @param presenter prints both
 * @param notes remarks on how the question was read, and on what the form falls short of
 * @param check compares both at points
 */
public record RewriteAnswer(
    Expr before, Expr after, Presenter presenter, List<String> notes, Supplier<CheckResult> check) {
  public RewriteAnswer {
    notes = List.copyOf(notes);
  }
}
