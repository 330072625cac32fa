package org.chainrule.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.Note;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The pass that finds the shapes of all nodes of a tree, and refuses what does not fit.
 *
 * <p>Nodes in which nothing is more than a number by name are left out: they mean what they say.
 */
final class ShapePass {
  private record Bound(String name, @Nullable Bound outer) {}

  /** The shape of a node by those of its children. */
  @FunctionalInterface
  private interface Rule {
    Shape of(List<Shape> parts);
  }

  private final Problem problem;
  private final ShapeRules rules;
  private final boolean hasIdentity;
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final List<Shape> values = new ArrayList<>();
  private final Map<Syntax, Shape> shapes = new IdentityHashMap<>();
  private final Map<Syntax, Syntax.Binary> grouped = new IdentityHashMap<>();
  private boolean usesIdentity;
  private boolean usesShapes;

  private ShapePass(Problem problem, String text, boolean hasIdentity) {
    this.problem = problem;
    this.hasIdentity = hasIdentity;
    this.rules = new ShapeRules(problem, text);
  }

  /**
   * Finds the shapes of a tree.
   *
   * @param numbers names that stand for numbers in it, whatever they are elsewhere
   * @throws ParseException at an operation whose operands do not fit
   */
  static ShapePass of(Problem problem, Syntax root, String text, Collection<String> numbers) {
    return of(problem, root, text, numbers, false);
  }

