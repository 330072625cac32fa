package org.chainrule.condition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.differentiate.OneSidedForm;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.Side;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a place: the limits of a function and of its derivative there.
 *
 * @param leftValue the limit of the value on the left
 * @param rightValue the limit of the value on the right
 * @param own the value there, where it is not taken for the limit
 * @param gaps the differences of these that are not known to be 0
 * @param left the derivative on the left
 * @param right the derivative on the right
 * @param undecided the slopes on whose signs it depends which is which
 */
record BothSides(
    Expr leftValue,
    Expr rightValue,
    @Nullable Expr own,
    List<Expr> gaps,
    Expr left,
    Expr right,
    Set<Expr> undecided) {

  /** The sides of a place of a function, where some facts hold. */
  static BothSides of(AlongVariable along, Expr place, @Nullable Expr own, Facts facts) {
    Set<Expr> undecided = new LinkedHashSet<>();
    Expr open = StepsAsCases.of(along.near(along.value(), place));
    Expr slope = StepsAsCases.of(along.near(along.derivative(), place));
    Expr leftValue = side(along, open, place, Side.LEFT, facts, undecided);
    Expr rightValue = side(along, open, place, Side.RIGHT, facts, undecided);
    Expr left = side(along, slope, place, Side.LEFT, facts, undecided);
    Expr right = side(along, slope, place, Side.RIGHT, facts, undecided);
    List<Expr> gaps = new ArrayList<>();
    if (undecided.isEmpty()) {
      gaps.add(along.difference(leftValue, rightValue));
      if (own != null) {
        gaps.add(along.difference(own, rightValue));
      }
      gaps.removeIf(Expr::isZero);
    }
    return new BothSides(leftValue, rightValue, own, gaps, left, right, undecided);
  }

  private static Expr side(
      AlongVariable along,
      Expr expression,
      Expr place,
      Side side,
      Facts facts,
      Set<Expr> undecided) {
    OneSidedForm.Limit limit =
        OneSidedForm.limit(expression, along.variable(), place, side, facts, along::simplified);
    undecided.addAll(limit.undecided());
    return along.simplified(limit.value());
  }

  /** Whether a value or a derivative is one of no case, or one that a function does not have. */
  boolean hasUndefined() {
    return Stream.of(leftValue, rightValue, left, right).anyMatch(BothSides::isUndefined);
  }

  /** Whether a choice is left in them that may hide operands that are equal at the place. */
  boolean hasChoice() {
    return Stream.of(leftValue, left, right).anyMatch(BothSides::hasExtremum);
  }

  private static boolean hasExtremum(Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Apply apply && apply.function().extremum().isPresent()
            || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  /** Whether an expression has cases none of which can hold. */
  static boolean isUndefined(Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Piecewise cases
                && cases.branches().isEmpty()
                && cases.otherwise().isEmpty()
            || node instanceof Apply apply && isUndefined(apply)
            || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  /** Whether a function is taken of numbers for which it has no value, as log(0) is. */
  private static boolean isUndefined(Apply apply) {
    double[] numbers = new double[apply.arguments().size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(apply.arguments().get(i) instanceof RationalNumber number)) {
        return false;
      }
      numbers[i] = number.value().doubleValue();
    }
    return apply
        .function()
        .kernel()
        .map(kernel -> kernel.apply(numbers))
        .filter(value -> Double.isNaN(value) || Double.isInfinite(value))
        .isPresent();
  }
}
