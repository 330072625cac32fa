package org.chainrule.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that were passed over on the way to a case further down, each of which does not
 * hold there. What follows from a stricter bound on the same expression is left out: past {@code x
 * < 1} and {@code x < 2} lies {@code x >= 2}, and {@code x > 5} says all of that. So a list of
 * steps or of intervals has short conditions, however long it is.
 */
public final class PassedConditions {
  /**
   * That an expression without a number in it is above a number, or not below it.
   *
   * @param of what is bounded: that {@code x < a + 2} bounds {@code a - x}
   */
  private record Bound(Expr of, Rational limit, boolean isStrict) {
    static @Nullable Bound of(Expr condition) {
      return condition instanceof Relation relation && !relation.operator().isSymmetric()
          ? of(relation.left(), relation.right(), relation.operator() == Relation.Operator.LESS)
          : null;
    }

    static Bound of(Expr smaller, Expr larger, boolean isStrict) {
      Expr difference = Sum.of(larger, smaller.negate());
      Rational number = difference instanceof Sum sum ? sum.constant() : Rational.ZERO;
      return new Bound(
          Sum.of(difference, RationalNumber.of(number.negate())), number.negate(), isStrict);
    }

    /** Whether it says all that another says of the same. */
    boolean implies(Bound other) {
      int order = limit.compareTo(other.limit);
      return order > 0 || order == 0 && (isStrict || !other.isStrict);
    }

    Bound stricter(Bound other) {
      return implies(other) ? this : other;
    }
  }

  /**
   * A condition that is no bound.
   *
   * @param ways bounds from each of which it follows
   */
  private record Other(Expr condition, List<Bound> ways) {
    static Other of(Expr condition) {
      List<Bound> ways = new ArrayList<>();
      if (condition instanceof Logical any && any.operator() == Logical.Operator.OR) {
        for (Expr each : any.operands()) {
          Bound way = Bound.of(each);
          if (way != null) {
            ways.add(way);
          }
        }
      } else if (condition instanceof Relation apart
          && apart.operator() == Relation.Operator.NOT_EQUAL) {
        ways.add(Bound.of(apart.left(), apart.right(), true));
        ways.add(Bound.of(apart.right(), apart.left(), true));
      }
      return new Other(condition, ways);
    }
  }

  /** Conditions that hold together: the strictest bounds, and others, in the order given. */
  private static final class Conjunction {
    private final Map<Expr, Bound> bounds = new HashMap<>();
    private final Map<Object, Expr> inOrder = new LinkedHashMap<>();

    void add(Expr condition) {
      List<Expr> parts =
          condition instanceof Logical all && all.operator() == Logical.Operator.AND
              ? all.operands()
              : List.of(condition);
      for (Expr each : parts) {
        Bound bound = Bound.of(each);
        if (bound == null) {
          inOrder.putIfAbsent(Other.of(each), each);
          addEqual(each);
        } else if (!implies(bound)) {
          bounds.put(bound.of, bound);
          inOrder.remove(bound.of);
          inOrder.put(bound.of, each);
        }
      }
    }

    /** What is equal is bounded from both sides, which is not said besides. */
    private void addEqual(Expr condition) {
      if (condition instanceof Relation equal && equal.operator() == Relation.Operator.EQUAL) {
        Bound below = Bound.of(equal.left(), equal.right(), false);
        Bound above = Bound.of(equal.right(), equal.left(), false);
        bounds.merge(below.of, below, Bound::stricter);
        bounds.merge(above.of, above, Bound::stricter);
      }
    }

    Bound bound(Object of) {
      return Objects.requireNonNull(bounds.get(of));
    }

    boolean implies(Bound bound) {
      Bound known = bounds.get(bound.of);
      return known != null && known.implies(bound);
    }
  }

  private final Conjunction passed = new Conjunction();

  /** Passes over a condition. */
  public void add(Expr condition) {
    addOpposite(Logical.not(condition));
  }

  /** Passes over a condition of which this is what holds where it does not. */
  public void addOpposite(Expr negation) {
    passed.add(negation);
  }

  /** That a condition holds and none of those passed over does. */
  public Expr and(Expr condition) {
    return and(condition, Integer.MAX_VALUE).orElseThrow();
  }

  /** The same, unless that takes more than some number of conditions besides. */
  public Optional<Expr> and(Expr condition, long most) {
    Conjunction own = new Conjunction();
    own.add(condition);
    List<Expr> all = new ArrayList<>();
    for (Map.Entry<Object, Expr> each : passed.inOrder.entrySet()) {
      boolean isSaid =
          each.getKey() instanceof Other other
              ? isImplied(other, own)
              : own.implies(passed.bound(each.getKey()));
      if (!isSaid) {
        all.add(each.getValue());
        if (all.size() > most) {
          return Optional.empty();
        }
      }
    }
    for (Map.Entry<Object, Expr> each : own.inOrder.entrySet()) {
      if (!(each.getKey() instanceof Other other
          ? isImplied(other, own)
          : isStricter(own.bound(each.getKey())))) {
        all.add(each.getValue());
      }
    }
    return Optional.of(Logical.of(Logical.Operator.AND, all));
  }

  private boolean isImplied(Other condition, Conjunction own) {
    for (Bound way : condition.ways) {
      if (passed.implies(way) || own.implies(way)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what was passed over says more than a bound. */
  private boolean isStricter(Bound bound) {
    return passed.implies(bound) && !bound.implies(passed.bound(bound.of));
  }
}
