package org.chainrule.autograd;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.function.StableForms;
import org.jspecify.annotations.Nullable;

/**
 * A number together with its derivatives along any number of directions: forward mode. Immutable.
 *
 * <p>Numbers with different numbers of tangents do not mix, but for constants, which have none.
 */
public final class Dual {
  private static final double[] NONE = {};

  private final double value;
  private final double[] tangents;

  /** The function, and how many of its arguments tie, where this is a largest or smallest one. */
  private final @Nullable PreparedFunction tiedIn;

  private final int ties;

  private Dual(double value, double[] tangents) {
    this(value, tangents, null, 1);
  }

  /** Where there is no value, there is no tangent either. */
  private Dual(double value, double[] tangents, @Nullable PreparedFunction tiedIn, int ties) {
    this.value = value;
    this.tangents = tangents;
    this.tiedIn = tiedIn;
    this.ties = ties;
    if (Double.isNaN(value)) {
      Arrays.fill(tangents, Double.NaN);
    }
  }

  /** A number with tangents. */
  public static Dual of(double value, double... tangents) {
    Objects.requireNonNull(tangents, "tangents is null");
    return new Dual(value, Arrays.stream(tangents).map(Recording::byFactor).toArray());
  }

  /** A number that does not change along any direction. */
  public static Dual constant(double value) {
    return new Dual(value, NONE);
  }

  /** The variable of a number, of several: its tangents are 1 at its own place and 0 elsewhere. */
  public static Dual variable(double value, int index, int count) {
    return new Dual(value, unit(index, count));
  }

  private static double[] unit(int index, int count) {
    double[] tangents = none(count);
    tangents[index] = 1;
    return tangents;
  }

  /** The tangents of what does not move. */
  private static double[] none(int count) {
    double[] tangents = new double[count];
    Arrays.fill(tangents, Recording.DEAD);
    return tangents;
  }

  /** All variables for a point, each with a direction of its own. */
  public static Dual[] variables(double... point) {
    Objects.requireNonNull(point, "point is null");
    Dual[] variables = new Dual[point.length];
    for (int i = 0; i < point.length; i++) {
      variables[i] = variable(point[i], i, point.length);
    }
    return variables;
  }

  /**
   * Computes an expression.
   *
   * @param values numbers for the names that occur in it: {@code x}, {@code x_1}, {@code W_{1,2}}
   * @throws org.chainrule.error.NamesException if a name has no number
   */
  public static Dual run(Expr expression, Map<String, Dual> values) {
    Objects.requireNonNull(expression, "expression is null");
    Objects.requireNonNull(values, "values is null");
    Expr stable = StableForms.forSteps().form(expression);
    Dual result = new ExpressionRun<>(new DualNumbers(), values).run(stable);
    int count = values.values().stream().mapToInt(each -> each.tangents.length).max().orElse(0);
    return result.tangents.length == count ? result : new Dual(result.value, none(count));
  }

  public double value() {
    return value;
  }

  /** The derivative along a direction. */
  public double tangent(int direction) {
    return tangents.length == 0 ? 0 : Recording.alive(tangents[direction]);
  }

  /** The derivatives along all directions; none for a constant. */
  public double[] tangents() {
    return Arrays.stream(tangents).map(Recording::alive).toArray();
  }

  private Dual chained(double result, double partial) {
    return new Dual(result, scaled(partial));
  }

  private double[] scaled(double partial) {
    double[] scaled = new double[tangents.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Recording.along(tangents[i], partial);
    }
    return scaled;
  }

  private Dual chained(double result, double partial, Dual other, double otherPartial) {
    double[] along = scaled(Recording.alive(partial));
    return new Dual(result, sum(along, other.scaled(Recording.alive(otherPartial))));
  }

  private static double[] sum(double[] left, double[] right) {
    if (left.length == 0 || right.length == 0) {
      return left.length == 0 ? right : left;
    }
    if (left.length != right.length) {
      throw new TapeException(
          "numbers of " + left.length + " and " + right.length + " tangents do not mix");
    }
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }

  public Dual plus(Dual other) {
    Objects.requireNonNull(other, "other is null");
    return chained(value + other.value, 1, other, 1);
  }

  public Dual plus(double other) {
    return chained(value + other, 1);
  }

  public Dual minus(Dual other) {
    Objects.requireNonNull(other, "other is null");
    return chained(value - other.value, 1, other, -1);
  }

  public Dual minus(double other) {
    return chained(value - other, 1);
  }

  public Dual times(Dual other) {
    Objects.requireNonNull(other, "other is null");
    return chained(value * other.value, other.value, other, value);
  }

  public Dual times(double other) {
    return chained(value * other, Recording.byFactor(other));
  }

