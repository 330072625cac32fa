package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Apply;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.number.Rational;

/**
 * The cost of a form to a reader, as people count: one for each name, number, operator, call and
 * transpose as written, and little more for what settles which of two forms of one length is read
 * more easily.
 */
final class FormCost implements MatrixForm.Visitor<Double> {
  /** A transpose is read at a glance. */
  private static final double TRANSPOSE = 0.9;

  /** What the transpose of a product costs more: its factors are looked for turned round. */
  private static final double TRANSPOSE_OF_PRODUCT = 1.2;

  /** What a number costs more that is added to each element of a matrix that is multiplied. */
  private static final double NUMBER_IN_MATRIX = 2;

  private static final double ELEMENTWISE_OPERATOR = 1.1;

  /** A power of a column is dearer than a product, so that {@code p - p .^ 2} gets its bracket. */
  private static final double ELEMENTWISE_POWER = 1.3;

  private static final double BRACKETS = 0.05;

  /** What a sum costs more that begins with a minus. */
  private static final double LEADING_MINUS = 0.2;

  /** What two neighbours cost more that are not in the order in which people write them. */
  private static final double OUT_OF_ORDER = 0.001;

  private final Map<MatrixForm, Double> known = new HashMap<>();
  private final NumberCost numbers = new NumberCost();

  double of(MatrixForm form) {
    Double before = known.get(form);
    if (before == null) {
      before = form.accept(this);
      known.put(form, before);
    }
    return before;
  }

  private double all(List<? extends MatrixForm> forms) {
    double sum = 0;
    for (MatrixForm form : forms) {
      sum += of(form);
    }
    return sum;
  }

  @Override
  public Double visit(MatrixForm.Scalar number) {
    return numbers.apply(number.value());
  }

  @Override
  public Double visit(MatrixForm.Name name) {
    return 1.0;
  }

  @Override
  public Double visit(MatrixForm.Sum sum) {
    double cost = all(sum.terms());
    for (int i = 0; i < sum.terms().size(); i++) {
      boolean isNegative = FormOrder.isNegative(sum.terms().get(i));
      // A minus is part of what it stands before already.
      cost += isNegative ? 0 : i > 0 ? 1 : 0;
      cost += isNegative && i == 0 ? LEADING_MINUS : 0;
      cost += isElementwise(sum.terms().get(i)) ? 2 * BRACKETS : 0;
    }
    cost += hasNumberInMatrix(sum) ? NUMBER_IN_MATRIX : 0;
    return cost + OUT_OF_ORDER * FormOrder.inversions(sum.terms(), FormOrder.TERMS);
  }

  private static boolean hasNumberInMatrix(MatrixForm form) {
    return form instanceof MatrixForm.Sum sum
        && !sum.shape().isNumber()
        && !sum.shape().isColumn()
        && !sum.shape().isRow()
        && sum.terms().stream().anyMatch(each -> each.shape().isNumber());
  }

  /** The cost where all is calculated element by element. */
  private double inside(MatrixForm form) {
    return of(form)
        + (isOpen(form) ? BRACKETS : 0)
        - (hasNumberInMatrix(form) ? NUMBER_IN_MATRIX : 0);
  }

  @Override
  public Double visit(MatrixForm.Product product) {
    double above = 0;
    int count = 0;
    double below = 0;
    if (!product.factor().isOne()) {
      List<Product.Factor> factors = factors(product.factor());
      Rational coefficient = coefficient(product.factor());
      below += coefficient.signum() < 0 ? 1 : 0;
      if (!coefficient.abs().numerator().equals(Rational.ONE.numerator())) {
        above += 1;
        count++;
      }
      below += coefficient.isInteger() ? 0 : 2;
      for (Product.Factor factor : factors) {
        if (factor.divides()) {
          below += 1 + numbers.apply(factor.inverse().toExpr());
        } else {
          above += numbers.apply(factor.toExpr());
          count++;
        }
      }
    }
    for (MatrixForm scalar : product.scalars()) {
      if (scalar instanceof MatrixForm.Power power && isNegative(power.exponent())) {
        below += 1 + of(inverse(power)) + (isOpen(power.base()) ? 4 * BRACKETS : 0);
      } else {
        above += of(scalar) + (isOpen(scalar) ? 2 * BRACKETS : 0);
        count++;
      }
    }
    for (MatrixForm matrix : product.chain()) {
      above += of(matrix) + (isOpen(matrix) ? BRACKETS : 0);
      count++;
    }
    return above + below + (count == 0 ? 1 : count - 1);
  }

