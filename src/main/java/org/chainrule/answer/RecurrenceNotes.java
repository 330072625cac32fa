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
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.model.Derivations;
import org.chainrule.model.Deriver;
import org.chainrule.model.Premises;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.result.CheckResult;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.verify.Verification;

/** The notes that go with the derivative of a recurrence: its closed form. */
public final class RecurrenceNotes {
  private final Derivations derivations;
  private final Expr derivative;
  private final Set<Expr> spans;
  private final Expr closed;
  private final List<String> refusals;

  /**
   * @param derivative the derivative as it is told
   * @param spans for which indices it holds
   */
  RecurrenceNotes(Derivations derivations, Expr derivative, Set<Expr> spans) {
    this.derivations = derivations;
    this.derivative = derivative;
    this.spans = spans;
    Question question = derivations.question();
    if (UnevaluatedDerivatives.in(derivative)) {
      ClosedForms forms = forms(derivations, question.premises(), TraceListener.NONE);
      closed = forms.of(question.expression(), derivations.by(), derivative);
      refusals = forms.refusals();
    } else {
      closed = derivative;
      refusals = List.of();
    }
  }

  /** The closed form, as far as there is one; what could not be closed stays in it. */
  static Expr closedForm(Derivations derivations, Premises premises, Expr derivative) {
    Question question = derivations.question();
    Expr closed =
        forms(derivations, premises, TraceListener.NONE)
            .of(question.expression(), derivations.by(), derivative);
    Set<Expr> conditions = new LinkedHashSet<>(question.subscripts(question.expression()));
    conditions.addAll(derivations.begins());
    conditions.removeIf(each -> each.children().contains(IndexRange.CONVENTIONAL.upper()));
    return UnevaluatedDerivatives.in(closed)
        ? closed
        : Piecewise.restriction(closed, Logical.of(Logical.Operator.AND, conditions));
  }

  /** The closed form, where the answer holds the recurrence's derivative and it has one. */
  Optional<Expr> closedForm() {
    return closed == derivative || UnevaluatedDerivatives.in(closed)
        ? Optional.empty()
        : Optional.of(closedForm(derivations, derivations.question().premises(), derivative));
  }

  /** Tells a listener how the closed form is found from the derivative as it is asked for. */
  Expr tell(TraceListener listener) {
    Question question = derivations.question();
    return forms(derivations, question.premises(), listener)
        .of(question.expression(), derivations.by(), derivative);
  }

  private static ClosedForms forms(
      Derivations derivations, Premises premises, TraceListener listener) {
    Question question = derivations.question();
    return new ClosedForms(
        question.definitions(),
        question.facts(premises),
        (expression, facts, told) ->
            Deriver.form(question, derivations.by(), facts).of(expression, expression, told),
        listener);
  }

  /** The closed form, or why there is none, where the answer holds the recurrence's derivative. */
  List<String> notes(Presenter presenter, List<FreeIndex> axes) {
    List<String> notes = new ArrayList<>();
    Question question = derivations.question();
    List<String> free =
        question.freeStarts().stream()
            .filter(each -> !derivations.by().contains(each))
            .map(question::memberOf)
            .filter(each -> !question.isDeclaredMember(each))
            .map(presenter::text)
            .distinct()
            .sorted()
            .toList();
    if (!free.isEmpty()) {
      notes.add(
          "the recurrence begins with names that nothing defines: " + String.join(", ", free));
    }
    if (closed != derivative) {
      notes.add("closed form: " + presenter.text(closed));
      Set<Expr> elements = derivations.begins();
      elements.addAll(
          derivations.ends(
              premises -> closedForm(derivations, premises, derivations.derivative(premises))));
      elements.removeAll(spans);
      if (!elements.isEmpty()) {
        notes.add(
            "the closed form is for "
                + elements.stream().map(presenter::text).collect(Collectors.joining(", ")));
      }
    }
    List<String> backwards =
        closed == derivative && refusals.isEmpty()
            ? List.of()
            : new AdjointsOverTime(derivations, presenter).lines(axes);
    notes.addAll(backwards);
    if (backwards.isEmpty()) {
      refusals.forEach(each -> notes.add("no closed form: " + each));
    }
    return notes;
  }

  /** The answer's check; that of the closed form, where it is refuted. */
  CheckResult check(Settings settings) {
    CheckResult check =
        Verification.ofAnswer(derivations.question(), derivative, settings, derivations.by())
            .check();
    if (closed != derivative && check.verdict() == CheckResult.Verdict.PROBABLE) {
      CheckResult other =
          new Verification(derivations.question(), closed, settings, derivations.by()).check();
      return other.verdict() == CheckResult.Verdict.REFUTED ? other : check;
    }
    return check;
  }
}
