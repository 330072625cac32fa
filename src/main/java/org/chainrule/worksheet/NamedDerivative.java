package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Presenter;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.model.Question;

/**
 * A derivative that is named in a text, such as {@code dh_t/dw_1}.
 *
 * @param body what is differentiated, in plain notation
 * @param variables by what, in turn, in plain notation
 */
record NamedDerivative(String body, List<String> variables) {
  NamedDerivative {
    variables = List.copyOf(variables);
  }

  /** The derivative that a text is, if it is one. */
  static Optional<NamedDerivative> of(DerivingEngine engine, String text) {
    Question question = engine.question(text);
    Presenter presenter = new Presenter(question.spelling());
    if (!(question.unevaluated() instanceof DerivativeTerm term)) {
      return Optional.empty();
    }
    List<String> variables = new ArrayList<>();
    for (DerivativeTerm.Variable each : term.by()) {
      for (int i = 0; i < each.order(); i++) {
        variables.add(whole(each.variable(), question, presenter));
      }
    }
    String body = whole(term.body(), question, presenter);
    return Optional.of(new NamedDerivative(body, variables));
  }

  /** A name, without the indices of the axes that are asked for as a whole. */
  private static String whole(Expr name, Question question, Presenter presenter) {
    List<Expr> axes = question.axes().stream().<Expr>map(FreeIndex::index).toList();
    return name instanceof IndexedSymbol element && axes.containsAll(element.indices())
        ? element.family()
        : presenter.text(name);
  }
}
