package org.chainrule.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.condition.DomainCondition;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.definition.Uses;
import org.chainrule.matrix.MatrixForm;
import org.chainrule.matrix.MatrixShape;
import org.chainrule.model.Question;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.resolve.SideCondition;

/** Conditions on columns and matrices, in these where a question is about such. */
final class MatrixConditions {
  private final Question question;
  private final Presenter presenter;
  private final List<FreeIndex> axes;

  /**
   * Conditions of an answer.
   *
   * @param axes those of the array of which the answer is an element
   */
  MatrixConditions(Question question, Presenter presenter, List<FreeIndex> axes) {
    this.question = question;
    this.presenter = presenter;
    this.axes = axes;
  }

  /** Conditions in words, a line each. */
  List<String> written(List<DomainCondition> conditions) {
    return conditions.stream()
        .map(each -> inMatrices(each).orElseGet(() -> presenter.condition(each)))
        .distinct()
        .toList();
  }

  private Optional<String> inMatrices(DomainCondition condition) {
    Map<Symbol, FreeIndex> letters = new LinkedHashMap<>();
    axes.forEach(each -> letters.put(each.index(), each));
    for (SideCondition.Bound bound : condition.bounds()) {
      if (!bound.range().lower().isOne()) {
        return Optional.empty();
      }
      letters.put(bound.index(), new FreeIndex(bound.index(), bound.range().upper()));
    }
    boolean isOfAll =
        condition.bounds().stream().allMatch(each -> occurs(each.index(), condition.holds()));
    if (!isOfAll) {
      return Optional.empty();
    }
    boolean isOfElements =
        letters.keySet().stream().anyMatch(each -> occurs(each, condition.holds()));
    return relation(condition.holds(), letters)
        .map(each -> (isOfElements ? "for every element: " : "for ") + each);
  }

  /** An assumption or a condition on numbers. */
  String text(Expr holds) {
    return relation(holds, Map.of()).orElseGet(() -> presenter.text(holds));
  }

  private Optional<String> relation(Expr holds, Map<Symbol, FreeIndex> letters) {
    if (!question.isInMatrices() || !(holds instanceof Relation relation)) {
      return Optional.empty();
    }
    List<FreeIndex> used =
        letters.values().stream().filter(each -> occurs(each.index(), holds)).toList();
    if (used.isEmpty() && Uses.of(holds).stream().allMatch(each -> each.binders().isEmpty())) {
      return Optional.empty();
    }
    boolean isTurned = relation.left() instanceof RationalNumber;
    Expr left = isTurned ? relation.right() : relation.left();
    Expr right = isTurned ? relation.left() : relation.right();
    Optional<MatrixForm> first = form(left, used);
    Optional<MatrixForm> second = form(right, used);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    String sign =
        switch (relation.operator()) {
          case EQUAL -> " = ";
          case NOT_EQUAL -> " != ";
          case LESS -> isTurned ? " > " : " < ";
          case LESS_OR_EQUAL -> isTurned ? " >= " : " <= ";
        };
    boolean isSign = right.isZero() && (sign.equals(" != ") || sign.equals(" > "));
    MatrixForm told = isSign ? withoutSquare(first.get()) : first.get();
    return presenter
        .print(told, Format.TEXT)
        .flatMap(one -> presenter.print(second.get(), Format.TEXT).map(two -> one + sign + two));
  }

  /** What is not 0 where a squared length is not. */
  private static MatrixForm withoutSquare(MatrixForm form) {
    if (form instanceof MatrixForm.Product product
        && product.scalars().isEmpty()
        && product.chain().size() == 2
        && product.chain().get(0).equals(new MatrixForm.Transpose(product.chain().get(1)))) {
      MatrixForm column = product.chain().get(1);
      return new MatrixForm.Operation(MatrixFunction.NORM, List.of(column), MatrixShape.NUMBER);
    }
    return form instanceof MatrixForm.Power power
            && power.base() instanceof MatrixForm.Operation length
            && length.function() == MatrixFunction.NORM
        ? length
        : form;
  }

  private static boolean occurs(Symbol index, Expr expression) {
    return Occurrence.of(index, expression);
  }

  /** One side, of the elements at indices of its own, where all of them are elements. */
  private Optional<MatrixForm> form(Expr side, List<FreeIndex> used) {
    List<FreeIndex> own = new ArrayList<>(used);
    own.removeIf(each -> !occurs(each.index(), side));
    if (!own.isEmpty() && own.size() < used.size()) {
      return Optional.empty();
    }
    Optional<MatrixForm> form = MatrixView.of(question, side, own, true).form();
    if (own.size() < 2 || !(form.orElse(null) instanceof MatrixForm.Transpose)) {
      return form;
    }
    Collections.reverse(own);
    return MatrixView.of(question, side, own, true).form();
  }
}
