package org.chainrule.differentiate;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.error.DomainException;
import org.chainrule.error.NoDerivativeException;
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
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.Visitor;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.SharedDeltas;
import org.chainrule.rewrite.SweepRecorder;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.TraceStep;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of an expression by one name or element of a family, through all definitions: the
 * chain rule, written once over the function table. Defined names stay names in the answer.
 */
public final class Differentiator extends Pass<Expr> implements Visitor<Expr> {
  private final Expr variable;
  private final String name;

  /**
   * The families of recurrences that are differentiated through their definitions; null for all.
   */
  private @Nullable Set<String> followed;

  private final Definitions definitions;
  private final Dependence dependence;
  private Facts facts;
  private final TraceListener listener;
  private final Map<Expr, Expr> names = new HashMap<>();
  private final Set<Expr> implicit = new HashSet<>();
  private final Map<Expr, Symbol> fresh = new HashMap<>();
  private @Nullable Expr root;
  private @Nullable RecurrenceReach reach;
  private int depth;
  private SweepRecorder sweep = SweepRecorder.NONE;

  /** Whether the derivatives of parts are looked at as they are before they are found. */
  private boolean areUnevaluated;

  /** Whether the derivatives of powers in products are looked at as they are before that, too. */
  private boolean arePowersApart;

  /** Whether a name was put in the place of its value. */
  private boolean isNamed;

  /**
   * A differentiator.
   *
   * @param variable a {@link Symbol} or {@link IndexedSymbol}, taken as independent even if defined
   * @param facts what is known
   */
  public Differentiator(Expr variable, Definitions definitions, Facts facts) {
    this(variable, definitions, facts, TraceListener.NONE);
  }

  /** The same, which tells of its steps. */
  public Differentiator(
      Expr variable, Definitions definitions, Facts facts, TraceListener listener) {
    super(Symbol.largestOpened(variable));
    if (variable instanceof IndexedSymbol indexed) {
      name = indexed.family();
    } else if (variable instanceof Symbol symbol) {
      name = symbol.name();
    } else {
      throw new NoDerivativeException("a derivative is by a name or by an element of a family");
    }
    this.variable = variable;
    this.definitions = definitions;
    dependence = new Dependence(variable, definitions);
    this.facts = facts;
    this.listener = listener;
  }

  /**
   * The same, where no element of a recurrence is differentiated through its definition.
   *
   * @param but the families of which elements may be
   */
  Differentiator keepingRecurrences(Set<String> but) {
    Differentiator other = new Differentiator(variable, definitions, facts, listener);
    other.followed = but;
    return other;
  }

  /**
   * The derivative of the expression by the variable.
   *
   * @throws NoDerivativeException where an index or a bound depends on the variable, or where a
   *     function's derivative by an argument is not known
   */
  public Expr differentiate(Expr expression) {
    root = expression;
    addImplicit(expression);
    if (!listener.isListening()) {
      return apply(expression);
    }
    Expr wanted = DerivativeTerm.of(expression, variable);
    sweep = SweepRecorder.of(listener, Sweep.Strategy.TOP_DOWN, wanted);
    Expr derivative = apply(expression);
    // What needs no rule has no step yet.
    Rule atOnce = expression == variable ? Rule.VARIABLE : Rule.CONSTANT;
    sweep.add(TraceStep.of(atOnce, wanted, derivative), derivative);
    sweep.end(derivative);
    return derivative;
  }

