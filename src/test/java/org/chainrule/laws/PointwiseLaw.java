package org.chainrule.laws;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Element;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.KernelValues;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PreparedEvaluation;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ParsedText;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of one expression against differences of the tree as written, at given numbers.
 *
 * <p>The differences are this test's own, so that they share nothing with the check that users run.
 * A difference counts where two precisions and steps, one the square of the other, give the same.
 */
final class PointwiseLaw {
  private static final BigDecimal STEADY = new BigDecimal("1e-14");
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-12");
  private static final BigDecimal SMALLEST = new BigDecimal("1e-308");
  private static final BigDecimal LARGEST = new BigDecimal("1.7e308");
  private static final BigDecimal NOTHING = new BigDecimal("1e-60");
  private static final BigDecimal TINY = new BigDecimal("1e-100");
  private static final BigDecimal NEAR = new BigDecimal("1e-6");

  /** For what is compared: 1 and 1e-400000000 added would be written out in full. */
  private static final MathContext ROUGH = new MathContext(20);

  private static final Set<String> NAMES = Set.of("x", "y", "z", "a", "b", "c");
  private static final int ENOUGH = 3;
  private static final int HARD_EACH = 2;
  private static final long STEPS = 100_000;

  private record Precision(int digits, int step) {}

  /** What is wrong: nothing of it depends on how it is worded. */
  enum Kind {
    /** Too few numbers tell anything. */
    UNDECIDED,
    /** Simplifying twice is not simplifying once. */
    UNSTABLE,
    /** A derivative has no value where there is a slope. */
    NO_VALUE,
    /** A derivative is not the slope, or is changed by simplifying. */
    WRONG
  }