  /**
   * The same of what may be the identity alone.
   *
   * @param isMatrix whether an I is that of matrices, though nothing beside it is a matrix
   */
  static ShapePass of(
      Problem problem, Syntax root, String text, Collection<String> numbers, boolean isMatrix) {
    ShapePass pass = new ShapePass(problem, text, true);
    ParseException failure = null;
    try {
      pass.run(root, numbers);
    } catch (ParseException refused) {
      failure = refused;
    }
    if (pass.usesIdentity && (failure != null || !pass.usesShapes && !isMatrix)) {
      // An I among numbers alone, such as a current, is a number.
      ShapePass plain = new ShapePass(problem, text, false);
      try {
        plain.run(root, numbers);
        if (!plain.usesShapes) {
          return plain;
        }
      } catch (ParseException refused) {
        failure = failure == null ? refused : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return pass;
  }

  private void run(Syntax root, Collection<String> numbers) {
    Bound scope = null;
    for (String name : numbers) {
      scope = new Bound(name, scope);
    }
    enter(root, scope);
    while (!steps.isEmpty()) {
      Interruption.poll();
      steps.pop().run();
    }
  }

  /** Whether a node has more than numbers in it, or is itself more. */
  boolean isTouched(Syntax node) {
    return shapes.containsKey(node);
  }

  /** Adds a node that is made of others. */
  void add(Syntax node, Shape shape) {
    shapes.put(node, shape);
  }

  /** The shape of a node. */
  Shape shape(Syntax node) {
    Shape shape = shapes.get(node);
    return shape == null ? Shape.NUMBER : problem.resolved(shape);
  }

  /** Refuses an identity whose size nothing tells. */
  void requireSizes() {
    shapes.forEach(
        (node, shape) -> {
          if (node instanceof Syntax.Name && shape(node).rows().isOpen()) {
            throw rules.refusal(
                node,
                "nothing here tells the size of `%s`".formatted(rules.misfits().shown(node)),
                "write it, as in I_n");
          }
        });
  }

  List<Note> notes() {
    return rules.notes();
  }

  ShapeRules rules() {
    return rules;
  }

  private void enter(Syntax node, @Nullable Bound scope) {
    steps.push(() -> expand(node, scope));
  }

  private void give(Syntax node, Shape shape) {
    shapes.put(node, shape);
    values.add(shape);
  }

  private void giveNumber() {
    values.add(Shape.NUMBER);
  }

  private static boolean isBound(String name, @Nullable Bound scope) {
    for (Bound bound = scope; bound != null; bound = bound.outer()) {
      if (bound.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Finds the shapes of parts, and then that of the node where any of them is touched. */
  private void combine(Syntax node, List<Syntax> parts, @Nullable Bound scope, Rule rule) {
    combine(node, parts, scope, false, rule);
  }

  private void combine(
      Syntax node, List<Syntax> parts, @Nullable Bound scope, boolean always, Rule rule) {
    steps.push(
        () -> {
          List<Shape> own = values.subList(values.size() - parts.size(), values.size());
          List<Shape> given = List.copyOf(own);
          own.clear();
          if (always || parts.stream().anyMatch(this::isTouched)) {
            usesShapes |= always;
            give(node, rule.of(given));
          } else {
            giveNumber();
          }
        });
    for (int i = parts.size() - 1; i >= 0; i--) {
      enter(parts.get(i), scope);
    }
  }

  private void expand(Syntax node, @Nullable Bound scope) {
    if (node instanceof Syntax.Name name) {
      expandName(name, scope);
    } else if (node instanceof Syntax.Subscripted element) {
      expandSubscripted(element, scope);
    } else if (node instanceof Syntax.Element element) {
      expandElement(element, scope);
    } else if (node instanceof Syntax.Binary binary) {
      expandBinary(binary, scope);
    } else if (node instanceof Syntax.Transpose transpose) {
      combine(
          node,
          List.of(transpose.operand()),
          scope,
          true,
          parts -> rules.shaped(transpose.operand(), parts.get(0), "a transpose").transposed());
    } else if (node instanceof Syntax.Call call) {
      expandCall(call, scope);
    } else if (node instanceof Syntax.Reduction reduction) {
      expandReduction(reduction, scope);
    } else if (node instanceof Syntax.Derivative derivative) {
      combine(node, derivative.children(), scope, parts -> rules.derivative(derivative, parts));
    } else if (node instanceof Syntax.MatrixLiteral literal) {
      combine(node, literal.children(), scope, true, parts -> literal(literal, parts));
    } else if (node instanceof Syntax.Array array) {
      expandArray(array, scope);
    } else {
      List<Syntax> children = node.children();
      combine(node, children, scope, parts -> alike(node, children, parts));
    }
  }

  private void expandName(Syntax.Name name, @Nullable Bound scope) {
    ShapedName shaped = isBound(name.name(), scope) ? null : problem.named(name.name());
    if (shaped == null && !isBound(name.name(), scope)) {
      rules.requireIndices(name);
    }
    if (shaped != null) {
      usesShapes = true;
      give(name, shaped.shape());
    } else if (isIdentity(name, scope)) {
      usesIdentity = true;
      Length length = problem.lengths().open();
      give(name, Shape.of(length, length));
    } else {
      giveNumber();
    }
  }

  /** Whether a name is that of the identity here. */
  private boolean isIdentity(Syntax.Name name, @Nullable Bound scope) {
    return hasIdentity
        && problem.matrixFunction(name.name()).filter(MatrixFunction.IDENTITY::equals).isPresent()
        && !isBound(name.name(), scope);
  }

  private void expandSubscripted(Syntax.Subscripted element, @Nullable Bound scope) {
    if (isIdentity(element.family(), scope)
        && !element.bracketed()
        && element.indices().size() == 1) {
      usesIdentity = true;
      Length length = Length.of(element.indices().get(0));
      give(element, Shape.of(length, length));
      return;
    }
    ShapedName shaped = problem.shaped(element);
    if (shaped != null) {
      usesShapes = true;
      combine(
          element,
          element.indices(),
          scope,
          true,
          parts -> {
            rules.requireNumbers(element.indices(), parts, "an index");
            return shaped.shape();
          });
      return;
    }
    rules.requireElement(element);
    combine(
        element,
        element.indices(),
        scope,
        parts -> {
          rules.requireNumbers(element.indices(), parts, "an index");
          return Shape.NUMBER;
        });
  }

  /** The name that a number or a letter makes with the name that it stands below, or null. */
  static @Nullable String whole(Syntax.Subscripted element) {
    if (element.indices().size() != 1 || element.bracketed()) {
      return null;
    }
    Syntax below = element.indices().get(0);
    if (below instanceof Syntax.Name letter) {
      return element.family().name() + "_" + letter.name();
    }
    return below instanceof Syntax.NumberLiteral number
        ? element.family().name() + "_" + number.spelling()
        : null;
  }

  private void expandElement(Syntax.Element element, @Nullable Bound scope) {
    if (element.indices().size() == 1
        && element.vector() instanceof Syntax.Call call
        && isOfFamilies(call, scope)) {
      giveNumber();
      return;
    }
    List<Syntax> parts = element.children();
    combine(
        element,
        parts,
        scope,
        shapes -> {
          rules.requireNumbers(element.indices(), shapes.subList(1, parts.size()), "an index");
          return rules.element(element, shapes.get(0));
        });
  }

  /**
   * Whether this is a function of a family's elements as they are written without shapes: {@code
   * softmax(x/T)}, in which bare names stand for their elements.
   */
  private boolean isOfFamilies(Syntax.Call call, @Nullable Bound scope) {
    if (!problem.isOfVectors(call.function())) {
      return false;
    }
    Deque<Syntax> pending = new ArrayDeque<>(call.arguments());
    while (!pending.isEmpty()) {
      Syntax node = pending.pop();
      if (node instanceof Syntax.Name name) {
        ShapedName shaped = isBound(name.name(), scope) ? null : problem.named(name.name());
        if (shaped != null && shaped.axes().size() != 1) {
          return false;
        }
      } else if (node instanceof Syntax.Subscripted element) {
        if (problem.shaped(element) != null) {
          return false;
        }
        pending.addAll(element.indices());
      } else if (node instanceof Syntax.Call inner) {
        boolean isColumn = matrixFunction(inner).filter(MatrixFunction.SOFTMAX::equals).isPresent();
        if (isColumn || !isElementwise(inner)) {
          return false;
        }
        pending.addAll(inner.arguments());
      } else if (node instanceof Syntax.Binary binary) {
        if (isMatrixOperation(binary)) {
          return false;
        }
        pending.addAll(binary.children());
      } else if (node instanceof Syntax.Transpose
          || node instanceof Syntax.MatrixLiteral
          || node instanceof Syntax.Array) {
        return false;
      } else if (node instanceof Syntax.Element element
          && !(element.vector() instanceof Syntax.Call)) {
        return false;
      } else {
        pending.addAll(node.children());
      }
    }
    return true;
  }

  private boolean isElementwise(Syntax.Call call) {
    boolean isOfVectors = problem.isOfVectors(call.function());
    return isOfVectors || matrixFunction(call).isEmpty();
  }

  private boolean isMatrixOperation(Syntax.Binary binary) {
    return switch (binary.operator()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> false;
      case POWER -> exponent(binary) != MatrixPower.NONE || grouped(binary) != null;
      case MATRIX_MULTIPLY, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, ELEMENTWISE_POWER -> true;
    };
  }

  /** What a power means that no number has, where the base is a matrix. */
  MatrixPower exponent(Syntax.Binary power) {
    return MatrixPower.of(power.right(), problem.knows(MatrixPower.TRANSPOSITION));
  }

  /** The function of matrices that a call is of; an extreme of several numbers is none. */
  Optional<MatrixFunction> matrixFunction(Syntax.Call call) {
    Optional<MatrixFunction> found = problem.matrixFunction(call.function());
    return found.filter(
        each -> call.primes() == 0 && call.arguments().size() <= Math.max(each.most(), 1));
  }

  /** A power with a transpose among several exponents as it is meant, or null. */
  Syntax.@Nullable Binary grouped(Syntax.Binary binary) {
    if (binary.operator() != Syntax.Binary.Operator.POWER
        || problem.knows(MatrixPower.TRANSPOSITION)) {
      return null;
    }
    Syntax.Binary meant = grouped.get(binary);
    if (meant == null) {
      meant = MatrixPower.leftToRight(binary);
      if (meant != null) {
        grouped.put(binary, meant);
      }
    }
    return meant;
  }

  private void expandBinary(Syntax.Binary binary, @Nullable Bound scope) {
    Syntax.Binary meant = grouped(binary);
    if (meant != null) {
      combine(binary, List.of(meant), scope, parts -> parts.get(0));
      return;
    }
    requireBase(binary, scope);
    if (binary.operator() == Syntax.Binary.Operator.POWER && exponent(binary) != MatrixPower.NONE) {
      List<Syntax> base = List.of(binary.left());
      combine(binary, base, scope, parts -> power(binary, parts.get(0)));
      return;
    }
    boolean isOfShapes =
        switch (binary.operator()) {
          case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER -> false;
          case MATRIX_MULTIPLY, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, ELEMENTWISE_POWER -> true;
        };
    combine(binary, binary.children(), scope, isOfShapes, parts -> binary(binary, parts));
  }

  /** Refuses the transpose of a name of which nothing says that it is more than a number. */
  private void requireBase(Syntax.Binary power, @Nullable Bound scope) {
    boolean isTransposed =
        power.operator() == Syntax.Binary.Operator.POWER
            && (exponent(power) == MatrixPower.TRANSPOSE
                || exponent(power) == MatrixPower.INVERSE_TRANSPOSE);
    if (isTransposed
        && problem.hasShapes()
        && power.left() instanceof Syntax.Name name
        && !problem.knows(name.name())
        && !isBound(name.name(), scope)
        && !isBound(MatrixPower.TRANSPOSITION, scope)
        && !isIdentity(name, scope)) {
      throw rules.refusal(
          power,
          "`%s` is a transpose, and nothing says that `%s` is a column or a matrix"
              .formatted(rules.misfits().shown(power), name.spelling()),
          "declare `%s : R^n` or `%s : R^{m x n}`; for a power `T : R`"
              .formatted(name.spelling(), name.spelling()));
    }
  }

  private Shape power(Syntax.Binary power, Shape base) {
    MatrixPower exponent = exponent(power);
    if (base.isNumber()) {
      return Shape.NUMBER;
    } else if (exponent == MatrixPower.TRANSPOSE) {
      return base.transposed();
    }
    return rules.square(power, power.left(), base);
  }

  private Shape binary(Syntax.Binary binary, List<Shape> parts) {
    Shape left = parts.get(0);
    Shape right = parts.get(1);
    return switch (binary.operator()) {
      case ADD, SUBTRACT -> rules.sum(binary, left, right);
      case MULTIPLY, MATRIX_MULTIPLY -> {
        if (left.isNumber() || right.isNumber()) {
          yield left.isNumber() ? right : left;
        }
        yield rules.product(binary, left, right);
      }
      case DIVIDE -> rules.quotient(binary, left, right);
      case POWER -> rules.power(binary, left, right);
      case ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, ELEMENTWISE_POWER ->
          rules.elementwise(binary, left, right);
    };
  }

  private Shape alike(Syntax node, List<Syntax> parts, List<Shape> given) {
    return rules.alike(node, parts, given);
  }

  private void expandCall(Syntax.Call call, @Nullable Bound scope) {
    if (problem.isOwnFunction(call.function()) && problem.takesVectors(call.function())) {
      giveNumber();
      return;
    }
    if (isOfFamilies(call, scope)) {
      Shape column = columnOf(call, scope);
      if (column == null || matrixFunction(call).orElse(null) != MatrixFunction.SOFTMAX) {
        giveNumber();
      } else {
        usesShapes = true;
        give(call, column);
      }
      return;
    }
    MatrixFunction function = matrixFunction(call).orElse(null);
    if (function == null) {
      combine(
          call,
          call.arguments(),
          scope,
          parts -> {
            rules.misfits().requireNoBars(call, parts.get(0));
            return alike(call, call.arguments(), parts);
          });
      return;
    }
    boolean isOfNumbers =
        function == MatrixFunction.MAXIMUM
            || function == MatrixFunction.MINIMUM
            || problem.isOfVectors(call.function());
    combine(
        call,
        call.arguments(),
        scope,
        !isOfNumbers,
        parts -> rules.function(call, function, parts));
  }

  /** The shape of the elements of the families in a function of families, if any is declared. */
  private @Nullable Shape columnOf(Syntax.Call call, @Nullable Bound scope) {
    Deque<Syntax> pending = new ArrayDeque<>(call.arguments());
    while (!pending.isEmpty()) {
      Syntax node = pending.pop();
      if (node instanceof Syntax.Name name && !isBound(name.name(), scope)) {
        ShapedName shaped = problem.named(name.name());
        if (shaped != null) {
          return shaped.shape();
        }
      } else if (!(node instanceof Syntax.Subscripted || node instanceof Syntax.Element)) {
        pending.addAll(node.children());
      }
    }
    return null;
  }

  private void expandReduction(Syntax.Reduction reduction, @Nullable Bound scope) {
    Bound inner = new Bound(reduction.index().name(), scope);
    List<Syntax> parts = new ArrayList<>();
    if (reduction.lower() != null && reduction.upper() != null) {
      parts.add(reduction.lower());
      parts.add(reduction.upper());
    }
    if (reduction.condition() != null) {
      parts.add(reduction.condition());
    }
    int bounds = parts.size();
    parts.add(reduction.body());
    combine(
        reduction,
        parts,
        inner,
        given -> {
          rules.requireNumbers(parts.subList(0, bounds), given.subList(0, bounds), "a bound");
          return rules.reduction(reduction, given.get(bounds));
        });
  }

  private void expandArray(Syntax.Array array, @Nullable Bound scope) {
    Bound inner = scope;
    for (Syntax.Name index : array.indices()) {
      inner = new Bound(index.name(), inner);
    }
    combine(
        array,
        List.of(array.body()),
        inner,
        true,
        parts -> {
          rules.requireNumbers(List.of(array.body()), parts, "an element");
          return Shape.of(array.lengths().stream().map(Length::of).toList());
        });
  }

  private Shape literal(Syntax.MatrixLiteral literal, List<Shape> parts) {
    return new Blocks(literal, parts).shape(problem.lengths(), rules);
  }
}
