package org.chainrule.autograd;

import java.util.List;
import java.util.Optional;
import org.chainrule.autograd.ExpressionRun.Truth;
import org.chainrule.error.DomainException;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;

/** The nodes that are computed from all their parts at once. */
final class PlainNodes {
  private PlainNodes() {}

  /** What has to be computed before a node. */
  static List<Expr> parts(Expr node) {
    Optional<Expr> exponent = Factors.exponent(node);
    if (exponent.isPresent()) {
      return List.of(exponent.get());
    }
    if (node instanceof Product product) {
      return Factors.of(product).all();
    }
    if (node instanceof Power power && power.exponent() instanceof RationalNumber) {
      return List.of(power.base());
    }
    return node.children();
  }

  static <T> void compute(Expr node, ExpressionRun<T> run) {
    if (node instanceof Symbol symbol) {
      run.name(symbol);
    } else if (node instanceof IndexedSymbol indexed) {
      run.element(indexed);
    } else if (node instanceof Relation relation) {
      double left = run.plain(relation.left());
      double right = run.plain(relation.right());
      run.putCondition(
          node,
          Double.isNaN(left) || Double.isNaN(right)
              ? Truth.UNDECIDED
              : Truth.of(FunctionProgram.holds(relation.operator(), left, right)));
    } else {
      run.put(node, value(node, run));
    }
  }

  private static <T> T value(Expr node, ExpressionRun<T> run) {
    NumberKinds<T> numbers = run.numbers();
    Optional<Expr> exponent = Factors.exponent(node);
    if (exponent.isPresent()) {
      return numbers.apply(PreparedFunction.of(Functions.EXP), List.of(run.value(exponent.get())));
    }
    if (node instanceof RationalNumber number) {
      return numbers.number(number.value().doubleValue());
    }
    if (node instanceof NamedConstant constant) {
      return numbers.number(constant(constant));
    }
    if (node instanceof Sum sum) {
      return sum(sum, run);
    }
    if (node instanceof Product product) {
      return product(Factors.of(product), run);
    }
    if (node instanceof Power power) {
      T base = run.value(power.base());
      return power.exponent() instanceof RationalNumber number
          ? numbers.power(base, number.value().doubleValue())
          : numbers.apply(
              PreparedFunction.of(Functions.POW), List.of(base, run.value(power.exponent())));
    }
    if (node instanceof KroneckerDelta delta) {
      return numbers.number(run.plain(delta.left()) == run.plain(delta.right()) ? 1 : 0);
    }
    if (node instanceof Apply apply) {
      return numbers.apply(
          PreparedFunction.of(apply.function()),
          apply.arguments().stream().map(run::value).toList());
    }
    throw new TapeException("a derivative or a vector stands where a number is needed");
  }

  private static double constant(NamedConstant constant) {
    if (constant == NamedConstant.INFINITY) {
      throw new DomainException("inf is a bound, not a number to calculate with");
    }
    return constant == NamedConstant.PI ? Math.PI : Math.E;
  }

  private static <T> T sum(Sum sum, ExpressionRun<T> run) {
    NumberKinds<T> numbers = run.numbers();
    T total = null;
    for (Sum.Term term : sum.terms()) {
      T addend = run.value(term.expression());
      double coefficient = term.coefficient().doubleValue();
      if (coefficient != 1) {
        addend = numbers.scale(addend, coefficient);
      }
      total = total == null ? addend : numbers.add(total, addend);
    }
    double constant = sum.constant().doubleValue();
    return total == null || constant == 0
        ? (total == null ? numbers.number(constant) : total)
        : numbers.addNumber(total, constant);
  }

  private static <T> T product(Factors factors, ExpressionRun<T> run) {
    NumberKinds<T> numbers = run.numbers();
    double coefficient = factors.coefficient();
    T above = null;
    for (Expr factor : factors.above()) {
      T value = run.value(factor);
      above = above == null ? value : numbers.multiply(above, value);
    }
    if (above == null) {
      above = numbers.number(coefficient);
    } else if (coefficient != 1) {
      above = numbers.scale(above, coefficient);
    }
    T below = null;
    for (Expr factor : factors.below()) {
      T value = run.value(factor);
      below = below == null ? value : numbers.multiply(below, value);
    }
    return below == null ? above : numbers.divide(above, below);
  }
}
