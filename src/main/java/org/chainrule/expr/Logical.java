package org.chainrule.expr;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conjunction or disjunction of conditions; that of none is true or false. */
public final class Logical extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("logical");

  /** The connectives that nodes hold; a negation is pushed into the relations. */
  public enum Operator {
    AND("and"),
    OR("or");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /** How Chainrule's notation writes it. */
    public String text() {
      return text;
    }
  }

  public static final Logical TRUE = make(Operator.AND, List.of());
  public static final Logical FALSE = make(Operator.OR, List.of());

  private final Operator operator;
  private final List<Expr> operands;

  private Logical(Operator operator, List<Expr> operands) {
    super(Hash.of(Hash.mix(SEED, Hash.of(operator.text())), operands), Traits.of(operands));
    this.operator = operator;
    this.operands = operands;
  }

  private static Logical make(Operator operator, List<Expr> operands) {
    return (Logical) Interner.intern(new Logical(operator, List.copyOf(operands)));
  }

  public static Expr of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public static Expr and(Expr... operands) {
    return of(Operator.AND, Arrays.asList(operands));
  }

  public static Expr or(Expr... operands) {
    return of(Operator.OR, Arrays.asList(operands));
  }

  /** The conditions joined, in the order given, without repetitions. */
  public static Expr of(Operator operator, Collection<? extends Expr> operands) {
    Logical neutral = operator == Operator.AND ? TRUE : FALSE;
    Logical absorbing = operator == Operator.AND ? FALSE : TRUE;
    Set<Expr> flat = new LinkedHashSet<>();
    for (Expr operand : operands) {
      requireCondition(operand);
      if (operand == absorbing) {
        return absorbing;
      }
      if (operand instanceof Logical logical && logical.operator == operator) {
        flat.addAll(logical.operands);
      } else if (operand != neutral) {
        flat.add(operand);
      }
    }
    return flat.size() == 1 ? flat.iterator().next() : make(operator, List.copyOf(flat));
  }

  /** The negation of a condition. */
  public static Expr not(Expr condition) {
    return new Negation().apply(condition);
  }

  public Operator operator() {
    return operator;
  }

  public List<Expr> operands() {
    return operands;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return operands;
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Logical logical
        && operator == logical.operator
        && operands.equals(logical.operands);
  }

  @Override
  String label() {
    return operator.text();
  }

  /** The pass that negates relations and exchanges the connectives (De Morgan). */
  private static final class Negation extends Pass<Expr> {
    @Override
    protected @Nullable Expr shortcut(Expr node) {
      if (node instanceof Relation relation) {
        return relation.negated();
      }
      if (node instanceof Logical) {
        return null;
      }
      return requireCondition(node);
    }

    @Override
    protected Expr compute(Expr node) {
      Logical logical = (Logical) node;
      List<Expr> negated = logical.operands().stream().map(this::result).toList();
      return Logical.of(logical.operator() == Operator.AND ? Operator.OR : Operator.AND, negated);
    }
  }
}
