package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.Visitor;
import org.chainrule.function.Functions;
import org.chainrule.function.StableForms;
import org.jspecify.annotations.Nullable;

/**
 * A translation of expressions into nodes: definitions put in, recurrences to arrays, short sums
 * written out.
 */
public final class GraphBuilder extends Pass<LogScaled> implements Visitor<LogScaled> {
  private final Graph graph;
  private final Subscripts subscripts;
  private final Inputs inputs;
  private final Definitions definitions;
  private final Sequences sequences;
  private final FreeAxes freeAxes = new FreeAxes();
  private final Unrolling unrolling;
  private final PowerNodes powers;
  private final Choices choices;
  private final StableForms stable = StableForms.forGraphs();
  private final Map<Expr, List<Expr>> unrolled = new HashMap<>();
  private final Map<Expr, Optional<Expr>> values = new HashMap<>();
  private final Map<Expr, Opened> opened = new HashMap<>();
  private final Map<Symbol, Node> arguments = new HashMap<>();
  private final Set<String> lengths = new LinkedHashSet<>();

  private final Map<Elements, Matrix> matrices = new HashMap<>();
  private final Map<Elements, Buffer> inverses = new HashMap<>();

  private record Opened(Axis axis, Binder.Opened inside) {}

  private record Matrix(Axis row, Axis column, Expr element) {}

  public GraphBuilder(
      Graph graph,
      Subscripts subscripts,
      Inputs inputs,
      Definitions definitions,
      Map<String, List<IndexRange>> ranges,
      int longestWritten) {
    this.graph = graph;
    this.subscripts = subscripts;
    this.inputs = inputs;
    this.definitions = definitions;
    this.sequences = new Sequences(graph, subscripts, inputs, definitions, ranges, this);
    this.unrolling = new Unrolling(inputs, definitions, subscripts, longestWritten);
    this.powers = new PowerNodes(graph);
    this.choices = new Choices(graph);
  }

  /** The value of an expression, in the form that is stable in doubles. */
  public Node value(Expr expression) {
    return apply(stable.form(expression)).plain(graph);
  }

  /** The value of a row's derivative, in which symbols stand for nodes. */
  public Node value(Expr expression, Map<Symbol, Node> placeholders) {
    arguments.putAll(placeholders);
    return apply(expression).plain(graph);
  }

  /** Whether matrices are inverted. */
  public boolean inverts() {
    return !inverses.isEmpty();
  }

  /** The recurrences that were met so far. */
  public Sequences sequences() {
    return sequences;
  }

  /**
   * Refuses names that are neither given nor defined, nor the length of anything.
   *
   * @throws CompileException that lists the names that are known
   */
  public void requireKnownNames() {
    for (String name : lengths) {
      if (!subscripts.isSize(name)) {
        throw unknown(name);
      }
    }
  }

  private CompileException unknown(String name) {
    return new CompileException(
        name + " is neither a variable nor a parameter; these are: " + inputs.list());
  }

