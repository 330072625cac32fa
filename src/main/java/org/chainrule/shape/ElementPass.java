package org.chainrule.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.Span;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary.Operator;
import org.chainrule.syntax.SyntaxRebuild;
import org.chainrule.syntax.SyntaxSubstitution;
import org.jspecify.annotations.Nullable;

/**
 * The pass that takes shapes away: a tree of columns and matrices becomes that of one element, in
 * which products are sums over indices.
 *
 * <p>A row and a column are asked for of every node. Where there is only one, that is 1, and
 * nothing is summed over it.
 */
final class ElementPass {
  /**
   * What is asked for of a node.
   *
   * @param depth how many letters are bound around it
   */
  private record Place(Syntax row, Syntax column, int depth) {
    Place at(Syntax otherRow, Syntax otherColumn) {
      return new Place(otherRow, otherColumn, depth);
    }

    Place deeper() {
      return new Place(row, column, depth + 1);
    }
  }

  /** The element of a node by those of its parts. */
  @FunctionalInterface
  private interface Combination {
    Syntax of(List<Syntax> parts);
  }

  private final Problem problem;
  private final ShapePass shapes;
  private final Letters letters;
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final List<Syntax> values = new ArrayList<>();
  private long made;

  ElementPass(Problem problem, ShapePass shapes, Letters letters) {
    this.problem = problem;
    this.shapes = shapes;
    this.letters = letters;
  }

  /** The element of a tree at a row and a column, which are 1 where it has no more. */
  Syntax element(Syntax root, List<Syntax> indices) {
    Syntax one = Trees.number(1, root.span());
    Shape shape = shapes.shape(root);
    Syntax row = shape.isNumber() || shape.isRow() ? one : indices.get(0);
    Syntax column = shape.isMatrix() ? indices.get(indices.size() - 1) : one;
    enter(root, new Place(row, column, 0));
    while (!steps.isEmpty()) {
      Interruption.poll();
      steps.pop().run();
    }
    return values.remove(values.size() - 1);
  }

  private void enter(Syntax node, Place place) {
    steps.push(() -> expand(node, place));
  }

  private void combine(List<Syntax> nodes, List<Place> places, Combination combination) {
    steps.push(
        () -> {
          List<Syntax> own = values.subList(values.size() - nodes.size(), values.size());
          List<Syntax> parts = List.copyOf(own);
          own.clear();
          give(combination.of(parts));
        });
    for (int i = nodes.size() - 1; i >= 0; i--) {
      enter(nodes.get(i), places.get(i));
    }
  }

  private void combine(List<Syntax> nodes, Place place, Combination combination) {
    combine(nodes, Collections.nCopies(nodes.size(), place), combination);
  }

  private void combine(Syntax node, Place place, Combination combination) {
    combine(List.of(node), place, combination);
  }

  private void give(Syntax value) {
    if (++made > Limit.INSERTED_TERMS.most()) {
      throw Limit.INSERTED_TERMS.refusal(
          "the elements of this make more than " + Limit.INSERTED_TERMS.most() + " terms");
    }
    values.add(value);
  }

  private static Syntax one(Span place) {
    return Trees.number(1, place);
  }

  private Shape shape(Syntax node) {
    return shapes.shape(node);
  }

  private void expand(Syntax node, Place place) {
    if (!shapes.isTouched(node)) {
      give(node);
    } else if (node instanceof Syntax.Name name) {
      give(name(name, place));
    } else if (node instanceof Syntax.Subscripted element) {
      expandSubscripted(element, place);
    } else if (node instanceof Syntax.Element element) {
      expandElement(element, place);
    } else if (node instanceof Syntax.Transpose transpose) {
      enter(transpose.operand(), place.at(place.column(), place.row()));
    } else if (node instanceof Syntax.Binary binary) {
      expandBinary(binary, place);
    } else if (node instanceof Syntax.Call call) {
      expandCall(call, place);
    } else if (node instanceof Syntax.MatrixLiteral literal) {
      expandLiteral(literal, place);
    } else if (node instanceof Syntax.Array array) {
      expandArray(array, place);
    } else if (node instanceof Syntax.Derivative derivative) {
      expandDerivative(derivative, place);
    } else {
      rebuild(node, place);
    }
  }

