package org.chainrule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/** Small readings of expressions that several answers need. */
final class Questions {
  private static final int MOST_LANDMARKS = 12;

  private Questions() {}

  /** The name under which a point binds a symbol or an element, else the empty text. */
  static String canonicalName(Expr variable) {
    if (variable instanceof Symbol symbol) {
      return symbol.name();
    }
    if (variable instanceof IndexedSymbol indexed) {
      String indices =
          indexed.indices().stream().map(Questions::index).collect(Collectors.joining(","));
      boolean plain =
          indexed.indices().size() == 1 && !indices.startsWith("-") && !indices.isEmpty();
      return indexed.family() + "_" + (plain ? indices : "{" + indices + "}");
    }
    return "";
  }

  private static String index(Expr index) {
    return index instanceof RationalNumber number ? number.value().toString() : index.toString();
  }

  /** The numbers that occur in an expression: places where it may change its ways. */
  static List<BigDecimal> landmarks(Expr expression) {
    Set<Rational> numbers = new TreeSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof RationalNumber number) {
          numbers.add(number.value());
        }
        if (node instanceof Sum sum) {
          numbers.add(sum.constant());
          numbers.add(sum.constant().negate());
        }
        return true;
      }
    }.apply(expression);
    numbers.add(Rational.ZERO);
    List<BigDecimal> landmarks = new ArrayList<>();
    for (Rational number : numbers) {
      if (landmarks.size() < MOST_LANDMARKS) {
        landmarks.add(number.toBigDecimal(MathContext.DECIMAL64));
      }
    }
    return landmarks;
  }
}
