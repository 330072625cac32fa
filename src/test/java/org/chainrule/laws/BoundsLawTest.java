package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chainrule.bound.Bounds;
import org.chainrule.bound.Extremum;
import org.chainrule.bound.NameRange;
import org.chainrule.bound.Names;
import org.chainrule.error.Budget;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bounds hold every value that is evaluated, of generated expressions on all kinds of ranges. */
class BoundsLawTest {
  private static final int POINTS = 12;
  private static final double ROUNDING = 1e-14;
  private static final Budget BUDGET =
      Budget.standard().with(Limit.BOUND_BOXES, 60).with(Duration.ofSeconds(4));

  private static final double[] ENDS = {0, 1, -1, 0.5, 2, -2, 3, -3, 10, -10, 100, 1e-6, 1e6};

  private record Trial(Expr expression, List<NameRange> ranges, Random random) {}

  @Test
  void boundsHoldSampledValues() {
    assertThat(faults(200, 1)).isEmpty();
  }

  @Tag("slow")
  @Test
  void boundsHoldSampledValuesOfManyExpressions() {
    assertThat(faults(10_000, 2)).isEmpty();
  }

  private static List<String> faults(int count, long seed) {
    ScalarGenerator generator = new ScalarGenerator(seed);
    Random random = new Random(seed);
    List<String> faults = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < count; i++) {
      Expr expression = generator.next();
      List<NameRange> ranges =
          Names.in(expression).stream().map(each -> range(each, random)).toList();
      Trial trial = new Trial(expression, ranges, random);
      try {
        compared += BUDGET.run(() -> compare(trial, faults));
      } catch (ChainruleException outOfBudget) {
        // Nothing is said of it.
      }
    }
    assertThat(compared).isGreaterThan(2 * count);
    return faults;
  }

  private static NameRange range(Expr name, Random random) {
    double one = ENDS[random.nextInt(ENDS.length)];
    double other = ENDS[random.nextInt(ENDS.length)];
    if (one == other) {
      return NameRange.reals(name);
    }
    boolean isLow = random.nextInt(4) > 0;
    boolean isHigh = random.nextInt(4) > 0;
    return new NameRange(
        name,
        isLow ? number(Math.min(one, other)) : null,
        isHigh ? number(Math.max(one, other)) : null,
        !isLow || random.nextBoolean(),
        !isHigh || random.nextBoolean());
  }

  private static Expr number(double value) {
    return Expr.of(Rational.of(new BigDecimal(String.valueOf(value))));
  }

  private static int compare(Trial trial, List<String> faults) {
    Bounds bounds = Bounds.of(trial.expression(), trial.ranges(), List.of(), Facts.none());
    int compared = 0;
    for (int i = 0; i < POINTS; i++) {
      Map<String, Double> point = new TreeMap<>();
      for (NameRange range : trial.ranges()) {
        point.put(((Symbol) range.name()).name(), inside(range, trial.random()));
      }
      double value;
      try {
        value = trial.expression().at(point);
      } catch (ChainruleException none) {
        continue;
      }
      compared++;
      if (!isAbove(bounds.lower(), value) || !isBelow(bounds.upper(), value)) {
        faults.add(trial.expression() + " at " + point + " is " + value + ", not in " + bounds);
      }
    }
    return compared;
  }

  private static boolean isAbove(Extremum lower, double value) {
    return lower != null
        && (lower.isInfinite()
            || value >= lower.enclosure().lower() - ROUNDING * Math.abs(value) - Double.MIN_NORMAL);
  }

  private static boolean isBelow(Extremum upper, double value) {
    return upper != null
        && (upper.isInfinite()
            || value <= upper.enclosure().upper() + ROUNDING * Math.abs(value) + Double.MIN_NORMAL);
  }

  private static double inside(NameRange range, Random random) {
    double low = range.lower() == null ? -1e3 : range.lower().at();
    double high = range.upper() == null ? Math.max(low, 0) + 1e3 : range.upper().at();
    low = range.lower() == null ? Math.min(high, 0) - 1e3 : low;
    double part =
        switch (random.nextInt(4)) {
          case 0 -> range.isLowerOpen() ? 1e-9 : 0;
          case 1 -> range.isUpperOpen() ? 1 - 1e-9 : 1;
          default -> random.nextDouble();
        };
    double inside = low + (high - low) * part;
    boolean isFar = range.lower() == null && range.upper() == null && random.nextBoolean();
    if (isFar) {
      return random.nextGaussian() * 3;
    }
    double from = range.isLowerOpen() ? Math.nextUp(low) : low;
    double to = range.isUpperOpen() ? Math.nextDown(high) : high;
    return Math.max(from, Math.min(to, inside));
  }
}