  /** The node itself, of the elements of its parts: what applies to each element. */
  private void rebuild(Syntax node, Place place) {
    combine(node.children(), place, parts -> SyntaxRebuild.of(node, parts));
  }

  /**
   * A derivative, of a column by a column with the rows of the first and the columns of the other.
   */
  private void expandDerivative(Syntax.Derivative derivative, Place place) {
    List<Place> places = new ArrayList<>(Collections.nCopies(derivative.children().size(), place));
    if (shape(derivative.body()).isColumn() && shape(derivative.variables().get(0)).isColumn()) {
      Syntax one = one(derivative.span());
      places.set(0, place.at(place.row(), one));
      places.set(1, place.at(place.column(), one));
    }
    combine(derivative.children(), places, parts -> SyntaxRebuild.of(derivative, parts));
  }

  private Syntax name(Syntax.Name name, Place place) {
    ShapedName shaped = problem.named(name.name());
    if (shaped == null) {
      return new Syntax.Delta(name.span(), place.row(), place.column());
    }
    return subscripted(name, shaped, place.row(), place.column());
  }

  /** An element of a column or a matrix of a family, behind the indices of that. */
  static Syntax subscripted(
      Syntax.Subscripted of, List<Syntax> own, ShapedName shaped, Syntax row, Syntax column) {
    List<Syntax> indices = new ArrayList<>(own);
    for (int i = 0; i < shaped.axes().size(); i++) {
      Syntax index = i == 0 ? row : column;
      indices.add(shaped.axes().get(i).isOne() ? one(of.span()) : index);
    }
    return new Syntax.Subscripted(of.span(), of.family(), indices, false);
  }

