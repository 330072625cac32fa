package org.chainrule.laws;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.ErrorBound;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.rewrite.Facts;
import org.chainrule.workloads.Written;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the ways in doubles give against evaluation of the expression and of its derivatives
 * as derived.
 *
 * <p>Evaluation is correct to the last digit, or says that it is not. How far doubles may be off
 * follows from a bound of the errors that they make in evaluating the same expression step by step.
 */
final class Agreement {
  private static final Substitution ROUNDED =
      Substitution.of(
          Map.of(
              NamedConstant.PI, Expr.of(exact(Math.PI)), NamedConstant.E, Expr.of(exact(Math.E))));

  private final Written written;
  private final Context<Expr> context;
  private final Map<String, Optional<Expr>> slopes = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private int compared;

  Agreement(Written written) {
    this.written = written;
    Set<String> known = new HashSet<>(written.lengths().keySet());
    known.addAll(written.variables());
    known.addAll(written.parameters());
    context = Context.<Expr>of(Functions::named).withKnown(known).withSteps(2_000_000);
  }

  /** How many numbers were compared. */
  int compared() {
    return compared;
  }

  /** What does not agree. */
  List<String> faults() {
    return faults;
  }

  /** The derivative by a variable as derived and not simplified, unless there is nowhere one. */
  Optional<Expr> slope(String variable) {
    return slopes.computeIfAbsent(variable, name -> derivative(written.expression(), name));
  }

  private static Optional<Expr> derivative(Expr expression, String variable) {
    Expr by = Lowering.name(variable, Declarations.NONE);
    try {
      return Optional.of(
          new Differentiator(by, Definitions.none(), Facts.none()).differentiate(expression));
    } catch (DomainException nowhere) {
      return Optional.empty(); // Such as that of 0^x.
    }
  }

  Point point(double[] variables, double[] parameters) {
    Point.Builder builder = Point.builder();
    for (int i = 0; i < variables.length; i++) {
      builder.set(written.variables().get(i), exact(variables[i]));
    }
    for (int i = 0; i < parameters.length; i++) {
      builder.set(written.parameters().get(i), exact(parameters[i]));
    }
    written.lengths().forEach((name, length) -> builder.set(name, (double) length));
    return builder.build();
  }

  /** The number that a double is, not the shortest decimal that reads as it. */
  private static Rational exact(double number) {
    return Rational.of(new BigDecimal(number));
  }

  /** Compares the second derivatives at a point, row by row, where there is a value. */
  void compareSecond(double[] hessian, double[] variables) {
    Expected value = new Expected("value", written.expression(), variables, new double[0]);
    if (value.isMissing || value.isUndecided) {
      return;
    }
    int n = variables.length;
    for (int i = 0; i < hessian.length; i++) {
      Optional<Expr> first = slope(written.variables().get(i / n));
      String column = written.variables().get(i % n);
      Optional<Expr> second = first.flatMap(slope -> derivative(slope, column));
      if (second.isPresent()) {
        new Expected("second derivative " + i, second.get(), variables, new double[0])
            .compare("compiled", hessian[i], value.number);
      }
    }
  }

  /** Compares the values at a point, and the derivatives by some of the variables. */
  void compare(
      List<Ways.Answer> answers, double[] variables, double[] parameters, List<Integer> by) {
    Expected value = new Expected("value", written.expression(), variables, parameters);
    if (value.isUndecided) {
      return;
    }
    for (Ways.Answer answer : answers) {
      value.compare(answer.way(), answer.value(), 0);
    }
    if (value.isMissing) {
      return;
    }
    for (int place : by) {
      String name = written.variables().get(place);
      Optional<Expr> derivative = slope(name);
      if (derivative.isEmpty()) {
        continue;
      }
      Expected slope =
          new Expected("derivative by " + name, derivative.get(), variables, parameters);
      for (Ways.Answer answer : answers) {
        // A value that is none says for its derivatives too that there is no number.
        if (Double.isFinite(answer.value())) {
          slope.compare(answer.way(), answer.gradient()[place], answer.value());
        }
      }
    }
  }

  /**
   * How far doubles may be off.
   *
   * @param error a bound of what rounding each step does, but for the constants
   * @param ofConstants what rounding pi and e does: evaluation knows sin(pi) to be 0
   * @param plain the value when each step is rounded
   */
  private record Doubt(double error, double ofConstants, double plain) {}

  /** A number as evaluated, and how well doubles can know it. */
  final class Expected {
    private final String what;
    private final Expr reference;
    private final Point at;
    private final double[] point;
    private final double[] parameters;
    private double number = Double.NaN;
    private @Nullable Doubt doubt;
    boolean isMissing;
    boolean isUndecided;

    Expected(String what, Expr reference, double[] point, double[] parameters) {
      this.what = what;
      this.reference = reference;
      this.at = point(point, parameters);
      this.point = point;
      this.parameters = parameters;
      try {
        number = Evaluator.evaluate(reference, at, context);
      } catch (KinkException kink) {
        isUndecided = true;
      } catch (DomainException none) {
        isMissing = true;
      } catch (ChainruleException undecided) {
        isUndecided = true;
      }
    }

