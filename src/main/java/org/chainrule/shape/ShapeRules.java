package org.chainrule.shape;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.Note;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The rules by which shapes of operands make the shape of a result, or do not fit. */
final class ShapeRules {
  private final Problem problem;
  private final Misfits misfits;
  private final List<Note> notes = new ArrayList<>();

  ShapeRules(Problem problem, String text) {
    this.problem = problem;
    this.misfits = new Misfits(problem, text);
  }

  /** Remarks on what another reader might take differently. */
  List<Note> notes() {
    return notes;
  }

  private boolean fit(Length first, Length second) {
    return problem.lengths().unify(first, second);
  }

  /** Whether two shapes are one, or can be. */
  boolean fit(Shape first, Shape second) {
    return first.lengths().size() == second.lengths().size()
        && fit(first.rows(), second.rows())
        && fit(first.columns(), second.columns());
  }

  /** A shape that is more than a number. */
  Shape shaped(Syntax node, Shape shape, String operation) {
    if (shape.isNumber()) {
      throw misfits.refusal(
          node,
          "`%s` is a number, and %s is of a column or a matrix"
              .formatted(misfits.shown(node), operation),
          misfits.declaration(node));
    }
    return shape;
  }

  private Shape matrix(Syntax node, Shape shape, String operation) {
    shaped(node, shape, operation);
    if (!shape.isMatrix()) {
      throw misfits.refusal(
          node,
          "%s, and %s is of a matrix".formatted(misfits.described(node, shape), operation),
          null);
    }
    return shape;
  }

  private Shape column(Syntax node, Shape shape, String operation, @Nullable String instead) {
    shaped(node, shape, operation);
    if (shape.isMatrix()) {
      throw misfits.refusal(
          node,
          "%s, and %s is of a column".formatted(misfits.described(node, shape), operation),
          shape.isRow() ? "write " + misfits.transposed(node) : instead);
    }
    return shape;
  }

  /** Refuses an element of a family of columns with other than all of its indices. */
  void requireElement(Syntax.Subscripted element) {
    ShapedName family = problem.family(element.family().name());
    if (family != null && element.indices().size() != family.indices() + family.axes().size()) {
      throw misfits.refusal(
          element,
          "%s, and its elements have %s indices, found %s"
              .formatted(
                  misfits.family(family),
                  family.indices() + family.axes().size(),
                  element.indices().size()),
          "write " + misfits.member(family) + " or an element of it");
    }
  }

  /** Refuses the name alone of a family of columns or matrices. */
  void requireIndices(Syntax.Name name) {
    ShapedName family = problem.family(name.name());
    if (family != null) {
      throw misfits.refusal(
          name, misfits.family(family), "write %s for one".formatted(misfits.member(family)));
    }
  }

  /** Refuses what is more than a number where a number belongs. */
  void requireNumbers(List<Syntax> nodes, List<Shape> shapes, String what) {
    for (int i = 0; i < nodes.size(); i++) {
      if (!shapes.get(i).isNumber()) {
        throw misfits.refusal(
            nodes.get(i),
            "%s is a number, and %s"
                .formatted(what, misfits.described(nodes.get(i), shapes.get(i))),
            null);
      }
    }
  }

  /** The shape of a derivative by one variable, as far as it has two axes at most. */
  Shape derivative(Syntax.Derivative derivative, List<Shape> parts) {
    List<Syntax> children = derivative.children();
    Shape body = parts.get(0);
    List<Shape> variables = parts.subList(1, parts.size());
    if (variables.stream().allMatch(Shape::isNumber)) {
      return body;
    }
    if (variables.size() == 1 && derivative.orders().get(0) == 1) {
      Shape by = variables.get(0);
      if (body.isNumber()) {
        return by;
      } else if (body.isColumn() && by.isColumn()) {
        return Shape.of(body.rows(), by.rows());
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isNumber()) {
        throw misfits.refusal(
            children.get(i),
            "a derivative that is a term has two axes at most, and "
                + misfits.described(children.get(i), parts.get(i)),
            i == 0
                ? "ask for the derivative itself, or write an element of it"
                : "write an element, such as %s"
                    .formatted(misfits.element(children.get(i), parts.get(i))));
      }
    }
    return Shape.NUMBER;
  }

