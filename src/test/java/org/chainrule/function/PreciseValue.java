package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.precise.PreciseConstants;
import org.chainrule.precise.PreciseElementary;

/** Values of small expressions to some digits, from the rows' precise kernels and nothing else. */
final class PreciseValue {
  private final Map<? extends Expr, BigDecimal> point;
  private final MathContext context;

  PreciseValue(Map<? extends Expr, BigDecimal> point, MathContext context) {
    this.point = point;
    this.context = context;
  }

  BigDecimal of(Expr node) {
    if (node instanceof RationalNumber number) {
      return number.value().toBigDecimal(context);
    }
    if (node == NamedConstant.PI) {
      return PreciseConstants.pi(context);
    }
    if (node == NamedConstant.E) {
      return PreciseConstants.e(context);
    }
    if (node instanceof Sum sum) {
      BigDecimal total = BigDecimal.ZERO;
      for (Expr addend : sum.addends()) {
        total = total.add(of(addend), context);
      }
      return total;
    }
    if (node instanceof Product product) {
      BigDecimal total = product.coefficient().toBigDecimal(context);
      for (Product.Factor factor : product.factors()) {
        total = total.multiply(of(factor.toExpr()), context);
      }
      return total;
    }
    if (node instanceof Power power) {
      return PreciseElementary.pow(of(power.base()), of(power.exponent()), context);
    }
    if (node instanceof Apply apply) {
      return applied(apply.function(), apply.arguments());
    }
    if (node instanceof Reduction reduction) {
      return reduced(reduction);
    }
    if (node instanceof KroneckerDelta delta) {
      boolean same = of(delta.left()).compareTo(of(delta.right())) == 0;
      return same ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (node instanceof Piecewise piecewise) {
      return chosen(piecewise);
    }
    BigDecimal value = point.get(node);
    if (value == null) {
      throw new AssertionError("no value for a " + node.getClass().getSimpleName());
    }
    return value;
  }

  private BigDecimal applied(Function function, List<Expr> arguments) {
    if (function.matrixKernel().isPresent()) {
      List<IndexRange> ranges = ((Elements) arguments.get(0)).ranges();
      int size = of(ranges.get(0).upper()).intValueExact();
      List<List<BigDecimal>> rows = new ArrayList<>();
      for (int i = 1; i <= size; i++) {
        List<BigDecimal> row = new ArrayList<>();
        for (int j = 1; j <= size; j++) {
          row.add(of(((Elements) arguments.get(0)).at(List.of(Expr.of(i), Expr.of(j)))));
        }
        rows.add(row);
      }
      int position = 0;
      for (Expr index : arguments.subList(1, arguments.size())) {
        position = position * size + of(index).intValueExact() - 1;
      }
      return function.matrixKernel().get().apply(rows, new DecimalField(context)).get(position);
    }
    if (function.preciseKernel().isEmpty()) {
      return of(function.definition(arguments).orElseThrow());
    }
    return function.preciseKernel().get().apply(arguments.stream().map(this::of).toList(), context);
  }

  private BigDecimal reduced(Reduction reduction) {
    if (reduction.operator() != Reduction.Operator.SUM) {
      throw new AssertionError("only sums occur in rows");
    }
    BigDecimal total = BigDecimal.ZERO;
    int upper = of(reduction.upper()).intValueExact();
    for (int index = of(reduction.lower()).intValueExact(); index <= upper; index++) {
      total = total.add(of(reduction.bodyAt(Expr.of(index))), context);
    }
    return total;
  }

  private BigDecimal chosen(Piecewise piecewise) {
    for (Piecewise.Branch branch : piecewise.branches()) {
      if (holds(branch.condition())) {
        return of(branch.value());
      }
    }
    return of(piecewise.otherwise().orElseThrow(() -> new DomainException("no case applies")));
  }

  boolean holds(Expr condition) {
    if (condition instanceof Relation relation) {
      int order = of(relation.left()).compareTo(of(relation.right()));
      return relation.operator().holds(order);
    }
    Logical logical = (Logical) condition;
    return logical.operator() == Logical.Operator.AND
        ? logical.operands().stream().allMatch(this::holds)
        : logical.operands().stream().anyMatch(this::holds);
  }
}
