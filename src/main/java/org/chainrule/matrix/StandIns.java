package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;

/**
 * The replacement of what has no value of its own, and of what would take long, by something that
 * has one: what is equal before is equal after. Derivatives that are names become elements,
 * declared functions some function, and long ranges of numbers short ones.
 */
final class StandIns extends Rewriter {
  private static final long LONGEST = 4;

  private final boolean shortening;
  private final Map<Expr, Symbol> shorter = new HashMap<>();

  StandIns(boolean shortening) {
    this.shortening = shortening;
  }

  /** The names that stand for lengths. */
  Set<Symbol> lengths() {
    return new HashSet<>(shorter.values());
  }

  /** A length, or the name that stands for it. */
  private Expr length(Expr upper) {
    return shortening
            && upper instanceof RationalNumber number
            && number.value().isInteger()
            && number.value().bitLength() < 62
            && number.value().minus(org.chainrule.number.Rational.of(LONGEST)).signum() > 0
        ? shorter.computeIfAbsent(upper, key -> Symbol.named("length " + key))
        : upper;
  }

  private Expr upper(Binder binder) {
    return binder.lower().isOne() ? length(binder.upper()) : result(binder.upper());
  }

  /** The last value of an index that is free. */
  Expr last(Expr length) {
    return length(length);
  }

  @Override
  public Expr visit(Reduction reduction) {
    Binder.Opened opened = opened(reduction);
    return Reduction.of(
        reduction.operator(),
        opened.index(),
        result(reduction.lower()),
        upper(reduction),
        result(opened.condition()),
        result(opened.body()));
  }

  @Override
  public Expr visit(Elements elements) {
    Binder.Opened opened = opened(elements);
    return Elements.of(
        opened.index(), result(elements.lower()), upper(elements), result(opened.body()));
  }

  @Override
  public Expr visit(Piecewise piecewise) {
    return piecewise.isRestriction() ? result(piecewise.shown()) : super.visit(piecewise);
  }

  @Override
  public Expr visit(Apply apply) {
    if (!apply.function().isDeclared()) {
      return super.visit(apply);
    }
    int name = apply.function().hashCode() & 7;
    Sum.Builder sum = new Sum.Builder();
    sum.add(Expr.of(2 + name));
    for (int i = 0; i < apply.arguments().size(); i++) {
      sum.add(result(apply.arguments().get(i)).power(2).times(i + 1L));
    }
    return sum.build().power(-1);
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    StringBuilder family = new StringBuilder("d");
    List<Expr> indices = new ArrayList<>();
    describe(derivative.body(), family, indices);
    for (DerivativeTerm.Variable each : derivative.by()) {
      family.append("/d").append(each.order());
      describe(each.variable(), family, indices);
    }
    indices.add(RationalNumber.ONE);
    return IndexedSymbol.of(family.toString(), indices);
  }

  /** Writes what tells a part from others, but for the indices in it, which are gathered. */
  private static void describe(Expr part, StringBuilder family, List<Expr> indices) {
    if (part instanceof IndexedSymbol element) {
      family.append(element.family());
      indices.addAll(element.indices());
    } else {
      family.append(part);
    }
  }
}
