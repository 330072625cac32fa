package org.chainrule.expr;

import java.util.List;
import org.chainrule.error.DomainException;

/** A sum, product, maximum or minimum of a body over a range of a whole-numbered index. */
public final class Reduction extends Expr implements Binder {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("reduction");

  /** The operations on the terms of a reduction. */
  public enum Operator {
    SUM("sum"),
    PRODUCT("prod"),
    MAXIMUM("max"),
    MINIMUM("min");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /** How Chainrule's notation writes it. */
    public String text() {
      return text;
    }
  }

  private final Operator operator;
  private final int height;
  private final Expr lower;
  private final Expr upper;
  private final Expr condition;
  private final Expr body;

  private Reduction(
      Operator operator, int height, Expr lower, Expr upper, Expr condition, Expr body) {
    super(
        Hash.of(
            Hash.mix(Hash.mix(SEED, Hash.of(operator.text())), height),
            List.of(lower, upper, condition, body)),
        Binders.traits(height, lower, upper, condition, body));
    this.operator = operator;
    this.height = height;
    this.lower = lower;
    this.upper = upper;
    this.condition = condition;
    this.body = body;
  }

  public static Expr of(Operator operator, Expr index, Expr lower, Expr upper, Expr body) {
    return of(operator, index, lower, upper, Logical.TRUE, body);
  }

  /**
   * The same over all values of the index but one.
   *
   * @param left the value that is left out
   * @param fresh a symbol for the index that does not occur here
   */
  public Expr without(Expr left, Symbol fresh) {
    Binder.Opened inside = open(fresh);
    Expr different = Relation.notEqual(fresh, left);
    return of(
        operator, fresh, lower, upper, Logical.and(inside.condition(), different), inside.body());
  }

  /**
   * The reduction of a body over the whole numbers from lower to upper that meet a condition.
   *
   * @param index the symbol that is bound in the condition and the body
   * @throws DomainException if a bound is a number but no whole one, or if a maximum or minimum is
   *     taken of nothing
   */
  public static Expr of(
      Operator operator, Expr index, Expr lower, Expr upper, Expr condition, Expr body) {
    Binders.checkBound(lower);
    Binders.checkBound(upper);
    requireNumber(body);
    requireCondition(condition);
    if (condition == Logical.FALSE || Binders.isEmptyRange(lower, upper)) {
      return ofNothing(operator);
    }
    if (operator == Operator.SUM && body.isZero() || operator == Operator.PRODUCT && body.isOne()) {
      return body;
    }
    if (lower == upper && condition == Logical.TRUE) {
      return Substitution.of(index, lower).apply(body);
    }
    Binders.Closed closed = Binders.close(index, condition, body);
    return Interner.intern(
        new Reduction(operator, closed.height(), lower, upper, closed.condition(), closed.body()));
  }

  private static Expr ofNothing(Operator operator) {
    return switch (operator) {
      case SUM -> RationalNumber.ZERO;
      case PRODUCT -> RationalNumber.ONE;
      case MAXIMUM, MINIMUM ->
          throw new DomainException("the " + operator.text() + " over an empty range has no value");
    };
  }

  public Operator operator() {
    return operator;
  }

  /** Whether this is as smooth as its terms are: a sum or a product. */
  public boolean isOfTerms() {
    return operator == Operator.SUM || operator == Operator.PRODUCT;
  }

  /** Whether this is the largest or smallest of equal numbers: of one body, if there is any. */
  public boolean isOfEqualTerms() {
    boolean isExtremum = operator == Operator.MAXIMUM || operator == Operator.MINIMUM;
    return isExtremum && !Occurrence.of(BoundIndex.of(height), body);
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
    return condition;
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
    return List.of(lower, upper, condition, body);
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Reduction reduction
        && operator == reduction.operator
        && height == reduction.height
        && lower == reduction.lower
        && upper == reduction.upper
        && condition == reduction.condition
        && body == reduction.body;
  }

  @Override
  String label() {
    return operator.text() + height;
  }
}
