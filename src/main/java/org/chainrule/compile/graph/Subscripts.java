package org.chainrule.compile.graph;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/** A translation of subscripts and bounds into whole-numbered nodes. */
public final class Subscripts {
  private static final int DEEPEST = 50;

  private final Graph graph;
  private final Set<String> sizes = new LinkedHashSet<>();

  private final Map<String, Integer> lengths;

  /**
   * @param lengths those that are known
   */
  public Subscripts(Graph graph, Map<String, Integer> lengths) {
    this.graph = graph;
    this.lengths = lengths;
  }

  /** The names that stand for lengths and other whole numbers in bounds and subscripts. */
  public Set<String> sizes() {
    return sizes;
  }

  /**
   * The node of a subscript or a bound.
   *
   * @throws CompileException if it is not made of whole numbers, names and indices by adding and
   *     multiplying
   */
  Node whole(Expr expression) {
    return whole(expression, expression, 0);
  }

  private Node whole(Expr expression, Expr all, int depth) {
    if (depth > DEEPEST) {
      throw notWhole(all);
    }
    if (expression instanceof RationalNumber number) {
      return constant(number.value(), all);
    } else if (expression instanceof Symbol symbol) {
      if (symbol.isOpened()) {
        return graph.index(graph.axis(Symbol.largestOpened(symbol) - 1));
      }
      return size(symbol.name());
    } else if (expression instanceof Sum sum) {
      Node total = null;
      for (Sum.Term term : sum.terms()) {
        Node product =
            graph.wholeProduct(
                constant(term.coefficient(), all), whole(term.expression(), all, depth + 1));
        total = total == null ? product : graph.wholeSum(total, product);
      }
      Node constant = constant(sum.constant(), all);
      return total == null ? constant : graph.wholeSum(total, constant);
    } else if (expression instanceof Product product) {
      Node total = constant(product.coefficient(), all);
      for (Product.Factor factor : product.factors()) {
        if (!(factor.exponent() instanceof RationalNumber exponent)
            || exponent.value().signum() < 0
            || exponent.value().compareTo(Rational.of(4)) > 0
            || !exponent.value().isInteger()) {
          throw notWhole(all);
        }
        for (int i = 0; i < exponent.value().intValueExact(); i++) {
          total = graph.wholeProduct(total, whole(factor.base(), all, depth + 1));
        }
      }
      return total;
    } else if (expression instanceof Apply apply && apply.function().extremum().isPresent()) {
      boolean isMaximum = apply.function().isMaximum();
      Node extremum = null;
      for (Expr argument : apply.arguments()) {
        Node next = whole(argument, all, depth + 1);
        extremum = extremum == null ? next : graph.wholeExtremum(isMaximum, extremum, next);
      }
      if (extremum != null) {
        return extremum;
      }
    }
    throw notWhole(all);
  }

  /** The node of a length. */
  Node size(String name) {
    Integer length = lengths.get(name);
    if (length != null) {
      return graph.whole(length);
    }
    sizes.add(name);
    return graph.size(name);
  }

  /** Whether a name is a length, known or not. */
  boolean isSize(String name) {
    return lengths.containsKey(name) || sizes.contains(name);
  }

  private Node constant(Rational value, Expr all) {
    if (!value.isInt()) {
      throw notWhole(all);
    }
    return graph.whole(value.intValueExact());
  }

  private static CompileException notWhole(Expr expression) {
    return new CompileException(
        "subscripts and bounds are whole numbers, names and indices, added and multiplied, and "
            + Shown.of(expression)
            + " is none");
  }
}
