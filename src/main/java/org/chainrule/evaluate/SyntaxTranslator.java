package org.chainrule.evaluate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.error.Span;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.Convention;
import org.chainrule.number.Rational;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** The translator of syntax trees, as they are written. */
final class SyntaxTranslator implements Translator<Syntax> {

  private static final String ARGUMENT = "#argument";

  private final StepGraph graph;
  private final Context<Syntax> context;
  private final Point point;
  private final Set<String> families;
  private final Deque<Work> stack = new ArrayDeque<>();

  /** The names that are bound where a tree stands. */
  private record Scope(
      @Nullable Scope outer,
      String name,
      @Nullable Step node,
      int slots,
      int expansions,
      int vectorSlot,
      Set<String> vectors) {
    static final Scope EMPTY = new Scope(null, "", null, 0, 0, 0, Set.of());

    Scope with(String bound, Step meaning, int slotsInUse) {
      return new Scope(this, bound, meaning, slotsInUse, expansions, vectorSlot, vectors);
    }

    Scope vector(Set<String> found) {
      return new Scope(this, "", null, slots + 1, expansions, slots + 1, found);
    }

    @Nullable Step find(String wanted) {
      for (Scope scope = this; scope != null; scope = scope.outer) {
        if (scope.node != null && scope.name.equals(wanted)) {
          return scope.node;
        }
      }
      return null;
    }
  }

  /** A tree to translate, or a node that is there already. */
  private record Part(@Nullable Syntax tree, Scope scope, @Nullable Step ready) {}

  private static final class Work {
    final Syntax tree;
    final Scope scope;
    final List<Part> parts;
    final List<Step> nodes = new ArrayList<>();

    Work(Syntax tree, Scope scope, List<Part> parts) {
      this.tree = tree;
      this.scope = scope;
      this.parts = parts;
    }
  }

  SyntaxTranslator(StepGraph graph, Context<Syntax> context, Point point) {
    this.graph = graph;
    this.context = context;
    this.point = point;
    families = point.families();
  }

  /** What is translated depends on the length n, on arrays, and on what are families. */
  @Override
  public boolean isFor(Point other) {
    Set<String> all = other.families();
    return (point.scalar(Convention.LENGTH) == null) == (other.scalar(Convention.LENGTH) == null)
        && point.hasArraysOf(other)
        && beyond(families).equals(beyond(all))
        && scalarsAmong(families, point).equals(scalarsAmong(all, other));
  }

  /** The families that nothing but a point tells of. */
  private Set<String> beyond(Set<String> all) {
    Set<String> others = new HashSet<>(all);
    others.removeAll(context.families().keySet());
    return others;
  }

  /** The names of families that a point binds as plain ones. */
  private Set<String> scalarsAmong(Set<String> all, Point at) {
    Set<String> scalars = new HashSet<>(all);
    scalars.addAll(context.families().keySet());
    scalars.removeIf(name -> at.scalar(name) == null);
    return scalars;
  }

  @Override
  public Step translate(Syntax tree) {
    push(tree, Scope.EMPTY);
    while (true) {
      Work work = stack.element();
      if (work.nodes.size() < work.parts.size()) {
        Part part = work.parts.get(work.nodes.size());
        if (part.ready() != null) {
          work.nodes.add(part.ready());
        } else if (part.tree() != null) {
          push(part.tree(), part.scope());
        }
        continue;
      }
      stack.pop();
      Step node = combine(work);
      if (node != null) {
        if (stack.isEmpty()) {
          return node;
        }
        stack.element().nodes.add(node);
      }
    }
  }

  private void push(Syntax tree, Scope scope) {
    stack.push(new Work(tree, scope, parts(tree, scope)));
  }

  private static Part part(Syntax tree, Scope scope) {
    return new Part(tree, scope, null);
  }

  private List<Part> parts(Syntax tree, Scope scope) {
    if (tree instanceof Syntax.Subscripted subscripted) {
      return subscripted.indices().stream().map(index -> part(index, scope)).toList();
    } else if (tree instanceof Syntax.Element element) {
      List<Part> parts = new ArrayList<>();
      if (element.vector() instanceof Syntax.Call call) {
        parts.addAll(callParts(call, scope));
      }
      element.indices().forEach(index -> parts.add(part(index, scope)));
      if (element.vector() instanceof Syntax.Call call) {
        addLengths(call, scope, parts);
      }
      return parts;
    } else if (tree instanceof Syntax.Call call) {
      List<Part> parts = callParts(call, scope);
      addLengths(call, scope, parts);
      return parts;
    } else if (tree instanceof Syntax.Array array) {
      return arrayParts(array, scope);
    } else if (tree instanceof Syntax.Reduction reduction) {
      return reductionParts(reduction, scope);
    } else if (tree instanceof Syntax.Derivative) {
      return List.of();
    }
    return tree.children().stream().map(child -> part(child, scope)).toList();
  }

