package org.chainrule.expr;

import java.util.List;

/** An equality or inequality between two numbers. */
public final class Relation extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("relation");

  /** The relations that nodes hold; greater is less with the sides exchanged. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<=");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /** How Chainrule's notation writes it. */
    public String text() {
      return text;
    }

    public boolean isSymmetric() {
      return this == EQUAL || this == NOT_EQUAL;
    }

    /** Whether the relation holds, given the sign of left minus right. */
    public boolean holds(int sign) {
      return switch (this) {
        case EQUAL -> sign == 0;
        case NOT_EQUAL -> sign != 0;
        case LESS -> sign < 0;
        case LESS_OR_EQUAL -> sign <= 0;
      };
    }
  }

  private final Operator operator;
  private final Expr left;
  private final Expr right;

  private Relation(Operator operator, Expr left, Expr right) {
    super(
        Hash.of(Hash.mix(SEED, Hash.of(operator.text())), List.of(left, right)),
        left.traits().and(right.traits()));
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  /** The relation; true or false where the sides are the same or are numbers. */
  public static Expr of(Operator operator, Expr left, Expr right) {
    requireNumber(left);
    requireNumber(right);
    if (left == right) {
      return Logical.of(operator.holds(0));
    }
    if (left instanceof RationalNumber first && right instanceof RationalNumber second) {
      return Logical.of(operator.holds(first.value().compareTo(second.value())));
    }
    if (operator.isSymmetric() && StructuralOrder.INSTANCE.compare(left, right) > 0) {
      return Interner.intern(new Relation(operator, right, left));
    }
    return Interner.intern(new Relation(operator, left, right));
  }

  public static Expr equal(Expr left, Expr right) {
    return of(Operator.EQUAL, left, right);
  }

  public static Expr notEqual(Expr left, Expr right) {
    return of(Operator.NOT_EQUAL, left, right);
  }

  public static Expr less(Expr left, Expr right) {
    return of(Operator.LESS, left, right);
  }

  public static Expr lessOrEqual(Expr left, Expr right) {
    return of(Operator.LESS_OR_EQUAL, left, right);
  }

  public static Expr greater(Expr larger, Expr smaller) {
    return less(smaller, larger);
  }

  public static Expr greaterOrEqual(Expr larger, Expr smaller) {
    return lessOrEqual(smaller, larger);
  }

  public Operator operator() {
    return operator;
  }

  public Expr left() {
    return left;
  }

  public Expr right() {
    return right;
  }

  /** The relation that holds where this does not. */
  public Expr negated() {
    return switch (operator) {
      case EQUAL -> notEqual(left, right);
      case NOT_EQUAL -> equal(left, right);
      case LESS -> greaterOrEqual(left, right);
      case LESS_OR_EQUAL -> greater(left, right);
    };
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
    return other instanceof Relation relation
        && operator == relation.operator
        && left == relation.left
        && right == relation.right;
  }

  @Override
  String label() {
    return operator.text();
  }
}
