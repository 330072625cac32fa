package org.chainrule.expr;

import java.util.List;

/** The Kronecker delta: 1 where two indices are equal, else 0. */
public final class KroneckerDelta extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("delta");

  private final Expr left;
  private final Expr right;

  private KroneckerDelta(Expr left, Expr right) {
    super(Hash.of(SEED, List.of(left, right)), left.traits().and(right.traits()));
    this.left = left;
    this.right = right;
  }

  /** The delta; a number where the indices are the same or differ by a number. */
  public static Expr of(Expr left, Expr right) {
    Expr difference = Sum.of(left, right.negate());
    if (difference.isZero()) {
      return RationalNumber.ONE;
    }
    if (difference instanceof RationalNumber) {
      return RationalNumber.ZERO;
    }
    boolean ordered = StructuralOrder.INSTANCE.compare(left, right) < 0;
    return Interner.intern(
        ordered ? new KroneckerDelta(left, right) : new KroneckerDelta(right, left));
  }

  public Expr left() {
    return left;
  }

  public Expr right() {
    return right;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return List.of(left, right);
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof KroneckerDelta delta && left == delta.left && right == delta.right;
  }

  @Override
  String label() {
    return "";
  }
}
