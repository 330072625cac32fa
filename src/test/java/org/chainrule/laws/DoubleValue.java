package org.chainrule.laws;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.evaluate.Element;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;

/** The value of an expression as it is written, in doubles; NaN where there is none. */
final class DoubleValue extends Pass<Double> {
  private final Map<String, Double> values;

  DoubleValue(Map<String, Double> values) {
    this.values = values;
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Binder binder) {
      return List.of(binder.lower(), binder.upper());
    }
    return super.dependencies(node);
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
    if (node instanceof IndexedSymbol indexed) {
      return element(indexed);
    }
    if (node instanceof KroneckerDelta delta) {
      return result(delta.left()).equals(result(delta.right())) ? 1.0 : 0.0;
    }
    if (node instanceof Reduction reduction) {
      return reduced(reduction);
    }
    if (node instanceof Elements) {
      return Double.NaN;
    }
    if (node instanceof Apply apply
        && !apply.arguments().isEmpty()
        && apply.arguments().get(0) instanceof Elements elements) {
      return ofVector(apply, elements);
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
    throw new IllegalStateException("no number: " + node);
  }

  private double element(IndexedSymbol indexed) {
    List<BigInteger> indices = new ArrayList<>();
    for (Expr index : indexed.indices()) {
      indices.add(BigInteger.valueOf(Math.round(result(index))));
    }
    return values.getOrDefault(new Element(indexed.family(), indices).toString(), Double.NaN);
  }

  private double reduced(Reduction reduction) {
    double total =
        switch (reduction.operator()) {
          case SUM -> 0;
          case PRODUCT -> 1;
          case MAXIMUM -> Double.NEGATIVE_INFINITY;
          case MINIMUM -> Double.POSITIVE_INFINITY;
        };
    long last = Math.round(result(reduction.upper()));
    for (long i = Math.round(result(reduction.lower())); i <= last; i++) {
      Expr condition = reduction.conditionAt(Expr.of(i));
      if (apply(condition) == 1) {
        double term = apply(reduction.bodyAt(Expr.of(i)));
        total =
            switch (reduction.operator()) {
              case SUM -> total + term;
              case PRODUCT -> total * term;
              case MAXIMUM -> Math.max(total, term);
              case MINIMUM -> Math.min(total, term);
            };
      }
    }
    return total;
  }

  private double ofVector(Apply apply, Elements elements) {
    long first = Math.round(result(elements.lower()));
    long last = Math.round(result(elements.upper()));
    double[] vector = new double[Math.max(0, Math.toIntExact(last - first + 1))];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = apply(elements.bodyAt(Expr.of(first + i)));
    }
    long place =
        apply.arguments().size() > 1 ? Math.round(result(apply.arguments().get(1))) : first;
    return place < first || place > last
        ? Double.NaN
        : apply.function().vectorKernel().orElseThrow().apply(vector, (int) (place - first));
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