  /**
   * Something that is wrong.
   *
   * @param at where, or null where it is so anywhere
   */
  record Fault(Kind kind, @Nullable BigDecimal at, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static final List<Precision> PRECISIONS =
      List.of(new Precision(40, 12), new Precision(80, 24), new Precision(160, 50));

  private static final List<Double> ELEMENTS = List.of(0.625, -1.25, 0.375, 2.5);

  private final String variable;
  private final boolean family;
  private final Map<String, List<Expr>> lengths = new HashMap<>();
  private final PreparedEvaluation<Syntax> written;
  private final Expr raw;
  private final Expr simplified;
  private final List<Fault> faults = new ArrayList<>();
  private int compared;
  private boolean isBorder;

  PointwiseLaw(String text, String variable) {
    this.variable = variable;
    family = variable.startsWith("x_");
    ParsedText reading = Lowering.read(text, List.of(variable), Declarations.NONE);
    reading
        .declarations()
        .familyRanges()
        .forEach((name, axes) -> lengths.put(name, axes.stream().map(IndexRange::upper).toList()));
    Context<Syntax> context =
        Context.<Syntax>of(Functions::named).withKnown(NAMES).withSteps(STEPS);
    written = PreparedEvaluation.of(reading.syntax(), context, new KernelValues());
    Expr by = family ? IndexedSymbol.of("x", List.of(Expr.of(index()))) : Symbol.of(variable);
    raw =
        new Differentiator(by, Definitions.none(), Facts.none())
            .differentiate(reading.expression());
    simplified = new Simplifier(Facts.none()).simplify(raw);
    if (new Simplifier(Facts.none()).simplify(simplified) != simplified) {
      faults.add(new Fault(Kind.UNSTABLE, null, "simplifying twice changes it"));
    }
  }

  private int index() {
    return Integer.parseInt(variable.substring(2));
  }

  /** Whether the exercise gives the family a length, which an array would give another. */
  private boolean hasLength() {
    List<Expr> axes = lengths.getOrDefault("x", List.of());
    return axes.size() == 1 && axes.get(0) instanceof RationalNumber;
  }

  private Point point(Rational at) {
    Point.Builder builder = Point.builder();
    if (family) {
      if (hasLength()) {
        for (int i = 0; i < ELEMENTS.size(); i++) {
          builder.set("x_" + (i + 1), ELEMENTS.get(i));
        }
      } else {
        builder.setArray("x", ELEMENTS);
      }
    } else {
      builder.set("x", new Rational(BigInteger.valueOf(3), BigInteger.valueOf(8)));
    }
    builder.set("y", 0.875).set("z", -1.375).set("a", 1.5).set("b", 0.6875).set("c", -0.3125);
    Point point = builder.build();
    return family
        ? point.with(new Element("x", List.of(BigInteger.valueOf(index()))), at)
        : point.with(variable, at);
  }

  /** How many numbers were compared. */
  int compared() {
    return compared;
  }

  /** What was found wrong. */
  List<Fault> faults() {
    return faults;
  }

  /** Compares at plain numbers, at some of the hard ones, and at more until three decide. */
  void run(int turn) {
    PLAIN.forEach(this::at);
    for (int i = 0; i < HARD_EACH; i++) {
      at(HARD.get((HARD_EACH * turn + i) % HARD.size()));
    }
    for (BigDecimal number : MORE) {
      if (compared < ENOUGH) {
        at(number);
      }
    }
    if (compared < ENOUGH) {
      faults.add(new Fault(Kind.UNDECIDED, null, "only " + compared + " numbers decide"));
    }
  }

  /** Compares at a number where that decides anything. */
  void at(BigDecimal number) {
    Point point = point(Rational.of(number));
    isBorder = false;
    OptionalDouble value = value(simplified, point);
    OptionalDouble before = value(raw, point);
    if (before.isPresent() && value.isEmpty()) {
      fault(number, "simplifying takes the value");
    } else if (before.isPresent() && isApart(before.getAsDouble(), value.getAsDouble())) {
      fault(number, "simplifying changes " + before + " to " + value);
    }
    BigDecimal slope = slope(number);
    if (slope == null || isBorder) {
      return;
    }
    boolean overflows = slope.abs().compareTo(LARGEST) > 0;
    if (value.isEmpty() && !overflows) {
      faults.add(
          new Fault(
              Kind.NO_VALUE,
              number,
              "at " + number + " no value where the slope is " + slope.round(ROUGH)));
      return;
    }
    compared++;
    if (!overflows) {
      BigDecimal claimed = new BigDecimal(value.getAsDouble());
      BigDecimal allowed =
          slope.signum() == 0 ? NOTHING : slope.abs().multiply(TOLERANCE).add(SMALLEST, ROUGH);
      if (claimed.subtract(slope, ROUGH).abs().compareTo(allowed) > 0) {
        fault(number, value.getAsDouble() + ", not " + slope.round(MathContext.DECIMAL64));
      }
    } else if (value.isPresent()) {
      fault(number, value.getAsDouble() + " where the slope overflows");
    }
  }

  private void fault(BigDecimal number, String text) {
    faults.add(new Fault(Kind.WRONG, number, "at " + number + " " + text));
  }

  private static boolean isApart(double first, double second) {
    return Math.abs(first - second) > 1e-12 * Math.abs(first) + Double.MIN_NORMAL;
  }

  private OptionalDouble value(Expr expression, Point point) {
    Context<Expr> context =
        Context.<Expr>of(Functions::named).withKnown(NAMES).withFamilies(lengths);
    try {
      return OptionalDouble.of(Evaluator.evaluate(StepsAsCases.of(expression), point, context));
    } catch (DomainException | BudgetException none) {
      return OptionalDouble.empty();
    } catch (KinkException border) {
      isBorder = true;
      return OptionalDouble.empty();
    }
  }

  /** The derivative by differences; null where there is none, or none that is certain. */
  private @Nullable BigDecimal slope(BigDecimal number) {
    BigDecimal previous = null;
    BigDecimal before = null;
    for (Precision precision : PRECISIONS) {
      try {
        Slopes slopes = slopes(number, precision);
        boolean smooth = slopes.areClose();
        if (smooth && previous != null && isSteady(previous, slopes.central())) {
          return slopes.central();
        }
        before = smooth ? previous : null;
        previous = smooth ? slopes.central() : null;
      } catch (DomainException | BudgetException none) {
        return null;
      }
    }
    return before != null
            && previous != null
            && before.abs().compareTo(NOTHING) < 0
            && previous.abs().compareTo(NOTHING) < 0
        ? BigDecimal.ZERO
        : null;
  }

  private static boolean isSteady(BigDecimal first, BigDecimal second) {
    return second.signum() != 0
        && second.subtract(first).abs().compareTo(second.abs().multiply(STEADY)) <= 0;
  }

  /** The central difference, extrapolated, and those to both sides. */
  private record Slopes(BigDecimal central, BigDecimal left, BigDecimal right) {
    boolean areClose() {
      BigDecimal allowed = central.abs().add(TINY, ROUGH).multiply(NEAR);
      return right.subtract(left, ROUGH).abs().compareTo(allowed) <= 0;
    }
  }

  private Slopes slopes(BigDecimal number, Precision precision) {
    int scale = number.signum() == 0 ? 0 : Math.min(0, number.precision() - number.scale() - 1);
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(scale - precision.step());
    BigDecimal two = BigDecimal.valueOf(2);
    MathContext context = new MathContext(precision.digits());
    BigDecimal here = value(number, precision);
    BigDecimal left = value(number.subtract(step), precision);
    BigDecimal right = value(number.add(step), precision);
    BigDecimal farLeft = value(number.subtract(step.multiply(two)), precision);
    BigDecimal farRight = value(number.add(step.multiply(two)), precision);
    BigDecimal near = right.subtract(left).multiply(BigDecimal.valueOf(8));
    BigDecimal central =
        near.subtract(farRight.subtract(farLeft))
            .divide(step.multiply(BigDecimal.valueOf(12)), context);
    return new Slopes(
        central,
        here.subtract(left).divide(step, context),
        right.subtract(here).divide(step, context));
  }

  private BigDecimal value(BigDecimal number, Precision precision) {
    return written.at(point(Rational.of(number)), precision.digits());
  }

  /** Numbers at which formulas rarely fail. */
  static final List<BigDecimal> PLAIN = numbers("0.37", "-0.83", "1.91", "7.3");

  /** Numbers for narrow domains. */
  private static final List<BigDecimal> MORE =
      numbers("0.12", "0.52", "0.81", "-0.31", "1.3", "-1.6", "3.7", "-5.2", "25", "6.1", "9.4");

  /** Large and small ones, and the whole ones at which functions are kinked, or next to those. */
  static final List<BigDecimal> HARD =
      numbers(
          "50",
          "1e-9",
          "-700",
          "0",
          "1.000000001",
          "-1e-9",
          "1000",
          "0.999999999",
          "-49.5",
          "1",
          "1000000",
          "-1.000000001",
          "2.000000001",
          "-1",
          "1e-6",
          "2",
          "-0.999999999",
          "1.000000001e-6",
          "-2.63",
          "0.999999999e-6",
          "1.999999999");

  private static List<BigDecimal> numbers(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toList();
  }
}
