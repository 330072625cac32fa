package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it was written that has no value everywhere.
 *
 * @param kind which operation
 * @param function the function of a call, else null
 * @param parts the divisor; the base and the exponent; the arguments; or the derivative
 * @param reached the condition under which the operation is reached, true outside of cases
 * @param bounds the bound indices in the parts, innermost first
 */
public record SideCondition(
    Kind kind, @Nullable Function function, List<Expr> parts, Expr reached, List<Bound> bounds) {
  /** The kinds of operations. */
  public enum Kind {
    DIVISION,
    POWER,
    CALL,
    /** The derivative of a function by its one argument, as {@code sqrt'(x)}. */
    SLOPE,
    /** A derivative that was written as a term. */
    DERIVATIVE
  }

  /**
   * An index that goes through a range; its name stands for it in the parts.
   *
   * @param index the name
   * @param range the whole numbers that it goes through
   */
  public record Bound(Symbol index, IndexRange range) {}

  public SideCondition {
    parts = List.copyOf(parts);
    bounds = List.copyOf(bounds);
  }

  /** What is needed wherever the expression is computed. */
  public static SideCondition of(Kind kind, @Nullable Function function, List<Expr> parts) {
    return new SideCondition(kind, function, parts, Logical.TRUE, List.of());
  }

  /** Whether a power has a value whatever its base is: of a whole number that is not below 0. */
  public static boolean isOfAnyBase(Expr exponent) {
    return exponent instanceof RationalNumber number
        && number.value().isInteger()
        && number.value().signum() >= 0;
  }

  /** The same of other parts. */
  SideCondition map(UnaryOperator<Expr> change) {
    List<Bound> changed = new ArrayList<>();
    for (Bound bound : bounds) {
      IndexRange range = bound.range();
      changed.add(
          new Bound(
              bound.index(),
              new IndexRange(change.apply(range.lower()), change.apply(range.upper()))));
    }
    return new SideCondition(
        kind, function, parts.stream().map(change).toList(), change.apply(reached), changed);
  }

  /** The same, reached only where a condition holds too. */
  public SideCondition within(Expr condition) {
    return new SideCondition(kind, function, parts, Logical.and(condition, reached), bounds);
  }

  private boolean mentions(Expr wanted) {
    return Occurrence.of(wanted, reached)
        || parts.stream().anyMatch(part -> Occurrence.of(wanted, part));
  }

  /** The same outside of the binder of an index, whose name takes the place of its stand-in. */
  SideCondition outside(Symbol standIn, Symbol name, IndexRange range) {
    if (!mentions(standIn)) {
      return this;
    }
    Substitution named = Substitution.of(standIn, name);
    List<Bound> all = new ArrayList<>(map(named::apply).bounds());
    all.add(new Bound(name, range));
    return new SideCondition(
        kind, function, parts.stream().map(named::apply).toList(), named.apply(reached), all);
  }

  /** A letter for an index that was written without one. */
  Symbol freeLetter() {
    return List.of("k", "i", "j", "l", "m").stream()
        .map(Symbol::named)
        .filter(letter -> !mentions(letter))
        .findFirst()
        .orElse(Symbol.named("t"));
  }
}
