package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;

/** The numbers at which expressions may change their ways: borders of cases, then all others. */
final class Breakpoints {
  private static final int MOST = 12;

  private final Set<Rational> borders = new LinkedHashSet<>();
  private final Set<Rational> numbers = new TreeSet<>();

  private Breakpoints() {}

  /** The landmarks of some expressions, those that matter most first. */
  static List<BigDecimal> of(List<Expr> expressions) {
    Breakpoints landmarks = new Breakpoints();
    Pass<Boolean> collector =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            landmarks.add(node);
            return true;
          }
        };
    expressions.forEach(collector::apply);
    for (BigDecimal value : ConstantParts.of(expressions, MathContext.DECIMAL64.getPrecision())) {
      landmarks.numbers.add(Rational.of(value));
      landmarks.numbers.add(Rational.of(value.negate()));
    }
    Set<Rational> all = new LinkedHashSet<>(landmarks.borders);
    all.add(Rational.ZERO);
    all.addAll(landmarks.numbers);
    List<BigDecimal> first = new ArrayList<>();
    for (Rational number : all) {
      if (first.size() < MOST) {
        first.add(number.toBigDecimal(MathContext.DECIMAL64));
      }
    }
    return first;
  }

  private void add(Expr node) {
    if (node instanceof RationalNumber number) {
      numbers.add(number.value());
    } else if (node instanceof Sum sum) {
      numbers.add(sum.constant());
      numbers.add(sum.constant().negate());
      addRoot(sum, numbers);
    } else if (node instanceof Relation relation) {
      addRoot(relation.left().minus(relation.right()), borders);
    } else if (node instanceof Apply apply && apply.arguments().size() == 2) {
      Expr left = apply.arguments().get(0);
      Expr right = apply.arguments().get(1);
      if (left instanceof RationalNumber || right instanceof RationalNumber) {
        addRoot(left.minus(right), borders);
      }
    }
  }

  /** Where a linear expression is 0: beside it, what is compared with 0 changes its sign. */
  private static void addRoot(Expr difference, Set<Rational> roots) {
    if (difference instanceof Sum sum && sum.terms().size() == 1) {
      roots.add(sum.constant().negate().dividedBy(sum.terms().get(0).coefficient()));
    }
  }
}