  private List<Part> callParts(Syntax.Call call, Scope scope) {
    List<Part> parts = new ArrayList<>();
    List<Function.Parameter> parameters =
        context.functions().find(call.function()).map(Function::parameters).orElse(List.of());
    for (int i = 0; i < call.arguments().size(); i++) {
      Syntax argument = call.arguments().get(i);
      int axes = i < parameters.size() ? parameters.get(i).axes() : 0;
      if (axes == 2 && argument instanceof Syntax.Name name && scope.find(name.name()) == null) {
        parts.add(new Part(null, scope, matrix(name, scope)));
      } else if (axes == 1 && argument instanceof Syntax.Array array) {
        int slot = scope.slots() + 1;
        Syntax.Name index = array.indices().get(0);
        parts.add(
            part(array.body(), scope.with(index.name(), graph.slot(slot, index.span()), slot)));
      } else {
        parts.add(part(argument, axes == 1 ? scope.vector(new LinkedHashSet<>()) : scope));
      }
    }
    return parts;
  }

  /**
   * The arrays among the arguments of a function of vectors, whose lengths come behind all else.
   */
  private List<Syntax.Array> vectors(Syntax.Call call) {
    List<Function.Parameter> parameters =
        context.functions().find(call.function()).map(Function::parameters).orElse(List.of());
    List<Syntax.Array> vectors = new ArrayList<>();
    for (int i = 0; i < Math.min(parameters.size(), call.arguments().size()); i++) {
      if (parameters.get(i).axes() == 1 && call.arguments().get(i) instanceof Syntax.Array array) {
        vectors.add(array);
      }
    }
    return vectors;
  }

  private void addLengths(Syntax.Call call, Scope scope, List<Part> parts) {
    vectors(call).forEach(array -> parts.add(part(array.lengths().get(0), scope)));
  }

  /** A family as a whole, over all indices that its elements have. */
  private Step matrix(Syntax.Name name, Scope scope) {
    Span span = name.span();
    int row = scope.slots() + 1;
    List<Step> indices = List.of(graph.slot(row, span), graph.slot(row + 1, span));
    Step array = named(Step.Kind.ELEMENT, indices, name.name(), span);
    for (int axis = 1; axis >= 0; axis--) {
      array = array(length(name.name(), axis, span), array, row + axis, span);
    }
    return array;
  }

  private Step array(Step length, Step body, int slot, Span span) {
    Step first = graph.number(Rational.ONE, span);
    Step all = graph.node(Step.Kind.AND, List.of(), Step.Detail.NONE, span);
    return graph.node(
        Step.Kind.ARRAY, List.of(first, length, all, body), Step.Detail.NONE.slot(slot), span);
  }

  private List<Part> arrayParts(Syntax.Array array, Scope scope) {
    List<Part> parts = new ArrayList<>();
    array.lengths().forEach(length -> parts.add(part(length, scope)));
    Scope inner = scope;
    for (Syntax.Name index : array.indices()) {
      int slot = inner.slots() + 1;
      inner = inner.with(index.name(), graph.slot(slot, index.span()), slot);
    }
    parts.add(part(array.body(), inner));
    return parts;
  }

  private List<Part> reductionParts(Syntax.Reduction reduction, Scope scope) {
    List<Part> parts = new ArrayList<>(4);
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    String index = reduction.index().name();
    Context.Bounds<Syntax> bounds = context.indices().get(index);
    if (lower != null && upper != null) {
      parts.add(part(lower, scope));
      parts.add(part(upper, scope));
    } else if (bounds != null) {
      parts.add(part(bounds.lower(), Scope.EMPTY));
      parts.add(part(bounds.upper(), Scope.EMPTY));
    } else {
      parts.add(new Part(null, scope, graph.number(Rational.ONE, reduction.span())));
      parts.add(new Part(null, scope, impliedLength(reduction)));
    }
    int slot = scope.slots() + 1;
    Scope inner = scope.with(index, graph.slot(slot, reduction.index().span()), slot);
    Syntax condition = reduction.condition();
    parts.add(
        condition == null
            ? new Part(null, scope, node(Step.Kind.AND, List.of(), reduction))
            : part(condition, inner));
    parts.add(part(reduction.body(), inner));
    return parts;
  }