  private static boolean isElementwise(MatrixForm term) {
    return term instanceof MatrixForm.Hadamard
        || term instanceof MatrixForm.Product product
            && product.chain().size() == 1
            && product.chain().get(0) instanceof MatrixForm.Hadamard;
  }

  private static Rational coefficient(Expr factor) {
    return factor instanceof RationalNumber number
        ? number.value()
        : factor instanceof Product product ? product.coefficient() : Rational.ONE;
  }

  private static List<Product.Factor> factors(Expr factor) {
    if (factor instanceof RationalNumber) {
      return List.of();
    }
    return factor instanceof Product product
        ? product.factors()
        : List.of(Product.Factor.of(factor));
  }

  /** Whether it is written in brackets within a product. */
  private static boolean isOpen(MatrixForm form) {
    return form instanceof MatrixForm.Sum
        || form instanceof MatrixForm.Hadamard
        || form instanceof MatrixForm.Product;
  }

  private static boolean isNegative(MatrixForm exponent) {
    return exponent instanceof MatrixForm.Scalar number
        && number.value() instanceof RationalNumber rational
        && rational.value().signum() < 0;
  }

  private static MatrixForm inverse(MatrixForm.Power power) {
    MatrixForm.Scalar exponent = (MatrixForm.Scalar) power.exponent();
    return MatrixForm.Power.of(power.base(), exponent.value().negate());
  }

  @Override
  public Double visit(MatrixForm.Hadamard product) {
    double cost = 0;
    for (int i = 0; i < product.factors().size(); i++) {
      MatrixForm factor = product.factors().get(i);
      cost += i > 0 ? ELEMENTWISE_OPERATOR : 0;
      if (i > 0 && factor instanceof MatrixForm.Power power && isNegative(power.exponent())) {
        cost += of(inverse(power)) + (isOpen(power.base()) ? BRACKETS : 0);
      } else {
        cost += inside(factor);
      }
    }
    return cost + OUT_OF_ORDER * FormOrder.inversions(product.factors(), FormOrder.FACTORS);
  }

  @Override
  public Double visit(MatrixForm.Transpose transpose) {
    MatrixForm operand = transpose.operand();
    return TRANSPOSE
        + of(operand)
        + (isOpen(operand) ? 2 * BRACKETS : 0)
        + (isWide(operand) ? TRANSPOSE_OF_PRODUCT : 0);
  }

  private static boolean isWide(MatrixForm form) {
    return form instanceof MatrixForm.Sum sum
        ? !sum.shape().isColumn() && sum.terms().stream().anyMatch(FormCost::isOpen)
        : isOpen(form);
  }

  @Override
  public Double visit(MatrixForm.Power power) {
    boolean isNumber = power.shape().isNumber();
    double operator = isNumber ? 1 : ELEMENTWISE_POWER;
    if (isNegative(power.exponent())) {
      return 1 + operator + of(inverse(power)) + (isOpen(power.base()) ? BRACKETS : 0);
    }
    if (power.exponent().equals(new MatrixForm.Scalar(RationalNumber.HALF))) {
      return 1 + of(power.base());
    }
    return inside(power.base()) + operator + of(power.exponent());
  }

