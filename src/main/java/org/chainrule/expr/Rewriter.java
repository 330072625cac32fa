package org.chainrule.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * A pass that builds an expression anew from the results for its parts, and returns the same object
 * where nothing changed. Subclasses override the kinds of node that they change.
 */
public abstract class Rewriter extends Pass<Expr> implements Visitor<Expr> {
  protected Rewriter() {}

  protected Rewriter(int openedInUse) {
    super(openedInUse);
  }

  @Override
  protected Expr compute(Expr node) {
    return node.accept(this);
  }

  private List<Expr> results(List<Expr> nodes) {
    List<Expr> results = new ArrayList<>(nodes.size());
    for (Expr node : nodes) {
      results.add(result(node));
    }
    return results;
  }

  private boolean isUnchanged(List<Expr> nodes) {
    for (Expr node : nodes) {
      if (result(node) != node) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Expr visit(RationalNumber number) {
    return number;
  }

  @Override
  public Expr visit(NamedConstant constant) {
    return constant;
  }

  @Override
  public Expr visit(Symbol symbol) {
    return symbol;
  }

  @Override
  public Expr visit(BoundIndex index) {
    return index;
  }

  @Override
  public Expr visit(IndexedSymbol indexed) {
    return isUnchanged(indexed.indices())
        ? indexed
        : IndexedSymbol.of(indexed.family(), results(indexed.indices()));
  }

  @Override
  public Expr visit(Sum sum) {
    if (isUnchanged(sum.children())) {
      return sum;
    }
    Sum.Builder builder = new Sum.Builder().add(RationalNumber.of(sum.constant()));
    for (Sum.Term term : sum.terms()) {
      builder.add(term.coefficient(), result(term.expression()));
    }
    return builder.build();
  }

  @Override
  public Expr visit(Product product) {
    if (isUnchanged(product.children())) {
      return product;
    }
    Product.Builder builder = new Product.Builder().multiply(product.coefficient());
    for (Product.Factor factor : product.factors()) {
      Expr exponent = factor.exponent().isOne() ? factor.exponent() : result(factor.exponent());
      builder.multiply(Power.of(result(factor.base()), exponent));
    }
    return builder.build();
  }

  @Override
  public Expr visit(Power power) {
    return isUnchanged(power.children())
        ? power
        : Power.of(result(power.base()), result(power.exponent()));
  }

  @Override
  public Expr visit(Apply apply) {
    return isUnchanged(apply.arguments())
        ? apply
        : Apply.of(apply.function(), results(apply.arguments()));
  }

  @Override
  public Expr visit(Reduction reduction) {
    if (isUnchanged(dependencies(reduction))) {
      return reduction;
    }
    Binder.Opened opened = opened(reduction);
    return Reduction.of(
        reduction.operator(),
        opened.index(),
        result(reduction.lower()),
        result(reduction.upper()),
        result(opened.condition()),
        result(opened.body()));
  }

  @Override
  public Expr visit(Elements elements) {
    if (isUnchanged(dependencies(elements))) {
      return elements;
    }
    Binder.Opened opened = opened(elements);
    return Elements.of(
        opened.index(), result(elements.lower()), result(elements.upper()), result(opened.body()));
  }

  @Override
  public Expr visit(KroneckerDelta delta) {
    return isUnchanged(delta.children())
        ? delta
        : KroneckerDelta.of(result(delta.left()), result(delta.right()));
  }

  @Override
  public Expr visit(Piecewise piecewise) {
    if (isUnchanged(piecewise.children())) {
      return piecewise;
    }
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch branch : piecewise.branches()) {
      branches.add(new Piecewise.Branch(result(branch.value()), result(branch.condition())));
    }
    return piecewise.with(branches, piecewise.otherwise().map(this::result).orElse(null));
  }

  @Override
  public Expr visit(Relation relation) {
    return isUnchanged(relation.children())
        ? relation
        : Relation.of(relation.operator(), result(relation.left()), result(relation.right()));
  }

  @Override
  public Expr visit(Logical logical) {
    return isUnchanged(logical.operands())
        ? logical
        : Logical.of(logical.operator(), results(logical.operands()));
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    if (isUnchanged(derivative.children())) {
      return derivative;
    }
    List<DerivativeTerm.Variable> variables = new ArrayList<>();
    for (DerivativeTerm.Variable each : derivative.by()) {
      if (!DerivativeTerm.isVariable(result(each.variable()))) {
        // What the variable is put equal to comes after the derivative, which stays to be found.
        return derivative;
      }
      variables.add(new DerivativeTerm.Variable(result(each.variable()), each.order()));
    }
    return DerivativeTerm.of(result(derivative.body()), variables);
  }
}
