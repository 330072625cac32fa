package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.parse.ReadingFamilies.Root;
import org.chainrule.syntax.Syntax;

/**
 * The conditions under which an expression as it was written has a value.
 *
 * <p>They are taken from what was written, since {@code x/x} is 1 only where x is not 0. A
 * condition on a bound index is given in the index's name, and holds for each of its values.
 */
public final class WrittenConditions {
  private WrittenConditions() {}

  /** The conditions of a text that was read. */
  public static List<Expr> of(ReadingResult reading) {
    return of(reading.syntax(), reading.text(), reading.declarations());
  }

  /** The conditions of a tree, which was read from a text. */
  public static List<Expr> of(Syntax syntax, String text, Declarations declarations) {
    Declarations all = declarations.with(List.of(new Root(syntax, text)));
    List<Expr> found = new ArrayList<>();
    new LoweringPass(all.context(), text).lower(syntax, LoweringScope.EMPTY.collecting(found));
    Set<Expr> simple = new LinkedHashSet<>();
    LoweringSigns signs = new LoweringSigns();
    found.forEach(each -> simplify(each, signs, simple));
    for (Expr each : List.copyOf(simple)) {
      boolean weak =
          each instanceof Relation relation
              && relation.operator() == Relation.Operator.LESS_OR_EQUAL
              && simple.contains(Relation.notEqual(relation.left(), relation.right()));
      if (weak && each instanceof Relation relation) {
        simple.add(Relation.less(relation.left(), relation.right()));
      }
    }
    // What follows from a stricter one is left out: x >= 0 and x != 0 where x > 0.
    simple.removeIf(each -> each instanceof Relation relation && follows(relation, simple));
    return List.copyOf(simple);
  }

  private static boolean follows(Relation relation, Set<Expr> others) {
    Expr left = relation.left();
    Expr right = relation.right();
    boolean weak =
        relation.operator() == Relation.Operator.LESS_OR_EQUAL
            || relation.operator() == Relation.Operator.NOT_EQUAL;
    return weak
        && (others.contains(Relation.less(left, right))
            || relation.operator() == Relation.Operator.NOT_EQUAL
                && others.contains(Relation.less(right, left)));
  }

  /** The conditions of a power. */
  static void ofPower(Expr base, Expr exponent, List<Expr> found) {
    Expr zero = RationalNumber.ZERO;
    if (exponent instanceof RationalNumber number) {
      boolean negative = number.value().signum() < 0;
      if (!number.value().isInteger()) {
        found.add(negative ? Relation.less(zero, base) : Relation.lessOrEqual(zero, base));
      } else if (negative) {
        found.add(Relation.notEqual(base, zero));
      }
    } else {
      found.add(Relation.less(zero, base));
    }
  }

  private static void simplify(Expr condition, LoweringSigns signs, Set<Expr> simple) {
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(condition);
    while (!pending.isEmpty()) {
      Expr next = pending.pop();
      if (next instanceof Logical logical && logical.operator() == Logical.Operator.AND) {
        logical.operands().forEach(pending::push);
      } else if (!(next instanceof Relation relation)) {
        simple.add(next);
      } else if (!decided(relation, signs) && !simplerPushed(relation, signs, pending)) {
        simple.add(relation);
      }
    }
  }

  private static boolean infinite(Relation relation) {
    return relation.left() == NamedConstant.INFINITY || relation.right() == NamedConstant.INFINITY;
  }

  /** Whether a relation holds because of the signs that its sides can have. */
  private static boolean decided(Relation relation, LoweringSigns signs) {
    if (infinite(relation)) {
      return false;
    }
    int difference = signs.apply(Sum.of(relation.left(), relation.right().negate()));
    return switch (relation.operator()) {
      case LESS -> difference == LoweringSigns.NEGATIVE;
      case LESS_OR_EQUAL -> (difference & LoweringSigns.POSITIVE) == 0;
      case NOT_EQUAL -> (difference & LoweringSigns.ZERO) == 0;
      case EQUAL -> difference == LoweringSigns.ZERO;
    };
  }

  /** Replaces a relation to 0 by simpler ones that say the same, where there are such. */
  private static boolean simplerPushed(
      Relation relation, LoweringSigns signs, Deque<Expr> pending) {
    boolean zeroLeft = relation.left().isZero();
    if (!zeroLeft && !relation.right().isZero()) {
      return false;
    }
    Expr side = zeroLeft ? relation.right() : relation.left();
    Expr zero = RationalNumber.ZERO;
    if (relation.operator() == Relation.Operator.NOT_EQUAL) {
      return nonzeroPushed(side, pending);
    }
    boolean strict = relation.operator() == Relation.Operator.LESS;
    int own = signs.apply(side);
    if (strict && zeroLeft && (own & LoweringSigns.NEGATIVE) == 0) {
      pending.push(Relation.notEqual(side, zero));
      return true;
    }
    if (side instanceof Product product && !product.coefficient().isOne()) {
      Expr rest = product.withoutCoefficient();
      boolean left = zeroLeft == product.coefficient().signum() > 0;
      pending.push(
          left
              ? Relation.of(relation.operator(), zero, rest)
              : Relation.of(relation.operator(), rest, zero));
      return true;
    }
    return false;
  }

  private static boolean nonzeroPushed(Expr side, Deque<Expr> pending) {
    Expr zero = RationalNumber.ZERO;
    if (side instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        pending.push(Relation.notEqual(factor.base(), zero));
      }
      return true;
    }
    if (side instanceof Power power) {
      pending.push(Relation.notEqual(power.base(), zero));
      return true;
    }
    if (side instanceof Apply apply && isZeroWithItsArgument(apply)) {
      pending.push(Relation.notEqual(apply.arguments().get(0), zero));
      return true;
    }
    return false;
  }

  /** Whether a function is even, not below 0 and bends only where its argument is 0, as abs is. */
  private static boolean isZeroWithItsArgument(Apply apply) {
    Function function = apply.function();
    return function.parity() == Function.Parity.EVEN
        && function.range().isNotNegative()
        && function.range().includesLower()
        && function.singularities(apply.arguments()).stream()
            .anyMatch(
                each ->
                    each.kind() == Function.Break.KINK && each.locus() == apply.arguments().get(0));
  }
}