    /**
     * Compares a number with what is expected.
     *
     * @param value the function's own value, from which its derivatives are computed
     */
    void compare(String way, double found, double value) {
      if (isUndecided) {
        return;
      }
      String place = " at " + Arrays.toString(point) + ", " + way;
      if (isMissing) {
        boolean isFault =
            Double.isFinite(found)
                && !isByConvention()
                && !isBeyondDoubles(reference)
                && !isSlope(found);
        if (isFault) {
          faults.add(what + " is " + found + place + ", where there is none");
        }
        compared++;
        return;
      }
      double difference = Math.abs(found - number);
      double fewUlps = 64 * Math.ulp(number);
      if (difference <= fewUlps) {
        compared++;
        return;
      }
      Doubt known = doubt();
      // Derivatives are computed from the rounded result of a function.
      double result = Double.isFinite(value) ? Math.ulp(value) : 0;
      if (!Double.isFinite(known.plain)
          || Double.isNaN(known.error)
          || !Double.isFinite(found) && isBeyondDoubles(written.expression())) {
        // Doubles overflow on the way: only a wrong number is a fault.
        double near = 1e-6 * Math.abs(number) + result + 1e-300;
        if (Double.isFinite(found) && difference > near) {
          faults.add(what + " is " + found + place + ", not " + number);
        }
        return;
      }
      compared++;
      double allowed = 16 * known.error + known.ofConstants + fewUlps + result;
      if (!(difference <= allowed)) {
        faults.add(what + " is " + found + place + ", not " + number + " within " + allowed);
      }
    }

    private Doubt doubt() {
      Doubt known = doubt;
      if (known == null) {
        double ofConstants;
        try {
          ofConstants =
              Math.abs(Evaluator.evaluate(ROUNDED.apply(reference), at, context) - number);
        } catch (ChainruleException none) {
          ofConstants = Double.NaN;
        }
        double plain = inDoubles().apply(reference);
        known = new Doubt(ErrorBound.of(reference, at, context), ofConstants, plain);
        doubt = known;
      }
      return known;
    }

    private boolean isValue() {
      return what.equals("value");
    }

    /** Whether code that must give a number takes one side's derivative where there is none. */
    private boolean isByConvention() {
      // In doubles 0^0 is 1, and a power of 0 does not change with its exponent.
      boolean isPower =
          written.expression() instanceof Apply apply && apply.function() == Functions.POW
              || written.expression() instanceof Power;
      return isPower && point[0] == 0 || !isValue() && holdsCases(reference);
    }

    /** Whether doubles overflow on the way, or cannot tell whether there is a value. */
    private boolean isBeyondDoubles(Expr expression) {
      DoubleValue inDoubles = inDoubles();
      for (Expr node : nodes(expression, false)) {
        boolean isNumber = !(node instanceof Relation) && !(node instanceof Logical);
        if (isNumber && Double.isInfinite(inDoubles.apply(node))) {
          return true;
        }
      }
      try {
        return Double.isNaN(ErrorBound.of(expression, at, context));
      } catch (DomainException none) {
        return false;
      }
    }

    /** Whether a derivative is there though its formula has no value, as that of 0^x. */
    private boolean isSlope(double found) {
      if (isValue()) {
        return false;
      }
      String name = what.substring("derivative by ".length());
      if (!written.variables().contains(name) || at.scalar(name) == null) {
        return false;
      }
      Rational step = Rational.of(new BigDecimal("1e-15"));
      Rational here = Objects.requireNonNull(at.scalar(name));
      Expr whole = written.expression();
      try {
        BigDecimal right = Evaluator.precise(whole, at.with(name, here.plus(step)), context, 50);
        BigDecimal left = Evaluator.precise(whole, at.with(name, here.minus(step)), context, 50);
        double slope = right.subtract(left).multiply(new BigDecimal("5e14")).doubleValue();
        return Math.abs(slope - found) <= 1e-12 * Math.max(1, Math.abs(slope));
      } catch (ChainruleException none) {
        return false;
      }
    }

    private DoubleValue inDoubles() {
      Map<String, Double> given = new HashMap<>();
      for (int i = 0; i < point.length; i++) {
        given.put(written.variables().get(i), point[i]);
      }
      for (int i = 0; i < parameters.length; i++) {
        given.put(written.parameters().get(i), parameters[i]);
      }
      written.lengths().forEach((name, length) -> given.put(name, (double) length));
      return new DoubleValue(given);
    }
  }

  /** The parts of an expression, with those that stand in sums or without. */
  static Set<Expr> nodes(Expr expression, boolean inSums) {
    Set<Expr> seen = new HashSet<>();
    List<Expr> pending = new ArrayList<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.remove(pending.size() - 1);
      if (seen.add(node) && (inSums || !(node instanceof Binder))) {
        pending.addAll(node.children());
      }
    }
    return seen;
  }

  private static boolean holdsCases(Expr expression) {
    return nodes(expression, false).stream().anyMatch(Piecewise.class::isInstance);
  }
}
