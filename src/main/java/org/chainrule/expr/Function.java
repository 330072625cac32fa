package org.chainrule.expr;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A function: a row of the function table, or a declared function of which only the name is known.
 *
 * <p>A row holds everything about its function; the constructors, the differentiator, the
 * evaluators, the printers and the parser read it and know no function by name.
 */
public final class Function implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The kinds of arguments. */
  public enum Parameter {
    SCALAR(0),
    /** The elements of a vector ({@link Elements}). */
    VECTOR(1),
    /** The elements of a matrix, row by row ({@link Elements} of {@link Elements}). */
    MATRIX(2),
    /** A whole number that selects an element, one for each axis. */
    INDEX(0);

    private final int axes;

    Parameter(int axes) {
      this.axes = axes;
    }

    /** How many indices an element of the argument has; 0 of a number. */
    public int axes() {
      return axes;
    }
  }

  /** The symmetry of a function under a change of its argument's sign. */
  public enum Parity {
    EVEN,
    ODD,
    NONE
  }

  /** A value in double precision: NaN outside the real domain, infinite where it overflows. */
  @FunctionalInterface
  public interface Kernel {
    double apply(double[] arguments);
  }

  /**
   * A value to any precision: correct to the digits of the context, relative to the result, for
   * arguments taken as exact.
   */
  @FunctionalInterface
  public interface PreciseKernel {
    /**
     * The value.
     *
     * @throws org.chainrule.error.DomainException outside the real domain
     * @throws org.chainrule.error.BudgetException where the cost has no sensible bound
     */
    BigDecimal apply(List<BigDecimal> arguments, MathContext context);
  }

  /** An enclosure of all values at arguments within intervals, and what is known of them there. */
  @FunctionalInterface
  public interface IntervalExtension {
    /**
     * The interval that holds the values at all arguments that have one.
     *
     * @param function the row
     * @param arguments none of which is empty
     */
    Interval of(Function function, List<Interval> arguments);
  }

  /** An interval extension that knows the limits at the ends of the domain. */
  public interface LimitsAtEnds extends IntervalExtension {
    /**
     * The limit at an end that is left out of the domain: both ends of the interval are that
     * number, or enclose it, or one is infinite where the limit is.
     */
    Optional<Interval> limit(double end, boolean isFromAbove);
  }

  /** The partial derivative by one argument, in terms of the arguments and of the result. */
  @FunctionalInterface
  public interface Partial {
    Expr apply(List<Expr> arguments, Expr result);
  }

  /**
   * A value in double precision of a function of a vector, and of the element that its index
   * argument selects, where it has one.
   */
  @FunctionalInterface
  public interface VectorKernel {
    /**
     * The value.
     *
     * @param elements the vector's elements, from its first
     * @param position the place of the selected one among them, counted from 0
     */
    double apply(double[] elements, int position);
  }

  /**
   * The values of a function of a square matrix, in any arithmetic: all elements of the result, row
   * by row, or the one number that it is.
   */
  @FunctionalInterface
  public interface MatrixKernel {
    /**
     * The values.
     *
     * @param rows the matrix, as many rows as columns
     * @throws org.chainrule.error.DomainException where there are none
     */
    <T> List<T> apply(List<List<T>> rows, Field<T> field);
  }

  /** A function from arguments to what follows from them. */
  @FunctionalInterface
  public interface OfArguments<T> {
    T apply(List<Expr> arguments);
  }

  /**
   * The values that a function takes.
   *
   * @param lower the infimum
   * @param upper the supremum
   * @param includesLower whether the infimum is taken
   * @param includesUpper whether the supremum is taken
   */
  public record Range(double lower, double upper, boolean includesLower, boolean includesUpper)
      implements Serializable {
    public static final Range REALS =
        new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false);
    public static final Range POSITIVE = new Range(0, Double.POSITIVE_INFINITY, false, false);
    public static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY, true, false);

    public boolean isPositive() {
      return lower > 0 || lower == 0 && !includesLower;
    }

    public boolean isNotNegative() {
      return lower >= 0;
    }
  }

  /**
   * A function of one argument far out: its limit there and what it differs from it, of which the
   * sum is the function.
   *
   * @param limit a number without rounding, by the argument
   * @param isConstant whether the limit does not change with the argument but for its sign
   * @param rest the difference to any precision; 0 where that is below every exponent
   * @param beyond the difference where it is below every exponent
   */
  public record FarOut(
      java.util.function.UnaryOperator<BigDecimal> limit,
      boolean isConstant,
      java.util.function.BiFunction<BigDecimal, MathContext, BigDecimal> rest,
      Beyond beyond) {}

  /**
   * The forms that a function has, to all digits, where its exponent of ten is out of range.
   *
   * @param below for arguments below 0, or null
   * @param above for arguments above 0, or null
   */
  public record Beyond(@Nullable ExponentialForm below, @Nullable ExponentialForm above) {
    public static final Beyond NOWHERE = new Beyond(null, null);

    /** What it is at an argument, if that is so far out. */
    public Optional<ExponentialForm> at(BigDecimal argument) {
      return Optional.ofNullable(argument.signum() < 0 ? below : above)
          .filter(form -> argument.abs().compareTo(form.from()) > 0);
    }
  }

  /**
   * The logarithm that a function is of arguments so large that no digits tell the difference.
   *
   * @param factor by which the argument is multiplied
   * @param base of the logarithm, or 0 for e
   * @param isOdd whether it is the same but for its sign of negative arguments
   * @param isEverywhere whether it is that logarithm of all arguments
   */
  public record Logarithmic(int factor, int base, boolean isOdd, boolean isEverywhere) {}

  /**
   * The function {@code factor*x^power*exp(rate*x)}.
   *
   * @param from the magnitude of x above which it holds
   * @param factor 0 of what vanishes faster than any exponential
   */
  public record ExponentialForm(BigDecimal from, BigDecimal factor, int power, int rate) {}

  /** The ways in which a function fails to be smooth at a place. */
  public enum Break {
    /** Continuous, but with two one-sided derivatives. */
    KINK,
    /** The value itself jumps. */
    JUMP
  }

  /**
   * A place where a function is not smooth.
   *
   * @param kind kink or jump
   * @param locus what is zero there
   * @param everyInteger whether the place is wherever the locus is a whole number instead
   */
  public record Singularity(Break kind, Expr locus, boolean everyInteger) {}

  private final transient Builder row;
  private final String name;
  private final List<Integer> derivativeOrders;

  private Function(Builder row, List<Integer> derivativeOrders) {
    this.row = row;
    this.name = row.name;
    this.derivativeOrders = derivativeOrders;
  }

  /** Starts a row. */
  public static Builder function(String name, Parameter... parameters) {
    return new Builder(
        name, parameters.length == 0 ? List.of(Parameter.SCALAR) : List.of(parameters));
  }

  /**
   * A function of which only the name is known, or one of its derivatives.
   *
   * @param derivativeOrders how often it is differentiated by each of its arguments
   */
  public static Function declared(String name, List<Integer> derivativeOrders) {
    Parameter[] parameters = new Parameter[derivativeOrders.size()];
    java.util.Arrays.fill(parameters, Parameter.SCALAR);
    return new Function(function(name, parameters), List.copyOf(derivativeOrders));
  }

  /** The canonical name, as Chainrule's notation writes it. */
  public String name() {
    return name;
  }

  /** Other names that text may use. */
  public List<String> aliases() {
    return List.copyOf(row.aliases);
  }

  public List<Parameter> parameters() {
    return row.parameters;
  }

  /** Whether an argument is an array of elements. */
  public boolean takesArray() {
    return row.parameters.stream().anyMatch(each -> each.axes() > 0);
  }

  /** Whether indices among the arguments select an element of the result. */
  public boolean selects() {
    return row.parameters.contains(Parameter.INDEX);
  }

  /** The number of arguments, or of the fewest where any number may follow. */
  public int arity() {
    return row.parameters.size();
  }

  /** Whether the last parameter may be repeated, as in {@code max}. */
  public boolean isVariadic() {
    return row.variadic;
  }

  /** Whether only the name is known. */
  public boolean isDeclared() {
    return !derivativeOrders.isEmpty();
  }

  /** For a declared function, how often it is differentiated by each argument; else empty. */
  public List<Integer> derivativeOrders() {
    return derivativeOrders;
  }

  /** The declared function differentiated once more by an argument. */
  public Function derivedBy(int argument) {
    List<Integer> orders = new ArrayList<>(derivativeOrders);
    orders.set(argument, orders.get(argument) + 1);
    return declared(name, orders);
  }

  /**
   * The derivative by an argument as the row gives it; by an element of an array, for which {@link
   * #partialByElement} serves, and by an index there is none.
   */
  public Optional<Expr> partial(int argument, List<Expr> arguments, Expr result) {
    if (row.everyPartial != null) {
      return Optional.of(row.everyPartial.apply(argument, arguments, result));
    }
    Partial partial = argument < row.partials.size() ? row.partials.get(argument) : null;
    return partial == null ? Optional.empty() : Optional.of(partial.apply(arguments, result));
  }

  /** What stands for the derivative by an argument at a kink, for code that must give a number. */
  public Optional<Expr> partialAtKink(int argument, List<Expr> arguments, Expr result) {
    return Optional.ofNullable(row.atKink).map(of -> of.apply(argument, arguments, result));
  }

  /**
   * The derivative by an argument, at kinks by the row's convention, and in the form that keeps its
   * digits: what tapes and compiled code compute with.
   */
  public Optional<Expr> partialEverywhere(int argument, List<Expr> arguments, Expr result) {
    Partial stable = row.stablePartials.get(argument);
    Optional<Expr> partial =
        stable == null
            ? partial(argument, arguments, result)
            : Optional.of(stable.apply(arguments, result));
    Optional<Expr> convention = partialAtKink(argument, arguments, result);
    return partial.isPresent()
            && convention.isPresent()
            && partial.get() instanceof Piecewise cases
            && cases.otherwise().isEmpty()
        ? Optional.of(Piecewise.of(cases.branches(), convention.get()))
        : partial;
  }

  /** The derivative by the element of an array argument that indices select, one for each axis. */
  public Optional<Expr> partialByElement(List<Expr> arguments, Expr result, List<Expr> indices) {
    return row.elementPartial == null
        ? Optional.empty()
        : Optional.of(row.elementPartial.apply(arguments, result, indices));
  }

  /** The equal expression that the constructor is to return instead, such as 0 for sin(0). */
  Optional<Expr> fold(List<Expr> arguments) {
    return Optional.ofNullable(row.fold == null ? null : row.fold.apply(arguments));
  }

  /** Whether the elements, for all values of the index that selects one, sum to 1. */
  public boolean isDistribution() {
    return row.distribution;
  }

  /** Whether the elements are those of the inverse of the matrix. */
  public boolean isInverse() {
    return row.inverse;
  }

  public Parity parity() {
    return row.parity;
  }

  /** The limit of the function and how it is approached, if the row says so. */
  public Optional<FarOut> farOut() {
    return Optional.ofNullable(row.farOut);
  }

  /** How the function is a logarithm of large arguments, if it is. */
  public Optional<Logarithmic> logarithmic() {
    return Optional.ofNullable(row.logarithmic);
  }

  /** Whether it is the exponential function, whose powers are those of e. */
  public boolean isExponential() {
    return row.exponential;
  }

  /** Whether it is the logarithm to the base e, which undoes the exponential function. */
  public boolean isLogarithm() {
    Logarithmic form = row.logarithmic;
    return form != null && form.isEverywhere() && form.factor() == 1 && form.base() == 0;
  }

  /** Whether it is the largest or the smallest of its arguments, if it is either. */
  public Optional<Reduction.Operator> extremum() {
    return Optional.ofNullable(row.extremum);
  }

  public boolean isMaximum() {
    return row.extremum == Reduction.Operator.MAXIMUM;
  }

  /** What the function is where its exponent of ten is out of range. */
  public Beyond beyond() {
    return row.beyond;
  }

  /**
   * Whether the function turns or has poles again and again, about a unit apart, so that nothing
   * but an argument known to a small part of a unit tells anything of it.
   */
  public boolean oscillates() {
    return row.oscillates;
  }

  /** Whether the value at exact arguments is exact, as that of abs and floor is. */
  public boolean isExact() {
    return row.exact;
  }

  public Range range() {
    return row.range;
  }

  /** Relations that hold exactly where the function has a real value. */
  public List<Expr> domain(List<Expr> arguments) {
    return row.domain == null ? List.of() : row.domain.apply(arguments);
  }

  /** Where the function is not smooth. */
  public List<Singularity> singularities(List<Expr> arguments) {
    return row.singularities == null ? List.of() : row.singularities.apply(arguments);
  }

  /** The value in double precision, for scalar arguments. */
  public Optional<Kernel> kernel() {
    return Optional.ofNullable(row.kernel);
  }

  /** The kernel of a function of one argument, without an array for it. */
  public Optional<DoubleUnaryOperator> unaryKernel() {
    return Optional.ofNullable(row.unaryKernel);
  }

  /** The kernel of a function of two arguments, without an array for them. */
  public Optional<DoubleBinaryOperator> binaryKernel() {
    return Optional.ofNullable(row.binaryKernel);
  }

  /** The value in double precision of a function of a vector. */
  public Optional<VectorKernel> vectorKernel() {
    return Optional.ofNullable(row.vectorKernel);
  }

  /** The values in any arithmetic of a function of a matrix. */
  public Optional<MatrixKernel> matrixKernel() {
    return Optional.ofNullable(row.matrixKernel);
  }

  /** The value to any precision, for scalar arguments. */
  public Optional<PreciseKernel> preciseKernel() {
    return Optional.ofNullable(row.precise);
  }

  /** The values on a box, where the row tells; elsewhere its definition does. */
  public Optional<Interval> enclosure(List<Interval> arguments) {
    return row.interval == null ? Optional.empty() : Optional.of(row.interval.of(this, arguments));
  }

  /** The limit at an end of the domain, which may be infinite, where the row tells. */
  public Optional<Interval> limit(double end, boolean isFromAbove) {
    return row.interval instanceof LimitsAtEnds limits
        ? limits.limit(end, isFromAbove)
        : Optional.empty();
  }

  /**
   * The same in other functions, for what has no kernel of that kind: a vector's function, or a row
   * without a precise kernel.
   */
  public Optional<Expr> definition(List<Expr> arguments) {
    return Optional.ofNullable(row.definition == null ? null : row.definition.apply(arguments));
  }

  /** What is evaluated in place of the function, where its definition is to be. */
  public Optional<Expr> evaluation(List<Expr> arguments) {
    return row.evaluated == null
        ? definition(arguments)
        : Optional.of(row.evaluated.apply(arguments));
  }

  /** The same in cases, each smooth up to its borders, where the function jumps between them. */
  public Optional<Expr> byCases(List<Expr> arguments) {
    return Optional.ofNullable(row.byCases == null ? null : row.byCases.apply(arguments));
  }

  /**
   * The same in powers and other functions, for a row whose derivatives have poles where it can be
   * expanded all the same: {@code hypot(x, y)} is {@code (x^2 + y^2)^(1/2)}.
   */
  public Optional<Expr> expansion(List<Expr> arguments) {
    return Optional.ofNullable(row.expansion == null ? null : row.expansion.apply(arguments));
  }

  /** The numbers in the definition that have many digits, and are factors of what comes of it. */
  public List<Rational> constants() {
    return row.constants;
  }

  /**
   * LaTeX with {@code #1}, {@code #2} for the arguments, and with {@code #*} for all of them,
   * commas between, where the function takes any number.
   */
  public Optional<String> latex() {
    return Optional.ofNullable(row.latex);
  }

  /**
   * Java with {@code #1}, {@code #2} for the arguments; of two where the function takes any number,
   * to be nested. A vector's function has none.
   */
  public Optional<String> java() {
    return Optional.ofNullable(row.java);
  }

  /** Python with NumPy as {@code np}, with places for the arguments as {@link #java()} has them. */
  public Optional<String> numpy() {
    return Optional.ofNullable(row.numpy);
  }

  /** MATLAB, with places for the arguments as {@link #java()} has them. */
  public Optional<String> matlab() {
    return Optional.ofNullable(row.matlab);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Function function
            && isDeclared()
            && name.equals(function.name)
            && derivativeOrders.equals(function.derivativeOrders);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, derivativeOrders);
  }

  @Override
  public String toString() {
    return name;
  }

  private Object readResolve() {
    return isDeclared()
        ? declared(name, derivativeOrders)
        : Services.functions()
            .find(name)
            .orElseThrow(() -> new IllegalStateException("no function " + name));
  }

  /** The partial derivatives of a function that treats all arguments alike. */
  @FunctionalInterface
  public interface EveryPartial {
    Expr apply(int argument, List<Expr> arguments, Expr result);
  }

  /** The partial derivative by one element of an array. */
  @FunctionalInterface
  public interface ElementPartial {
    Expr apply(List<Expr> arguments, Expr result, List<Expr> indices);
  }

  /** A constructor's folding: an equal expression, or null where there is none. */
  @FunctionalInterface
  public interface Fold {
    @Nullable Expr apply(List<Expr> arguments);
  }

  /** A row in the making. */
  public static final class Builder {
    private final String name;
    private final List<Parameter> parameters;
    private final List<String> aliases = new ArrayList<>();
    private final List<@Nullable Partial> partials = new ArrayList<>();
    private final Map<Integer, Partial> stablePartials = new HashMap<>();
    private boolean variadic;
    private boolean exact;
    private boolean exponential;
    private Reduction.@Nullable Operator extremum;
    private Parity parity = Parity.NONE;
    private boolean distribution;
    private boolean inverse;
    private boolean oscillates;
    private @Nullable Fold byCases;
    private @Nullable FarOut farOut;
    private Beyond beyond = Beyond.NOWHERE;
    private @Nullable Logarithmic logarithmic;
    private Range range = Range.REALS;
    private @Nullable EveryPartial everyPartial;
    private @Nullable ElementPartial elementPartial;
    private @Nullable EveryPartial atKink;
    private @Nullable Fold fold;
    private @Nullable OfArguments<List<Expr>> domain;
    private @Nullable OfArguments<List<Singularity>> singularities;
    private @Nullable Kernel kernel;
    private @Nullable DoubleUnaryOperator unaryKernel;
    private @Nullable DoubleBinaryOperator binaryKernel;
    private @Nullable VectorKernel vectorKernel;
    private @Nullable MatrixKernel matrixKernel;
    private @Nullable PreciseKernel precise;
    private @Nullable IntervalExtension interval;
    private @Nullable OfArguments<Expr> definition;
    private @Nullable OfArguments<Expr> evaluated;
    private @Nullable Fold expansion;
    private List<Rational> constants = List.of();
    private @Nullable String latex;
    private @Nullable String java;
    private @Nullable String numpy;
    private @Nullable String matlab;

    private Builder(String name, List<Parameter> parameters) {
      this.name = Objects.requireNonNull(name);
      this.parameters = parameters;
    }

    public Builder aliases(String... names) {
      aliases.addAll(List.of(names));
      return this;
    }

    public Builder variadic() {
      variadic = true;
      return this;
    }

    /** The derivative by the next argument that has none yet. */
    public Builder partial(Partial partial) {
      partials.add(partial);
      return this;
    }

    /**
     * The derivative by an argument in a form that keeps its digits in doubles, where the other
     * one, which people read, loses them: {@code 1 - y^2} is 0 where tanh rounds to 1.
     */
    public Builder stablePartial(int argument, Partial partial) {
      stablePartials.put(argument, partial);
      return this;
    }

    /** The same for a function of one argument. */
    public Builder stableDerivative(java.util.function.BinaryOperator<Expr> derivative) {
      return stablePartial(0, (arguments, result) -> derivative.apply(arguments.get(0), result));
    }

    /** Says that there is no derivative by the next argument, which comes as a whole number. */
    public Builder withoutPartial() {
      partials.add(null);
      return this;
    }

    /** The derivative of a function of one argument, from the argument and the result. */
    public Builder derivative(java.util.function.BinaryOperator<Expr> derivative) {
      return partial((arguments, result) -> derivative.apply(arguments.get(0), result));
    }

    public Builder everyPartial(EveryPartial partial) {
      everyPartial = partial;
      return this;
    }

    public Builder elementPartial(ElementPartial partial) {
      elementPartial = partial;
      return this;
    }

    /** What stands for the derivative by an argument at a kink; PyTorch's convention, mostly. */
    public Builder atKink(EveryPartial value) {
      atKink = value;
      return this;
    }

    /** Says that the elements sum to 1. */
    public Builder distribution() {
      distribution = true;
      return this;
    }

    /** Says that the elements are those of the inverse of the matrix. */
    public Builder inverse() {
      inverse = true;
      return this;
    }

    /** How the function goes to its limit. */
    public Builder farOut(FarOut value) {
      farOut = value;
      return this;
    }

    /** How the function is a logarithm of large arguments. */
    public Builder logarithmic(Logarithmic value) {
      logarithmic = value;
      return this;
    }

    /** Says that this is the exponential function. */
    public Builder exponential() {
      exponential = true;
      return this;
    }

    /** Says that this is the largest or the smallest of its arguments. */
    public Builder extremum(Reduction.Operator which) {
      extremum = which;
      return this;
    }

    /** What the function is where its exponent of ten is out of range. */
    public Builder beyond(Beyond value) {
      beyond = value;
      return this;
    }

    /** Says that the function turns or has poles again and again, about a unit apart. */
    public Builder oscillating() {
      oscillates = true;
      return this;
    }

    public Builder parity(Parity value) {
      parity = value;
      return this;
    }

    public Builder range(Range value) {
      range = value;
      return this;
    }

    public Builder range(double lower, double upper, boolean includesLower, boolean includesUpper) {
      return range(new Range(lower, upper, includesLower, includesUpper));
    }

    public Builder fold(Fold value) {
      fold = value;
      return this;
    }

    public Builder domain(OfArguments<List<Expr>> value) {
      domain = value;
      return this;
    }

    public Builder singularities(OfArguments<List<Singularity>> value) {
      singularities = value;
      return this;
    }

    public Builder unaryKernel(DoubleUnaryOperator value) {
      unaryKernel = value;
      return kernel((double[] arguments) -> value.applyAsDouble(arguments[0]));
    }

    public Builder binaryKernel(DoubleBinaryOperator value) {
      binaryKernel = value;
      return kernel((double[] arguments) -> value.applyAsDouble(arguments[0], arguments[1]));
    }

    public Builder kernel(Kernel value) {
      kernel = value;
      return this;
    }

    public Builder vectorKernel(VectorKernel value) {
      vectorKernel = value;
      return this;
    }

    public Builder matrixKernel(MatrixKernel value) {
      matrixKernel = value;
      return this;
    }

    /** The values on a box. */
    public Builder interval(IntervalExtension value) {
      interval = value;
      return this;
    }

    /** The precise kernel's values at exact arguments are exact: they are numbers of the input. */
    public Builder exact() {
      exact = true;
      return this;
    }

    /** The value to any precision. */
    public Builder preciseKernel(PreciseKernel value) {
      precise = value;
      return this;
    }

    public Builder definition(OfArguments<Expr> value) {
      definition = value;
      return this;
    }

    /** The same in powers and other functions, or null for arguments where it has no such form. */
    public Builder expansion(Fold value) {
      expansion = value;
      return this;
    }

    /** The same in cases, each smooth up to its borders. */
    public Builder byCases(Fold value) {
      byCases = value;
      return this;
    }

    /** What is evaluated in place of the definition, to keep large numbers in range. */
    public Builder evaluated(OfArguments<Expr> value) {
      evaluated = value;
      return this;
    }

    /** The numbers in the definition that have many digits. */
    public Builder constants(Rational... numbers) {
      constants = List.of(numbers);
      return this;
    }

    public Builder latex(String template) {
      latex = template;
      return this;
    }

    public Builder numpy(String template) {
      numpy = template;
      return this;
    }

    public Builder matlab(String template) {
      matlab = template;
      return this;
    }

    public Builder java(String template) {
      java = template;
      return this;
    }

    public Function build() {
      return new Function(this, List.of());
    }
  }
}