  Shape element(Syntax.Element element, Shape of) {
    int count = element.indices().size();
    int axes = of.lengths().size();
    if (of.isNumber()) {
      shaped(element.vector(), of, "an element");
    } else if (count != axes) {
      throw misfits.refusal(
          element,
          "%s, and its elements have %s, found %s"
              .formatted(
                  misfits.described(element.vector(), of),
                  axes == 1 ? "one index" : "two indices",
                  count),
          null);
    }
    return Shape.NUMBER;
  }

  /** The shape of a square matrix. */
  Shape square(Syntax whole, Syntax node, Shape shape) {
    if (!shape.isMatrix() || !fit(shape.rows(), shape.columns())) {
      throw misfits.notSquare(whole, node, shape);
    }
    return shape;
  }

  Shape product(Syntax.Binary product, Shape left, Shape right) {
    boolean areColumns = left.isColumn() && right.isColumn();
    if (areColumns || !fit(left.columns(), right.rows())) {
      throw misfits.product(product, left, right);
    }
    return Shape.of(left.rows(), right.columns());
  }

  Shape quotient(Syntax.Binary quotient, Shape left, Shape right) {
    if (!right.isNumber()) {
      throw misfits.quotient(quotient, left, right);
    }
    return left;
  }

  /** The shape of a power of numbers; no other has one here. */
  Shape power(Syntax.Binary power, Shape left, Shape right) {
    if (!left.isNumber() || !right.isNumber()) {
      throw misfits.power(power, left, right);
    }
    return Shape.NUMBER;
  }

  Shape elementwise(Syntax.Binary operation, Shape left, Shape right) {
    if (!left.isNumber() && !right.isNumber() && !fit(left, right)) {
      throw misfits.elementwise(operation, left, right);
    }
    return left.isNumber() ? right : left;
  }

  Shape sum(Syntax.Binary sum, Shape left, Shape right) {
    if (left.isNumber() || right.isNumber()) {
      if (left.isNumber() != right.isNumber()) {
        note(sum, left.isNumber(), "element");
      }
      return left.isNumber() ? right : left;
    }
    boolean isColumnAdded =
        left.isColumn() != right.isColumn()
            && !left.isRow()
            && !right.isRow()
            && fit(left.rows(), right.rows());
    if (!isColumnAdded && !fit(left, right)) {
      throw misfits.elementwise(sum, left, right);
    }
    if (isColumnAdded) {
      note(sum, left.isColumn(), "column");
    }
    return left.isColumn() ? right : left;
  }

  private void note(Syntax.Binary sum, boolean isLeft, String part) {
    notes.add(
        new Note(
            sum.span(),
            "`%s` was added to each %s of `%s` (broadcast)"
                .formatted(
                    isLeft ? sum.left() : sum.right(), part, isLeft ? sum.right() : sum.left())));
  }

