package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Symbol;

/** Holds a row of scalar arguments to account: what it claims must fit what it computes. */
final class RowCheck {
  private static final MathContext CONTEXT = new MathContext(60);
  private static final BigDecimal STEP = new BigDecimal("1e-17");
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-15");
  private static final BigDecimal ONE_SIDED = new BigDecimal("1e-10");

  /** A difference quotient beyond this, relative to the value, is that of a vertical tangent. */
  private static final BigDecimal STEEP = new BigDecimal("1e8");

  private static final BigDecimal NEAR = new BigDecimal("1e-10");

  private static final double[] ALONE = {
    -100.7, -30.1, -5.7, -3, -2.5, -2, -1.2, -1, -0.95, -0.77, -0.5, -0.3, -0.013, 0, 0.013, 0.3,
    0.5, 0.77, 0.95, 1, 1.2, 1.9, 2, 3, 3.3, 10.3, 30.1, 100.7
  };
  private static final double[] FIRST = {-100.7, -2.3, -1, 0, 0.0009, 0.4, 1, 2, 3.7, 6};
  private static final double[] SECOND = {-100.3, -2.6, -0.7, 0.0008, 0.3, 1.6, 4.2};

  private final Function function;
  private final List<Expr> symbols;
  private final List<List<BigDecimal>> points = new ArrayList<>();
  private final Map<List<BigDecimal>, Optional<BigDecimal>> values = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private RowCheck(Function function) {
    this.function = function;
    int arity = function.isVariadic() ? 2 : function.arity();
    this.symbols = arity == 1 ? List.of(Symbol.of("x")) : List.of(Symbol.of("x"), Symbol.of("y"));
    if (arity == 1) {
      for (double x : ALONE) {
        points.add(List.of(new BigDecimal(x)));
      }
    } else {
      for (double x : FIRST) {
        for (double y : SECOND) {
          points.add(List.of(new BigDecimal(x), new BigDecimal(y)));
        }
      }
    }
  }

  /** All that is wrong with a row, none where nothing is. */
  static List<String> faults(Function function) {
    RowCheck check = new RowCheck(function);
    if (function.kernel().isEmpty() || function.preciseKernel().isEmpty()) {
      check.fault("has no kernel");
      return check.faults;
    }
    for (List<BigDecimal> point : check.points) {
      check.domain(point);
      check.kernels(point);
      check.smoothness(point);
    }
    check.range();
    check.parity();
    check.faults.addAll(TemplateCheck.faults(function));
    return check.faults;
  }

  private void fault(String text) {
    faults.add(function.name() + " " + text);
  }

  private Optional<BigDecimal> value(List<BigDecimal> point) {
    return values.computeIfAbsent(
        point, at -> attempt(() -> function.preciseKernel().orElseThrow().apply(at, CONTEXT)));
  }

  private interface Computation {
    BigDecimal value();
  }

  private static Optional<BigDecimal> attempt(Computation computation) {
    try {
      return Optional.of(computation.value());
    } catch (DomainException | BudgetException outside) {
      return Optional.empty();
    }
  }

  private PreciseValue at(List<BigDecimal> point) {
    Map<Expr, BigDecimal> values = new HashMap<>();
    for (int i = 0; i < point.size(); i++) {
      values.put(symbols.get(i), point.get(i));
    }
    return new PreciseValue(values, CONTEXT);
  }

  private boolean isInDomain(List<BigDecimal> point) {
    PreciseValue values = at(point);
    return function.domain(symbols).stream().allMatch(values::holds);
  }

  private void domain(List<BigDecimal> point) {
    if (isInDomain(point) != value(point).isPresent()) {
      fault("has another domain than its precise kernel at " + point);
    }
  }

  private void kernels(List<BigDecimal> point) {
    double[] arguments = point.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    double fast = function.kernel().orElseThrow().apply(arguments);
    Optional<BigDecimal> precise = value(point);
    if (precise.isEmpty()) {
      if (Double.isFinite(fast)) {
        fault("has a double value outside its domain at " + point);
      }
      return;
    }
    double expected = precise.get().doubleValue();
    boolean same =
        fast == expected || Math.abs(fast - expected) <= 8 * Math.ulp(Math.abs(expected));
    if (!same) {
      fault("is " + fast + " by one kernel and " + expected + " by the other at " + point);
    }
  }

  private static List<BigDecimal> moved(List<BigDecimal> point, int argument, BigDecimal by) {
    List<BigDecimal> moved = new ArrayList<>(point);
    moved.set(argument, point.get(argument).add(by));
    return moved;
  }

  /** Whether the function has values all around a point. */
  private boolean isInside(List<BigDecimal> point, int argument) {
    if (value(point).isEmpty()) {
      return false;
    }
    boolean inside = value(moved(point, argument, STEP)).isPresent();
    for (int i = 0; i < point.size(); i++) {
      boolean differentiable = function.partial(i, symbols, symbols.get(0)).isPresent();
      inside &=
          !differentiable
              || value(moved(point, i, STEP)).isPresent()
                  && value(moved(point, i, STEP.negate())).isPresent();
    }
    return inside;
  }