  /** The length n, or where nothing gives it, of the families that the index subscripts. */
  private Step impliedLength(Syntax.Reduction reduction) {
    if (point.scalar(Convention.LENGTH) != null
        || context.definitions().of(Convention.LENGTH).isPresent()) {
      return named(Step.Kind.SYMBOL, List.of(), Convention.LENGTH, reduction.span());
    }
    List<Step> lengths = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    SyntaxWalk.forEach(
        reduction.body(),
        tree -> {
          if (tree instanceof Syntax.Subscripted subscripted) {
            addLengths(subscripted, reduction, seen, lengths);
          }
        });
    if (lengths.isEmpty()) {
      return named(Step.Kind.SYMBOL, List.of(), Convention.LENGTH, reduction.span());
    }
    return lengths.size() == 1
        ? lengths.get(0)
        : named(Step.Kind.LENGTH, lengths, reduction.index().name(), reduction.span());
  }

  private void addLengths(
      Syntax.Subscripted subscripted,
      Syntax.Reduction reduction,
      Set<String> seen,
      List<Step> lengths) {
    String family = subscripted.family().name();
    for (int axis = 0; axis < subscripted.indices().size(); axis++) {
      boolean isIndex =
          subscripted.indices().get(axis) instanceof Syntax.Name name
              && name.name().equals(reduction.index().name());
      boolean isKnown = context.families().containsKey(family) || point.lengths(family) != null;
      if (isIndex && isKnown && seen.add(family + " " + axis)) {
        lengths.add(length(family, axis, reduction.span()));
      }
    }
  }

  private Step length(String family, int axis, Span span) {
    return graph.node(Step.Kind.LENGTH, List.of(), Step.Detail.NONE.name(family).slot(axis), span);
  }

  private Step node(Step.Kind kind, List<Step> inputs, Syntax tree) {
    return graph.node(kind, inputs, Step.Detail.NONE, tree.span());
  }

  private Step named(Step.Kind kind, List<Step> inputs, String name, Span span) {
    return graph.node(kind, inputs, Step.Detail.NONE.name(name), span);
  }

  /** The node of a tree whose parts are done, or null where other work takes its place. */
  private @Nullable Step combine(Work work) {
    Syntax tree = work.tree;
    List<Step> nodes = work.nodes;
    if (tree instanceof Syntax.NumberLiteral number) {
      return graph.number(number.value(), number.span());
    } else if (tree instanceof Syntax.Name name) {
      return name(name, work.scope);
    } else if (tree instanceof Syntax.Constant constant) {
      return node(
          switch (constant.kind()) {
            case PI -> Step.Kind.PI;
            case E -> Step.Kind.E;
            case INFINITY -> Step.Kind.INFINITY;
          },
          nodes,
          tree);
    } else if (tree instanceof Syntax.Subscripted subscripted) {
      return named(Step.Kind.ELEMENT, nodes, subscripted.family().name(), tree.span());
    } else if (tree instanceof Syntax.Negate) {
      return node(Step.Kind.NEGATE, nodes, tree);
    } else if (tree instanceof Syntax.Binary binary) {
      return binary(binary, nodes);
    } else if (tree instanceof Syntax.Element element) {
      return element.vector() instanceof Syntax.Call call
          ? call(call, work, element.indices().size())
          : graph.refusal("this has no elements", tree.span());
    } else if (tree instanceof Syntax.Call call) {
      return call(call, work, 0);
    } else if (tree instanceof Syntax.Array array) {
      Step values = nodes.get(nodes.size() - 1);
      for (int axis = array.indices().size() - 1; axis >= 0; axis--) {
        values = array(nodes.get(axis), values, work.scope.slots() + 1 + axis, array.span());
      }
      return values;
    } else if (tree instanceof Syntax.Reduction reduction) {
      return reduction(reduction, work);
    } else if (tree instanceof Syntax.Derivative) {
      return graph.refusal("a derivative inside an expression has no value here", tree.span());
    }
    return condition(tree, nodes);
  }

  private Step name(Syntax.Name name, Scope scope) {
    Step bound = scope.find(name.name());
    if (bound != null) {
      return bound;
    }
    boolean isFamily =
        context.families().containsKey(name.name()) || families.contains(name.name());
    if (scope.vectorSlot() > 0 && isFamily && point.scalar(name.name()) == null) {
      scope.vectors().add(name.name());
      Step index = graph.slot(scope.vectorSlot(), name.span());
      return named(Step.Kind.ELEMENT, List.of(index), name.name(), name.span());
    }
    return named(Step.Kind.SYMBOL, List.of(), name.name(), name.span());
  }

