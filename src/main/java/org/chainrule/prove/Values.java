package org.chainrule.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Apply;
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

/**
 * The values of expressions and of kernels at a point, in double precision, by nothing but what the
 * rows of the table compute: what steps of a proof are replayed with. Not a number where there is
 * no value.
 */
final class Values extends Pass<Complex> implements Visitor<Complex> {
  private static final int LONGEST = 12;

  private final Map<Expr, Double> given;
  private final long seed;
  private final Map<Long, Double> moved;
  private final Map<Expr, List<Expr>> instances = new HashMap<>();

  /**
   * @param given values of names; others have one that depends on the seed: of either sign and
   *     about 1, or all above 0, or of another size
   */
  Values(Map<Expr, Double> given, long seed) {
    this(given, seed, Map.of());
  }

  private Values(Map<Expr, Double> given, long seed, Map<Long, Double> moved) {
    this.given = new HashMap<>(given);
    this.seed = seed;
    this.moved = moved;
  }

  /** The same at a point that differs from this one in a name. */
  Values moving(Expr name, double by) {
    return new Values(given, seed, Map.of(nameOf(name), by));
  }

  private long nameOf(Expr name) {
    if (!(name instanceof IndexedSymbol indexed)) {
      return name.hashCode();
    }
    long hash = indexed.family().hashCode();
    for (Expr each : indexed.indices()) {
      hash = 31 * hash + Double.hashCode(Math.rint(apply(each).real()) + 0.0);
    }
    return hash;
  }

  Complex of(Fraction fraction) {
    Complex value = of(fraction.above());
    for (Map.Entry<Polynomial, Integer> each : fraction.below().entrySet()) {
      value = value.times(of(each.getKey()).power(-each.getValue()));
    }
    return value;
  }

  private Complex of(Polynomial polynomial) {
    Complex total = Complex.ZERO;
    for (Map.Entry<Monomial, Rational> each : polynomial.terms().entrySet()) {
      Complex term = Complex.of(each.getValue().doubleValue());
      for (Map.Entry<Expr, Rational> factor : each.getKey().exponents().entrySet()) {
        term = term.times(power(factor.getKey(), factor.getValue().doubleValue()));
      }
      total = total.plus(term);
    }
    return total;
  }

