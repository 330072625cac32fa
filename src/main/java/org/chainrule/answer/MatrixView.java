package org.chainrule.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.matrix.MatrixForm;
import org.chainrule.matrix.Raised;
import org.chainrule.matrix.Raising;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.jspecify.annotations.Nullable;

/**
 * What an expression of elements is to who asked about columns and matrices: a formula of these,
 * and arrays for values.
 */
final class MatrixView {
  private static final int MOST_AXES = 2;

  private final Question question;
  private final Expr expression;
  private final List<FreeIndex> axes;
  private final Map<String, List<IndexRange>> more;
  private final Optional<Raised> raised;
  private @Nullable Raised stepped;

  private MatrixView(
      Question question,
      Expr expression,
      List<FreeIndex> axes,
      Map<String, List<IndexRange>> more,
      Optional<Raised> raised) {
    this.more = more;
    this.question = question;
    this.expression = expression;
    this.axes = List.copyOf(axes);
    this.raised = raised;
  }

  /**
   * The view of an expression of a question.
   *
   * @param axes those of the array of which it is an element; none where it is a number
   * @param isAsked whether the question, though its answer be a number, is about more than numbers
   */
  static MatrixView of(Question question, Expr expression, List<FreeIndex> axes, boolean isAsked) {
    return of(question, expression, axes, isAsked, Map.of());
  }

  private static MatrixView of(
      Question question,
      Expr expression,
      List<FreeIndex> axes,
      boolean isAsked,
      Map<String, List<IndexRange>> more) {
    boolean isRaised = (isAsked || !axes.isEmpty()) && axes.size() <= MOST_AXES;
    return new MatrixView(
        question,
        expression,
        axes,
        more,
        isRaised ? Optional.of(raised(question, expression, axes, more)) : Optional.empty());
  }

  private static Raised raised(
      Question question,
      Expr expression,
      List<FreeIndex> axes,
      Map<String, List<IndexRange>> more) {
    Map<String, List<IndexRange>> ranges = new HashMap<>(question.declarations().familyRanges());
    ranges.putAll(more);
    return Raising.of(
        expression,
        axes,
        ranges,
        question.declarations().form().members(),
        SymmetricNames.of(question).all());
  }

  /** The view of what is told of the element of a family at indices of its own. */
  static MatrixView of(Question question, Expr told, Expr element) {
    return of(question, told, element, Map.of());
  }

  /**
   * The view of what is told of the element of a family at indices of its own.
   *
   * @param more the ranges of families that the question does not have
   */
  static MatrixView of(
      Question question, Expr told, Expr element, Map<String, List<IndexRange>> more) {
    List<FreeIndex> axes = new ArrayList<>();
    boolean isGeneral = question.isInMatrices() && element instanceof IndexedSymbol;
    if (isGeneral) {
      IndexedSymbol at = (IndexedSymbol) element;
      List<IndexRange> ranges =
          question.declarations().familyRanges().getOrDefault(at.family(), List.of());
      isGeneral = ranges.size() == at.indices().size();
      int members = question.declarations().form().indicesOf(at.family());
      for (int i = members; isGeneral && i < ranges.size(); i++) {
        Expr index = at.indices().get(i);
        boolean isOnly = index.isOne() && ranges.get(i).upper().isOne();
        isGeneral = ranges.get(i).lower().isOne() && (isOnly || index instanceof Symbol);
        if (isGeneral) {
          Symbol letter = isOnly ? Symbol.named("only index " + i) : (Symbol) index;
          axes.add(new FreeIndex(letter, ranges.get(i).upper()));
        }
      }
    }
    return of(question, told, isGeneral ? axes : List.of(), false, more);
  }

  /** The formula, where there is one. */
  Optional<MatrixForm> form() {
    return raised
        .filter(Raised.Matrices.class::isInstance)
        .map(each -> ((Raised.Matrices) each).form());
  }

