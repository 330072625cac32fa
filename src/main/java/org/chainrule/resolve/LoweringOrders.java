package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxSubstitution;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** Sums whose index is the order of a derivative, {@code sum(k=0..3, diff(f(x), x, k))}. */
final class LoweringOrders {
  private LoweringOrders() {}

  /** Whether the index of a sum or product is the order of a derivative in it. */
  static boolean isOver(Syntax.Reduction reduction) {
    boolean[] found = {false};
    SyntaxWalk.forEach(
        reduction.body(),
        node ->
            found[0] |=
                node instanceof Syntax.Derivative derivative
                    && derivative.variables().stream()
                        .skip(1)
                        .anyMatch(each -> isNamed(each, reduction.index().name())));
    return found[0];
  }

  private static boolean isNamed(Syntax variable, String name) {
    return variable instanceof Syntax.Name each && each.name().equals(name);
  }

  /** The terms of such a sum, each followed by its condition where there is one. */
  static List<Syntax> terms(Syntax.Reduction reduction, String text) {
    String index = reduction.index().name();
    boolean isCounted =
        reduction.operator() == Syntax.Reduction.Operator.SUM
            || reduction.operator() == Syntax.Reduction.Operator.PRODUCT;
    if (!isCounted) {
      throw refusal(text, reduction.index(), "an order of a derivative runs in a sum or product");
    }
    int first = order(reduction.lower(), reduction, text);
    int last = order(reduction.upper(), reduction, text);
    List<Syntax> terms = new ArrayList<>();
    for (int k = first; k <= last; k++) {
      Span place = reduction.index().span();
      Map<String, Syntax> value =
          Map.of(index, new Syntax.NumberLiteral(place, Rational.of(k), String.valueOf(k)));
      terms.add(SyntaxSubstitution.of(value, reduction.body()));
      if (reduction.condition() != null) {
        terms.add(SyntaxSubstitution.of(value, reduction.condition()));
      }
    }
    return terms;
  }

  /** The sum or product of what its terms and their conditions became. */
  static Expr total(Syntax.Reduction reduction, List<Expr> parts) {
    boolean isSum = reduction.operator() == Syntax.Reduction.Operator.SUM;
    Expr neutral = isSum ? RationalNumber.ZERO : RationalNumber.ONE;
    Expr total = neutral;
    int step = reduction.condition() == null ? 1 : 2;
    for (int i = 0; i < parts.size(); i += step) {
      Expr condition = step == 1 ? Logical.TRUE : parts.get(i + 1);
      Expr term = Piecewise.of(List.of(new Piecewise.Branch(parts.get(i), condition)), neutral);
      total = isSum ? total.plus(term) : total.times(term);
    }
    return total;
  }

  private static int order(@Nullable Syntax end, Syntax.Reduction reduction, String text) {
    if (end instanceof Syntax.NumberLiteral number
        && number.value().isInt()
        && number.value().signum() >= 0
        && number.value().intValueExact() <= Limit.DERIVATIVE_ORDER.most()) {
      return number.value().intValueExact();
    }
    throw refusal(
        text,
        reduction.index(),
        "`"
            + reduction.index().spelling()
            + "` is the order of a derivative, so its sum runs between whole numbers from 0 to "
            + Limit.DERIVATIVE_ORDER.most());
  }

  private static ParseException refusal(String text, Syntax.Name index, String message) {
    return new FamilyInference.Place(index.span(), text)
        .refusal(message, "give it numbers, as in sum(k=0..3, diff(f(x), x, k))");
  }
}
