package org.chainrule.bound;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.number.Interval;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an expression over the ranges of its names.
 *
 * @param lower the lower bound; null where the expression has no value there
 * @param upper the upper bound
 */
public record Bounds(@Nullable Extremum lower, @Nullable Extremum upper) {

  /**
   * Finds the bounds.
   *
   * @param ranges of each name that the expression has
   * @param conditions what must hold for a value besides what the expression itself tells
   */
  public static Bounds of(
      Expr expression, List<NameRange> ranges, List<Expr> conditions, Facts facts) {
    requireRanges(expression, ranges);
    List<Expr> open = new ArrayList<>();
    List<NameRange> narrowed = narrowed(ranges, conditions, open);
    Affine affine = Affine.of(expression);
    Integer sign = Constants.sign(affine.factor());
    Expr inner = sign == null || sign == 0 ? expression : affine.inner();
    Objective objective = new Objective(inner, narrowed, open, facts);
    Extremum least = ExtremumFinder.find(objective, false);
    Extremum most = ExtremumFinder.find(objective, true);
    if (least == null || most == null) {
      return new Bounds(null, null);
    }
    if (sign == null || sign == 0) {
      return new Bounds(least, most);
    }
    Extremum one = least.scaled(affine.factor(), sign, affine.offset());
    Extremum other = most.scaled(affine.factor(), sign, affine.offset());
    return sign > 0 ? new Bounds(one, other) : new Bounds(other, one);
  }

  private static void requireRanges(Expr expression, List<NameRange> ranges) {
    for (Expr name : Names.in(expression)) {
      if (ranges.stream().noneMatch(each -> each.name() == name)) {
        throw new IllegalArgumentException("no range is given for " + name);
      }
    }
  }

  /**
   * An expression as {@code factor*inner + offset} with numbers for factor and offset, so that a
   * bound of what is inside need not be rounded.
   */
  private record Affine(Expr inner, Expr factor, Expr offset) {
    static Affine of(Expr expression) {
      Affine affine = new Affine(expression, RationalNumber.ONE, RationalNumber.ZERO);
      while (true) {
        Affine next = affine.step();
        if (next == null) {
          return affine;
        }
        affine = next;
      }
    }

    private @Nullable Affine step() {
      if (inner instanceof Sum sum) {
        List<Expr> numbers = new ArrayList<>();
        List<Expr> rest = new ArrayList<>();
        sum.addends().forEach(each -> (isNumber(each) ? numbers : rest).add(each));
        Expr moved = Sum.of(numbers);
        return numbers.isEmpty() || rest.isEmpty()
            ? null
            : new Affine(Sum.of(rest), factor, offset.plus(factor.times(moved)));
      }
      if (inner instanceof Product product) {
        List<Expr> numbers = new ArrayList<>();
        List<Expr> rest = new ArrayList<>();
        if (!product.coefficient().isOne()) {
          numbers.add(Expr.of(product.coefficient()));
        }
        for (Product.Factor each : product.factors()) {
          (isNumber(each.toExpr()) ? numbers : rest).add(each.toExpr());
        }
        return numbers.isEmpty() || rest.isEmpty()
            ? null
            : new Affine(Product.of(rest), factor.times(Product.of(numbers)), offset);
      }
      return null;
    }

    private static boolean isNumber(Expr part) {
      return Names.isNumber(part);
    }
  }

  /** Ranges narrowed by the conditions that compare a name with a number; the others stay open. */
  static List<NameRange> narrowed(List<NameRange> ranges, List<Expr> conditions, List<Expr> open) {
    List<NameRange> narrowed = new ArrayList<>(ranges);
    for (Expr condition : conditions) {
      List<Expr> parts =
          condition instanceof Logical logical && logical.operator() == Logical.Operator.AND
              ? logical.operands()
              : List.of(condition);
      for (Expr part : parts) {
        boolean isUsed = false;
        for (int i = 0; i < narrowed.size() && !isUsed; i++) {
          NameRange range = narrowed.get(i);
          NameRange next = part instanceof Relation relation ? narrowed(range, relation) : null;
          if (next != null) {
            narrowed.set(i, next);
            isUsed = true;
          }
        }
        if (!isUsed) {
          open.add(part);
        }
      }
    }
    return narrowed;
  }

  private static @Nullable NameRange narrowed(NameRange range, Relation relation) {
    boolean isStrict = relation.operator() == Relation.Operator.LESS;
    if (!isStrict && relation.operator() != Relation.Operator.LESS_OR_EQUAL) {
      return null;
    }
    boolean isUpper = relation.left() == range.name();
    Expr end = isUpper ? relation.right() : relation.left();
    if (!isUpper && relation.right() != range.name() || !Names.isNumber(end)) {
      return null;
    }
    Expr known = isUpper ? range.upper() : range.lower();
    boolean isKnownOpen = isUpper ? range.isUpperOpen() : range.isLowerOpen();
    boolean isOpen = isStrict;
    if (known != null) {
      Integer sign = known == end ? Integer.valueOf(0) : Constants.sign(end.minus(known));
      if (sign == null) {
        return null;
      }
      boolean isNarrower = isUpper ? sign < 0 : sign > 0;
      if (sign == 0) {
        isOpen |= isKnownOpen;
      } else if (!isNarrower) {
        return range;
      }
    }
    return isUpper
        ? new NameRange(range.name(), range.lower(), end, range.isLowerOpen(), isOpen)
        : new NameRange(range.name(), end, range.upper(), isOpen, range.isUpperOpen());
  }

  /** Whether ranges hold no number: an end is above the other. */
  static boolean isEmpty(NameRange range) {
    if (range.lower() == null || range.upper() == null) {
      return false;
    }
    Interval width = Constants.enclosure(range.upper().minus(range.lower()));
    return width.isNegative() || width.upper() <= 0 && (range.isLowerOpen() || range.isUpperOpen());
  }
}
