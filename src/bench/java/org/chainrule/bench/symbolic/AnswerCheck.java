package org.chainrule.bench.symbolic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.error.Budget;
import org.chainrule.error.Limit;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;

/**
 * The check of answers against differences of the program in numbers of many digits: all of a few
 * answers, some of many. Where the program is so long that differences drown, derivatives carried
 * along take their place.
 */
final class AnswerCheck {
  private static final int MOST_CHECKED = 12;

  /** The largest answers take more steps than an evaluation has. */
  private static final Budget BUDGET =
      Budget.standard().with(Limit.EVALUATION_STEPS, 2_000_000_000L);

  private static final int DIGITS_OF_STEP = 25;
  private static final int LONG_PROGRAM = 300;

  /** Ten of the digits that are known of either side. */
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-10");

  private final Program program;
  private final Map<String, BigDecimal> point = new HashMap<>();

  AnswerCheck(Program program) {
    this.program = program;
    Random random = new Random(17);
    for (String name : program.symbols()) {
      // Not below the fixed point of sin(u)*u, from which it would fall to 0.
      int thousandths = name.equals("x") ? 2_000 : random.nextInt(200, 1_800) - 1_000;
      point.put(name, BigDecimal.valueOf(thousandths, 3));
    }
  }

  /**
   * How many answers were compared.
   *
   * @param ending of the names in the answers
   * @throws IllegalStateException if one is wrong
   */
  int compare(List<Expr> answers, String ending) {
    List<List<String>> by = program.answers();
    Point.Builder builder = Point.builder();
    point.forEach((name, value) -> builder.set(name + ending, Rational.of(value)));
    Point named = builder.build();
    List<Integer> chosen = new ArrayList<>(IntStream.range(0, answers.size()).boxed().toList());
    Collections.shuffle(chosen, new Random(18));
    chosen = chosen.subList(0, Math.min(MOST_CHECKED, chosen.size()));
    for (int i : chosen) {
      BigDecimal expected = derivative(by.get(i));
      Expr answer = answers.get(i);
      BigDecimal found =
          BUDGET.run(() -> Evaluator.precise(answer, named, Context.of(Functions::named), 16));
      BigDecimal error = found.subtract(expected).abs();
      if (error.compareTo(expected.abs().multiply(TOLERANCE)) > 0) {
        throw new IllegalStateException(
            "by " + by.get(i) + " the value is " + found + " for " + expected);
      }
    }
    return chosen.size();
  }

  private BigDecimal derivative(List<String> by) {
    if (program.definitions().size() > LONG_PROGRAM) {
      Duals duals = new Duals(40, point, by.get(0));
      return program.values(duals).get(program.target()).slope();
    }
    int digits = (DIGITS_OF_STEP + 10) * by.size() + 40 + program.definitions().size();
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(-DIGITS_OF_STEP);
    BigDecimal differences = differences(by, point, step, digits);
    BigDecimal width = step.multiply(BigDecimal.valueOf(2)).pow(by.size());
    return differences.divide(width, new MathContext(40));
  }

  /** Central differences by each variable in turn. */
  private BigDecimal differences(
      List<String> by, Map<String, BigDecimal> around, BigDecimal step, int digits) {
    if (by.isEmpty()) {
      return program.values(new Decimals(digits, around)).get(program.target());
    }
    String variable = by.get(0);
    List<String> others = by.subList(1, by.size());
    Map<String, BigDecimal> above = new HashMap<>(around);
    above.merge(variable, step, BigDecimal::add);
    Map<String, BigDecimal> below = new HashMap<>(around);
    below.merge(variable, step.negate(), BigDecimal::add);
    return differences(others, above, step, digits)
        .subtract(differences(others, below, step, digits));
  }
}