  /**
   * Notes the names without a definition whose derivatives stand in an expression: they depend on
   * more than is told, so that their own derivatives are not zero.
   */
  private void addImplicit(Expr expression) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof DerivativeTerm derivative
            && (derivative.body() instanceof Symbol || derivative.body() instanceof IndexedSymbol)
            && !definitions.isDefined(derivative.body())) {
          implicit.add(derivative.body());
        }
        return true;
      }
    }.apply(expression);
  }

  /** Carries the definition's name along, so that the derivative is in terms of the result. */
  private void nameValue(Expr value, Expr defined) {
    names.putIfAbsent(value, defined);
  }

  @Override
  protected @Nullable Expr shortcut(Expr node) {
    if (node == variable) {
      return RationalNumber.ONE;
    }
    if (definitions.isEmpty() && implicit.isEmpty() && !Occurrence.isPossible(name, node)) {
      return RationalNumber.ZERO;
    }
    return null;
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Symbol || node instanceof IndexedSymbol) {
      return definitionsOf(node);
    }
    if (node instanceof Binder binder) {
      Binder.Opened inside = opened(binder);
      sweep.open(node, inside.index());
      facts = facts.withRange(inside.index(), binder.range());
      return List.of(inside.body());
    }
    if (node instanceof Piecewise piecewise) {
      return reached(piecewise).stream().map(Piecewise.Branch::value).toList();
    }
    return node instanceof DerivativeTerm || node instanceof KroneckerDelta
        ? List.of()
        : node.children();
  }

  /** The values of the definitions that a name stands for; empty where it is not to be followed. */
  private List<Expr> definitionsOf(Expr node) {
    if (node == variable || isKeptAsDerivative(node) || isIndependent(node)) {
      return List.of();
    }
    if (node instanceof IndexedSymbol indexed
        && variable instanceof IndexedSymbol element
        && definitions.isBeside(indexed, element)) {
      definitions.requireStarted(node, List.of(variable));
      return List.of();
    }
    if (definitions.valueOf(node).isPresent()) {
      Expr value = definitions.valueOf(node).get();
      nameValue(value, node);
      return List.of(value);
    }
    definitions.requireStarted(node, List.of(variable));
    List<Expr> values = new ArrayList<>();
    if (node instanceof IndexedSymbol indexed && !Definitions.isConcrete(indexed)) {
      for (Definitions.Definition each : reachable(indexed)) {
        nameValue(each.value(), each.target());
        values.add(each.value());
      }
    }
    return values;
  }

  /** The definitions of some of a family's elements that an element may be, at its indices. */
  private List<Definitions.Definition> reachable(IndexedSymbol indexed) {
    List<Definitions.Definition> found = new ArrayList<>();
    for (Definitions.Definition each : definitions.partial(indexed)) {
      boolean isOther =
          each.target() == variable
              || facts.isOutside(indexed, ((IndexedSymbol) each.target()).indices());
      if (!isOther) {
        found.add(each);
      }
    }
    return found;
  }

  @Override
  protected RuntimeException cycle(Expr node) {
    return new NoDerivativeException("a definition leads back to itself");
  }

  /**
   * Whether a node is of the variable's own family, all of which is independent if it is defined.
   */
  private boolean isIndependent(Expr node) {
    return variable instanceof IndexedSymbol element
        && node instanceof IndexedSymbol indexed
        && element.family().equals(indexed.family())
        && definitions.hasGeneral(name)
        && !definitions.isRecurrent(name);
  }

  /** Whether an element of a recurrence stays as an unevaluated derivative, such as h_{t-1}. */
  private boolean isKeptAsDerivative(Expr node) {
    return node instanceof IndexedSymbol indexed
        && definitions.isMoving(indexed)
        && (followed != null && !followed.contains(indexed.family())
            || !(root instanceof IndexedSymbol start && start.indices().equals(indexed.indices())));
  }

  /** Whether the variable comes after all that an element of a recurrence depends on. */
  private boolean isTooLate(IndexedSymbol indexed) {
    if (!(variable instanceof IndexedSymbol element)) {
      return false;
    }
    if (reach == null) {
      reach = new RecurrenceReach(definitions, element);
    }
    return reach.isTooLate(indexed, facts);
  }

  @Override
  protected Expr compute(Expr node) {
    Expr derivative = node.accept(this);
    if (sweep.isListening() && !(node instanceof Elements)) {
      tell(node, derivative);
    }
    return derivative;
  }

  /** Tells of the rule for a node. */
  private void tell(Expr node, Expr derivative) {
    if (node instanceof Product product && ownPowers(product).findAny().isPresent()) {
      ownPowers(product).forEach(each -> tell(each, each.accept(this)));
      arePowersApart = true;
      boolean isTold = sweep.addLeading(step(node, derivative), derivative);
      arePowersApart = false;
      if (isTold) {
        return;
      }
    }
    sweep.add(step(node, derivative), derivative);
  }

  /** The powers in a product whose derivatives are a step of their own. */
  private Stream<Expr> ownPowers(Product product) {
    boolean isQuotient = ruleOf(product).rule() == Rule.QUOTIENT;
    return product.factors().stream()
        .filter(each -> !each.exponent().isOne() && !isConstant(each.toExpr()))
        .filter(each -> !(isQuotient && each.divides()))
        .map(Product.Factor::toExpr);
  }

  /** The rule for a node, used once more on the derivatives of its parts as such. */
  private TraceStep step(Expr node, Expr derivative) {
    Expr wanted = DerivativeTerm.of(node, variable);
    Expr after = derivative;
    areUnevaluated = true;
    isNamed = false;
    try {
      after = node.accept(this);
    } catch (DomainException none) {
      // As a whole it has a value, by what the derivatives of its parts turned out to be.
      after = derivative;
    } finally {
      areUnevaluated = false;
    }
    List<Expr> conditions = new ArrayList<>();
    if (isNamed) {
      conditions.add(Relation.equal(named(node), node));
    }
    Optional<Expr> value = definitionsOf(node).stream().findFirst();
    value.ifPresent(each -> conditions.add(Relation.equal(node, each)));
    RuleUse use = ruleOf(node);
    Rule rule = derivative.isZero() && after.isZero() ? Rule.CONSTANT : use.rule();
    return new TraceStep(rule, use.subject(), wanted, after, conditions, List.of());
  }

  private RuleUse ruleOf(Expr node) {
    return node instanceof IndexedSymbol && definitionsOf(node).isEmpty()
        ? RuleUse.of(Rule.ELEMENT)
        : RuleUse.of(node, this::isConstant, arePowersApart);
  }

  /** Whether the derivatives of a node's parts are 0. */
  private boolean isConstant(Expr node) {
    if (node instanceof Power power && !isComputed(node)) {
      // A power that is a factor is no part of the product: its base and its exponent are.
      return isConstant(power.base()) && isConstant(power.exponent());
    }
    return node instanceof RationalNumber || result(node).isZero();
  }

  /** The derivative of a part, or, where steps are told, that it is to be found. */
  private Expr derivative(Expr part) {
    Expr found = result(part);
    return areUnevaluated && !found.isZero() && part != variable
        ? DerivativeTerm.of(part, variable)
        : found;
  }

  /** A sum over an index, its deltas contracted unless that is a step of its own. */
  private Expr sum(Symbol index, Expr lower, Expr upper, Expr condition, Expr body) {
    if (!areUnevaluated) {
      return Contraction.sum(index, lower, upper, condition, body, facts, sweep);
    }
    Expr sum = Reduction.of(Reduction.Operator.SUM, index, lower, upper, condition, body);
    sweep.open(sum, index);
    return sum;
  }

  @Override
  public Expr visit(RationalNumber number) {
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(NamedConstant constant) {
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(Symbol symbol) {
    if (implicit.contains(symbol)) {
      return DerivativeTerm.of(symbol, variable);
    }
    List<Expr> values = definitionsOf(symbol);
    return values.isEmpty() ? RationalNumber.ZERO : derivative(values.get(0));
  }

  @Override
  public Expr visit(BoundIndex index) {
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(IndexedSymbol indexed) {
    if (implicit.contains(indexed)) {
      return DerivativeTerm.of(indexed, variable);
    }
    if (variable instanceof IndexedSymbol element && definitions.isBeside(indexed, element)) {
      return deltas(indexed, element);
    }
    if (isKeptAsDerivative(indexed)) {
      return dependsOnVariable(indexed) && !isTooLate(indexed)
          ? DerivativeTerm.of(indexed, variable)
          : RationalNumber.ZERO;
    }
    List<Expr> values = definitionsOf(indexed);
    if (definitions.valueOf(indexed).isPresent() && !isIndependent(indexed)) {
      return besideVariable(indexed, derivative(values.get(0)));
    }
    Sum.Builder sum = new Sum.Builder();
    if (variable instanceof IndexedSymbol element && element.family().equals(indexed.family())) {
      sum.add(deltas(indexed, element));
    }
    if (!values.isEmpty()) {
      List<Definitions.Definition> closer = new ArrayList<>();
      for (Definitions.Definition each : reachable(indexed)) {
        Expr selects = deltas(indexed, (IndexedSymbol) each.target());
        for (Definitions.Definition other : closer) {
          if (Definitions.canMeet(other.target(), each.target())) {
            Expr isOther = deltas(indexed, (IndexedSymbol) other.target());
            selects = Product.of(selects, Sum.of(RationalNumber.ONE, isOther.negate()));
          }
        }
        sum.add(Product.of(selects, derivative(each.value())));
        closer.add(each);
      }
    }
    return sum.build();
  }

  /**
   * The derivative of an element through its definition, but 1 where it may be the variable itself.
   */
  private Expr besideVariable(IndexedSymbol indexed, Expr through) {
    if (!(variable instanceof IndexedSymbol element)
        || !element.family().equals(indexed.family())
        || facts.isOutside(indexed, element.indices())) {
      return through;
    }
    Expr same = deltas(indexed, element);
    if (through.isZero() || same.isZero()) {
      return same.isZero() ? through : same;
    }
    List<Expr> equal = new ArrayList<>();
    for (int i = 0; i < indexed.indices().size(); i++) {
      equal.add(Relation.equal(indexed.indices().get(i), element.indices().get(i)));
    }
    Expr condition = Logical.of(Logical.Operator.AND, equal);
    return Piecewise.of(List.of(new Piecewise.Branch(RationalNumber.ONE, condition)), through);
  }

  private static Expr deltas(IndexedSymbol first, IndexedSymbol second) {
    if (first.indices().size() != second.indices().size()) {
      throw new NoDerivativeException(
          "the family " + first.family() + " is used with different numbers of indices");
    }
    List<Expr> factors = new ArrayList<>();
    for (int i = 0; i < first.indices().size(); i++) {
      factors.add(KroneckerDelta.of(first.indices().get(i), second.indices().get(i)));
    }
    return Product.of(factors);
  }

  @Override
  public Expr visit(Sum sum) {
    Sum.Builder builder = new Sum.Builder();
    for (Sum.Term term : sum.terms()) {
      builder.add(term.coefficient(), derivative(term.expression()));
    }
    return builder.build();
  }

  @Override
  public Expr visit(Product product) {
    Sum.Builder builder = new Sum.Builder();
    Set<Expr> apart = arePowersApart ? ownPowers(product).collect(toSet()) : Set.of();
    for (Product.Factor factor : product.factors()) {
      Expr power = factor.toExpr();
      if (apart.contains(power)) {
        Expr others = Product.of(product, Power.of(power, RationalNumber.MINUS_ONE));
        builder.add(Product.of(others, DerivativeTerm.of(power, variable)));
        continue;
      }
      Expr base = derivative(factor.base());
      Expr exponent = factor.exponent();
      if (!base.isZero()) {
        builder.add(Product.of(exponent, product.lowered(factor.base()), base));
      }
      if (!exponent.isOne() && !derivative(exponent).isZero()) {
        builder.add(Product.of(product, Rules.log(factor.base()), derivative(exponent)));
      }
    }
    return builder.build();
  }

  @Override
  public Expr visit(Power power) {
    Expr base = power.base();
    Expr exponent = power.exponent();
    Expr byBase = derivative(base);
    Expr byExponent = derivative(exponent);
    if (areUnevaluated
        && base instanceof Apply apply
        && Product.Factor.of(power).asExponential().isPresent()) {
      return Product.of(exponent, power, derivative(apply.arguments().get(0)));
    }
    if (byExponent.isZero()) {
      Expr lowered = Power.of(base, Sum.of(exponent, RationalNumber.MINUS_ONE));
      return Product.of(exponent, lowered, byBase);
    }
    if (base.isZero()) {
      // A power of 0 has a value only where it is 0, but for the exponent 0.
      return RationalNumber.ZERO;
    }
    Expr inner =
        Sum.of(
            Product.of(byExponent, Rules.log(base)),
            Product.of(exponent, byBase, Power.of(base, RationalNumber.MINUS_ONE)));
    return Product.of(named(power), inner);
  }

  private Expr named(Expr node) {
    isNamed |= names.containsKey(node);
    return names.getOrDefault(node, node);
  }

  @Override
  public Expr visit(Apply apply) {
    Function function = apply.function();
    List<Expr> arguments = apply.arguments();
    Sum.Builder builder = new Sum.Builder();
    for (int i = 0; i < arguments.size(); i++) {
      Expr inner = derivative(arguments.get(i));
      if (arguments.get(i) instanceof Elements elements) {
        builder.add(throughElements(apply, elements));
      } else if (!inner.isZero()) {
        builder.add(Product.of(Rules.partial(function, i, arguments, named(apply)), inner));
      }
    }
    return builder.build();
  }

  /** The sum over the elements of an array of the derivative by each, times the element's own. */
  private Expr throughElements(Apply apply, Elements elements) {
    List<Expr> indices = new ArrayList<>();
    Expr element = elements;
    while (element instanceof Elements axis) {
      if (shortcut(axis) != null) {
        return RationalNumber.ZERO;
      }
      Binder.Opened inside = opened(axis);
      indices.add(inside.index());
      element = inside.body();
    }
    Expr inner = derivative(element);
    if (inner.isZero()) {
      return inner;
    }
    Expr outer =
        apply
            .function()
            .partialByElement(apply.arguments(), named(apply), indices)
            .orElseThrow(() -> Rules.unknown(apply.function()));
    Expr sum = Product.of(outer, inner);
    List<IndexRange> ranges = elements.ranges();
    for (int axis = ranges.size() - 1; axis >= 0; axis--) {
      IndexRange range = ranges.get(axis);
      sum = sum((Symbol) indices.get(axis), range.lower(), range.upper(), Logical.TRUE, sum);
    }
    return sum;
  }

  @Override
  public Expr visit(Reduction reduction) {
    requireIndependent(reduction.lower(), "a bound");
    requireIndependent(reduction.upper(), "a bound");
    Binder.Opened inside = opened(reduction);
    requireIndependent(inside.condition(), "the condition of a sum");
    Expr body = derivative(inside.body());
    if (body.isZero() || reduction.isOfEqualTerms()) {
      return body;
    }
    return switch (reduction.operator()) {
      case SUM -> ofTerms(reduction, inside, body, RationalNumber.ONE);
      case PRODUCT -> ofTerms(reduction, inside, body, others(reduction, inside));
      case MAXIMUM, MINIMUM ->
          sum(
              inside.index(),
              reduction.lower(),
              reduction.upper(),
              inside.condition(),
              Product.of(attained(reduction, inside), body));
    };
  }

  /**
   * The sum of derivatives without those of terms that are constant, where the rules give these a
   * pole or a kink: of x^i for i = 0, and of |x_i - x_j| for i = j.
   *
   * @param factor by what each derivative counts
   */
  private Expr ofTerms(Reduction reduction, Binder.Opened inside, Expr derivative, Expr factor) {
    Symbol index = inside.index();
    Expr lower = reduction.lower();
    Expr upper = reduction.upper();
    Expr condition = inside.condition();
    Expr parts = RationalNumber.ZERO;
    if (depth < IndexCollisions.DEEPEST) {
      if (IndexCollisions.isPole(index, lower, derivative) && isConstant(inside, lower)) {
        lower = Sum.of(lower, RationalNumber.ONE);
      }
      if (IndexCollisions.isPole(index, upper, derivative) && isConstant(inside, upper)) {
        upper = Sum.of(upper, RationalNumber.MINUS_ONE);
      }
      for (Expr value : IndexCollisions.of(index, derivative, definitions)) {
        Optional<Expr> term = ofPart(inside, value);
        if (term.isPresent()) {
          Expr there = Product.of(KroneckerDelta.of(index, value), factor, term.get());
          parts = Sum.of(parts, sum(index, lower, upper, condition, there));
          condition = Logical.and(condition, Relation.notEqual(index, value));
        }
      }
    }
    Expr rest = Product.of(factor, derivative);
    return Sum.of(parts, sum(index, lower, upper, condition, rest));
  }

  private boolean isConstant(Binder.Opened inside, Expr value) {
    return ofPart(inside, value).filter(Expr::isZero).isPresent();
  }

  /** The derivative of a single term; empty where that has no value. */
  private Optional<Expr> ofPart(Binder.Opened inside, Expr value) {
    Differentiator part = new Differentiator(variable, definitions, facts);
    part.followed = followed;
    part.implicit.addAll(implicit);
    part.root = root;
    part.depth = depth + 1;
    try {
      return Optional.of(part.apply(Substitution.of(inside.index(), value).apply(inside.body())));
    } catch (DomainException pole) {
      return Optional.empty();
    }
  }

  /** The same reduction over all values of the index but the one that is open. */
  private Expr others(Reduction reduction, Binder.Opened inside) {
    return reduction.without(inside.index(), fresh.computeIfAbsent(reduction, key -> freshIndex()));
  }

  /** 1 where the open term is the largest (smallest), 0 where it is not, without ties. */
  private Expr attained(Reduction reduction, Binder.Opened inside) {
    Expr rest = others(reduction, inside);
    Expr below = Relation.less(inside.body(), rest);
    Expr above = Relation.less(rest, inside.body());
    boolean isMaximum = reduction.operator() == Reduction.Operator.MAXIMUM;
    return Piecewise.of(
        List.of(
            new Piecewise.Branch(RationalNumber.ONE, isMaximum ? above : below),
            new Piecewise.Branch(RationalNumber.ZERO, isMaximum ? below : above)),
        null);
  }

  @Override
  public Expr visit(Elements elements) {
    // Its derivative enters through the function that the vector is given to.
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(KroneckerDelta delta) {
    requireIndependent(delta, "an index");
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(Piecewise piecewise) {
    List<Expr> conditions = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (Piecewise.Branch branch : reached(piecewise)) {
      conditions.add(branch.condition());
      values.add(derivative(branch.value()));
    }
    Expr front = RationalNumber.ONE;
    for (KroneckerDelta delta : SharedDeltas.of(values)) {
      if (conditions.stream().allMatch(each -> dependsThrough(delta, each))) {
        front = front.times(delta);
        values.replaceAll(value -> SharedDeltas.without(value, delta));
      }
    }
    return front.times(InteriorCases.of(conditions, values, this::dependsOnVariable));
  }

  /** The branches that may be taken, the otherwise as the last. */
  private List<Piecewise.Branch> reached(Piecewise piecewise) {
    List<Piecewise.Branch> reached = new ArrayList<>();
    for (Piecewise.Branch branch : piecewise.branches()) {
      Optional<Boolean> decided = facts.decide(branch.condition());
      if (decided.orElse(false)) {
        reached.add(new Piecewise.Branch(branch.value(), Logical.TRUE));
        return reached;
      }
      if (decided.isEmpty()) {
        reached.add(branch);
      }
    }
    piecewise.otherwise().ifPresent(last -> reached.add(new Piecewise.Branch(last, Logical.TRUE)));
    return reached;
  }

  /**
   * Whether a condition depends on the variable in elements only that a delta tells to be it: where
   * the delta is 0, the variable moves no boundary.
   */
  private boolean dependsThrough(KroneckerDelta delta, Expr condition) {
    if (!dependsOnVariable(condition)) {
      return true;
    }
    if (!(variable instanceof IndexedSymbol element)) {
      return false;
    }
    Map<Expr, Expr> others = new HashMap<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(condition));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (node instanceof IndexedSymbol indexed
          && indexed.family().equals(element.family())
          && SharedDeltas.of(List.of(deltas(indexed, element))).contains(delta)) {
        others.put(node, Symbol.opened(Symbol.largestOpened(condition) + 1));
      } else if (seen.add(node)) {
        pending.addAll(node.children());
      }
    }
    return !dependsOnVariable(Substitution.of(others).apply(condition));
  }

  @Override
  public Expr visit(Relation relation) {
    throw new NoDerivativeException("a condition has no derivative");
  }

  @Override
  public Expr visit(Logical logical) {
    throw new NoDerivativeException("a condition has no derivative");
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    return implicit.contains(derivative.body()) || dependsOnVariable(derivative)
        ? DerivativeTerm.of(derivative, variable)
        : RationalNumber.ZERO;
  }

  /** Whether the variable occurs, or an element of its family, or a name that leads to it. */
  private boolean dependsOnVariable(Expr expression) {
    return dependence.of(expression);
  }

  private void requireIndependent(Expr expression, String what) {
    if (dependsOnVariable(expression)) {
      throw new NoDerivativeException(what + " depends on the variable of differentiation");
    }
  }
}
