package org.chainrule.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.notation.NearestWord;

/** The table of functions: the rows of all families, and those that other code names. */
public final class Functions {
  public static final Function EXP = ElementaryFunctions.EXP;
  public static final Function LOG = ElementaryFunctions.LOG;
  public static final Function LOG1P = ElementaryFunctions.LOG1P;
  public static final Function EXPM1 = ElementaryFunctions.EXPM1;
  public static final Function SQRT = ElementaryFunctions.SQRT;
  public static final Function CBRT = ElementaryFunctions.CBRT;
  public static final Function POW = ElementaryFunctions.POW;
  public static final Function POWER_SLOPE = NumericFunctions.POWER_SLOPE;
  public static final Function DET = MatrixFunctions.DET;
  public static final Function INV = MatrixFunctions.INV;
  public static final Function HYPOT = ElementaryFunctions.HYPOT;
  public static final Function ABS = PiecewiseFunctions.ABS;
  public static final Function SIGN = PiecewiseFunctions.SIGN;
  public static final Function STEP = PiecewiseFunctions.STEP;
  public static final Function FLOOR = PiecewiseFunctions.FLOOR;
  public static final Function CEIL = PiecewiseFunctions.CEIL;
  public static final Function MAX = PiecewiseFunctions.MAX;
  public static final Function MIN = PiecewiseFunctions.MIN;
  public static final Function SIN = TrigonometricFunctions.SIN;
  public static final Function COS = TrigonometricFunctions.COS;
  public static final Function TAN = TrigonometricFunctions.TAN;
  public static final Function ATAN2 = TrigonometricFunctions.ATAN2;
  public static final Function SINH = HyperbolicFunctions.SINH;
  public static final Function COSH = HyperbolicFunctions.COSH;
  public static final Function TANH = HyperbolicFunctions.TANH;
  public static final Function SIGMOID = ActivationFunctions.SIGMOID;
  public static final Function SOFTPLUS = ActivationFunctions.SOFTPLUS;
  public static final Function RELU = ActivationFunctions.RELU;
  public static final Function SILU = ActivationFunctions.SILU;
  public static final Function ERF = SpecialFunctions.ERF;
  public static final Function ERFC = SpecialFunctions.ERFC;
  public static final Function GAMMA = SpecialFunctions.GAMMA;
  public static final Function LGAMMA = SpecialFunctions.LGAMMA;
  public static final Function DIGAMMA = SpecialFunctions.DIGAMMA;
  public static final Function LOGSUMEXP = VectorFunctions.LOGSUMEXP;
  public static final Function SOFTMAX = VectorFunctions.SOFTMAX;

  private static final List<Function> ALL =
      Stream.of(
              ElementaryFunctions.ALL,
              PiecewiseFunctions.ALL,
              TrigonometricFunctions.ALL,
              HyperbolicFunctions.ALL,
              ActivationFunctions.ALL,
              SpecialFunctions.ALL,
              VectorFunctions.ALL,
              MatrixFunctions.ALL)
          .flatMap(Collection::stream)
          .toList();

  private static final Map<String, Function> BY_NAME = byName();

  private Functions() {}

  /** An index that selects an element of what a function gives, and its range. */
  public record Selected(Expr index, IndexRange range) {}

  /** The indices among the arguments of a function of an array, which comes first. */
  public static List<Selected> selected(List<Expr> arguments) {
    List<Selected> found = new ArrayList<>();
    if (!arguments.isEmpty() && arguments.get(0) instanceof Elements array) {
      List<IndexRange> ranges = array.ranges();
      for (int axis = 0; axis < Math.min(ranges.size(), arguments.size() - 1); axis++) {
        found.add(new Selected(arguments.get(axis + 1), ranges.get(axis)));
      }
    }
    return found;
  }

  /** That the indices among the arguments of a function of an array are within their ranges. */
  public static List<Expr> withinRanges(List<Expr> arguments) {
    List<Expr> conditions = new ArrayList<>();
    for (Selected each : selected(arguments)) {
      conditions.add(Relation.lessOrEqual(each.range().lower(), each.index()));
      conditions.add(Relation.lessOrEqual(each.index(), each.range().upper()));
    }
    return conditions;
  }

  private static Map<String, Function> byName() {
    Map<String, Function> rows = new HashMap<>();
    for (Function function : ALL) {
      put(function.name(), function, rows);
      function.aliases().forEach(alias -> put(alias, function, rows));
    }
    return Map.copyOf(rows);
  }

  private static void put(String name, Function function, Map<String, Function> rows) {
    if (rows.put(name, function) != null) {
      throw new IllegalStateException("two functions are called " + name);
    }
  }

  /** The function of a name or an alias. */
  public static Optional<Function> named(String nameOrAlias) {
    return Optional.ofNullable(BY_NAME.get(nameOrAlias));
  }

  /** All rows, family by family. */
  public static List<Function> all() {
    return ALL;
  }

  /** What undoes a function on one of its branches: rows of such functions begin with an a. */
  public static Optional<Function> inverse(Function function) {
    return function.isLogarithm() ? Optional.of(EXP) : named("a" + function.name());
  }

  /** That a function's argument is not where the function fails to be smooth. */
  public static Expr elsewhere(Function.Singularity place) {
    Expr there = place.everyInteger() ? Elementary.floor(place.locus()) : RationalNumber.ZERO;
    return Relation.notEqual(place.locus(), there);
  }

  /** Every name and alias. */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /** The name or alias that was likely meant by another word, if one is near. */
  public static Optional<String> nearest(String misspelt) {
    return NearestWord.nearest(misspelt, BY_NAME.keySet());
  }
}
