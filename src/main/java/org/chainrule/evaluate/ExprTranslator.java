package org.chainrule.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.Span;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
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
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The translator of expressions, each distinct subexpression once. */
final class ExprTranslator extends Pass<Step> implements Translator<Expr>, Visitor<Step> {
  private final StepGraph graph;
  private final int firstSlot;
  private final @Nullable Span span;
  private final Placeholders placeholders;
  private final Map<Apply, Optional<Expr>> definitions = new HashMap<>();

  /** A source of nodes for elements that stand for the arguments of a function. */
  @FunctionalInterface
  interface Placeholders {
    /** The node of an element with these indices, or null where it is none of the arguments. */
    @Nullable Step find(String family, List<Step> indices);
  }

  ExprTranslator(StepGraph graph) {
    this(graph, 0, null, (family, indices) -> null);
  }

  /**
   * A translator of what stands inside something else.
   *
   * @param firstSlot the number of slots in use there
   * @param span the place in the text
   */
  ExprTranslator(StepGraph graph, int firstSlot, @Nullable Span span, Placeholders placeholders) {
    this.graph = graph;
    this.firstSlot = firstSlot;
    this.span = span;
    this.placeholders = placeholders;
  }

  @Override
  public Step translate(Expr tree) {
    return tree instanceof Elements
        ? graph.refusal("a vector is no number: select one of its elements", span)
        : apply(tree);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Product product) {
      return product.parts();
    } else if (node instanceof Power power) {
      return Product.Factor.of(power).parts();
    } else if (node instanceof Apply apply) {
      Optional<Expr> definition = definition(apply);
      if (definition.isPresent()) {
        return selects(apply)
            ? List.of(definition.get(), isSelected(apply))
            : List.of(definition.get());
      }
      return apply.function().takesArray() && apply.function().matrixKernel().isEmpty()
          ? List.of()
          : apply.arguments();
    } else if (node instanceof DerivativeTerm) {
      return List.of();
    }
    return super.dependencies(node);
  }

  static boolean hasKernels(Function function) {
    return function.kernel().isPresent() && function.preciseKernel().isPresent();
  }

  private static boolean selects(Apply apply) {
    return apply.arguments().size() > 1
        && apply.arguments().get(0) instanceof Elements
        && apply.function().parameters().get(1) == Function.Parameter.INDEX;
  }

  /** Whether a vector has the element that is selected; no equality, which would tell of a kink. */
  private static Expr isSelected(Apply apply) {
    Elements vector = (Elements) apply.arguments().get(0);
    Expr index = apply.arguments().get(1);
    Expr one = Expr.of(1);
    return Logical.and(
        Relation.less(vector.lower().minus(one), index),
        Relation.less(index, vector.upper().plus(one)));
  }

  /** What is evaluated in place of a function that has no kernels. */
  private Optional<Expr> definition(Apply apply) {
    return definitions.computeIfAbsent(
        apply,
        each ->
            hasKernels(each.function()) && !each.function().takesArray()
                ? Optional.empty()
                : each.function().evaluation(each.arguments()));
  }

  @Override
  protected Step compute(Expr node) {
    return node.accept(this);
  }

  private Step node(Step.Kind kind, List<Step> inputs, Step.Detail detail) {
    return graph.node(kind, inputs, detail, span);
  }

  private Step node(Step.Kind kind, List<Step> inputs) {
    return node(kind, inputs, Step.Detail.NONE);
  }

  private Step number(Rational value) {
    return graph.number(value, span);
  }

  private List<Step> results(List<Expr> nodes) {
    return nodes.stream().map(this::result).toList();
  }

  @Override
  public Step visit(RationalNumber number) {
    return number(number.value());
  }

  @Override
  public Step visit(NamedConstant constant) {
    return node(
        switch (constant.kind()) {
          case PI -> Step.Kind.PI;
          case E -> Step.Kind.E;
          case INFINITY -> Step.Kind.INFINITY;
        },
        List.of());
  }

  @Override
  public Step visit(Symbol symbol) {
    return symbol.isOpened()
        ? graph.slot(Symbol.largestOpened(symbol) + firstSlot, span)
        : node(Step.Kind.SYMBOL, List.of(), Step.Detail.NONE.name(symbol.name()));
  }

  @Override
  public Step visit(BoundIndex index) {
    throw new IllegalStateException("a binder was not opened");
  }

  @Override
  public Step visit(IndexedSymbol indexed) {
    List<Step> indices = results(indexed.indices());
    Step argument = placeholders.find(indexed.family(), indices);
    return argument != null
        ? argument
        : node(Step.Kind.ELEMENT, indices, Step.Detail.NONE.name(indexed.family()));
  }

  @Override
  public Step visit(Sum sum) {
    List<Step> addends = new ArrayList<>(sum.size() + 1);
    if (!sum.constant().isZero()) {
      addends.add(number(sum.constant()));
    }
    for (Sum.Term term : sum.terms()) {
      addends.add(scaled(term.coefficient(), result(term.expression())));
    }
    return node(Step.Kind.ADD, addends);
  }

  private Step scaled(Rational coefficient, Step value) {
    if (coefficient.isOne()) {
      return value;
    }
    return quotient(coefficient, List.of(value), List.of());
  }

  private Step quotient(Rational coefficient, List<Step> above, List<Step> below) {
    List<Step> numerator = new ArrayList<>(above);
    List<Step> denominator = new ArrayList<>(below);
    Rational top = Rational.of(coefficient.numerator());
    boolean negative = top.equals(Rational.MINUS_ONE) && !numerator.isEmpty();
    if (!negative && (!top.isOne() || numerator.isEmpty())) {
      numerator.add(0, number(top));
    }
    if (!coefficient.isInteger()) {
      denominator.add(0, number(Rational.of(coefficient.denominator())));
    }
    Step value = product(numerator);
    if (!denominator.isEmpty()) {
      value = node(Step.Kind.DIVIDE, List.of(value, product(denominator)));
    }
    return negative ? node(Step.Kind.NEGATE, List.of(value)) : value;
  }

  private Step product(List<Step> factors) {
    return factors.size() == 1 ? factors.get(0) : node(Step.Kind.MULTIPLY, factors);
  }

  @Override
  public Step visit(Product product) {
    Product.Quotient quotient = product.quotient();
    return quotient(
        product.coefficient(),
        quotient.above().stream().map(this::power).toList(),
        quotient.below().stream().map(this::power).toList());
  }

  private Step power(Product.Factor factor) {
    Expr exponent = factor.exponent();
    Optional<Expr> argument = factor.asExponential();
    if (argument.isPresent()) {
      return node(Step.Kind.EXPONENTIAL, List.of(result(argument.get())));
    }
    if (exponent.isOne()) {
      return result(factor.base());
    }
    Step exponentNode =
        exponent instanceof RationalNumber number ? number(number.value()) : result(exponent);
    return node(Step.Kind.POWER, List.of(result(factor.base()), exponentNode));
  }

  @Override
  public Step visit(Power power) {
    Product.Factor factor = Product.Factor.of(power);
    return factor.divides()
        ? node(Step.Kind.DIVIDE, List.of(number(Rational.ONE), power(factor.inverse())))
        : power(factor);
  }

  @Override
  public Step visit(Apply apply) {
    Function function = apply.function();
    Optional<Expr> definition = definition(apply);
    if (definition.isPresent()) {
      Step value = result(definition.get());
      if (!selects(apply)) {
        return value;
      }
      Step refusal =
          graph.refusal(function.name() + " is asked for an element outside its vector", span);
      return node(
          Step.Kind.CASES,
          List.of(value, result(isSelected(apply)), refusal),
          Step.Detail.NONE.flag(true));
    }
    if (function.isExponential()) {
      return node(Step.Kind.EXPONENTIAL, results(apply.arguments()));
    }
    if (function.matrixKernel().isPresent()) {
      return node(
          Step.Kind.OF_ARRAY, results(apply.arguments()), Step.Detail.NONE.function(function));
    }
    if (function.isDeclared() || function.takesArray() || function.preciseKernel().isEmpty()) {
      return graph.refusal(
          "the function " + function.name() + " is known by name only, it has no values", span);
    }
    return node(Step.Kind.CALL, results(apply.arguments()), Step.Detail.NONE.function(function));
  }

  @Override
  public Step visit(Reduction reduction) {
    return binder(Step.Kind.REDUCE, reduction, Step.Detail.NONE.fold(reduction.operator()));
  }

  @Override
  public Step visit(Elements elements) {
    return binder(Step.Kind.ARRAY, elements, Step.Detail.NONE);
  }

  private Step binder(Step.Kind kind, Binder binder, Step.Detail detail) {
    Binder.Opened inside = opened(binder);
    return node(
        kind,
        List.of(
            result(binder.lower()),
            result(binder.upper()),
            result(inside.condition()),
            result(inside.body())),
        detail.slot(Symbol.largestOpened(inside.index()) + firstSlot));
  }

  @Override
  public Step visit(KroneckerDelta delta) {
    return node(Step.Kind.DELTA, List.of(result(delta.left()), result(delta.right())));
  }

  @Override
  public Step visit(Piecewise piecewise) {
    Step.Detail detail =
        piecewise.isRestriction()
            ? Step.Detail.NONE.name(piecewise.branches().get(0).condition().toString())
            : Step.Detail.NONE.flag(piecewise.otherwise().isPresent());
    List<Expr> parts =
        piecewise.isRestriction() ? piecewise.children().subList(0, 2) : piecewise.children();
    return node(Step.Kind.CASES, results(parts), detail);
  }

  @Override
  public Step visit(Relation relation) {
    Step.Sign sign =
        switch (relation.operator()) {
          case EQUAL -> Step.Sign.EQUAL;
          case NOT_EQUAL -> Step.Sign.NOT_EQUAL;
          case LESS -> Step.Sign.LESS;
          case LESS_OR_EQUAL -> Step.Sign.LESS_OR_EQUAL;
        };
    return node(
        Step.Kind.COMPARE,
        List.of(result(relation.left()), result(relation.right())),
        Step.Detail.NONE.sign(sign));
  }

  @Override
  public Step visit(Logical logical) {
    return node(
        logical.operator() == Logical.Operator.AND ? Step.Kind.AND : Step.Kind.OR,
        results(logical.operands()));
  }

  @Override
  public Step visit(DerivativeTerm derivative) {
    return graph.refusal("a derivative that is not carried out has no value", span);
  }
}