  /** An element of a name, with as many indices as the name was declared with. */
  static Syntax subscripted(Syntax.Name name, ShapedName shaped, Syntax row, Syntax column) {
    List<Length> axes = shaped.axes();
    List<Syntax> indices = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Syntax index = i == 0 ? row : column;
      indices.add(axes.get(i).isOne() ? one(name.span()) : index);
    }
    return axes.isEmpty() ? name : new Syntax.Subscripted(name.span(), name, indices, false);
  }

  private void expandSubscripted(Syntax.Subscripted element, Place place) {
    ShapedName shaped = problem.shaped(element);
    if (shaped != null && shaped.isFamily()) {
      combine(
          element.indices(),
          place,
          indices -> subscripted(element, indices, shaped, place.row(), place.column()));
      return;
    } else if (!shape(element).isNumber()) {
      give(new Syntax.Delta(element.span(), place.row(), place.column()));
      return;
    }
    combine(
        element.indices(),
        place,
        indices ->
            new Syntax.Subscripted(element.span(), element.family(), indices, element.bracketed()));
  }

  private void expandElement(Syntax.Element element, Place place) {
    Syntax one = one(element.span());
    steps.push(
        () -> {
          int count = element.indices().size();
          List<Syntax> own = values.subList(values.size() - count, values.size());
          List<Syntax> indices = List.copyOf(own);
          own.clear();
          enter(element.vector(), place.at(indices.get(0), count == 1 ? one : indices.get(1)));
        });
    for (int i = element.indices().size() - 1; i >= 0; i--) {
      enter(element.indices().get(i), place);
    }
  }

  private void expandBinary(Syntax.Binary binary, Place place) {
    switch (binary.operator()) {
      case MULTIPLY, MATRIX_MULTIPLY -> expandProduct(binary, place);
      case POWER -> expandPower(binary, place);
      case ELEMENTWISE_MULTIPLY -> expandElementwise(binary, Operator.MULTIPLY, place);
      case ELEMENTWISE_DIVIDE -> expandElementwise(binary, Operator.DIVIDE, place);
      case ELEMENTWISE_POWER -> expandElementwise(binary, Operator.POWER, place);
      case ADD, SUBTRACT, DIVIDE -> rebuild(binary, place);
    }
  }

  private void expandElementwise(Syntax.Binary binary, Operator operator, Place place) {
    combine(
        binary.children(),
        place,
        parts -> Trees.binary(operator, parts.get(0), parts.get(1), binary.span()));
  }

  private void expandPower(Syntax.Binary power, Place place) {
    Syntax.Binary meant = shapes.grouped(power);
    if (meant != null) {
      enter(meant, place);
      return;
    }
    Shape base = shape(power.left());
    MatrixPower meaning = shapes.exponent(power);
    if (base.isNumber()) {
      if (meaning == MatrixPower.TRANSPOSE) {
        enter(power.left(), place);
      } else if (meaning == MatrixPower.REPEATED
          && MatrixPower.times(power.right()) == 2
          && isNorm(power.left())) {
        expandNorm((Syntax.Call) power.left(), place, true);
      } else {
        combine(
            power.left(),
            place,
            parts -> SyntaxRebuild.of(power, List.of(parts.get(0), power.right())));
      }
      return;
    }
    switch (meaning) {
      case TRANSPOSE -> enter(power.left(), place.at(place.column(), place.row()));
      case INVERSE -> {
        int times = MatrixPower.times(power.right());
        if (times == 1) {
          expandInverse(power.left(), place, power.span());
        } else {
          Syntax inverse =
              Trees.call(MatrixFunction.INVERSE.plainName(), power.left(), power.span());
          shapes.add(inverse, base);
          expandChain(Collections.nCopies(times, inverse), place, power.span());
        }
      }
      case INVERSE_TRANSPOSE ->
          expandInverse(power.left(), place.at(place.column(), place.row()), power.span());
      case REPEATED ->
          expandChain(
              Collections.nCopies(MatrixPower.times(power.right()), power.left()),
              place,
              power.span());
      case NONE -> rebuild(power, place);
    }
  }

  private boolean isNorm(Syntax node) {
    return node instanceof Syntax.Call call
        && shapes.isTouched(call)
        && shapes
            .matrixFunction(call)
            .filter(each -> each == MatrixFunction.NORM || each == MatrixFunction.NORM_2)
            .isPresent();
  }

  /** A product of matrices and numbers, as one chain: how it is bracketed does not matter. */
  private void expandProduct(Syntax.Binary product, Place place) {
    List<Syntax> numbers = new ArrayList<>();
    List<Syntax> factors = new ArrayList<>();
    Deque<Syntax> pending = new ArrayDeque<>();
    pending.push(product.right());
    pending.push(product.left());
    while (!pending.isEmpty()) {
      Syntax node = pending.pop();
      if (shape(node).isNumber()) {
        numbers.add(node);
      } else if (node instanceof Syntax.Binary inner
          && (inner.operator() == Operator.MULTIPLY
              || inner.operator() == Operator.MATRIX_MULTIPLY)) {
        pending.push(inner.right());
        pending.push(inner.left());
      } else {
        factors.add(node);
      }
    }
    if (factors.isEmpty()) {
      rebuildProduct(product, place);
    } else if (numbers.isEmpty()) {
      expandChain(factors, place, product.span());
    } else {
      steps.push(
          () -> {
            List<Syntax> own = values.subList(values.size() - numbers.size() - 1, values.size());
            List<Syntax> parts = List.copyOf(own);
            own.clear();
            Syntax all = parts.get(0);
            for (int i = 1; i < parts.size(); i++) {
              all = Trees.times(all, parts.get(i), product.span());
            }
            give(all);
          });
      steps.push(() -> expandChain(factors, place, product.span()));
      for (int i = numbers.size() - 1; i >= 0; i--) {
        enter(numbers.get(i), place);
      }
    }
  }

  private void rebuildProduct(Syntax.Binary product, Place place) {
    combine(
        product.children(),
        place,
        parts ->
            new Syntax.Binary(
                product.span(), Operator.MULTIPLY, parts.get(0), parts.get(1), product.implicit()));
  }

  /** A product of matrices, each sum around those behind it. */
  private void expandChain(List<Syntax> factors, Place place, Span span) {
    List<@Nullable String> indices = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    Syntax row = place.row();
    int depth = place.depth();
    for (int i = 0; i < factors.size(); i++) {
      boolean isLast = i == factors.size() - 1;
      Length inner = shape(factors.get(i)).columns();
      String index = isLast || inner.isOne() ? null : letters.bound(depth);
      depth += index == null ? 0 : 1;
      Syntax column = isLast ? place.column() : index == null ? one(span) : Trees.name(index, span);
      places.add(new Place(row, column, depth));
      indices.add(index);
      row = column;
    }
    int deepest = depth;
    List<Place> inside =
        places.stream().map(each -> new Place(each.row(), each.column(), deepest)).toList();
    combine(
        factors,
        inside,
        parts -> {
          Syntax product = parts.get(parts.size() - 1);
          for (int i = parts.size() - 2; i >= 0; i--) {
            product = Trees.times(parts.get(i), product, span);
            String index = indices.get(i);
            if (index != null) {
              Syntax length = shape(factors.get(i)).columns().syntax(span);
              product = Trees.over(Syntax.Reduction.Operator.SUM, index, length, product, span);
            }
          }
          return product;
        });
  }

  /** An array of a node's elements, as functions of whole arrays take it. */
  private void expandWhole(Syntax node, Place place, Span span, Combination combination) {
    Shape shape = shape(node);
    List<Syntax.Name> indices = new ArrayList<>();
    List<Syntax> lengths = new ArrayList<>();
    Place inside = place;
    for (Length length : shape.lengths()) {
      indices.add(Trees.name(letters.bound(inside.depth()), span));
      lengths.add(length.syntax(span));
      inside = inside.deeper();
    }
    Syntax column = indices.size() == 1 ? one(span) : indices.get(indices.size() - 1);
    combine(
        node,
        inside.at(indices.get(0), column),
        parts -> combination.of(List.of(new Syntax.Array(span, indices, lengths, parts.get(0)))));
  }

  private void expandInverse(Syntax matrix, Place place, Span span) {
    expandWhole(
        matrix,
        place,
        span,
        parts ->
            new Syntax.Element(
                span,
                Trees.call(MatrixFunction.INVERSE.plainName(), parts.get(0), span),
                List.of(place.row(), place.column()),
                false));
  }

  private void expandCall(Syntax.Call call, Place place) {
    Optional<MatrixFunction> function = shapes.matrixFunction(call);
    if (function.isEmpty()) {
      rebuild(call, place);
      return;
    }
    Span span = call.span();
    Syntax argument = call.arguments().get(0);
    switch (function.get()) {
      case IDENTITY -> give(new Syntax.Delta(span, place.row(), place.column()));
      case ONES -> give(one(span));
      case ZEROS -> give(Trees.number(0, span));
      case TRACE -> {
        Syntax.Name index = Trees.name(letters.bound(place.depth()), span);
        combine(
            argument,
            place.deeper().at(index, index),
            parts ->
                Trees.over(
                    Syntax.Reduction.Operator.SUM,
                    index.name(),
                    shape(argument).rows().syntax(span),
                    parts.get(0),
                    span));
      }
      case DETERMINANT, LOG_DETERMINANT ->
          expandWhole(
              argument,
              place,
              span,
              parts -> new Syntax.Call(span, call.function(), call.spelling(), 0, parts));
      case INVERSE -> expandInverse(argument, place, span);
      case TRANSPOSE -> enter(argument, place.at(place.column(), place.row()));
      case NORM, NORM_2 -> expandNorm(call, place, false);
      case NORM_1 ->
          overAll(Syntax.Reduction.Operator.SUM, argument, place, span, ElementPass::absolute);
      case SUM -> overAll(Syntax.Reduction.Operator.SUM, argument, place, span, each -> each);
      case MAXIMUM ->
          overAll(Syntax.Reduction.Operator.MAXIMUM, argument, place, span, each -> each);
      case MINIMUM ->
          overAll(Syntax.Reduction.Operator.MINIMUM, argument, place, span, each -> each);
      case MEAN -> {
        Shape shape = shape(argument);
        Length count = shape.rows().times(shape.columns());
        steps.push(
            () ->
                give(
                    Trees.binary(
                        Operator.DIVIDE,
                        values.remove(values.size() - 1),
                        count.syntax(span),
                        span)));
        overAll(Syntax.Reduction.Operator.SUM, argument, place, span, each -> each);
      }
      case LOG_SUM_EXP -> expandLogSumExp(argument, place, span);
      case SOFTMAX -> expandSoftmax(call, place);
      case DOT -> {
        Syntax.Name index = Trees.name(letters.bound(place.depth()), span);
        combine(
            call.arguments(),
            place.deeper().at(index, one(span)),
            parts ->
                Trees.over(
                    Syntax.Reduction.Operator.SUM,
                    index.name(),
                    shape(argument).rows().syntax(span),
                    Trees.times(parts.get(0), parts.get(1), span),
                    span));
      }
      case OUTER ->
          combine(
              call.arguments(),
              List.of(place.at(place.row(), one(span)), place.at(place.column(), one(span))),
              parts -> Trees.times(parts.get(0), parts.get(1), span));
      case DIAGONAL_MATRIX ->
          combine(
              argument,
              place.at(place.row(), one(span)),
              parts ->
                  Trees.times(
                      new Syntax.Delta(span, place.row(), place.column()), parts.get(0), span));
      case DIAGONAL -> enter(argument, place.at(place.row(), place.row()));
      case VECTORIZATION -> {
        Shape shape = shape(argument);
        over(
            Syntax.Reduction.Operator.SUM,
            call.arguments(),
            place,
            span,
            (parts, at) ->
                Trees.times(
                    parts.get(0),
                    new Syntax.Delta(
                        span, place.row(), within(at.get(1), at.get(0), shape.rows(), span)),
                    span));
      }
      case KRONECKER -> {
        Shape right = shape(call.arguments().get(1));
        over(
            Syntax.Reduction.Operator.SUM,
            call.arguments(),
            place,
            span,
            (parts, at) -> {
              Syntax row = within(at.get(0), at.get(2), right.rows(), span);
              Syntax column = within(at.get(1), at.get(3), right.columns(), span);
              Syntax both = Trees.times(parts.get(0), parts.get(1), span);
              Syntax isRow = new Syntax.Delta(span, place.row(), row);
              Syntax isColumn = new Syntax.Delta(span, place.column(), column);
              return Trees.times(both, Trees.times(isRow, isColumn, span), span);
            });
      }
      case MATRIX_EXPONENTIAL ->
          throw new IllegalStateException("refused before: " + call.spelling());
    }
  }

  private static Syntax absolute(Syntax element) {
    return Trees.call("abs", element, element.span());
  }

  private static Syntax square(Syntax element) {
    return Trees.binary(Operator.POWER, element, Trees.number(2, element.span()), element.span());
  }

  private void expandNorm(Syntax.Call norm, Place place, boolean isSquared) {
    Syntax of = norm.arguments().get(0);
    if (!isSquared && shape(of).isNumber()) {
      overAll(Syntax.Reduction.Operator.SUM, of, place, norm.span(), ElementPass::absolute);
      return;
    }
    if (!isSquared) {
      steps.push(() -> give(Trees.call("sqrt", values.remove(values.size() - 1), norm.span())));
    }
    overAll(Syntax.Reduction.Operator.SUM, of, place, norm.span(), ElementPass::square);
  }

  /** A sum, or an extreme, over all elements of a node. */
  private void overAll(
      Syntax.Reduction.Operator operator,
      Syntax node,
      Place place,
      Span span,
      UnaryOperator<Syntax> each) {
    over(operator, List.of(node), place, span, (parts, at) -> each.apply(parts.get(0)));
  }

  /** A position in a block: behind all blocks before it, each of so many positions. */
  private static Syntax within(Syntax block, Syntax position, Length size, Span span) {
    if (block instanceof Syntax.NumberLiteral) {
      return position;
    }
    Syntax before = Trees.binary(Operator.SUBTRACT, block, one(span), span);
    Syntax skipped = size.isOne() ? before : Trees.times(size.syntax(span), before, span);
    return Trees.binary(Operator.ADD, skipped, position, span);
  }

  /** A sum, or an extreme, over all elements of nodes, of what they and their positions make. */
  private void over(
      Syntax.Reduction.Operator operator,
      List<Syntax> nodes,
      Place place,
      Span span,
      BiFunction<List<Syntax>, List<Syntax>, Syntax> term) {
    List<@Nullable String> indices = new ArrayList<>();
    List<Length> lengths = new ArrayList<>();
    List<Syntax> positions = new ArrayList<>();
    int depth = place.depth();
    for (Syntax node : nodes) {
      for (Length length : List.of(shape(node).rows(), shape(node).columns())) {
        String index = length.isOne() ? null : letters.bound(depth);
        depth += index == null ? 0 : 1;
        indices.add(index);
        lengths.add(length);
        positions.add(index == null ? one(span) : Trees.name(index, span));
      }
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      places.add(new Place(positions.get(2 * i), positions.get(2 * i + 1), depth));
    }
    combine(
        nodes,
        places,
        parts -> {
          Syntax sum = term.apply(parts, positions);
          for (int i = indices.size() - 1; i >= 0; i--) {
            String index = indices.get(i);
            sum =
                index == null
                    ? sum
                    : Trees.over(operator, index, lengths.get(i).syntax(span), sum, span);
          }
          return sum;
        });
  }

  private void expandLogSumExp(Syntax argument, Place place, Span span) {
    if (shape(argument).isColumn()) {
      expandWhole(
          argument,
          place,
          span,
          parts -> Trees.call(MatrixFunction.LOG_SUM_EXP.plainName(), parts.get(0), span));
      return;
    }
    steps.push(() -> give(Trees.call("log", values.remove(values.size() - 1), span)));
    overAll(
        Syntax.Reduction.Operator.SUM,
        argument,
        place,
        span,
        each -> Trees.call("exp", each, span));
  }

  /** The softmax of the column in which an element stands. */
  private void expandSoftmax(Syntax.Call call, Place place) {
    Span span = call.span();
    Syntax argument = call.arguments().get(0);
    if (!shapes.isTouched(argument)) {
      give(new Syntax.Element(span, call, List.of(place.row()), false));
      return;
    }
    Syntax.Name index = Trees.name(letters.bound(place.depth()), span);
    combine(
        argument,
        place.deeper().at(index, place.column()),
        parts ->
            new Syntax.Element(
                span,
                Trees.call(
                    call.function(),
                    new Syntax.Array(
                        span,
                        List.of(index),
                        List.of(shape(argument).rows().syntax(span)),
                        parts.get(0)),
                    span),
                List.of(place.row()),
                false));
  }

  private void expandArray(Syntax.Array array, Place place) {
    Map<String, Syntax> indices = new HashMap<>();
    List<Syntax> at = List.of(place.row(), place.column());
    for (int i = 0; i < array.indices().size(); i++) {
      indices.put(array.indices().get(i).name(), at.get(i));
    }
    combine(array.body(), place, parts -> SyntaxSubstitution.of(indices, parts.get(0)));
  }

  /** The entry at a position that is a number, else each entry where its position is the one. */
  private void expandLiteral(Syntax.MatrixLiteral literal, Place place) {
    Span span = literal.span();
    List<Syntax> entries = literal.children();
    List<Place> places = new ArrayList<>();
    List<List<Syntax>> conditions = new ArrayList<>();
    Length top = Length.of(0);
    for (List<Syntax> row : literal.rows()) {
      Length left = Length.of(0);
      for (Syntax entry : row) {
        Shape shape = shape(entry);
        places.add(
            place.at(
                shape.rows().isOne() ? one(span) : behind(place.row(), top, span),
                shape.columns().isOne() ? one(span) : behind(place.column(), left, span)));
        Length below = top.plus(shape.rows(), 1);
        Length right = left.plus(shape.columns(), 1);
        conditions.add(List.of(at(place.row(), below, span), at(place.column(), right, span)));
        left = right;
      }
      top = top.plus(shape(row.get(0)).rows(), 1);
    }
    boolean areNumbers = entries.stream().allMatch(each -> shape(each).isNumber());
    combine(
        entries,
        places,
        parts -> areNumbers ? numbers(literal, parts, place) : blocks(literal, parts, conditions));
  }

  private static Syntax behind(Syntax position, Length before, Span span) {
    return before.equals(Length.of(0))
        ? position
        : Trees.binary(Operator.SUBTRACT, position, before.syntax(span), span);
  }

  private static Syntax at(Syntax position, Length end, Span span) {
    return new Syntax.Comparison(
        span, List.of(position, end.syntax(span)), List.of(RelationOperator.LESS_OR_EQUAL));
  }

  private static Syntax numbers(Syntax.MatrixLiteral literal, List<Syntax> parts, Place place) {
    Span span = literal.span();
    int width = literal.rows().get(0).size();
    Syntax sum = null;
    for (int i = 0; i < parts.size(); i++) {
      Syntax row = Trees.number(i / width + 1, span);
      Syntax column = Trees.number(i % width + 1, span);
      boolean isElsewhere = isOther(place.row(), row) || isOther(place.column(), column);
      boolean isZero =
          parts.get(i) instanceof Syntax.NumberLiteral number && number.value().signum() == 0;
      if (isElsewhere || isZero) {
        continue;
      }
      Syntax term = null;
      for (Syntax delta : deltas(place, row, column, span)) {
        term = term == null ? delta : Trees.times(term, delta, span);
      }
      term = term == null ? parts.get(i) : Trees.times(parts.get(i), term, span);
      sum = sum == null ? term : Trees.binary(Operator.ADD, sum, term, span);
    }
    return Objects.requireNonNullElseGet(sum, () -> Trees.number(0, span));
  }

  private static List<Syntax> deltas(Place place, Syntax row, Syntax column, Span span) {
    List<Syntax> deltas = new ArrayList<>();
    if (!place.row().equals(row)) {
      deltas.add(new Syntax.Delta(span, place.row(), row));
    }
    if (!place.column().equals(column)) {
      deltas.add(new Syntax.Delta(span, place.column(), column));
    }
    return deltas;
  }

  private static boolean isOther(Syntax position, Syntax number) {
    return position instanceof Syntax.NumberLiteral && !position.equals(number);
  }

  /** The block in which a position is, the first that ends behind it. */
  private static Syntax blocks(
      Syntax.MatrixLiteral literal, List<Syntax> parts, List<List<Syntax>> conditions) {
    Span span = literal.span();
    List<Syntax.Cases.Case> cases = new ArrayList<>();
    int rows = literal.rows().size();
    int next = 0;
    for (int i = 0; i < rows; i++) {
      int width = literal.rows().get(i).size();
      for (int j = 0; j < width; j++) {
        List<Syntax> needed = new ArrayList<>();
        if (i < rows - 1) {
          needed.add(conditions.get(next).get(0));
        }
        if (j < width - 1) {
          needed.add(conditions.get(next).get(1));
        }
        if (!needed.isEmpty()) {
          cases.add(
              new Syntax.Cases.Case(
                  parts.get(next),
                  needed.size() == 1
                      ? needed.get(0)
                      : new Syntax.Logical(span, Syntax.Logical.Operator.AND, needed)));
        }
        next++;
      }
    }
    Syntax last = parts.get(parts.size() - 1);
    return cases.isEmpty() ? last : new Syntax.Cases(span, cases, last);
  }
}
