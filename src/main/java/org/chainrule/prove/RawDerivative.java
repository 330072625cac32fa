package org.chainrule.prove;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
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
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.Visitor;
import org.chainrule.function.Functions;

/**
 * The derivative of an expression by the rules of the calculus alone, not simplified: what a claim
 * is compared with. It shares nothing with the differentiator but the derivatives in the rows of
 * the table, each of which is compared with differences of the row's values before it is used.
 */
final class RawDerivative extends Pass<Expr> implements Visitor<Expr> {
  private final Expr variable;
  private final Setting setting;

  RawDerivative(Expr variable, Setting setting) {
    this.variable = variable;
    this.setting = setting;
  }

  @Override
  public Binder.Opened opened(Binder binder) {
    return binder.open(setting.indexOf(binder));
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof IndexedSymbol || node instanceof DerivativeTerm) {
      return List.of();
    }
    if (node instanceof Apply apply && apply.function().takesArray()) {
      return List.of(definition(apply));
    }
    if (node instanceof Binder binder) {
      return List.of(opened(binder).body());
    }
    if (node instanceof Piecewise piecewise) {
      List<Expr> values = new ArrayList<>();
      piecewise.branches().forEach(each -> values.add(each.value()));
      piecewise.otherwise().ifPresent(values::add);
      return values;
    }
    return super.dependencies(node);
  }

  private static Expr definition(Apply apply) {
    return apply
        .function()
        .definition(apply.arguments())
        .orElseThrow(() -> new UnprovedException("the derivative of " + apply.function().name()));
  }

  @Override
  protected Expr compute(Expr node) {
    return node.accept(this);
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
    return symbol == variable ? RationalNumber.ONE : RationalNumber.ZERO;
  }

  @Override
  public Expr visit(BoundIndex index) {
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(IndexedSymbol indexed) {
    if (indexed == variable) {
      return RationalNumber.ONE;
    }
    if (setting.isRecurrent(indexed.family())) {
      return DerivativeTerm.of(indexed, variable);
    }
    if (!(variable instanceof IndexedSymbol element)
        || !element.family().equals(indexed.family())) {
      return RationalNumber.ZERO;
    }
    if (element.indices().size() != indexed.indices().size()) {
      throw new UnprovedException("elements with different numbers of indices");
    }
    Product.Builder product = new Product.Builder();
    for (int i = 0; i < element.indices().size(); i++) {
      product.multiply(KroneckerDelta.of(indexed.indices().get(i), element.indices().get(i)));
    }
    return product.build();
  }

  @Override
  public Expr visit(Sum sum) {
    Sum.Builder total = new Sum.Builder();
    for (Sum.Term term : sum.terms()) {
      total.add(term.coefficient(), result(term.expression()));
    }
    return total.build();
  }

  @Override
  public Expr visit(Product product) {
    Sum.Builder total = new Sum.Builder();
    List<Product.Factor> factors = product.factors();
    for (int i = 0; i < factors.size(); i++) {
      Product.Factor factor = factors.get(i);
      Expr derivative = power(factor.base(), factor.exponent());
      if (!derivative.isZero()) {
        Product.Builder term = new Product.Builder().multiply(derivative);
        for (int j = 0; j < factors.size(); j++) {
          if (j != i) {
            term.multiply(factors.get(j).toExpr());
          }
        }
        total.add(product.coefficient(), term.build());
      }
    }
    return total.build();
  }

  @Override
  public Expr visit(Power power) {
    return power(power.base(), power.exponent());
  }

  private Expr power(Expr base, Expr exponent) {
    Expr ofBase = result(base);
    if (exponent.isOne()) {
      return ofBase;
    }
    Expr first =
        ofBase.isZero() ? ofBase : Product.of(exponent, base.power(exponent.minus(1)), ofBase);
    if (exponent instanceof RationalNumber) {
      return first;
    }
    Expr ofExponent = result(exponent);
    Expr second =
        ofExponent.isZero()
            ? ofExponent
            : Product.of(base.power(exponent), Apply.of(Functions.LOG, base), ofExponent);
    return first.plus(second);
  }

  @Override
  public Expr visit(Apply apply) {
    if (apply.function().takesArray()) {
      return result(definition(apply));
    }
    Sum.Builder total = new Sum.Builder();
    for (int i = 0; i < apply.arguments().size(); i++) {
      Expr inner = result(apply.arguments().get(i));
      if (!inner.isZero()) {
        total.add(partial(apply, i).times(inner));
      }
    }
    return total.build();
  }

  private Expr partial(Apply apply, int argument) {
    if (Kernels.isFormal(apply.function())) {
      return formal(apply);
    }
    if (apply.function().isDeclared()) {
      return Apply.of(apply.function().derivedBy(argument), apply.arguments());
    }
    int place = Math.min(argument, apply.function().arity() - 1);
    setting.rows().requirePartial(apply.function(), place);
    return apply
        .function()
        .partial(argument, apply.arguments(), apply)
        .orElseThrow(() -> new UnprovedException("no derivative of " + apply.function().name()));
  }

  private static Expr formal(Apply kernel) {
    Expr argument = kernel.arguments().get(0);
    if (Kernels.is(kernel, Kernels.EXP)) {
      return kernel;
    }
    if (Kernels.is(kernel, Kernels.UNIT)) {
      return Kernels.I.times(kernel);
    }
    if (Kernels.is(kernel, Kernels.MAGNITUDE)) {
      return Kernels.make(Kernels.SIGN, argument);
    }
    if (Kernels.is(kernel, Kernels.LOG)) {
      return argument.power(-1);
    }
    if (Kernels.is(kernel, Kernels.SIGN) || Kernels.is(kernel, Kernels.ABOVE)) {
      return RationalNumber.ZERO;
    }
    throw new UnprovedException("the derivative of a power with an open sign");
  }

  @Override
  public Expr visit(Reduction reduction) {
    for (Expr each : List.of(reduction.lower(), reduction.upper(), reduction.condition())) {
      if (Occurrence.of(variable, each)) {
        throw new UnprovedException("a range that depends on the variable");
      }
    }
    Binder.Opened inside = opened(reduction);
    Expr derivative = result(inside.body());
    if (derivative.isZero()) {
      return derivative;
    }
    if (reduction.operator() == Reduction.Operator.PRODUCT) {
      Expr others = reduction.without(inside.index(), setting.fresh());
      derivative = derivative.times(others);
    } else if (reduction.operator() != Reduction.Operator.SUM) {
      throw new UnprovedException("the derivative of a maximum over an index");
    }
    return Reduction.of(
        Reduction.Operator.SUM,
        inside.index(),
        reduction.lower(),
        reduction.upper(),
        inside.condition(),
        derivative);
  }

  @Override
  public Expr visit(Elements elements) {
    throw new UnprovedException("the derivative of an array");
  }

  @Override
  public Expr visit(KroneckerDelta delta) {
    if (Occurrence.of(variable, delta)) {
      throw new UnprovedException("a delta of the variable");
    }
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(Piecewise piecewise) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch branch : piecewise.branches()) {
      branches.add(new Piecewise.Branch(result(branch.value()), branch.condition()));
    }
    return Piecewise.of(branches, piecewise.otherwise().map(this::result).orElse(null));
  }

  @Override
  public Expr visit(Relation relation) {
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(Logical logical) {
    return RationalNumber.ZERO;
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    return DerivativeTerm.of(derivative, variable);
  }
}
