package org.chainrule.expr;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.DomainException;

/**
 * The vector of a body's values over a range of a whole-numbered index, {@code (x_k/T)_k}; or,
 * where the body is a vector itself, the matrix of which the values are the rows.
 */
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
   * The vector or matrix.
   *
   * @param index the symbol that is bound in the body
   * @throws org.chainrule.error.DomainException if a bound is a number but no whole one, or if the
   *     rows of a matrix differ in length
   */
  public static Elements of(Expr index, Expr lower, Expr upper, Expr body) {
    Binders.checkBound(lower);
    Binders.checkBound(upper);
    requireNumber(body);
    if (body instanceof Elements row
        && (Occurrence.of(index, row.lower) || Occurrence.of(index, row.upper))) {
      throw new DomainException("the rows of a matrix are of one length");
    }
    Binders.Closed closed = Binders.close(index, Logical.TRUE, body);
    return (Elements) Interner.intern(new Elements(closed.height(), lower, upper, closed.body()));
  }

  /** The ranges of the indices, one for each axis. */
  public List<IndexRange> ranges() {
    List<IndexRange> ranges = new ArrayList<>(2);
    ranges.add(range());
    for (Expr inner = body; inner instanceof Elements row; inner = row.body) {
      ranges.add(row.range());
    }
    return ranges;
  }

  /** The element at indices, one for each axis. */
  public Expr at(List<Expr> indices) {
    Expr element = this;
    for (Expr index : indices) {
      element = ((Elements) element).bodyAt(index);
    }
    return element;
  }

  @Override
  public Shape shape() {
    List<Expr> dimensions = new ArrayList<>();
    dimensions.add(Sum.of(upper, lower.negate(), RationalNumber.ONE));
    dimensions.addAll(body.shape().dimensions());
    return new Shape(dimensions);
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
