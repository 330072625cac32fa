package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.DomainException;
import org.chainrule.notation.Side;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of a function at a point from its values around that point.
 *
 * <p>The central difference by h has an error in even powers of h, of which the extrapolation from
 * h and 2h removes the first. The one-sided difference has all powers; its extrapolation takes four
 * steps. Higher and mixed derivatives apply the central difference once for each variable, so that
 * they too come from the function alone.
 */
final class FiniteDifferences {
  private static final int ONE_SIDED_STEPS = 4;
  private static final int GUARD_DIGITS = 8;

  /** The move of an argument that is a small part of a turn, as a power of ten. */
  private static final int STRAIGHT = -4;

  /** Arguments may oscillate themselves, and so show their moves only for smaller steps. */
  private static final int MOST_SHRINKING = 6;

  /** Above this part of the second difference by 2h, that by h tells of a kink or a jump. */
  private static final BigDecimal SMOOTH = new BigDecimal("0.8");

  /** The digits beyond those of values, which have some more than are asked for. */
  private static final int WIDER_DIGITS = 20;

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal THREE = BigDecimal.valueOf(3);
  private static final BigDecimal FOUR = BigDecimal.valueOf(4);

  private final ValueSource function;
  private final Map<String, BigDecimal> point;
  private final Map<String, Integer> orders = new LinkedHashMap<>();
  private final List<String> variables;
  private final int order;

  /** By what power of ten steps are smaller than usual, or null where that is not known yet. */
  private @Nullable Map<String, Integer> shrunk;

  /** Differences by the variables in turn, a variable once for each time that it is named. */
  FiniteDifferences(ValueSource function, Map<String, BigDecimal> point, List<String> by) {
    this.function = function;
    this.point = point;
    for (String variable : by) {
      orders.merge(variable, 1, Integer::sum);
    }
    this.variables = List.copyOf(orders.keySet());
    this.order = by.size();
  }

  /**
   * By what power of ten each variable moves less than usual, so that no argument of a function
   * that oscillates moves by more than a small part of a turn.
   */
  private Map<String, Integer> shrunk() {
    Map<String, Integer> known = shrunk;
    if (known != null) {
      return known;
    }
    Map<String, Integer> found = new HashMap<>();
    Level level = Level.ALL.get(0);
    for (String variable : function.mayOscillate() ? variables : List.<String>of()) {
      int less = 0;
      for (int attempt = 0; attempt < MOST_SHRINKING; attempt++) {
        long moved = turns(variable, Magnitude.powerOfTen(-less), level);
        if (moved <= STRAIGHT) {
          break;
        }
        less += (int) Math.min(moved + level.stepDigits() + 1, Level.MAXIMUM_DIGITS);
      }
      found.put(variable, less);
    }
    shrunk = found;
    return found;
  }

