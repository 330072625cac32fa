package org.chainrule.shape;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.chainrule.error.ParseException;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.FreeNames;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary.Operator;
import org.jspecify.annotations.Nullable;

/** The refusals of operations whose operands do not fit: both shapes, their sources, what would. */
final class Misfits {
  /** Of so many names in an operand the shapes are told. */
  private static final int MOST_SOURCES = 2;

  private static final List<String> LETTERS = List.of("t", "l", "k", "m", "i", "j");

  /** The bars of LaTeX, whatever their size. */
  private static final Pattern BARS =
      Pattern.compile("(?:\\\\(?:left|[bB]igg?l?)\\s*)?(?:\\||\\\\l?vert)");

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
    ShapedName name = shaped(node);
    return "`%s` is %s%s"
        .formatted(shown(node), resolved, name == null ? origin(node) : " " + source(name));
  }

  private @Nullable ShapedName shaped(Syntax node) {
    if (node instanceof Syntax.Subscripted element) {
      return problem.shaped(element);
    }
    return node instanceof Syntax.Name name ? problem.named(name.name()) : null;
  }

  /** A family of columns or matrices, with what each of them is. */
  String family(ShapedName family) {
    return "`%s` is a family, `%s` is %s %s"
        .formatted(family.name(), member(family), problem.resolved(family.shape()), source(family));
  }

  /** One of the columns or matrices of a family. */
  String member(ShapedName family) {
    return family.indices() == 1
        ? family.name() + "_t"
        : family.name() + "_{" + String.join(",", LETTERS.subList(0, family.indices())) + "}";
  }

  /** The names with shapes in what is no name alone, where they are few. */
  private String origin(Syntax node) {
    List<String> parts = new ArrayList<>();
    for (String name : named(node)) {
      ShapedName family = problem.family(name);
      ShapedName shaped = family == null ? problem.named(name) : family;
      if (shaped != null) {
        parts.add(
            "`%s`, %s %s"
                .formatted(
                    family == null ? name : member(family),
                    problem.resolved(shaped.shape()),
                    shaped.source()));
      }
    }
    return parts.isEmpty() || parts.size() > MOST_SOURCES
        ? ""
        : " (of %s)".formatted(String.join(", and ", parts));
  }

  private static Set<String> named(Syntax node) {
    Set<String> names = new LinkedHashSet<>();
    FreeNames.outsideSubscripts(node).forEach(each -> names.add(each.name()));
    return names;
  }

  /** Where a shape is said, with the definition where it is one. */
  private static String source(ShapedName name) {
    return name.isDeclared()
        ? name.source()
        : "%s, `%s`".formatted(name.source(), new SourceText(name.text()).shown(name.span()));
  }

  /**
   * Refuses bars around a column or a matrix: they are of each element, a norm or a determinant.
   */
  void requireNoBars(Syntax.Call call, Shape argument) {
    if (argument.isNumber() || !BARS.matcher(shown(call)).lookingAt()) {
      return;
    }
    String inner = shown(call.arguments().get(0));
    boolean isSquare = argument.isMatrix() && isSame(argument.rows(), argument.columns());
    throw refusal(
        call,
        "bars are a %s or the absolute value of each element where %s"
            .formatted(
                isSquare ? "determinant" : "norm", described(call.arguments().get(0), argument)),
        "write %s, or \\operatorname{abs}(%s)"
            .formatted(
                isSquare ? "\\det(%s)".formatted(inner) : "\\lVert %s\\rVert".formatted(inner),
                inner));
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
      named(product, left.columns(), right, second)
          .ifPresent(name -> fits.add(infix(product.operator(), first, name)));
      if (isSame(left.rows(), right.rows())) {
        fits.add(infix(Operator.MULTIPLY, transpose(first), second));
      }
      if (isSame(left.columns(), right.columns())) {
        fits.add(infix(Operator.MULTIPLY, first, transpose(second)));
      }
      if (isSame(left.rows(), right.columns()) && !left.rows().isOne()) {
        fits.add(infix(Operator.MULTIPLY, second, first));
      }
      if (isSame(left, right)) {
        fits.add(infix(Operator.ELEMENTWISE_MULTIPLY, first, second));
      }
    }
    return misfit(product, first, left, second, right, fits);
  }

  /**
   * Another name that would fit in the place of one, with so many rows and as many columns: what is
   * defined, the last first, and none that is in the operation already.
   */
  private Optional<Syntax> named(Syntax whole, Length rows, Shape like, Syntax instead) {
    if (!(instead instanceof Syntax.Name)) {
      return Optional.empty();
    }
    Set<String> used = named(whole);
    ShapedName found = null;
    for (ShapedName each : problem.names()) {
      boolean fits =
          isSame(each.shape().rows(), rows)
              && isSame(each.shape().columns(), like.columns())
              && each.shape().lengths().size() == like.lengths().size();
      if (fits && !each.isDeclared() && !each.isFamily() && !used.contains(each.name())) {
        found = each;
      }
    }
    return Optional.ofNullable(found).map(each -> Trees.name(each.name(), instead.span()));
  }

  ParseException elementwise(Syntax.Binary operation, Shape left, Shape right) {
    Syntax first = operation.left();
    Syntax second = operation.right();
    Operator operator = operation.operator();
    List<String> fits = new ArrayList<>();
    if (isSame(left, right.transposed()) && !transpose(second).equals(first)) {
      fits.add(infix(operator, first, transpose(second)));
    }
    if (isIdentity(second) && isSame(left.rows(), left.columns())) {
      fits.add(infix(operator, first, identity(second)));
    } else if (isIdentity(first) && isSame(right.rows(), right.columns())) {
      fits.add(infix(operator, identity(first), second));
    }
    named(operation, left.rows(), left, second)
        .ifPresent(name -> fits.add(infix(operator, first, name)));
    boolean isOfOneSort =
        left.lengths().size() == right.lengths().size()
            || operator == Operator.ADD
            || operator == Operator.SUBTRACT;
    if (fits.isEmpty() && isOfOneSort && second instanceof Syntax.Name name) {
      ShapedName shaped = problem.named(name.name());
      if (shaped != null && shaped.isDeclared()) {
        String dimensions =
            problem
                .resolved(left.isMatrix() && right.isColumn() ? Shape.column(left.rows()) : left)
                .dimensions();
        return refusal(
            operation,
            "shapes do not fit: %s, and %s"
                .formatted(described(first, left), described(second, right)),
            "declare `%s : R^%s`".formatted(name.spelling(), dimensions));
      }
    }
    return misfit(operation, first, left, second, right, fits);
  }

  /** Whether this is an identity of a size that is written with it. */
  private boolean isIdentity(Syntax node) {
    return node instanceof Syntax.Subscripted element
        && problem
            .matrixFunction(element.family().name())
            .filter(MatrixFunction.IDENTITY::equals)
            .isPresent();
  }

  private static Syntax identity(Syntax sized) {
    return Trees.name(MatrixFunction.IDENTITY.plainName(), sized.span());
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
    boolean fits = left.isNumber() || right.isNumber() || isSame(left, right);
    return refusal(
        power,
        isTransposition ? problemText + ": T is a name here" : problemText,
        isTransposition
            ? "write %s for the transpose"
                .formatted(Trees.call("transpose", power.left(), power.span()))
            : fits
                ? "write %s for each element"
                    .formatted(infix(Operator.ELEMENTWISE_POWER, power.left(), power.right()))
                : null);
  }

  ParseException notSquare(Syntax whole, Syntax node, Shape shape) {
    List<String> fits = new ArrayList<>();
    if (whole instanceof Syntax.Binary power
        && MatrixPower.of(power.right(), true) == MatrixPower.REPEATED) {
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
