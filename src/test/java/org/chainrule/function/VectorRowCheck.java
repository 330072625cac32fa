package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;

/** Holds a row of a vector's function to account, at vectors of three elements. */
final class VectorRowCheck {
  private static final MathContext CONTEXT = new MathContext(100);
  private static final BigDecimal STEP = new BigDecimal("1e-25");
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-40");
  private static final double[][] VECTORS = {
    {0.25, -1.5, 2.75}, {0, 0, 0}, {30.5, -12, 7}, {-3, -2, -1}
  };

  private final Function function;
  private final List<String> faults = new ArrayList<>();

  private VectorRowCheck(Function function) {
    this.function = function;
  }

  static List<String> faults(Function function) {
    VectorRowCheck check = new VectorRowCheck(function);
    for (double[] elements : VECTORS) {
      check.at(elements);
    }
    check.faults.addAll(TemplateCheck.faults(function));
    return check.faults;
  }

  private void at(double[] elements) {
    Symbol index = Symbol.of("k");
    Expr vector = Elements.of(index, Expr.of(1), Expr.of(3), IndexedSymbol.of("x", index));
    boolean selects = function.parameters().contains(Parameter.INDEX);
    for (int i = 1; i <= (selects ? 3 : 1); i++) {
      List<Expr> arguments = selects ? List.of(vector, Expr.of(i)) : List.of(vector);
      BigDecimal value = value(arguments, elements, 0, BigDecimal.ZERO);
      double fast = function.vectorKernel().orElseThrow().apply(elements, i - 1);
      if (Math.abs(fast - value.doubleValue()) > 8 * Math.ulp(value.doubleValue())) {
        faults.add(function + " is " + fast + " by its kernel, " + value + " by its definition");
      }
      Function.Range range = function.range();
      if (value.doubleValue() < range.lower() || value.doubleValue() > range.upper()) {
        faults.add(function + " is outside its range");
      }
      for (int j = 1; j <= 3; j++) {
        partial(arguments, elements, j);
      }
    }
  }

  private void partial(List<Expr> arguments, double[] elements, int j) {
    BigDecimal above = value(arguments, elements, j, STEP);
    BigDecimal below = value(arguments, elements, j, STEP.negate());
    BigDecimal expected =
        above.subtract(below).divide(STEP.multiply(BigDecimal.valueOf(2)), CONTEXT);
    Expr result = Apply.of(function, arguments);
    Expr partial = function.partialByElement(arguments, result, List.of(Expr.of(j))).orElseThrow();
    BigDecimal found = point(elements, 0, BigDecimal.ZERO).of(partial);
    if (!RowCheck.isNear(found, expected, TOLERANCE)) {
      faults.add(function + " has the partial derivative " + found + ", not " + expected);
    }
  }

  private BigDecimal value(List<Expr> arguments, double[] elements, int moved, BigDecimal by) {
    return point(elements, moved, by).of(function.definition(arguments).orElseThrow());
  }

  private static PreciseValue point(double[] elements, int moved, BigDecimal by) {
    Map<Expr, BigDecimal> values = new HashMap<>();
    for (int i = 1; i <= elements.length; i++) {
      BigDecimal element = new BigDecimal(elements[i - 1]);
      values.put(IndexedSymbol.of("x", Expr.of(i)), i == moved ? element.add(by) : element);
    }
    return new PreciseValue(values, CONTEXT);
  }
}
