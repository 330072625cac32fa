package org.chainrule.expr;

/**
 * One method for every kind of node, so that a pass that misses a kind does not compile.
 *
 * @param <R> what a visit gives
 */
public interface Visitor<R> {
  R visit(RationalNumber number);

  R visit(NamedConstant constant);

  R visit(Symbol symbol);

  R visit(BoundIndex index);

  R visit(IndexedSymbol indexed);

  R visit(Sum sum);

  R visit(Product product);

  R visit(Power power);

  R visit(Apply apply);

  R visit(Reduction reduction);

  R visit(Elements elements);

  R visit(KroneckerDelta delta);

  R visit(Piecewise piecewise);

  R visit(Relation relation);

  R visit(Logical logical);

  R visit(DerivativeTerm derivative);
}
