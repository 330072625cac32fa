package org.chainrule.condition;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.SideCondition;

/**
 * A condition for a value or a derivative, for all values of some indices.
 *
 * @param bounds the bound indices for every value of which it is needed
 * @param holds what is needed
 */
public record DomainCondition(List<SideCondition.Bound> bounds, Expr holds) {
  /** The names of the bound indices. */
  public List<Symbol> indices() {
    return bounds.stream().map(SideCondition.Bound::index).distinct().toList();
  }

  /**
   * The condition for the values of its bound indices, as far as numbers in the place of lengths
   * tell these. Where there are too many values of them, nothing is known to hold.
   */
  public List<Expr> instances(Map<String, BigInteger> whole) {
    long most = Limit.CHECKED_INSTANCES.most();
    List<Map<Expr, Expr>> choices = List.of(numbers(whole));
    List<SideCondition.Bound> outermostFirst = new ArrayList<>(bounds);
    Collections.reverse(outermostFirst);
    for (SideCondition.Bound bound : outermostFirst) {
      if (choices.size() > most) {
        Limit.CHECKED_INSTANCES.stop();
        return List.of(Logical.FALSE);
      }
      List<Map<Expr, Expr>> extended = new ArrayList<>();
      for (Map<Expr, Expr> choice : choices) {
        Substitution known = Substitution.of(choice);
        if (known.apply(bound.range().lower()) instanceof RationalNumber lower
            && known.apply(bound.range().upper()) instanceof RationalNumber upper) {
          Rational last = upper.value();
          for (Rational each = lower.value();
              each.compareTo(last) <= 0 && extended.size() <= most;
              each = each.plus(Rational.ONE)) {
            Map<Expr, Expr> longer = new HashMap<>(choice);
            longer.put(bound.index(), Expr.of(each));
            extended.add(longer);
          }
        }
      }
      choices = extended;
    }
    if (choices.size() > most) {
      Limit.CHECKED_INSTANCES.stop();
      return List.of(Logical.FALSE);
    }
    return choices.stream().map(this::at).distinct().toList();
  }

  private Expr at(Map<Expr, Expr> numbers) {
    try {
      return Substitution.of(numbers).apply(holds);
    } catch (DomainException nowhere) {
      return Logical.FALSE;
    }
  }

  private static Map<Expr, Expr> numbers(Map<String, BigInteger> whole) {
    Map<Expr, Expr> numbers = new HashMap<>();
    whole.forEach((name, value) -> numbers.put(Symbol.named(name), Expr.of(Rational.of(value))));
    return numbers;
  }
}