  /** The entries of a small column or matrix that has no formula. */
  Optional<SmallArray> entries() {
    return raised.isPresent() && form().isEmpty() && !axes.isEmpty()
        ? SmallArray.of(expression, axes)
        : Optional.empty();
  }

  /** The formula, or else the entries, in a format; none where it is printed as an element. */
  Optional<String> printed(Presenter presenter, Format format) {
    return printed(form(), presenter, format);
  }

  /** The same of a derivative. */
  Optional<String> printedDerivative(Presenter presenter, Format format) {
    return printed(ofDerivative(format), presenter, format);
  }

  private Optional<String> printed(Optional<MatrixForm> form, Presenter presenter, Format format) {
    if (format == Format.JAVA) {
      return question.isInMatrices()
          ? new JavaLoops(expression, axes, presenter).printed()
          : Optional.empty();
    }
    return form.flatMap(each -> presenter.print(each, format))
        .or(
            () ->
                entries()
                    .flatMap(
                        each -> each.printed(format, entry -> presenter.print(entry, format))));
  }

  /**
   * The formula of a derivative: for people with steps where it is 0 on one side of a kink, whose
   * condition tells that there is none at it; programs have no value there.
   */
  Optional<MatrixForm> ofDerivative(Format format) {
    if (form().isEmpty() || !format.isForReaders()) {
      return form();
    }
    if (stepped == null) {
      Expr with = new StepForm(axes).apply(expression);
      stepped = with == expression ? raised.orElseThrow() : raised(question, with, axes, more);
    }
    return stepped instanceof Raised.Matrices found ? Optional.of(found.form()) : form();
  }

  /** What the formula may make use of. */
  List<String> assumed() {
    if (form().isEmpty()) {
      return List.of();
    }
    Set<String> symmetric =
        new TreeSet<>(SymmetricNames.of(question).declaredIn(List.of(expression)));
    return symmetric.stream().map(each -> "assuming " + each + "^T = " + each).toList();
  }

  /** Whether the value is an array. */
  boolean isArray() {
    return !axes.isEmpty();
  }

  /** What is printed in place of a formula of matrices, and why; none where there is one. */
  Optional<String> remark(Presenter presenter, Format format) {
    if (axes.isEmpty() || form().isPresent() || printed(presenter, format).isPresent()) {
      return Optional.empty();
    }
    String indices = String.join(",", indices());
    String element = "the answer is the element at " + indices;
    return Optional.of(
        raised.map(each -> element + ", since it has no matrix form: " + each).orElse(element));
  }

  /** The names of the indices of the axes. */
  List<String> indices() {
    return axes.stream().map(each -> each.index().name()).toList();
  }

  /** The arrays at points, from the values of their elements. */
  List<Value> values(
      List<Map<String, Object>> points,
      Options options,
      java.util.function.Function<List<Map<String, Object>>, List<Value>> elements) {
    return ArrayValues.at(points, indices(), point -> lengths(point, options), elements);
  }

  /** The points, each with numbers for the indices of every element of a question's value. */
  static List<Map<String, Object>> places(
      Question question, List<Map<String, Object>> points, Options options) {
    MatrixView view =
        new MatrixView(
            question, question.expression(), question.axes(), Map.of(), Optional.empty());
    List<Map<String, Object>> places = new ArrayList<>();
    view.values(
        points,
        options,
        each -> {
          places.addAll(each);
          return each.stream().map(place -> Value.of(0)).toList();
        });
    return places;
  }

  private List<Value> lengths(Map<String, Object> given, Options options) {
    List<Value> lengths = new ArrayList<>();
    for (FreeIndex axis : axes) {
      try {
        Point point = Points.of(given);
        lengths.add(
            Value.of(
                Evaluator.evaluate(
                    axis.length(),
                    point,
                    options.limited(EvaluationBindings.ofExpressions(question.at(point))))));
      } catch (ChainruleException unknown) {
        lengths.add(Value.none(String.valueOf(unknown.getMessage())));
      }
    }
    return lengths;
  }
}
