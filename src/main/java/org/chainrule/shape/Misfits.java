package org.chainrule.shape;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary.Operator;
import org.jspecify.annotations.Nullable;

/** The refusals of operations whose operands do not fit: both shapes, their sources, what would. */
final class Misfits {
  private final Problem problem;
  private final String text;

  Misfits(Problem problem, String text) {
    this.problem = problem;
    this.text = text;
  }

  ParseException refusal(Syntax node, String message, @Nullable String suggestion) {
    return new SourceText(text).refusal(node.span(), message, suggestion);
  }

  String shown(Syntax node) {
    return new SourceText(text).shown(node.span());
  }

  /** A tree, its shape and where that comes from. */
  String described(Syntax node, Shape shape) {
    Shape resolved = problem.resolved(shape);
    ShapedName name = node instanceof Syntax.Name each ? problem.named(each.name()) : null;
    return "`%s` is %s%s"
        .formatted(shown(node), resolved, name == null ? "" : " " + Misfits.source(name));
  }

  /** Where a shape is said, with the definition where it is one. */
  private static String source(ShapedName name) {
    return name.isDeclared()
        ? name.source()
        : "%s, `%s`".formatted(name.source(), new SourceText(name.text()).shown(name.span()));
  }

  /** What to declare where a name without a shape is none. */
  @Nullable String declaration(Syntax node) {
    return node instanceof Syntax.Name name && problem.named(name.name()) == null
        ? "declare it, as in `%s : R^n` or `%s : R^{m x n}`"
            .formatted(name.spelling(), name.spelling())
        : null;
  }

  String transposed(Syntax node) {
    return transpose(node).toString();
  }

  private static Syntax transpose(Syntax node) {
    boolean isTransposed =
        node instanceof Syntax.Binary power
            && power.operator() == Operator.POWER
            && MatrixPower.isTransposition(power.right());
    if (isTransposed) {
      return ((Syntax.Binary) node).left();
    } else if (node instanceof Syntax.Transpose already) {
      return already.operand();
    }
    Syntax.Name exponent = Trees.name(MatrixPower.TRANSPOSITION, node.span());
    return Trees.binary(Operator.POWER, node, exponent, node.span());
  }

  private static String infix(Operator operator, Syntax left, Syntax right) {
    return Trees.binary(operator, left, right, left.span()).toString();
  }

  String element(Syntax node, Shape shape) {
    return node + (shape.isMatrix() ? "_{i,j}" : "_i");
  }

  private boolean isSame(Length first, Length second) {
    return problem.lengths().resolved(first).equals(problem.lengths().resolved(second));
  }

  private boolean isSame(Shape first, Shape second) {
    return problem.resolved(first).equals(problem.resolved(second));
  }

  private ParseException misfit(
      Syntax whole,
      Syntax left,
      Shape leftShape,
      Syntax right,
      Shape rightShape,
      List<String> fits) {
    return refusal(
        whole,
        "shapes do not fit: %s, and %s"
            .formatted(described(left, leftShape), described(right, rightShape)),
        fits.isEmpty() ? null : "write " + join(fits));
  }

  private static String join(List<String> all) {
    return all.size() == 1
        ? all.get(0)
        : String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
  }

  ParseException product(Syntax.Binary product, Shape left, Shape right) {
    Syntax first = product.left();
    Syntax second = product.right();
    List<String> fits = new ArrayList<>();
    if (left.isColumn() && right.isColumn()) {
      if (isSame(left, right)) {
        fits.add(infix(Operator.MULTIPLY, transpose(first), second));
        fits.add(infix(Operator.ELEMENTWISE_MULTIPLY, first, second));
      }
      fits.add(infix(Operator.MULTIPLY, first, transpose(second)));
    } else {
      named(right, left.columns(), right.columns(), second)
          .ifPresent(name -> fits.add(infix(product.operator(), first, name)));
      named(left, left.rows(), right.rows(), first)
          .ifPresent(name -> fits.add(infix(product.operator(), name, second)));
      if (isSame(left.rows(), right.rows())) {
        fits.add(infix(Operator.MULTIPLY, transpose(first), second));
      }
      if (isSame(left.columns(), right.columns())) {
        fits.add(infix(Operator.MULTIPLY, first, transpose(second)));
      }
      if (isSame(left.rows(), right.columns())) {
        fits.add(infix(Operator.MULTIPLY, second, first));
      }
      if (isSame(left, right)) {
        fits.add(infix(Operator.ELEMENTWISE_MULTIPLY, first, second));
      }
    }
    return misfit(product, first, left, second, right, fits);
  }