  private Step binary(Syntax.Binary binary, List<Step> nodes) {
    return switch (binary.operator()) {
      case ADD -> node(Step.Kind.ADD, nodes, binary);
      case SUBTRACT -> {
        Step negative = node(Step.Kind.NEGATE, List.of(nodes.get(1)), binary);
        yield node(Step.Kind.ADD, List.of(nodes.get(0), negative), binary);
      }
      case MULTIPLY -> node(Step.Kind.MULTIPLY, nodes, binary);
      case DIVIDE -> node(Step.Kind.DIVIDE, nodes, binary);
      case POWER ->
          nodes.get(0).kind == Step.Kind.E
              ? node(Step.Kind.EXPONENTIAL, List.of(nodes.get(1)), binary)
              : node(Step.Kind.POWER, nodes, binary);
      case MATRIX_MULTIPLY, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, ELEMENTWISE_POWER ->
          graph.refusal("this has no value without shapes", binary.span());
    };
  }

  private Step condition(Syntax tree, List<Step> nodes) {
    if (tree instanceof Syntax.Cases cases) {
      return graph.node(
          Step.Kind.CASES, nodes, Step.Detail.NONE.flag(cases.otherwise() != null), tree.span());
    } else if (tree instanceof Syntax.Comparison comparison) {
      List<Step> links = new ArrayList<>();
      for (int i = 0; i < comparison.operators().size(); i++) {
        links.add(comparison(comparison.operators().get(i), nodes.get(i), nodes.get(i + 1), tree));
      }
      return links.size() == 1 ? links.get(0) : node(Step.Kind.AND, links, tree);
    } else if (tree instanceof Syntax.Logical logical) {
      boolean isAnd = logical.operator() == Syntax.Logical.Operator.AND;
      return node(isAnd ? Step.Kind.AND : Step.Kind.OR, nodes, tree);
    } else if (tree instanceof Syntax.Not) {
      return node(Step.Kind.NOT, nodes, tree);
    } else if (tree instanceof Syntax.Delta) {
      return node(Step.Kind.DELTA, nodes, tree);
    }
    return graph.refusal("this has no value", tree.span());
  }

  private Step comparison(RelationOperator operator, Step left, Step right, Syntax tree) {
    boolean turned =
        operator == RelationOperator.GREATER || operator == RelationOperator.GREATER_OR_EQUAL;
    Step.Sign sign =
        switch (operator) {
          case EQUAL -> Step.Sign.EQUAL;
          case NOT_EQUAL -> Step.Sign.NOT_EQUAL;
          case LESS, GREATER -> Step.Sign.LESS;
          case LESS_OR_EQUAL, GREATER_OR_EQUAL -> Step.Sign.LESS_OR_EQUAL;
        };
    return graph.node(
        Step.Kind.COMPARE,
        turned ? List.of(right, left) : List.of(left, right),
        Step.Detail.NONE.sign(sign),
        tree.span());
  }

  private Step reduction(Syntax.Reduction reduction, Work work) {
    Reduction.Operator fold =
        switch (reduction.operator()) {
          case SUM -> Reduction.Operator.SUM;
          case PRODUCT -> Reduction.Operator.PRODUCT;
          case MAXIMUM -> Reduction.Operator.MAXIMUM;
          case MINIMUM -> Reduction.Operator.MINIMUM;
        };
    return graph.node(
        Step.Kind.REDUCE,
        work.nodes,
        Step.Detail.NONE.slot(work.scope.slots() + 1).fold(fold),
        reduction.span());
  }

  private @Nullable Step call(Syntax.Call call, Work work, int subscripts) {
    Span span = call.span();
    String name =
        call.places().isEmpty()
            ? call.function() + "'".repeat(call.primes())
            : "D" + call.places() + call.function();
    Optional<Function> found = context.functions().find(name);
    if (call.primes() > 0 && found.isEmpty()) {
      return graph.refusal("the derivative " + call.spelling() + "' has no value here", span);
    }
    NameMeanings.Lambda<Syntax> lambda = context.definitions().function(name);
    if (lambda != null && subscripts == 0) {
      return expand(call, lambda, work);
    }
    if (found.isEmpty() || found.get().isDeclared()) {
      return graph.refusal(
          "the function " + call.function() + " is known by name only, it has no values", span);
    }
    Function function = found.get();
    boolean selects = function.selects();
    int given = call.arguments().size() + subscripts;
    boolean fits = function.isVariadic() ? given >= function.arity() : given == function.arity();
    if (!fits || subscripts > 0 && !selects) {
      return graph.refusal(
          selects
              ? "select an element: "
                  + function.name()
                  + (function.arity() == 2 ? "(x)_i" : "(X)_{i,j}")
              : function.name() + " takes " + function.arity() + " arguments, not " + given,
          span);
    }
    if (function.isExponential()) {
      return node(Step.Kind.EXPONENTIAL, work.nodes, call);
    }
    if (function.matrixKernel().isPresent()) {
      return graph.node(
          Step.Kind.OF_ARRAY, work.nodes, Step.Detail.NONE.function(function), call.span());
    }
    if (!function.takesArray() && ExprTranslator.hasKernels(function)) {
      return graph.node(
          Step.Kind.CALL, work.nodes, Step.Detail.NONE.function(function), call.span());
    }
    return defined(function, given, work, call);
  }

