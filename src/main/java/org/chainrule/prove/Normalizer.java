package org.chainrule.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;

/**
 * The normal form of an expression and of each of its parts: a fraction in kernels. Of what kernels
 * are made is in normal form itself, so that expressions are equal where the difference of their
 * normal forms is 0.
 */
final class Normalizer extends Pass<Fraction> implements Visitor<Fraction> {
  private final Setting setting;
  private final Algebra algebra;
  private final Elementaries elementaries;
  private final Summation summation;

  /** What has a real logarithm or root, and so is not below 0. */
  private final List<Fraction> notNegative;

  private final Map<Expr, Expr> written = new HashMap<>();
  private final List<Kept> functions;
  private final List<Normalized> log;

  /**
   * A step: a part of an expression and its normal form, which are equal.
   *
   * @param before the part
   * @param after its normal form
   */
  record Normalized(Expr before, Fraction after) {}

  /** A kernel of a function, with its arguments as they are. */
  private record Kept(Apply kernel, List<Fraction> arguments) {}

  Normalizer(Setting setting, Algebra algebra) {
    this(
        setting,
        algebra,
        new Elementaries(algebra),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private Normalizer(
      Setting setting,
      Algebra algebra,
      Elementaries elementaries,
      List<Fraction> notNegative,
      List<Kept> functions,
      List<Normalized> log) {
    this.log = log;
    this.setting = setting;
    this.algebra = algebra;
    this.elementaries = elementaries;
    this.notNegative = notNegative;
    this.functions = functions;
    summation = new Summation(this, setting, algebra, elementaries);
  }

  /** The normal form of another expression, by what is known already. */
  Fraction anew(Expr expression) {
    return new Normalizer(setting, algebra, elementaries, notNegative, functions, log)
        .apply(expression);
  }

  Algebra algebra() {
    return algebra;
  }

  Summation summation() {
    return summation;
  }

  /** The steps that were taken. */
  List<Normalized> log() {
    return log;
  }

  List<Fraction> notNegative() {
    return notNegative;
  }

  @Override
  public Binder.Opened opened(Binder binder) {
    return binder.open(setting.indexOf(binder));
  }

  /** What takes the place of a node: the definition of its function in others. */
  private Optional<Expr> replacement(Expr node) {
    if (!(node instanceof Apply apply)) {
      return Optional.empty();
    }
    Expr known = written.get(node);
    if (known == null) {
      Optional<Expr> found = setting.relations().of(apply);
      if (found.isPresent()) {
        setting.rows().requireRelation(apply.function(), setting.relations());
      } else if (apply.function().takesArray()) {
        found = apply.function().definition(apply.arguments());
      }
      known = found.orElse(node);
      written.put(node, known);
    }
    return known == node ? Optional.empty() : Optional.of(known);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    Optional<Expr> replacement = replacement(node);
    if (replacement.isPresent()) {
      return List.of(replacement.get());
    }
    if (node instanceof DerivativeTerm) {
      return List.of();
    }
    if (node instanceof Reduction reduction) {
      return summation.dependencies(reduction);
    }
    return super.dependencies(node);
  }

  @Override
  protected Fraction compute(Expr node) {
    Optional<Expr> replacement = replacement(node);
    Fraction normal = replacement.isPresent() ? result(replacement.get()) : node.accept(this);
    if (!node.children().isEmpty() && !node.isCondition()) {
      log.add(new Normalized(node, normal));
    }
    return normal;
  }

  Fraction of(Expr node) {
    return result(node);
  }

  @Override
  public Fraction visit(RationalNumber number) {
    return Fraction.of(number.value());
  }

  @Override
  public Fraction visit(NamedConstant constant) {
    return switch (constant.kind()) {
      case PI -> Fraction.of(constant);
      case E -> elementaries.exp(Fraction.ONE);
      case INFINITY -> throw new UnprovedException("an infinite bound");
    };
  }

  /** A kernel, or what is assumed to be equal to it. */
  private Fraction kernel(Expr kernel) {
    return summation.assumed(kernel).map(this::anew).orElseGet(() -> Fraction.of(kernel));
  }

  @Override
  public Fraction visit(Symbol symbol) {
    return kernel(symbol);
  }

  @Override
  public Fraction visit(BoundIndex index) {
    throw new UnprovedException("an index outside of its sum");
  }

  @Override
  public Fraction visit(IndexedSymbol indexed) {
    List<Expr> indices = indexed.indices().stream().map(each -> result(each).toExpr()).toList();
    return kernel(IndexedSymbol.of(indexed.family(), indices));
  }

  @Override
  public Fraction visit(Sum sum) {
    Fraction total = Fraction.of(sum.constant());
    for (Sum.Term term : sum.terms()) {
      total = algebra.plus(total, result(term.expression()).times(term.coefficient()));
    }
    return total;
  }

  @Override
  public Fraction visit(Product product) {
    Fraction total = Fraction.of(product.coefficient());
    for (Product.Factor factor : product.factors()) {
      total =
          algebra.times(
              total,
              factor.exponent().isOne()
                  ? result(factor.base())
                  : power(factor.base(), factor.exponent()));
    }
    return total;
  }

  @Override
  public Fraction visit(Power power) {
    return power(power.base(), power.exponent());
  }

  private Fraction power(Expr base, Expr exponent) {
    Fraction of = exponent instanceof RationalNumber ? Fraction.ONE : result(exponent);
    Optional<Rational> number =
        exponent instanceof RationalNumber rational
            ? Optional.of(rational.value())
            : of.isPolynomial() ? of.above().number() : Optional.empty();
    if (base == NamedConstant.E) {
      return elementaries.exp(number.map(Fraction::of).orElse(of));
    }
    Fraction below = result(base);
    if (number.isPresent()) {
      return power(below, number.get());
    }
    return isPositive(below) ? elementaries.exponential(below, of) : elementaries.power(below, of);
  }

  private Fraction power(Fraction base, Rational exponent) {
    if (exponent.isInt()) {
      return algebra.power(base, exponent.intValueExact());
    }
    if (base.isZero()) {
      return Fraction.ZERO;
    }
    notNegative.add(base);
    return elementaries.root(base, exponent);
  }

  /** Whether a fraction is known to be above 0 where it has a value and is not 0. */
  boolean isPositive(Fraction fraction) {
    if (fraction.isZero()) {
      return false;
    }
    Fraction sign = sign(fraction);
    return sign.equals(Fraction.ONE);
  }

  /** The sign of what is real and not 0. */
  Fraction sign(Fraction fraction) {
    Fraction sign = sign(fraction.above());
    for (Map.Entry<Polynomial, Integer> each : fraction.below().entrySet()) {
      if (each.getValue() % 2 != 0) {
        sign = algebra.times(sign, sign(each.getKey()));
      }
    }
    return sign;
  }

  private Fraction sign(Polynomial polynomial) {
    Algebra.Parts parts = algebra.parts(polynomial);
    Polynomial sign = Polynomial.of(Rational.of(parts.coefficient().signum()));
    for (Map.Entry<Expr, Rational> each : parts.content().exponents().entrySet()) {
      Expr kernel = each.getKey();
      boolean isPositive =
          Kernels.is(kernel, Kernels.EXP)
              || Kernels.is(kernel, Kernels.MAGNITUDE)
              || kernel == NamedConstant.PI
              || each.getValue().isEven();
      if (Kernels.is(kernel, Kernels.SIGN)) {
        sign = algebra.times(sign, Polynomial.of(kernel));
      } else if (!isPositive) {
        sign = algebra.times(sign, algebra.sign(Polynomial.of(kernel)));
      }
    }
    return Fraction.of(algebra.times(sign, algebra.sign(parts.primitive())));
  }

  @Override
  public Fraction visit(Apply apply) {
    Function function = apply.function();
    List<Fraction> arguments = apply.arguments().stream().map(this::result).toList();
    if (Kernels.isFormal(function)) {
      return formal(function, arguments);
    }
    if (function.isExponential()) {
      return elementaries.exp(arguments.get(0));
    }
    if (function.isLogarithm()) {
      notNegative.add(arguments.get(0));
      return elementaries.log(arguments.get(0));
    }
    if (function == Functions.ABS) {
      return arguments.get(0).isZero()
          ? Fraction.ZERO
          : elementaries.root(arguments.get(0), Rational.ONE);
    }
    if (function == Functions.SIGN) {
      return arguments.get(0).isZero() ? Fraction.ZERO : signed(arguments.get(0));
    }
    if (function == Functions.SIN) {
      return elementaries.sin(arguments.get(0));
    }
    if (function == Functions.COS) {
      return elementaries.cos(arguments.get(0));
    }
    return function(function, arguments);
  }

  private Fraction signed(Fraction argument) {
    return sign(argument);
  }

  private Fraction formal(Function function, List<Fraction> arguments) {
    Fraction first = arguments.get(0);
    if (function.equals(Kernels.EXP)) {
      return elementaries.exp(first);
    }
    if (function.equals(Kernels.UNIT)) {
      return elementaries.unit(first);
    }
    if (function.equals(Kernels.MAGNITUDE)) {
      return elementaries.root(first, Rational.ONE);
    }
    if (function.equals(Kernels.SIGN)) {
      return sign(first);
    }
    if (function.equals(Kernels.LOG)) {
      return elementaries.log(first);
    }
    if (function.equals(Kernels.ABOVE)) {
      return summation.above(first.toExpr());
    }
    Fraction exponent = arguments.get(1);
    return isPositive(first)
        ? elementaries.exponential(first, exponent)
        : elementaries.power(first, exponent);
  }

  /** A function of which nothing is known but that equal arguments have equal values. */
  private Fraction function(Function function, List<Fraction> arguments) {
    for (Kept each : functions) {
      if (each.kernel().function().equals(function)
          && each.arguments().size() == arguments.size()) {
        if (areSame(each.arguments(), arguments)) {
          return Fraction.of(each.kernel());
        }
        if (function.parity() != Function.Parity.NONE) {
          List<Fraction> turned = new ArrayList<>(arguments);
          turned.set(0, arguments.get(0).negate());
          if (areSame(each.arguments(), turned)) {
            Fraction value = Fraction.of(each.kernel());
            return function.parity() == Function.Parity.ODD ? value.negate() : value;
          }
        }
      }
    }
    List<Expr> shown = arguments.stream().map(Fraction::toExpr).toList();
    Apply kernel = (Apply) Apply.unfolded(function, shown);
    functions.add(new Kept(kernel, arguments));
    return kernel(kernel);
  }

  private boolean areSame(List<Fraction> some, List<Fraction> others) {
    for (int i = 0; i < some.size(); i++) {
      if (!algebra.isSame(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Fraction visit(Reduction reduction) {
    return summation.of(reduction);
  }

  @Override
  public Fraction visit(Elements elements) {
    throw new UnprovedException("an array");
  }

  @Override
  public Fraction visit(KroneckerDelta delta) {
    return summation.delta(result(delta.left()), result(delta.right()));
  }

  @Override
  public Fraction visit(Piecewise piecewise) {
    Fraction total = Fraction.ZERO;
    Fraction left = Fraction.ONE;
    for (Piecewise.Branch branch : piecewise.branches()) {
      Fraction holds = result(branch.condition());
      total =
          algebra.plus(total, algebra.times(result(branch.value()), algebra.times(left, holds)));
      left = algebra.times(left, algebra.minus(Fraction.ONE, holds));
    }
    return piecewise.otherwise().isPresent()
        ? algebra.plus(total, algebra.times(left, result(piecewise.otherwise().get())))
        : total;
  }

  /** 1 where the relation holds and 0 where it does not, sides that are equal left aside. */
  @Override
  public Fraction visit(Relation relation) {
    Fraction difference = algebra.minus(result(relation.right()), result(relation.left()));
    if (summation.isWhole(difference)) {
      return summation.indicator(relation);
    }
    return switch (relation.operator()) {
      case LESS, LESS_OR_EQUAL ->
          difference.isZero()
              ? Fraction.of(Rational.of(relation.operator() == Relation.Operator.LESS ? 0 : 1))
              : algebra.plus(Fraction.ONE, sign(difference)).times(Rational.HALF);
      case EQUAL, NOT_EQUAL ->
          throw new UnprovedException("a case for one value of what is no whole number");
    };
  }

  @Override
  public Fraction visit(Logical logical) {
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    Fraction total = Fraction.ONE;
    for (Expr operand : logical.operands()) {
      Fraction holds = result(operand);
      total = algebra.times(total, isAnd ? holds : algebra.minus(Fraction.ONE, holds));
    }
    return isAnd ? total : algebra.minus(Fraction.ONE, total);
  }

  @Override
  public Fraction visit(DerivativeTerm derivative) {
    return kernel(derivative);
  }
}