  private Complex power(Expr base, double exponent) {
    if (Kernels.is(base, Kernels.UNIT)) {
      return Complex.turned(exponent * apply(Kernels.argument(base)).real());
    }
    if (Kernels.is(base, Kernels.EXP)) {
      return Complex.of(Math.exp(exponent * apply(Kernels.argument(base)).real()));
    }
    return apply(base).power(exponent);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Reduction reduction) {
      return instances.computeIfAbsent(reduction, each -> terms(reduction));
    }
    if (node instanceof Apply apply && apply.function().takesArray()) {
      return List.of(apply.function().definition(apply.arguments()).orElse(RationalNumber.ZERO));
    }
    return node instanceof DerivativeTerm || node instanceof Elements
        ? List.of()
        : super.dependencies(node);
  }

  @Override
  protected Complex compute(Expr node) {
    Double known = given.get(node);
    return known == null ? node.accept(this) : Complex.of(known);
  }

  /** A number for what has no value of its own. */
  private Complex drawn(long name) {
    long mixed = (name + 0x632BE59BD9B4E019L * (seed + 1)) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    mixed ^= mixed >>> 32;
    double unit = (mixed >>> 11) * 0x1.0p-53;
    double value =
        switch ((int) (seed % 8)) {
          case 0 -> 0.1 + 1.7 * unit;
          case 1, 3 -> 3.4 * unit - 1.7;
          case 2 -> 1 + 9 * unit;
          case 4 -> 0.95 * unit;
          case 5 -> 30 * unit - 15;
          case 6 -> 14 * unit - 7;
          default -> 300 * unit - 150;
        };
    return Complex.of(value + moved.getOrDefault(name, 0.0));
  }

  @Override
  public Complex visit(RationalNumber number) {
    return Complex.of(number.value().doubleValue());
  }

  @Override
  public Complex visit(NamedConstant constant) {
    return switch (constant.kind()) {
      case PI -> Complex.of(Math.PI);
      case E -> Complex.of(Math.E);
      case INFINITY -> Complex.NONE;
    };
  }

  @Override
  public Complex visit(Symbol symbol) {
    return symbol == Kernels.I ? Complex.I : drawn(symbol.hashCode());
  }

  @Override
  public Complex visit(BoundIndex index) {
    return Complex.NONE;
  }

  @Override
  public Complex visit(IndexedSymbol indexed) {
    long name = indexed.family().hashCode();
    for (Expr each : indexed.indices()) {
      name = 31 * name + Double.hashCode(Math.rint(result(each).real()) + 0.0);
    }
    return drawn(name);
  }

  @Override
  public Complex visit(Sum sum) {
    Complex total = Complex.of(sum.constant().doubleValue());
    for (Sum.Term term : sum.terms()) {
      total = total.plus(result(term.expression()).times(term.coefficient().doubleValue()));
    }
    return total;
  }

  @Override
  public Complex visit(Product product) {
    Complex total = Complex.of(product.coefficient().doubleValue());
    for (Product.Factor factor : product.factors()) {
      total = total.times(power(factor));
    }
    return total;
  }

  @Override
  public Complex visit(Power power) {
    return power(new Product.Factor(power.base(), power.exponent()));
  }

  private Complex power(Product.Factor factor) {
    Complex exponent = factor.exponent().isOne() ? Complex.ONE : result(factor.exponent());
    if (!exponent.isReal()) {
      return Complex.NONE;
    }
    if (Kernels.isUnit(factor.base())) {
      return power(factor.base(), exponent.real());
    }
    Complex base = result(factor.base());
    return base.isReal()
        ? Complex.of(Math.pow(base.real(), exponent.real()))
        : base.power(exponent.real());
  }

  @Override
  public Complex visit(Apply apply) {
    if (apply.function().takesArray()) {
      return apply.function().definition(apply.arguments()).isPresent()
          ? result(dependencies(apply).get(0))
          : Complex.NONE;
    }
    double[] arguments = new double[apply.arguments().size()];
    for (int i = 0; i < arguments.length; i++) {
      Complex argument = result(apply.arguments().get(i));
      if (!argument.isReal()) {
        return Complex.NONE;
      }
      arguments[i] = argument.real();
    }
    Function function = apply.function();
    if (Kernels.isFormal(function)) {
      return formal(function, arguments);
    }
    return function.isDeclared()
        ? Complex.of(declared(function, arguments))
        : Complex.of(function.kernel().map(each -> each.apply(arguments)).orElse(Double.NaN));
  }

  private static Complex formal(Function function, double[] of) {
    if (function.equals(Kernels.UNIT)) {
      return Complex.turned(of[0]);
    }
    double value = Double.NaN;
    if (function.equals(Kernels.EXP)) {
      value = Math.exp(of[0]);
    } else if (function.equals(Kernels.MAGNITUDE)) {
      value = Math.abs(of[0]);
    } else if (function.equals(Kernels.SIGN)) {
      value = Math.signum(of[0]);
    } else if (function.equals(Kernels.LOG)) {
      value = Math.log(Math.abs(of[0]));
    } else if (function.equals(Kernels.POWER)) {
      value = Math.pow(of[0], of[1]);
    } else if (function.equals(Kernels.ABOVE)) {
      value = of[0] > 0.5 ? 1 : 0;
    }
    return Complex.of(value);
  }

  /** A sum of sines for a function of which only the name is known, or a derivative of it. */
  private static double declared(Function function, double[] of) {
    double angle = function.name().hashCode() % 7;
    double factor = 1;
    int orders = 0;
    for (int i = 0; i < of.length; i++) {
      double rate = 0.7 + 0.31 * i;
      angle += rate * of[i];
      int order = function.derivativeOrders().get(i);
      factor *= Math.pow(rate, order);
      orders += order;
    }
    return factor * Math.sin(angle + orders * Math.PI / 2);
  }

  /** The conditions and the terms of a sum in turn, at the values of its index. */
  private List<Expr> terms(Reduction reduction) {
    Values ends = new Values(given, seed, moved);
    double lower = ends.apply(reduction.lower()).real();
    double upper = ends.apply(reduction.upper()).real();
    if (!(upper - lower <= LONGEST)) {
      return List.of(NamedConstant.INFINITY);
    }
    List<Expr> terms = new ArrayList<>();
    for (long each = Math.round(lower); each <= Math.round(upper); each++) {
      Expr index = Expr.of(each);
      terms.add(reduction.conditionAt(index));
      terms.add(reduction.bodyAt(index));
    }
    return terms;
  }

  @Override
  public Complex visit(Reduction reduction) {
    List<Expr> terms = dependencies(reduction);
    if (terms.size() == 1) {
      return Complex.NONE;
    }
    List<Complex> values = new ArrayList<>();
    for (int i = 0; i < terms.size(); i += 2) {
      if (result(terms.get(i)).real() > 0.5) {
        values.add(result(terms.get(i + 1)));
      }
    }
    return switch (reduction.operator()) {
      case SUM -> values.stream().reduce(Complex.ZERO, Complex::plus);
      case PRODUCT -> values.stream().reduce(Complex.ONE, Complex::times);
      case MAXIMUM ->
          values.stream().reduce((a, b) -> a.real() > b.real() ? a : b).orElse(Complex.NONE);
      case MINIMUM ->
          values.stream().reduce((a, b) -> a.real() < b.real() ? a : b).orElse(Complex.NONE);
    };
  }

  @Override
  public Complex visit(Elements elements) {
    return Complex.NONE;
  }

  @Override
  public Complex visit(KroneckerDelta delta) {
    return result(delta.left()).minus(result(delta.right())).magnitude() < 1e-9
        ? Complex.ONE
        : Complex.ZERO;
  }

  @Override
  public Complex visit(Piecewise piecewise) {
    for (Piecewise.Branch branch : piecewise.branches()) {
      if (holds(branch.condition())) {
        return result(branch.value());
      }
    }
    return piecewise.otherwise().map(this::result).orElse(Complex.NONE);
  }

  boolean holds(Expr condition) {
    return apply(condition).real() > 0.5;
  }

  @Override
  public Complex visit(Relation relation) {
    double left = result(relation.left()).real();
    double right = result(relation.right()).real();
    boolean holds =
        switch (relation.operator()) {
          case EQUAL -> left == right;
          case NOT_EQUAL -> left != right;
          case LESS -> left < right;
          case LESS_OR_EQUAL -> left <= right;
        };
    return holds ? Complex.ONE : Complex.ZERO;
  }

  @Override
  public Complex visit(Logical logical) {
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    boolean holds = isAnd;
    for (Expr each : logical.operands()) {
      boolean operand = result(each).real() > 0.5;
      holds = isAnd ? holds && operand : holds || operand;
    }
    return holds ? Complex.ONE : Complex.ZERO;
  }

  @Override
  public Complex visit(DerivativeTerm derivative) {
    return drawn(derivative.hashCode());
  }
}