  /**
   * The power of ten of the largest move of an argument of a function that oscillates, where a
   * variable moves by a part of a step.
   */
  private long turns(String variable, BigDecimal part, Level level) {
    MathContext context = new MathContext(level.digits());
    try {
      function.at(point, context);
      List<BigDecimal> before = function.turning();
      if (before.isEmpty()) {
        return Long.MIN_VALUE;
      }
      Map<String, BigDecimal> moved = new LinkedHashMap<>(point);
      BigDecimal step =
          Magnitude.powerOfTen(changeScale(variable) - level.stepDigits()).multiply(part);
      moved.put(variable, coordinate(variable).add(step));
      function.at(moved, context);
      List<BigDecimal> after = function.turning();
      long largest = Long.MIN_VALUE;
      for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
        BigDecimal move = Magnitude.distance(after.get(i), before.get(i));
        largest = move.signum() == 0 ? largest : Math.max(largest, Magnitude.exponent(move));
      }
      return largest;
    } catch (DomainException outside) {
      return Long.MIN_VALUE;
    }
  }

  /** The power of ten that a variable's change is measured by. */
  private int changeScale(String variable) {
    BigDecimal coordinate = coordinate(variable);
    // A small coordinate is the scale of its own change; beside a large one 1 still is.
    return coordinate.signum() == 0
        ? 0
        : (int) Math.max(-Level.MAXIMUM_DIGITS, Math.min(0, Magnitude.exponent(coordinate)));
  }

  /** The digits of a coordinate that say nothing of its change. */
  private int width(String variable) {
    BigDecimal coordinate = coordinate(variable);
    return coordinate.signum() == 0
        ? 0
        : (int) Math.max(0, Math.min(Level.MAXIMUM_DIGITS, Magnitude.exponent(coordinate)));
  }

  /** The derivative by central differences. */
  Estimate central(Level level) {
    Stencil stencil = new Stencil(level);
    BigDecimal near = stencil.central(1);
    BigDecimal far = stencil.central(2);
    MathContext context = stencil.wider;
    BigDecimal value = FOUR.multiply(near).subtract(far, context).divide(THREE, context);
    BigDecimal spread = Magnitude.distance(near, far);
    return new Estimate(
        value,
        spread,
        extrapolationError(value, spread),
        stencil.noise(),
        stencil.scale(),
        order == 1 && stencil.isKinked());
  }

  /** The next power of the relative error that the extrapolation has removed. */
  private static BigDecimal extrapolationError(BigDecimal value, BigDecimal spread) {
    if (value.signum() == 0) {
      return spread;
    }
    return spread.multiply(spread).multiply(FOUR).divide(value.abs(), Magnitude.ROUGH).min(spread);
  }

  /** The derivative from one side, from values at the point and on that side only. */
  Estimate oneSided(Level level, Side side) {
    Stencil stencil = new Stencil(level);
    MathContext context = stencil.wider;
    BigDecimal[] row = new BigDecimal[ONE_SIDED_STEPS];
    for (int i = 0; i < ONE_SIDED_STEPS; i++) {
      row[i] = stencil.oneSided(side.sign() * (1 << i));
    }
    BigDecimal previous = row[0];
    // Neville's scheme: the pass k removes the power k of h, steps being doubled each time.
    for (int k = 1; k < ONE_SIDED_STEPS; k++) {
      previous = row[0];
      BigDecimal factor = BigDecimal.valueOf(1L << k);
      BigDecimal divisor = factor.subtract(BigDecimal.ONE);
      for (int i = 0; i + k < ONE_SIDED_STEPS; i++) {
        row[i] = factor.multiply(row[i]).subtract(row[i + 1], context).divide(divisor, context);
      }
    }
    BigDecimal spread = Magnitude.distance(row[0], previous);
    return new Estimate(row[0], spread, spread, stencil.noise(), stencil.scale(), false);
  }

  /** The values around the point that the differences at a level need, each computed once. */
  private final class Stencil {
    private final MathContext context;

    /** The digits of what is computed of values, lest it is rounded time and again. */
    private final MathContext wider;

    private final Map<String, BigDecimal> steps = new HashMap<>();
    private final Map<List<Integer>, BigDecimal> values = new HashMap<>();
    private BigDecimal denominator = BigDecimal.ONE;

    /** 1 over the denominator, exactly: steps are powers of ten. */
    private BigDecimal inverse = BigDecimal.ONE;

    private BigDecimal largest = BigDecimal.ONE;

    Stencil(Level level) {
      int lost = (order - 1) * level.stepDigits();
      for (Map.Entry<String, Integer> entry : orders.entrySet()) {
        String variable = entry.getKey();
        int times = entry.getValue();
        int scale = changeScale(variable) - shrunk().getOrDefault(variable, 0);
        BigDecimal step = Magnitude.powerOfTen(scale - level.stepDigits());
        steps.put(variable, step);
        denominator = denominator.multiply(TWO.multiply(step).pow(times));
        inverse =
            inverse
                .multiply(HALF.pow(times))
                .scaleByPowerOfTen((level.stepDigits() - scale) * times);
        lost += (width(variable) - scale) * times;
      }
      context = new MathContext(level.digits() + lost);
      wider = new MathContext(context.getPrecision() + WIDER_DIGITS);
    }

    /** The central difference by a number of steps to either side, divided by the steps. */
    BigDecimal central(int width) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Term term : terms()) {
        List<Integer> offsets = new ArrayList<>();
        for (int offset : term.offsets()) {
          offsets.add(offset * width);
        }
        BigDecimal value = value(offsets);
        BigDecimal part =
            Math.abs(term.coefficient()) == 1
                ? value
                : BigDecimal.valueOf(Math.abs(term.coefficient())).multiply(value);
        sum = term.coefficient() < 0 ? sum.subtract(part, wider) : sum.add(part, wider);
      }
      BigDecimal scaled = width == 1 ? inverse : inverse.multiply(HALF.pow(order));
      return sum.multiply(scaled, wider);
    }

    BigDecimal oneSided(int offset) {
      BigDecimal difference =
          value(List.of(offset)).subtract(value(List.of(0)), wider).multiply(TWO);
      return difference.divide(denominator.multiply(BigDecimal.valueOf(offset)), wider);
    }

    /** Whether the two slopes at the point do not approach each other as the step shrinks. */
    boolean isKinked() {
      BigDecimal near = secondDifference(1);
      return near.compareTo(noiseOfValues()) > 0
          && near.multiply(TWO).compareTo(secondDifference(2).multiply(SMOOTH)) > 0;
    }

    /** The difference of two differences by a number of steps, which is not divided by them. */
    private BigDecimal secondDifference(int offset) {
      return value(List.of(offset))
          .add(value(List.of(-offset)), wider)
          .subtract(TWO.multiply(value(List.of(0))), wider)
          .abs();
    }

    BigDecimal noise() {
      return noiseOfValues().divide(denominator.abs(), Magnitude.ROUGH);
    }

    private BigDecimal noiseOfValues() {
      return largest.scaleByPowerOfTen(GUARD_DIGITS - context.getPrecision());
    }

    BigDecimal scale() {
      BigDecimal moved = BigDecimal.ONE;
      for (Map.Entry<String, Integer> entry : orders.entrySet()) {
        BigDecimal coordinate = coordinate(entry.getKey()).abs(Magnitude.ROUGH);
        moved = moved.multiply(coordinate.max(BigDecimal.ONE).pow(entry.getValue()));
      }
      return largest.divide(moved, Magnitude.ROUGH).max(BigDecimal.ONE);
    }

    private BigDecimal value(List<Integer> offsets) {
      BigDecimal known = values.get(offsets);
      if (known != null) {
        return known;
      }
      Map<String, BigDecimal> moved = new LinkedHashMap<>(point);
      for (int i = 0; i < offsets.size(); i++) {
        String variable = variables.get(i);
        BigDecimal step = steps.getOrDefault(variable, BigDecimal.ZERO);
        moved.put(
            variable, coordinate(variable).add(step.multiply(BigDecimal.valueOf(offsets.get(i)))));
      }
      BigDecimal value = function.at(moved, context);
      largest = largest.max(value.abs());
      values.put(offsets, value);
      return value;
    }
  }

  private BigDecimal coordinate(String variable) {
    BigDecimal coordinate = point.get(variable);
    if (coordinate == null) {
      throw new IllegalArgumentException("the point has no value of " + variable);
    }
    return coordinate;
  }

  private record Term(List<Integer> offsets, long coefficient) {}

  /** The product over the variables of (E - 1/E)^order, E moving by a step. */
  private List<Term> terms() {
    List<Term> terms = List.of(new Term(List.of(), 1));
    for (int times : orders.values()) {
      List<Term> longer = new ArrayList<>();
      for (Term term : terms) {
        long binomial = 1;
        for (int j = 0; j <= times; j++) {
          List<Integer> offsets = new ArrayList<>(term.offsets());
          offsets.add(times - 2 * j);
          longer.add(new Term(offsets, term.coefficient() * (j % 2 == 0 ? binomial : -binomial)));
          binomial = binomial * (times - j) / (j + 1);
        }
      }
      terms = longer;
    }
    return terms;
  }
}
