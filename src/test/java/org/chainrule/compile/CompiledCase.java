package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.chainrule.Gradient;
import org.chainrule.Model;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Element;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.syntax.Syntax;

/**
 * A compiled problem that is held against differences of the text as written, in many digits: what
 * shares nothing with the compiler but the kernels of the table.
 */
public final class CompiledCase {
  private static final int DIGITS = 60;
  private static final MathContext CONTEXT = new MathContext(DIGITS);
  private static final BigDecimal STEP = new BigDecimal("1e-16");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final String text;
  private final List<String> definitions;
  private final List<String> variables = new ArrayList<>();
  private final List<String> parameters = new ArrayList<>();
  private final List<Object> places = new ArrayList<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Set<String> families = new HashSet<>();
  private int variableCount;
  private double[] values = new double[0];
  private double tolerance = 1e-13;
  private long seed = 7;

  private CompiledCase(String text, List<String> definitions) {
    this.text = text;
    this.definitions = definitions;
  }

  /** An expression within a problem. */
  public static CompiledCase of(String text, String... definitions) {
    return new CompiledCase(text, List.of(definitions));
  }

  /** A variable: a plain name or an element, or with lengths a family counted from 1. */
  public CompiledCase variable(String name, int... lengths) {
    variables.add(name);
    add(name, lengths, 1);
    variableCount = places.size();
    return this;
  }

  /** A family of variables of one index. */
  public CompiledCase variableFrom(String family, int first, int last) {
    variables.add(family);
    add(family, new int[] {last - first + 1}, first);
    variableCount = places.size();
    return this;
  }

  /** A parameter, after all variables. */
  public CompiledCase parameter(String name, int... lengths) {
    parameters.add(name);
    add(name, lengths, 1);
    return this;
  }

  private void add(String name, int[] lengths, int first) {
    if (lengths.length == 0) {
      int place = name.indexOf('_');
      places.add(
          place < 0
              ? name
              : new Element(
                  name.substring(0, place), List.of(new BigInteger(name.substring(place + 1)))));
      return;
    }
    families.add(name);
    List<List<BigInteger>> all = new ArrayList<>(List.of(List.of()));
    for (int length : lengths) {
      List<List<BigInteger>> longer = new ArrayList<>();
      for (List<BigInteger> each : all) {
        for (int i = 0; i < length; i++) {
          List<BigInteger> next = new ArrayList<>(each);
          next.add(BigInteger.valueOf(first + i));
          longer.add(next);
        }
      }
      all = longer;
    }
    all.forEach(indices -> places.add(new Element(name, indices)));
  }

  public CompiledCase size(String name, int length) {
    sizes.put(name, length);
    return this;
  }

  /** The numbers of variables and parameters; drawn at random where none are given. */
  public CompiledCase at(double... numbers) {
    values = numbers;
    return this;
  }

  public CompiledCase seed(long value) {
    seed = value;
    return this;
  }

  /** The error allowed, relative to the largest of what is compared. */
  public CompiledCase within(double value) {
    tolerance = value;
    return this;
  }

  private double[] numbers() {
    if (values.length > 0 || places.isEmpty()) {
      assertThat(values).hasSize(places.size());
      return values;
    }
    Random random = new Random(seed);
    double[] numbers = new double[places.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (random.nextInt(193) - 96) / 64.0;
      numbers[i] += numbers[i] == 0 ? 1 : 0;
    }
    return numbers;
  }

  /** The compiled form, its lengths given. */
  public Gradient compiled() {
    Model model = new Model(definitions);
    Gradient gradient = model.compile(text, variables, parameters);
    List<Object> lengths = new ArrayList<>();
    sizes.forEach(
        (name, length) -> {
          if (gradient.sizes().contains(name)) {
            lengths.add(name);
            lengths.add(length);
          }
        });
    double[] all = numbers();
    double[] own = new double[all.length - variableCount];
    System.arraycopy(all, variableCount, own, 0, own.length);
    return gradient.sized(lengths.toArray()).with(own);
  }

  /** The numbers of the variables. */
  public double[] point() {
    double[] point = new double[variableCount];
    System.arraycopy(numbers(), 0, point, 0, variableCount);
    return point;
  }

