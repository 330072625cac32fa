package org.chainrule;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.differentiate.ClosedForms;
import org.chainrule.expr.Expr;

/** What goes with the derivative of a recurrence: its closed form, and from where on it holds. */
final class RecurrenceNotes {
  private final Question question;
  private final List<Expr> by;
  private final Expr derivative;

  RecurrenceNotes(Question question, List<Expr> by, Expr derivative) {
    this.question = question;
    this.by = by;
    this.derivative = derivative;
  }

  /** The closed form, as far as there is one; what could not be closed stays in it. */
  static Expr closedForm(Question question, List<Expr> by, Expr derivative) {
    return forms(question, by).of(question.expression(), by, derivative);
  }

  private static ClosedForms forms(Question question, List<Expr> by) {
    return new ClosedForms(
        question.definitions(),
        question::facts,
        (expression, facts) -> question.form(by, facts).of(expression));
  }

  /** The closed form, or why there is none, where the answer holds the recurrence's derivative. */
  List<String> notes(Presenter presenter) {
    List<String> notes = new ArrayList<>();
    if (RemainingDerivatives.in(derivative)) {
      ClosedForms forms = forms(question, by);
      Expr closed = forms.of(question.expression(), by, derivative);
      if (closed != derivative) {
        notes.add("closed form: " + presenter.text(closed));
      }
      forms.refusals().forEach(each -> notes.add("no closed form: " + each));
    }
    return notes;
  }
}