  /**
   * The shape of what applies to each element: one for all parts but for the numbers among them.
   */
  Shape alike(Syntax node, List<Syntax> parts, List<Shape> shapes) {
    int first = -1;
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.get(i).isNumber()) {
        continue;
      }
      if (first >= 0 && !fit(shapes.get(first), shapes.get(i))) {
        throw misfits.refusal(
            node,
            "this applies to each element, and shapes differ: %s, and %s"
                .formatted(
                    misfits.described(parts.get(first), shapes.get(first)),
                    misfits.described(parts.get(i), shapes.get(i))),
            null);
      }
      first = first < 0 ? i : first;
    }
    return first < 0 ? Shape.NUMBER : shapes.get(first);
  }

  Shape reduction(Syntax.Reduction reduction, Shape body) {
    if (!body.isNumber() && reduction.operator() != Syntax.Reduction.Operator.SUM) {
      throw misfits.refusal(
          reduction.body(),
          "only a sum is of columns and matrices, and " + misfits.described(reduction.body(), body),
          null);
    }
    return body;
  }

  Shape function(Syntax.Call call, MatrixFunction function, List<Shape> parts) {
    if (call.arguments().size() < function.least() || call.arguments().size() > function.most()) {
      throw misfits.refusal(
          call,
          "`%s` takes %s, found %s"
              .formatted(
                  call.spelling(),
                  function.most() == 1 ? "one argument" : "two arguments",
                  call.arguments().size()),
          null);
    }
    String name = "`" + call.spelling() + "`";
    Syntax argument = call.arguments().get(0);
    Shape shape = parts.get(0);
    return switch (function) {
      case IDENTITY -> sizes(List.of(argument, argument));
      case ONES, ZEROS -> {
        rulesOfSizes(call, parts);
        yield sizes(call.arguments());
      }
      case TRACE, DETERMINANT, LOG_DETERMINANT -> {
        square(call, argument, shaped(argument, shape, name));
        yield Shape.NUMBER;
      }
      case INVERSE -> square(call, argument, shaped(argument, shape, name));
      case TRANSPOSE -> shaped(argument, shape, name).transposed();
      case NORM -> {
        if (shape.isNumber()) {
          notes.add(new Note(call.span(), "the norm of a number was read as its absolute value"));
        }
        yield Shape.NUMBER;
      }
      case SUM, MEAN, MAXIMUM, MINIMUM, LOG_SUM_EXP -> {
        shaped(argument, shape, name);
        yield Shape.NUMBER;
      }
      case NORM_1, NORM_2 -> {
        column(argument, vector(shape), name, null);
        yield Shape.NUMBER;
      }
      case SOFTMAX -> {
        shaped(argument, shape, name);
        if (shape.isMatrix()) {
          notes.add(
              new Note(
                  call.span(),
                  "`%s` is of each column of `%s`".formatted(call.spelling(), argument)));
        }
        yield shape;
      }
      case DOT, OUTER -> {
        Syntax second = call.arguments().get(1);
        column(argument, shape, name, null);
        column(second, parts.get(1), name, null);
        if (function == MatrixFunction.DOT && !fit(shape, parts.get(1))) {
          throw misfits.alike(call, List.of(argument, second), parts);
        }
        yield function == MatrixFunction.DOT
            ? Shape.NUMBER
            : Shape.of(shape.rows(), parts.get(1).rows());
      }
      case DIAGONAL_MATRIX -> {
        column(argument, shape, name, "write diagonal(%s) for its diagonal".formatted(argument));
        yield Shape.of(shape.rows(), shape.rows());
      }
      case DIAGONAL -> {
        matrix(argument, shape, name);
        square(call, argument, shape);
        yield Shape.column(shape.rows());
      }
      case VECTORIZATION -> {
        shaped(argument, shape, name);
        yield Shape.column(problem.resolved(shape).rows().times(problem.resolved(shape).columns()));
      }
      case KRONECKER -> {
        shaped(argument, shape, name);
        shaped(call.arguments().get(1), parts.get(1), name);
        Shape left = problem.resolved(shape);
        Shape right = problem.resolved(parts.get(1));
        yield Shape.of(left.rows().times(right.rows()), left.columns().times(right.columns()));
      }
      case MATRIX_EXPONENTIAL ->
          throw misfits.refusal(
              call,
              "the exponential of a matrix, as a series, is not done here",
              "exp(X) is of each element");
    };
  }

  private static Shape vector(Shape shape) {
    return shape.isRow() ? shape.transposed() : shape;
  }

  private void rulesOfSizes(Syntax.Call call, List<Shape> parts) {
    requireNumbers(call.arguments(), parts, "a length");
  }

  private static Shape sizes(List<Syntax> arguments) {
    return Shape.of(arguments.stream().map(Length::of).toList());
  }

  ParseException refusal(Syntax node, String message, @Nullable String suggestion) {
    return misfits.refusal(node, message, suggestion);
  }

  Misfits misfits() {
    return misfits;
  }
}