  /** Checks value, gradient and what is made of it. */
  public void agrees() {
    Gradient compiled = compiled();
    double[] point = point();
    double[] gradient = new double[point.length];
    double value = compiled.at(point, gradient);
    Written written = new Written();
    double[] expected = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      expected[i] = written.slope(i);
    }
    compare("the value", new double[] {value}, new double[] {written.value()});
    compare("the gradient", gradient, expected);
    compare("the value alone", new double[] {compiled.value(point)}, new double[] {value});
    double[] direction = direction();
    double along = 0;
    double size = 0;
    for (int i = 0; i < point.length; i++) {
      along += expected[i] * direction[i];
      size += Math.abs(expected[i] * direction[i]);
    }
    assertThat(compiled.along(point, direction))
        .as("along a direction, of " + text)
        .isCloseTo(along, org.assertj.core.data.Offset.offset(10 * tolerance * Math.max(1, size)));
  }

  /** Checks the second derivatives too. */
  public void agreesTwice() {
    agrees();
    Gradient compiled = compiled();
    double[] point = point();
    int n = point.length;
    Written written = new Written();
    double[] expected = new double[n * n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        expected[row * n + column] = written.curvature(row, column);
        expected[column * n + row] = expected[row * n + column];
      }
    }
    double[] hessian = new double[n * n];
    compiled.hessian(point, hessian);
    compare("the Hessian", hessian, expected);
    double[] direction = direction();
    double[] product = new double[n];
    compiled.hessianVector(point, direction, product);
    double[] expectedProduct = new double[n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        expectedProduct[row] += expected[row * n + column] * direction[column];
      }
    }
    compare("the Hessian times a direction", product, expectedProduct);
  }

  private double[] direction() {
    double[] direction = new double[variableCount];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (i * 5 % 7 - 3) / 4.0 + 0.125;
    }
    return direction;
  }

  private void compare(String what, double[] found, double[] expected) {
    double scale = 1;
    for (double each : expected) {
      scale = Math.max(scale, Math.abs(each));
    }
    assertThat(found)
        .as(what + " of " + text)
        .containsExactly(expected, org.assertj.core.data.Offset.offset(tolerance * scale));
  }

  /** The text as written, evaluated in many digits. */
  private final class Written {
    private final Context<Syntax> context;
    private final Syntax tree;
    private final Map<Map<Integer, BigDecimal>, BigDecimal> known = new HashMap<>();

    Written() {
      Question question = new Question(text, List.of(), Declarations.of(definitions));
      Set<String> names = new HashSet<>(sizes.keySet());
      variables.forEach(name -> names.add(name.replaceFirst("_.*", "")));
      parameters.forEach(name -> names.add(name.replaceFirst("_.*", "")));
      Context<Syntax> given = EvaluationBindings.ofTrees(question);
      names.addAll(given.known());
      context = given.withKnown(names);
      tree = question.syntax().orElseThrow();
    }

    private BigDecimal at(Map<Integer, BigDecimal> moves) {
      return known.computeIfAbsent(moves, this::evaluated);
    }

    private BigDecimal evaluated(Map<Integer, BigDecimal> moves) {
      Point point = Point.EMPTY;
      for (Map.Entry<String, Integer> size : sizes.entrySet()) {
        point = point.with(size.getKey(), Rational.of(BigInteger.valueOf(size.getValue())));
      }
      double[] numbers = numbers();
      for (int i = 0; i < numbers.length; i++) {
        BigDecimal number = new BigDecimal(numbers[i]).add(moves.getOrDefault(i, BigDecimal.ZERO));
        Rational exact = Rational.of(number);
        point =
            places.get(i) instanceof Element element
                ? point.with(element, exact)
                : point.with((String) places.get(i), exact);
      }
      return Evaluator.precise(tree, point, context, DIGITS);
    }

    double value() {
      return at(Map.of()).doubleValue();
    }

    double slope(int place) {
      return at(Map.of(place, STEP))
          .subtract(at(Map.of(place, STEP.negate())))
          .divide(TWO.multiply(STEP), CONTEXT)
          .doubleValue();
    }

    double curvature(int first, int second) {
      BigDecimal area = STEP.multiply(STEP);
      if (first == second) {
        return at(Map.of(first, STEP))
            .add(at(Map.of(first, STEP.negate())))
            .subtract(TWO.multiply(at(Map.of())))
            .divide(area, CONTEXT)
            .doubleValue();
      }
      BigDecimal back = STEP.negate();
      return at(Map.of(first, STEP, second, STEP))
          .add(at(Map.of(first, back, second, back)))
          .subtract(at(Map.of(first, STEP, second, back)))
          .subtract(at(Map.of(first, back, second, STEP)))
          .divide(BigDecimal.valueOf(4).multiply(area), CONTEXT)
          .doubleValue();
    }
  }
}
