package org.chainrule.expr;

import java.util.List;

/** The vector of a body's values over a range of a whole-numbered index: {@code (x_k/T)_k}. */
public final class Elements extends Expr implements Binder {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("elements");

  private final int height;
  private final Expr lower;
  private final Expr upper;
  private final Expr body;

  private Elements(int height, Expr lower, Expr upper, Expr body) {
    super(
        Hash.of(Hash.mix(SEED, height), List.of(lower, upper, body)),
        Binders.traits(height, lower, upper, Logical.TRUE, body));
    this.height = height;
    this.lower = lower;
    this.upper = upper;
    this.body = body;
  }

  /**
   * The vector.
   *
   * @param index the symbol that is bound in the body
   * @throws org.chainrule.error.DomainException if a bound is a number but no whole one
   */
  public static Elements of(Expr index, Expr lower, Expr upper, Expr body) {
    Binders.checkBound(lower);
    Binders.checkBound(upper);
    requireNumber(body);
    Binders.Closed closed = Binders.close(index, Logical.TRUE, body);
    return (Elements) Interner.intern(new Elements(closed.height(), lower, upper, closed.body()));
  }

  @Override
  public Shape shape() {
    return new Shape(List.of(Sum.of(upper, lower.negate(), RationalNumber.ONE)));
  }

  @Override
  public Expr lower() {
    return lower;
  }

  @Override
  public Expr upper() {
    return upper;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public Expr condition() {
    return Logical.TRUE;
  }

  @Override
  public Expr body() {
    return body;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return List.of(lower, upper, body);
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Elements elements
        && height == elements.height
        && lower == elements.lower
        && upper == elements.upper
        && body == elements.body;
  }

  @Override
  String label() {
    return Integer.toString(height);
  }
}
