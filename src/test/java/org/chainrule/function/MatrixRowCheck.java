package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;

/** Holds a row of a matrix's function to account, at matrices of one to four rows. */
final class MatrixRowCheck {
  private static final MathContext CONTEXT = new MathContext(100);
  private static final BigDecimal STEP = new BigDecimal("1e-25");
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-40");
  private static final int LARGEST = 4;

  private final Function function;
  private final List<String> faults = new ArrayList<>();

  private MatrixRowCheck(Function function) {
    this.function = function;
  }

  static List<String> faults(Function function) {
    MatrixRowCheck check = new MatrixRowCheck(function);
    for (int size = 1; size <= LARGEST; size++) {
      check.at(size);
    }
    check.faults.addAll(TemplateCheck.faults(function));
    return check.faults;
  }

  private void at(int size) {
    Symbol row = Symbol.of("k");
    Symbol column = Symbol.of("l");
    Expr one = Expr.of(1);
    Expr last = Symbol.of("n");
    Expr element = IndexedSymbol.of("X", row, column);
    Expr matrix = Elements.of(row, one, last, Elements.of(column, one, last, element));
    Map<Expr, BigDecimal> point = new HashMap<>(Map.of(last, BigDecimal.valueOf(size)));
    Random random = new Random(size);
    for (int i = 1; i <= size; i++) {
      for (int j = 1; j <= size; j++) {
        // Whole numbers on the diagonal outweigh the others, so that the determinant is above 0.
        point.put(
            IndexedSymbol.of("X", Expr.of(i), Expr.of(j)),
            new BigDecimal(random.nextDouble() + (i == j ? size : 0)));
      }
    }
    for (int i = 1; i <= (function.selects() ? size : 1); i++) {
      for (int j = 1; j <= (function.selects() ? size : 1); j++) {
        partials(
            function.selects() ? List.of(matrix, Expr.of(i), Expr.of(j)) : List.of(matrix),
            point,
            size);
      }
    }
  }

  private void partials(List<Expr> arguments, Map<Expr, BigDecimal> point, int size) {
    Expr value = Apply.of(function, arguments);
    for (int i = 1; i <= size; i++) {
      for (int j = 1; j <= size; j++) {
        List<Expr> at = List.of(Expr.of(i), Expr.of(j));
        Expr moved = IndexedSymbol.of("X", at);
        BigDecimal expected =
            value(value, point, moved, STEP)
                .subtract(value(value, point, moved, STEP.negate()))
                .divide(STEP.multiply(BigDecimal.valueOf(2)), CONTEXT);
        Expr partial = function.partialByElement(arguments, value, at).orElseThrow();
        BigDecimal found = new PreciseValue(point, CONTEXT).of(partial);
        if (!RowCheck.isNear(found, expected, TOLERANCE)) {
          faults.add(function + " has the partial derivative " + found + ", not " + expected);
        }
      }
    }
  }

  private static BigDecimal value(
      Expr value, Map<Expr, BigDecimal> point, Expr moved, BigDecimal by) {
    Map<Expr, BigDecimal> beside = new HashMap<>(point);
    beside.merge(moved, by, BigDecimal::add);
    return new PreciseValue(beside, CONTEXT).of(value);
  }
}
