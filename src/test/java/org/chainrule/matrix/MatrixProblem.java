package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.shape.Axis;

/** A problem in matrices, of which derivatives are raised. */
final class MatrixProblem {
  private final Declarations declarations;
  private final Set<String> symmetric;

  /**
   * A problem.
   *
   * @param symmetric the names that are symmetric matrices
   */
  MatrixProblem(Set<String> symmetric, String... statements) {
    this.symmetric = symmetric;
    declarations = Declarations.of(List.of(statements));
  }

  /** The derivative by a variable, the expression itself where there is none. */
  Raised raised(String text, String variable) {
    List<String> variables = variable.isEmpty() ? List.of() : List.of(variable);
    Question question = new Question(text, variables, declarations);
    Declarations all = question.declarations();
    List<Axis> axes = new ArrayList<>(question.written().orElseThrow().axes());
    Expr expression = question.expression();
    if (!variable.isEmpty()) {
      List<ReadingVariable> by = question.variables(variable);
      by.forEach(each -> axes.addAll(each.axes()));
      expression =
          new Derivations(question, by.stream().map(ReadingVariable::variable).toList())
              .derivative();
    }
    List<FreeIndex> free = new ArrayList<>();
    for (Axis axis : axes) {
      Expr length = Lowering.lower(axis.length(), "", all);
      free.add(new FreeIndex(Symbol.named(axis.index()), length));
    }
    Map<String, List<IndexRange>> families = all.familyRanges();
    return Raising.of(expression, free, families, symmetric);
  }
}
