package org.chainrule.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.differentiate.AdjointRecurrence;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a number through a recurrence of columns as courses tell it: by the states from
 * the last backwards, and by the variable in terms of these. It is told where its values are those
 * of finite differences.
 */
final class AdjointsOverTime {
  private static final String USUAL_NAME = "L";

  private final Question question;
  private final Derivations derivations;
  private final Presenter presenter;

  AdjointsOverTime(Derivations derivations, Presenter presenter) {
    this.derivations = derivations;
    this.presenter = presenter;
    question = derivations.question();
  }

  /**
   * A line for the derivative asked for and some for each family of states; none where there is no
   * such form.
   *
   * @param axes the axes of the variable
   */
  List<String> lines(List<FreeIndex> axes) {
    boolean isOfColumns =
        !question.declarations().form().members().isEmpty()
            && question.axes().isEmpty()
            && derivations.by().size() == 1;
    Symbol name = isOfColumns ? name() : null;
    if (name == null) {
      return List.of();
    }
    Expr variable = derivations.by().get(0);
    Optional<AdjointRecurrence.Result> found = derivations.overTime(name);
    return found
        .filter(each -> new AdjointCheck(question, each, name, variable).holds())
        .map(each -> lines(each, name, variable, axes))
        .orElse(List.of());
  }

  /** The name by which the number is known: its own, else the usual one where that is free. */
  private @Nullable Symbol name() {
    if (question.expression() instanceof Symbol own) {
      return own;
    }
    return question.allNames().contains(USUAL_NAME) ? null : Symbol.named(USUAL_NAME);
  }

  private List<String> lines(
      AdjointRecurrence.Result result, Symbol name, Expr variable, List<FreeIndex> axes) {
    List<String> lines = new ArrayList<>();
    String with =
        question.expression() == name ? "" : "with " + name + " for what is differentiated, ";
    lines.add(
        "backwards in time: "
            + with
            + text(DerivativeTerm.of(name, variable), axes)
            + " = "
            + text(result.derivative(), axes));
    if (result.isBeyond()) {
      IndexedSymbol by = result.steps().get(0).by();
      lines.add(
          text(DerivativeTerm.of(name, by), axes(by))
              + " = 0 for "
              + result.time()
              + " > "
              + presenter.text(result.end()));
    }
    for (AdjointRecurrence.Step step : result.steps()) {
      List<FreeIndex> own = axes(step.by());
      Substitution atEnd = Substitution.of(result.time(), result.end());
      if (!step.isUniform()) {
        lines.add(
            text(DerivativeTerm.of(name, atEnd.apply(step.by())), own)
                + " = "
                + text(step.last(), own));
      }
      lines.add(
          text(DerivativeTerm.of(name, step.by()), own)
              + " = "
              + text(step.before(), own)
              + (step.isUniform()
                  ? ""
                  : " for " + result.time() + " < " + presenter.text(result.end())));
    }
    return lines;
  }

  private String text(Expr told, List<FreeIndex> axes) {
    return MatrixView.of(question, told, axes, true)
        .form()
        .flatMap(each -> presenter.print(each, Format.TEXT))
        .orElseGet(() -> presenter.text(told));
  }

  /** The axes of a column or matrix, at the letters of one of its elements. */
  private List<FreeIndex> axes(IndexedSymbol element) {
    int from = question.declarations().form().indicesOf(element.family());
    List<IndexRange> ranges =
        question.declarations().familyRanges().getOrDefault(element.family(), List.of());
    List<FreeIndex> axes = new ArrayList<>();
    for (int i = from; from > 0 && i < Math.min(ranges.size(), element.indices().size()); i++) {
      axes.add(new FreeIndex((Symbol) element.indices().get(i), ranges.get(i).upper()));
    }
    return axes;
  }
}
