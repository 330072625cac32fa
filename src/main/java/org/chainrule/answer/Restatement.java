package org.chainrule.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;

/**
 * The way back from a question that was put in the place of the one asked.
 *
 * @param shown an expression in the names of the question asked
 * @param placed a point of the question asked, with values for the names that the other has besides
 * @param number the name of what is differentiated, where that is no expression of who asked
 * @param hidden the names that stand in no answer
 * @param notes what there is to tell of how the question was read
 * @param conditions where what was asked has a value, besides
 */
record Restatement(
    UnaryOperator<Expr> shown,
    UnaryOperator<Map<String, Object>> placed,
    Optional<Symbol> number,
    Set<Symbol> hidden,
    List<String> notes,
    List<String> conditions) {
  Restatement {
    hidden = Set.copyOf(hidden);
    notes = List.copyOf(notes);
    conditions = List.copyOf(conditions);
  }

  /** The values at points of the question asked, where the other's values are known. */
  List<Value> values(
      List<Map<String, Object>> points, Function<List<Map<String, Object>>, List<Value>> values) {
    List<Value> found = new ArrayList<>();
    for (Map<String, Object> point : points) {
      try {
        found.addAll(values.apply(List.of(placed.apply(point))));
      } catch (ChainruleException unknown) {
        found.add(Value.none(String.valueOf(unknown.getMessage())));
      }
    }
    return found;
  }

  /** A derivative of the question's expression as that of the number. */
  Expr named(Expr derivative, Expr of) {
    return number
        .<Expr>map(
            name ->
                new Rewriter() {
                  @Override
                  protected List<Expr> dependencies(Expr node) {
                    return isOf(node) ? List.of() : super.dependencies(node);
                  }

                  @Override
                  public Expr visit(DerivativeTerm term) {
                    return isOf(term) ? DerivativeTerm.of(name, term.by()) : super.visit(term);
                  }

                  private boolean isOf(Expr node) {
                    return node instanceof DerivativeTerm term && term.body() == of;
                  }
                }.apply(derivative))
        .orElse(derivative);
  }

  /** Whether an expression is of names that stand in no answer. */
  boolean hides(Expr expression) {
    return hidden.stream().anyMatch(each -> Occurrence.of(each, expression));
  }
}