  @Override
  protected RuntimeException cycle(Expr node) {
    return new CompileException(Shown.of(node) + " is defined by itself");
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Symbol || node instanceof IndexedSymbol) {
      Optional<Expr> value = definition(node);
      return value.map(List::of).orElse(List.of());
    } else if (node instanceof Product product) {
      return product.parts();
    } else if (node instanceof Power power) {
      return Product.Factor.of(power).parts();
    } else if (node instanceof Apply apply) {
      Optional<Expr> definition = replacement(apply);
      if (definition.isPresent()) {
        return List.of(definition.get());
      }
      if (apply.function().takesArray()) {
        return apply.function() == Functions.DET || apply.function() == Functions.INV
            ? List.of(matrix((Elements) apply.arguments().get(0)).element())
            : List.of();
      }
      boolean isOfDeterminant =
          apply.function().isLogarithm()
              && apply.arguments().get(0) instanceof Apply of
              && of.function() == Functions.DET;
      return isOfDeterminant ? dependencies(apply.arguments().get(0)) : apply.arguments();
    } else if (node instanceof Elements || node instanceof DerivativeTerm) {
      return List.of();
    } else if (node instanceof Reduction reduction) {
      List<Expr> terms = unrolled(reduction);
      if (!terms.isEmpty()) {
        return terms;
      }
      Binder.Opened inside = open(reduction).inside();
      return List.of(inside.condition(), inside.body());
    } else if (node instanceof KroneckerDelta) {
      return List.of();
    }
    return super.dependencies(node);
  }

  /** What a name stands for that is not given from outside, where that is put in for it. */
  private Optional<Expr> definition(Expr name) {
    Optional<Expr> known = values.get(name);
    if (known == null) {
      known =
          name instanceof Symbol symbol && symbol.isOpened()
                  || inputs.find(name) != null
                  || sequences.isElement(name)
              ? Optional.empty()
              : definitions.valueOf(name).map(value -> stable.form(besideGiven(name, value)));
      values.put(name, known);
    }
    return known;
  }

  /** What an element without numbers is defined as, but for those that come from outside. */
  private Expr besideGiven(Expr name, Expr value) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    if (name instanceof IndexedSymbol element) {
      for (IndexedSymbol given : inputs.elements(element.family())) {
        if (Definitions.canMeet(given, element)) {
          branches.add(new Piecewise.Branch(given, Definitions.isOf(element, given)));
        }
      }
    }
    return branches.isEmpty() ? value : Piecewise.of(branches, value);
  }

  private static Optional<Expr> replacement(Apply apply) {
    Function function = apply.function();
    return function.takesArray() || function.kernel().isEmpty()
        ? function.definition(apply.arguments())
        : Optional.empty();
  }

  private List<Expr> unrolled(Reduction reduction) {
    return unrolled.computeIfAbsent(reduction, each -> unrolling.terms(reduction));
  }

  private Opened open(Reduction reduction) {
    Opened known = opened.get(reduction);
    if (known == null) {
      Axis axis =
          graph.axis(
              subscripts.whole(reduction.lower()),
              subscripts.whole(reduction.upper()),
              freeAxes.apply(reduction));
      axis.outer |= freeAxes.apply(reduction);
      known = new Opened(axis, reduction.open(Symbol.opened(axis.number + 1)));
      opened.put(reduction, known);
    }
    return known;
  }

  @Override
  protected LogScaled compute(Expr node) {
    return node.accept(this);
  }

  private static LogScaled plain(Node node) {
    return new LogScaled.Plain(node);
  }

  private Node node(Expr expression) {
    return result(expression).plain(graph);
  }

  @Override
  public LogScaled visit(RationalNumber number) {
    return plain(graph.number(number.value().doubleValue()));
  }

  @Override
  public LogScaled visit(NamedConstant constant) {
    return plain(
        graph.number(
            switch (constant.kind()) {
              case PI -> Math.PI;
              case E -> Math.E;
              case INFINITY -> Double.POSITIVE_INFINITY;
            }));
  }

  @Override
  public LogScaled visit(Symbol symbol) {
    Node argument = arguments.get(symbol);
    if (argument != null) {
      return plain(argument);
    }
    if (symbol.isOpened()) {
      return plain(graph.toDouble(graph.index(graph.axis(Symbol.largestOpened(symbol) - 1))));
    }
    Node given = inputs.find(symbol);
    if (given != null) {
      return plain(given);
    }
    Optional<Expr> value = definition(symbol);
    if (value.isPresent()) {
      return result(value.get());
    }
    if (!subscripts.isSize(symbol.name())) {
      // It may still turn out to be the length of something.
      lengths.add(symbol.name());
      return plain(graph.toDouble(graph.size(symbol.name())));
    }
    return plain(graph.toDouble(subscripts.size(symbol.name())));
  }

  @Override
  public LogScaled visit(BoundIndex index) {
    throw new IllegalStateException("a binder was not opened");
  }

  @Override
  public LogScaled visit(IndexedSymbol indexed) {
    Node given = inputs.find(indexed);
    if (given != null) {
      return plain(given);
    }
    if (sequences.isElement(indexed)) {
      return plain(sequences.element(indexed));
    }
    Optional<Expr> value = definition(indexed);
    if (value.isPresent()) {
      return result(value.get());
    }
    if (inputs.find(Symbol.named(indexed.family())) != null) {
      throw new CompileException(
          "%s stands for one number here, and %s is an element of a family; declare its range, such as: %s : R^n"
              .formatted(indexed.family(), Shown.of(indexed), indexed.family()));
    }
    throw unknown(Shown.of(indexed));
  }

  @Override
  public LogScaled visit(Sum sum) {
    List<LogScaled.Exponential> exponentials = new ArrayList<>();
    List<Node> others = new ArrayList<>();
    for (Sum.Term term : sum.terms()) {
      Node coefficient = graph.number(term.coefficient().doubleValue());
      LogScaled value = result(term.expression());
      if (value instanceof LogScaled.Exponential exponential) {
        exponentials.add(exponential.times(coefficient, graph));
      } else if (value instanceof LogScaled.Sum inner) {
        inner.terms().forEach(each -> exponentials.add(each.times(coefficient, graph)));
        others.add(graph.multiply(coefficient, inner.rest()));
      } else {
        others.add(graph.multiply(coefficient, value.plain(graph)));
      }
    }
    if (!sum.constant().isZero()) {
      others.add(graph.number(sum.constant().doubleValue()));
    }
    Node rest = PowerNodes.balanced(others, graph.number(0), graph::add);
    return exponentials.isEmpty() ? plain(rest) : new LogScaled.Sum(exponentials, rest);
  }

  @Override
  public LogScaled visit(Product product) {
    List<PowerNodes.Factor> factors = new ArrayList<>();
    for (Product.Factor factor : product.factors()) {
      factors.add(factor(factor));
    }
    return powers.product(product.coefficient().doubleValue(), factors);
  }

  @Override
  public LogScaled visit(Power power) {
    return powers.product(1, List.of(factor(Product.Factor.of(power))));
  }

  private PowerNodes.Factor factor(Product.Factor factor) {
    Optional<Expr> argument = factor.asExponential();
    if (argument.isPresent()) {
      return new PowerNodes.Factor(
          new LogScaled.Scaled(node(argument.get()), graph.number(1)), 1, 1, null);
    }
    LogScaled base = result(factor.base());
    if (factor.exponent() instanceof RationalNumber number) {
      return PowerNodes.Factor.of(base, number.value());
    }
    return new PowerNodes.Factor(base, 1, 1, node(factor.exponent()));
  }

  @Override
  public LogScaled visit(Apply apply) {
    Function function = apply.function();
    Optional<Expr> replacement = replacement(apply);
    if (replacement.isPresent()) {
      return result(replacement.get());
    }
    if (function == Functions.DET || function == Functions.INV) {
      return plain(ofMatrix(apply));
    }
    if (function.takesArray()) {
      throw new CompileException(function.name() + " of a matrix has no compiled form yet");
    }
    if (function.kernel().isEmpty()) {
      throw new CompileException(
          "the function " + function.name() + " is known by name only, it has no values");
    }
    if (function.isExponential()) {
      return new LogScaled.Scaled(node(apply.arguments().get(0)), graph.number(1));
    }
    if (function.isLogarithm()
        && apply.arguments().get(0) instanceof Apply of
        && of.function() == Functions.DET) {
      return plain(Inverses.logarithm(inverse(of), graph));
    }
    if (function.isLogarithm()) {
      return plain(result(apply.arguments().get(0)).logarithm(graph));
    }
    List<Node> nodes = apply.arguments().stream().map(this::node).toList();
    return plain(
        function.extremum().isPresent()
            ? choices.extremum(function.isMaximum(), nodes)
            : graph.call(function, nodes));
  }

  @Override
  public LogScaled visit(Reduction reduction) {
    List<Expr> terms = unrolled(reduction);
    if (!terms.isEmpty()) {
      return written(reduction, terms);
    }
    Opened known = open(reduction);
    LogScaled body = result(known.inside().body());
    boolean isPlain = known.inside().condition() == Logical.TRUE;
    if (reduction.operator() == Reduction.Operator.SUM
        && isPlain
        && body instanceof LogScaled.Scaled scaled) {
      return new LogScaled.Repeated(known.axis(), scaled);
    }
    Reduction.Operator fold = reduction.operator();
    Node term = body.plain(graph);
    if (!isPlain) {
      term =
          choices.of(node(known.inside().condition()), term, graph.number(Node.Over.neutral(fold)));
    }
    return plain(graph.reduce(fold, known.axis(), term));
  }

  /** A sum whose terms are written out. */
  private LogScaled written(Reduction reduction, List<Expr> terms) {
    List<Node> nodes = new ArrayList<>();
    List<LogScaled.Exponential> exponentials = new ArrayList<>();
    for (Expr term : terms) {
      if (reduction.operator() == Reduction.Operator.SUM
          && result(term) instanceof LogScaled.Scaled scaled) {
        exponentials.add(scaled);
      } else {
        nodes.add(node(term));
      }
    }
    return switch (reduction.operator()) {
      case SUM -> {
        Node rest = PowerNodes.balanced(nodes, graph.number(0), graph::add);
        yield exponentials.isEmpty() ? plain(rest) : new LogScaled.Sum(exponentials, rest);
      }
      case PRODUCT -> plain(PowerNodes.balanced(nodes, graph.number(1), graph::multiply));
      case MAXIMUM -> plain(choices.extremum(true, nodes));
      case MINIMUM -> plain(choices.extremum(false, nodes));
    };
  }

  private Node ofMatrix(Apply apply) {
    Buffer inverse = inverse(apply);
    return apply.function() == Functions.DET
        ? Inverses.determinant(inverse, graph)
        : graph.load(
            inverse,
            apply.arguments().subList(1, apply.arguments().size()).stream()
                .map(subscripts::whole)
                .toList());
  }

  private Buffer inverse(Apply apply) {
    Elements matrix = (Elements) apply.arguments().get(0);
    return inverses.computeIfAbsent(
        matrix,
        key -> {
          Matrix opened = matrix(matrix);
          return Inverses.of(node(opened.element()), opened.row(), opened.column(), graph);
        });
  }

  /** A matrix with its indices opened. */
  private Matrix matrix(Elements elements) {
    return matrices.computeIfAbsent(
        elements,
        key -> {
          long taken = freeAxes.apply(elements);
          List<Axis> axes = new ArrayList<>();
          List<Expr> indices = new ArrayList<>();
          for (IndexRange range : elements.ranges()) {
            Axis axis =
                graph.axis(subscripts.whole(range.lower()), subscripts.whole(range.upper()), taken);
            axis.outer |= taken;
            taken |= axis.bit();
            axes.add(axis);
            indices.add(Symbol.opened(axis.number + 1));
          }
          if (axes.get(0).lower != axes.get(1).lower || axes.get(0).upper != axes.get(1).upper) {
            throw new CompileException("the matrix is not square: " + Shown.of(elements));
          }
          return new Matrix(axes.get(0), axes.get(1), elements.at(indices));
        });
  }

  @Override
  public LogScaled visit(Elements elements) {
    throw new CompileException("a vector is no number: select one of its elements");
  }

  @Override
  public LogScaled visit(KroneckerDelta delta) {
    Node same =
        graph.compare(
            Node.Kind.EQUAL, subscripts.whole(delta.left()), subscripts.whole(delta.right()));
    return plain(graph.select(same, graph.number(1), graph.number(0)));
  }

  @Override
  public LogScaled visit(Piecewise piecewise) {
    List<Piecewise.Branch> branches = piecewise.branches();
    int last = branches.size() - 1;
    Node value = piecewise.otherwise().map(this::node).orElse(graph.number(Double.NaN));
    for (int i = last; i >= 0; i--) {
      Piecewise.Branch branch = branches.get(i);
      value = choices.of(node(branch.condition()), node(branch.value()), value);
    }
    return plain(value);
  }

  @Override
  public LogScaled visit(Relation relation) {
    Node left = node(relation.left());
    Node right = node(relation.right());
    return plain(choices.relation(relation.operator(), left, right));
  }

  @Override
  public LogScaled visit(Logical logical) {
    @Nullable Node all = null;
    for (Expr operand : logical.operands()) {
      Node next = node(operand);
      if (all == null) {
        all = next;
      } else {
        all = choices.joined(logical.operator() == Logical.Operator.AND, all, next);
      }
    }
    if (all == null) {
      Node zero = graph.whole(0);
      Node one = graph.whole(1);
      return plain(graph.compare(Node.Kind.EQUAL, zero, logical == Logical.TRUE ? zero : one));
    }
    return plain(all);
  }

  @Override
  public LogScaled visit(DerivativeTerm derivative) {
    throw new CompileException(
        "a derivative that is not carried out has no value: " + Shown.of(derivative));
  }
}