  /**
   * Another name of the shape that would fit in the place of one: what is defined, the last first,
   * before what is declared.
   */
  private java.util.Optional<Syntax> named(
      Shape like, Length rows, Length columns, Syntax instead) {
    if (!(instead instanceof Syntax.Name old)) {
      return java.util.Optional.empty();
    }
    @Nullable ShapedName found = null;
    for (ShapedName each : problem.names()) {
      boolean fits =
          isSame(each.shape().rows(), rows)
              && isSame(each.shape().columns(), columns)
              && each.shape().lengths().size() == like.lengths().size();
      if (fits && (found == null || !each.isDeclared())) {
        found = each;
      }
    }
    return java.util.Optional.ofNullable(found)
        .filter(each -> !each.name().equals(old.name()))
        .map(each -> Trees.name(each.name(), instead.span()));
  }

  ParseException elementwise(Syntax.Binary operation, Shape left, Shape right) {
    Syntax first = operation.left();
    Syntax second = operation.right();
    Operator operator = operation.operator();
    List<String> fits = new ArrayList<>();
    if (isSame(left, right.transposed())) {
      fits.add(infix(operator, first, transpose(second)));
    }
    named(right, left.rows(), left.columns(), second)
        .ifPresent(name -> fits.add(infix(operator, first, name)));
    named(left, right.rows(), right.columns(), first)
        .ifPresent(name -> fits.add(infix(operator, name, second)));
    return misfit(operation, first, left, second, right, fits);
  }

  ParseException quotient(Syntax.Binary quotient, Shape left, Shape right) {
    List<String> fits = new ArrayList<>();
    if (left.isNumber() || isSame(left, right)) {
      fits.add(infix(Operator.ELEMENTWISE_DIVIDE, quotient.left(), quotient.right()));
    }
    if (right.isMatrix() && isSame(right.rows(), right.columns())) {
      Syntax inverse = Trees.call("inv", quotient.right(), quotient.span());
      if (left.isNumber()) {
        fits.add(
            quotient.left() instanceof Syntax.NumberLiteral number && number.value().isOne()
                ? inverse.toString()
                : infix(Operator.MULTIPLY, quotient.left(), inverse));
      } else if (isSame(left.columns(), right.rows())) {
        fits.add(infix(Operator.MULTIPLY, quotient.left(), inverse));
      } else if (isSame(right.columns(), left.rows())) {
        fits.add(infix(Operator.MULTIPLY, inverse, quotient.left()));
      }
    }
    return refusal(
        quotient,
        "a division is by a number, and " + described(quotient.right(), right),
        fits.isEmpty() ? null : "write " + join(fits));
  }

  ParseException power(Syntax.Binary power, Shape left, Shape right) {
    String problemText =
        right.isNumber()
            ? described(power.left(), left) + ", and has no such power"
            : "an exponent is a number, and " + described(power.right(), right);
    boolean isTransposition = MatrixPower.isTransposition(power.right());
    return refusal(
        power,
        isTransposition ? problemText + ": T is a name here" : problemText,
        isTransposition
            ? "write %s for the transpose"
                .formatted(Trees.call("transpose", power.left(), power.span()))
            : "write %s for each element"
                .formatted(infix(Operator.ELEMENTWISE_POWER, power.left(), power.right())));
  }

  ParseException notSquare(Syntax whole, Syntax node, Shape shape) {
    List<String> fits = new ArrayList<>();
    if (whole instanceof Syntax.Binary power && MatrixPower.times(power.right()) > 0) {
      fits.add(infix(Operator.ELEMENTWISE_POWER, node, power.right()));
      if (MatrixPower.times(power.right()) == 2) {
        fits.add(infix(Operator.MULTIPLY, transpose(node), node));
      }
    }
    return refusal(
        whole,
        "`%s` is of a square matrix, and %s".formatted(operation(whole), described(node, shape)),
        fits.isEmpty() ? null : "write " + join(fits));
  }

  private static String operation(Syntax whole) {
    return whole instanceof Syntax.Call call
        ? call.spelling()
        : "^" + ((Syntax.Binary) whole).right();
  }

  ParseException alike(Syntax whole, List<Syntax> nodes, List<Shape> shapes) {
    return misfit(whole, nodes.get(0), shapes.get(0), nodes.get(1), shapes.get(1), List.of());
  }
}
