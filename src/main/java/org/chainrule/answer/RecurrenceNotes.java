package org.chainrule.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.differences.Settings;
import org.chainrule.differentiate.ClosedForms;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.model.Derivation;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.result.CheckResult;
import org.chainrule.verify.Verification;

/** What goes with the derivative of a recurrence: its closed form. */
public final class RecurrenceNotes {
  private final Question question;
  private final List<Expr> by;
  private final Expr derivative;
  private final Expr closed;
  private final List<String> refusals;

  RecurrenceNotes(Question question, List<Expr> by, Expr derivative) {
    this.question = question;
    this.by = List.copyOf(by);
    this.derivative = derivative;
    if (UnevaluatedDerivatives.in(derivative)) {
      ClosedForms forms = forms(question, by);
      closed = forms.of(question.expression(), by, derivative);
      refusals = forms.refusals();
    } else {
      closed = derivative;
      refusals = List.of();
    }
  }

  /** The closed form, as far as there is one; what could not be closed stays in it. */
  public static Expr closedForm(Question question, List<Expr> by, Expr derivative) {
    Expr closed = forms(question, by).of(question.expression(), by, derivative);
    Set<Expr> conditions = new LinkedHashSet<>(question.subscripts(question.expression()));
    conditions.addAll(question.begins(by));
    conditions.removeIf(each -> each.children().contains(IndexRange.CONVENTIONAL.upper()));
    return UnevaluatedDerivatives.in(closed)
        ? closed
        : Piecewise.restriction(closed, Logical.of(Logical.Operator.AND, conditions));
  }

  /** The closed form, where the answer holds the recurrence's derivative and it has one. */
  Optional<Expr> closedForm() {
    return closed == derivative || UnevaluatedDerivatives.in(closed)
        ? Optional.empty()
        : Optional.of(closedForm(question, by, derivative));
  }

  private static ClosedForms forms(Question question, List<Expr> by) {
    return new ClosedForms(
        question.definitions(),
        question.facts(),
        (expression, facts) -> Derivation.form(question, by, facts).of(expression));
  }

  /** The closed form, or why there is none, where the answer holds the recurrence's derivative. */
  List<String> notes(Presenter presenter) {
    List<String> notes = new ArrayList<>();
    List<String> free =
        question.definitions().freeStarts(question.expression()).stream()
            .filter(each -> !by.contains(each))
            .map(presenter::text)
            .sorted()
            .toList();
    if (!free.isEmpty()) {
      notes.add(
          "the recurrence begins with names that nothing defines: " + String.join(", ", free));
    }
    if (closed != derivative) {
      notes.add("closed form: " + presenter.text(closed));
      Set<Expr> elements = question.begins(by);
      elements.addAll(question.ends(by, () -> closedForm(question, by, question.derivative(by))));
      elements.removeAll(DerivingEngine.spans(question, by, derivative));
      if (!elements.isEmpty()) {
        notes.add(
            "the closed form is for "
                + elements.stream().map(presenter::text).collect(Collectors.joining(", ")));
      }
    }
    refusals.forEach(each -> notes.add("no closed form: " + each));
    return notes;
  }

  /** The answer's check; that of the closed form, where it is refuted. */
  CheckResult check(Settings settings) {
    CheckResult check = Verification.ofAnswer(question, derivative, settings, by).check();
    if (closed != derivative && check.verdict() == CheckResult.Verdict.PROBABLE) {
      CheckResult other = new Verification(question, closed, settings, by).check();
      return other.verdict() == CheckResult.Verdict.REFUTED ? other : check;
    }
    return check;
  }
}
