package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.ReadingVariable;

/** A problem in elements, of which expressions and derivatives are raised. */
final class ElementProblem {
  private final Declarations declarations;

  ElementProblem(String... statements) {
    declarations = Declarations.of(List.of(statements));
  }

  /** The derivative by some variables in turn, the expression itself where there are none. */
  Raised raised(String text, String variables, String... free) {
    Question question =
        new Question(text, variables.isEmpty() ? List.of() : List.of(variables), declarations);
    Expr expression = question.expression();
    if (!variables.isEmpty()) {
      List<Expr> by =
          question.variables(variables).stream().map(ReadingVariable::variable).toList();
      expression = new Derivations(question, by).derivative();
    }
    List<FreeIndex> indices = new ArrayList<>();
    Map<String, List<IndexRange>> families = new HashMap<>(question.declarations().familyRanges());
    for (String each : free) {
      Symbol symbol = Symbol.named(each);
      IndexRange range = question.declarations().rangeOf(each);
      indices.add(new FreeIndex(symbol, range.upper()));
    }
    return Raising.plain(expression, indices, families);
  }

  /** What a raised expression is as text. */
  static String text(Raised raised) {
    return raised instanceof Raised.Matrices found ? found.form().toString() : raised.toString();
  }
}