  private Optional<Function.Break> singularity(List<BigDecimal> point) {
    PreciseValue values = at(point);
    for (Function.Singularity singularity : function.singularities(symbols)) {
      BigDecimal locus = values.of(singularity.locus());
      BigDecimal distance =
          singularity.everyInteger()
              ? locus.subtract(locus.setScale(0, RoundingMode.HALF_EVEN))
              : locus;
      if (distance.abs().compareTo(NEAR) < 0) {
        return Optional.of(singularity.kind());
      }
    }
    return Optional.empty();
  }

  private void smoothness(List<BigDecimal> point) {
    int differing = 0;
    boolean inside = false;
    Optional<Function.Break> declared = singularity(point);
    for (int argument = 0; argument < symbols.size(); argument++) {
      Expr result = Apply.of(function, symbols);
      Optional<Expr> partial = function.partial(argument, symbols, result);
      if (partial.isEmpty() || !isInside(point, argument)) {
        continue;
      }
      inside = true;
      BigDecimal here = value(point).orElseThrow();
      BigDecimal right = quotient(value(moved(point, argument, STEP)).orElseThrow(), here);
      BigDecimal left = quotient(here, value(moved(point, argument, STEP.negate())).orElseThrow());
      BigDecimal central = right.add(left).divide(BigDecimal.valueOf(2), CONTEXT);
      BigDecimal steepest = here.abs().max(BigDecimal.ONE).multiply(STEEP);
      boolean smooth = isNear(left, right, ONE_SIDED) && central.abs().compareTo(steepest) < 0;
      differing += smooth ? 0 : 1;
      if (declared.isEmpty()) {
        derivative(point, partial.get(), central, smooth);
      }
    }
    if (inside && declared.isPresent() && differing == 0) {
      fault("is smooth where its row says that it is not, at " + point);
    }
  }

  private void derivative(
      List<BigDecimal> point, Expr partial, BigDecimal expected, boolean smooth) {
    Optional<BigDecimal> derivative = attempt(() -> at(point).of(partial));
    if (derivative.isEmpty() == smooth) {
      fault(
          smooth
              ? "is smooth but has no derivative at " + point
              : "is not smooth, which its row does not say, at " + point);
    } else if (smooth && !isNear(derivative.get(), expected, TOLERANCE)) {
      fault(
          "has the derivative "
              + derivative.get().round(MathContext.DECIMAL64)
              + " and the difference quotient "
              + expected.round(MathContext.DECIMAL64)
              + " at "
              + point);
    }
  }

  private static BigDecimal quotient(BigDecimal upper, BigDecimal lower) {
    return upper.subtract(lower).divide(STEP, CONTEXT);
  }

  /** Whether two numbers agree, relative to themselves or, where they are small, to 1. */
  static boolean isNear(BigDecimal first, BigDecimal second, BigDecimal tolerance) {
    BigDecimal scale = first.abs().max(second.abs()).max(BigDecimal.ONE);
    return first.subtract(second).abs().compareTo(tolerance.multiply(scale)) <= 0;
  }

  private void range() {
    Function.Range range = function.range();
    boolean reachesLower = Double.isInfinite(range.lower());
    boolean reachesUpper = Double.isInfinite(range.upper());
    for (List<BigDecimal> point : points) {
      Optional<BigDecimal> value = value(point);
      if (value.isPresent()) {
        double y = value.get().doubleValue();
        if (value.get().add(NEAR).doubleValue() < range.lower()
            || value.get().subtract(NEAR).doubleValue() > range.upper()
            || isOn(range.lower(), value.get(), point) && !range.includesLower()
            || isOn(range.upper(), value.get(), point) && !range.includesUpper()) {
          fault("has the value " + y + " outside its range at " + point);
        }
        reachesLower |= Math.abs(y - range.lower()) < 0.05;
        reachesUpper |= Math.abs(y - range.upper()) < 0.05;
      }
    }
    if (!reachesLower || !reachesUpper) {
      fault("does not come near the ends of its range");
    }
  }

  /** Whether a value is an end itself, at a point where it is not next to it by few digits. */
  private static boolean isOn(double end, BigDecimal value, List<BigDecimal> point) {
    return Double.isFinite(end)
        && value.compareTo(new BigDecimal(end)) == 0
        && point.stream().allMatch(argument -> argument.abs().compareTo(BigDecimal.TEN) < 0);
  }

  private void parity() {
    boolean even = true;
    boolean odd = true;
    int compared = 0;
    for (List<BigDecimal> point : points) {
      List<BigDecimal> mirrored = new ArrayList<>(point);
      mirrored.set(0, point.get(0).negate());
      Optional<BigDecimal> here = value(point);
      Optional<BigDecimal> there = value(mirrored);
      if (here.isPresent() != there.isPresent()) {
        even = false;
        odd = false;
      }
      if (here.isPresent() && there.isPresent()) {
        compared++;
        even &= isNear(here.get(), there.get(), TOLERANCE);
        odd &= isNear(here.get(), there.get().negate(), TOLERANCE);
      }
    }
    Parity found =
        compared == 0 ? Parity.NONE : even ? Parity.EVEN : odd ? Parity.ODD : Parity.NONE;
    if (function.parity() != found) {
      fault("is " + found + ", which its row says to be " + function.parity());
    }
  }
}