  public Dual dividedBy(Dual other) {
    Objects.requireNonNull(other, "other is null");
    double quotient = value / other.value;
    return chained(quotient, 1 / other.value, other, -quotient / other.value);
  }

  public Dual dividedBy(double other) {
    return chained(value / other, Recording.alive(1 / other));
  }

  public Dual negate() {
    return chained(-value, -1);
  }

  public Dual pow(double exponent) {
    double power = Powers.value(value, exponent);
    return chained(power, Powers.partial(value, exponent, power));
  }

  public Dual pow(Dual exponent) {
    Objects.requireNonNull(exponent, "exponent is null");
    return apply(PreparedFunction.POW, List.of(this, exponent));
  }

  public Dual exp() {
    return apply(PreparedFunction.EXP, List.of(this));
  }

  public Dual log() {
    return apply(PreparedFunction.LOG, List.of(this));
  }

  public Dual sqrt() {
    return pow(0.5);
  }

  public Dual sin() {
    return apply(PreparedFunction.SIN, List.of(this));
  }

  public Dual cos() {
    return apply(PreparedFunction.COS, List.of(this));
  }

  public Dual tanh() {
    return apply(PreparedFunction.TANH, List.of(this));
  }

  public Dual sigmoid() {
    return apply(PreparedFunction.SIGMOID, List.of(this));
  }

  public Dual relu() {
    return apply(PreparedFunction.RELU, List.of(this));
  }

  /** A function of the table, by its name or an alias, of as many arguments as it takes. */
  public static Dual apply(String function, Dual... arguments) {
    Objects.requireNonNull(function, "function is null");
    Objects.requireNonNull(arguments, "arguments is null");
    return apply(PreparedFunction.named(function), List.of(arguments));
  }

  /** A function of the table, or one of one's own. */
  public static Dual apply(Function function, Dual... arguments) {
    Objects.requireNonNull(function, "function is null");
    Objects.requireNonNull(arguments, "arguments is null");
    return apply(PreparedFunction.of(function), List.of(arguments));
  }

  static Dual apply(PreparedFunction rule, List<Dual> arguments) {
    rule.require(arguments.size());
    double[] values = arguments.stream().mapToDouble(Dual::value).toArray();
    double result = rule.value(values.clone());
    if (rule == PreparedFunction.POW && values[0] == 0 && values[1] == 0) {
      result = arguments.get(0).movesWith(arguments.get(1)) ? Double.NaN : result;
    }
    Scratch scratch = new Scratch();
    int all = 0;
    for (Dual each : arguments) {
      all += each.tied(rule, result);
    }
    double[] tangents = NONE;
    for (int i = 0; i < values.length; i++) {
      if (arguments.get(i).tangents.length > 0) {
        int own = arguments.get(i).tied(rule, result);
        double partial =
            own == 0 || own == all ? rule.partial(i, values, result, scratch) : (double) own / all;
        tangents = sum(tangents, arguments.get(i).scaled(partial));
      }
    }
    return new Dual(result, tangents, rule, Math.max(1, all));
  }

  /** Whether both change along one direction: their 0^0 is no power of the whole exponent 0. */
  private boolean movesWith(Dual other) {
    for (int i = 0; i < Math.min(tangents.length, other.tangents.length); i++) {
      if (!Recording.isDead(tangents[i]) && !Recording.isDead(other.tangents[i])) {
        return true;
      }
    }
    return false;
  }

  /** How many arguments a largest or smallest value has from this one. */
  private int tied(PreparedFunction rule, double result) {
    if (!rule.sharesTies() || value != result) {
      return 0;
    }
    return tiedIn == rule ? ties : 1;
  }

  /**
   * An element of a function of a vector, such as softmax or logsumexp.
   *
   * @param position which element, from 0; of no matter where the function has one value only
   */
  public static Dual applyToVector(Function function, Dual[] elements, int position) {
    Objects.requireNonNull(function, "function is null");
    Objects.requireNonNull(elements, "elements is null");
    return applyToVector(PreparedFunction.of(function), List.of(elements), position);
  }

  static Dual applyToVector(PreparedFunction rule, List<Dual> elements, int position) {
    Scratch scratch = new Scratch();
    scratch.requireElements(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      scratch.elements[i] = elements.get(i).value;
    }
    double result = rule.value(scratch.elements, position);
    double[] tangents = NONE;
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).tangents.length > 0) {
        double partial = rule.elementPartial(position, i, result, scratch);
        tangents = sum(tangents, elements.get(i).scaled(partial));
      }
    }
    return new Dual(result, tangents);
  }

  /** The value and the tangents, for people to see. */
  @Override
  public String toString() {
    return "Dual(" + value + ", " + Arrays.toString(tangents()) + ")";
  }
}
