package org.chainrule.laws;

import java.util.List;
import java.util.Map;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;

/** The value of an expression without indices, in doubles; NaN where there is none. */
final class DoubleValue extends Pass<Double> {
  private final Map<String, Double> values;

  DoubleValue(Map<String, Double> values) {
    this.values = values;
  }

  @Override
  protected Double compute(Expr node) {
    if (node instanceof RationalNumber number) {
      return number.value().doubleValue();
    }
    if (node instanceof Symbol symbol) {
      return values.get(symbol.name());
    }
    if (node instanceof Sum sum) {
      double value = sum.constant().doubleValue();
      for (Sum.Term term : sum.terms()) {
        value += term.coefficient().doubleValue() * result(term.expression());
      }
      return value;
    }
    if (node instanceof Product product) {
      double value = product.coefficient().doubleValue();
      for (Product.Factor factor : product.factors()) {
        double exponent = factor.exponent().isOne() ? 1 : result(factor.exponent());
        value *= Math.pow(result(factor.base()), exponent);
      }
      return value;
    }
    if (node instanceof Power power) {
      return Math.pow(result(power.base()), result(power.exponent()));
    }
    if (node instanceof Apply apply) {
      double[] arguments = apply.arguments().stream().mapToDouble(this::result).toArray();
      return apply.function().kernel().orElseThrow().apply(arguments);
    }
    if (node instanceof Piecewise piecewise) {
      return chosen(piecewise);
    }
    if (node instanceof NamedConstant constant) {
      return constant == NamedConstant.PI ? Math.PI : Math.E;
    }
    if (node instanceof Relation || node instanceof Logical) {
      return holds(node) ? 1.0 : 0.0;
    }
    throw new IllegalStateException("an index is left in " + node);
  }

  private double chosen(Piecewise piecewise) {
    for (Piecewise.Branch branch : piecewise.branches()) {
      if (holds(branch.condition())) {
        return result(branch.value());
      }
    }
    return piecewise.otherwise().map(this::result).orElse(Double.NaN);
  }

  private boolean holds(Expr condition) {
    if (condition instanceof Relation relation) {
      double left = result(relation.left());
      double right = result(relation.right());
      return relation.operator().holds(Double.compare(left, right));
    }
    if (condition instanceof Logical logical) {
      List<Expr> operands = logical.operands();
      return switch (logical.operator()) {
        case AND -> operands.stream().allMatch(this::holds);
        case OR -> operands.stream().anyMatch(this::holds);
        default -> logical == Logical.TRUE;
      };
    }
    throw new IllegalStateException("no condition: " + condition);
  }
}