  @Override
  public Double visit(MatrixForm.Elementwise function) {
    double cost = 1;
    for (MatrixForm argument : function.arguments()) {
      cost += inside(argument) - (isOpen(argument) ? BRACKETS : 0);
    }
    return cost;
  }

  @Override
  public Double visit(MatrixForm.Operation operation) {
    if (operation.function() == MatrixFunction.ONES
        || operation.function() == MatrixFunction.ZEROS) {
      MatrixShape shape = operation.shape();
      return 1 + numbers.apply(shape.rows()) + (shape.columns().isOne() ? 0 : 1);
    }
    return 1 + all(operation.arguments());
  }

  @Override
  public Double visit(MatrixForm.Cases cases) {
    double cost = cases.otherwise() == null ? 1 : 1 + of(cases.otherwise());
    for (MatrixForm.Branch branch : cases.branches()) {
      cost += of(branch.value()) + of(branch.condition());
    }
    return cost;
  }

  @Override
  public Double visit(MatrixForm.Total total) {
    return 1 + of(total.body());
  }

  private double of(MatrixForm.Condition condition) {
    if (condition instanceof MatrixForm.Comparison comparison) {
      return 1 + of(comparison.left()) + of(comparison.right());
    }
    double cost = 0;
    for (MatrixForm.Condition each : ((MatrixForm.Connected) condition).operands()) {
      cost += 1 + of(each);
    }
    return cost;
  }

  /** The cost of numbers that are expressions. */
  private static final class NumberCost extends Pass<Double> {
    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof IndexedSymbol || node instanceof DerivativeTerm) {
        return List.of();
      }
      if (node instanceof Product product) {
        List<Expr> parts = new ArrayList<>();
        for (Product.Factor factor : product.factors()) {
          parts.add(factor.base());
          parts.add(factor.exponent());
        }
        return parts;
      }
      return node instanceof Sum sum
          ? sum.terms().stream().map(Sum.Term::expression).toList()
          : node.children();
    }

    private static double number(Rational value) {
      return (value.isInteger() ? 1 : 3) + (value.signum() < 0 ? 1 : 0);
    }

    @Override
    protected Double compute(Expr node) {
      if (node instanceof RationalNumber number) {
        return number(number.value());
      }
      if (node instanceof Symbol
          || node instanceof BoundIndex
          || node instanceof NamedConstant
          || node instanceof IndexedSymbol
          || node instanceof DerivativeTerm) {
        return 1.0;
      }
      if (node instanceof Sum sum) {
        return sum(sum);
      }
      if (node instanceof Product product) {
        return product(product);
      }
      if (node instanceof Power power) {
        return power(power.base(), power.exponent());
      }
      double cost = node instanceof Apply ? 1 : 2;
      for (Expr child : node.children()) {
        cost += result(child);
      }
      return cost;
    }

    private double sum(Sum sum) {
      double cost = sum.constant().isZero() ? -1 : number(sum.constant().abs());
      for (Sum.Term term : sum.terms()) {
        cost += 1 + result(term.expression());
        cost += term.coefficient().isUnit() ? 0 : 1 + number(term.coefficient().abs());
      }
      return cost;
    }

    private double product(Product product) {
      Rational coefficient = product.coefficient();
      double cost = coefficient.signum() < 0 ? 1 : 0;
      cost += coefficient.isUnit() ? 0 : 1 + number(coefficient.abs());
      for (Product.Factor factor : product.factors()) {
        cost += power(factor.base(), factor.exponent());
      }
      boolean isBelow = product.factors().stream().allMatch(Product.Factor::divides);
      return cost + product.size() - (isBelow && coefficient.isUnit() ? 0 : 1);
    }

    private double power(Expr base, Expr exponent) {
      if (!(exponent instanceof RationalNumber number)) {
        return result(base) + 1 + result(exponent);
      }
      Rational size = number.value().abs();
      return result(base) + (size.isOne() ? 0 : size.equals(Rational.HALF) ? 1 : 1 + number(size));
    }
  }
}