  private @Nullable Step expand(Syntax.Call call, NameMeanings.Lambda<Syntax> lambda, Work work) {
    if (lambda.parameters().size() != work.nodes.size()) {
      return graph.refusal(
          call.function() + " takes " + lambda.parameters().size() + " arguments", call.span());
    }
    if (work.scope.expansions() >= Limit.CALL_NESTING.most()) {
      throw Limit.CALL_NESTING.refusal("the definition of " + call.function() + " does not end");
    }
    int slots = work.scope.slots();
    Scope inner = new Scope(null, "", null, slots, work.scope.expansions() + 1, 0, Set.of());
    for (int i = 0; i < work.nodes.size(); i++) {
      inner = inner.with(lambda.parameters().get(i), work.nodes.get(i), slots);
    }
    push(lambda.body(), inner);
    return null;
  }

  /** A function by its definition in other functions, on elements that stand for its arguments. */
  private Step defined(Function function, int given, Work work, Syntax.Call call) {
    List<Expr> arguments = new ArrayList<>();
    List<Step> lengths = new ArrayList<>();
    int next = given;
    for (int i = 0; i < given; i++) {
      Expr number = Expr.of(i);
      lengths.add(graph.number(Rational.ZERO, call.span()));
      boolean isVector =
          i < function.parameters().size()
              && function.parameters().get(i) == Function.Parameter.VECTOR;
      if (isVector) {
        boolean isArray =
            i < call.arguments().size() && call.arguments().get(i) instanceof Syntax.Array;
        lengths.set(
            i,
            isArray
                ? work.nodes.get(next++)
                : vectorLength(work.parts.get(i).scope().vectors(), function, call));
        Symbol index = Symbol.named("k");
        arguments.add(
            Elements.of(
                index,
                Expr.of(1),
                IndexedSymbol.of(ARGUMENT, number, Expr.of(0)),
                IndexedSymbol.of(ARGUMENT, number, Expr.of(1), index)));
      } else {
        arguments.add(IndexedSymbol.of(ARGUMENT, number));
      }
    }
    Expr definition = function.evaluation(arguments).orElse(null);
    if (definition == null) {
      Expr folded = Apply.of(function, arguments);
      if (folded instanceof Apply apply && apply.function().equals(function)) {
        return graph.refusal("the function " + function.name() + " has no values", call.span());
      }
      definition = folded;
    }
    int slot = work.scope.slots() + 1;
    return new ExprTranslator(
            graph,
            slot,
            call.span(),
            (family, indices) -> argument(family, indices, work, lengths, slot))
        .translate(function.selects() ? Apply.of(function, arguments) : definition);
  }

  private @Nullable Step argument(
      String family, List<Step> indices, Work work, List<Step> lengths, int slot) {
    if (!family.equals(ARGUMENT)) {
      return null;
    }
    int number = indices.get(0).detail.number().intValueExact();
    if (indices.size() == 1) {
      return work.nodes.get(number);
    }
    if (indices.size() == 2) {
      return lengths.get(number);
    }
    return graph.node(
        Step.Kind.BIND,
        List.of(indices.get(2), work.nodes.get(number)),
        Step.Detail.NONE.slot(slot),
        work.tree.span());
  }

  private Step vectorLength(Set<String> families, Function function, Syntax.Call call) {
    if (families.isEmpty()) {
      throw new DomainException(
          function.name()
              + " needs a family, bound by an array or declared (at "
              + call.span()
              + ")");
    }
    List<Step> lengths = families.stream().map(family -> length(family, 0, call.span())).toList();
    return lengths.size() == 1
        ? lengths.get(0)
        : named(Step.Kind.LENGTH, lengths, "vectors", call.span());
  }
}
