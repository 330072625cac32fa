package org.chainrule.expr;

import java.util.List;

/**
 * The index of a binder inside its body. It carries no name, only the binder's height (1 where the
 * body holds no other binder), so that bodies which differ in the names of their indices are one
 * node.
 */
public final class BoundIndex extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("bound index");

  private final int height;

  private BoundIndex(int height) {
    super(Hash.mix(SEED, height), new Traits(bit(height), 0, 0));
    this.height = height;
  }

  static BoundIndex of(int height) {
    return (BoundIndex) Interner.intern(new BoundIndex(height));
  }

  static long bit(int height) {
    return Expr.nameBit("#bound" + height);
  }

  public int height() {
    return height;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof BoundIndex index && height == index.height;
  }

  @Override
  String label() {
    return Integer.toString(height);
  }
}
