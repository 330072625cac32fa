package org.chainrule.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.DoubleField;
import org.jspecify.annotations.Nullable;

/**
 * Values of expressions with derivatives in them, in doubles: names have the values of their
 * definitions or else random ones, and a derivative is that of finite differences through all
 * definitions. No rule of differentiation and none of simplification is used. NaN where there is no
 * value.
 */
final class StepPoint {
  private static final double WIDEST = 1.0 / 64;
  private static final double CONVERGED = 1e-6;
  private static final double NOISE = 0x1p-51;
  private static final double LARGEST_EXACT = 1e6;
  private static final int MOST_TERMS = 50;
  private static final int MOST_MOVED = 64;
  private static final int MOST_PENDING = 100_000;

  private final Definitions definitions;
  private final long seed;
  private final Set<String> whole;
  private final Map<Expr, Double> drawn;
  private final Map<Expr, Double> fixed;

  /** Where defined names have their values from, if they are independent of each other here. */
  private final @Nullable StepPoint base;

  private final @Nullable Random noise;

  /** What has a whole number for a value, and all its parts too. */
  private final Set<Expr> exact = new HashSet<>();

  private final Map<Expr, Double> memo = new HashMap<>();

  /** A name that has another value. */
  private record Move(Expr name, double value) {}

  /** The points beside this one that were looked at last. */
  private final Map<Move, StepPoint> moved =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Move, StepPoint> eldest) {
          return size() > MOST_MOVED;
        }
      };

  private @Nullable StepPoint noisy;
  private @Nullable StepPoint partial;

  /** What the attempt to compute a value found to be missing. */
  private final List<Expr> missing = new ArrayList<>();

  private boolean isComputing;

  /**
   * A point.
   *
   * @param numbers what stands for indices and lengths
   * @param whole the families whose elements stand for indices
   */
  StepPoint(Definitions definitions, long seed, Map<Expr, Expr> numbers, Set<String> whole) {
    this(definitions, seed, whole, new LinkedHashMap<>(), values(numbers), null, null);
  }

  private static Map<Expr, Double> values(Map<Expr, Expr> numbers) {
    Map<Expr, Double> values = new HashMap<>();
    numbers.forEach(
        (name, number) -> values.put(name, ((RationalNumber) number).value().doubleValue()));
    return values;
  }

  private StepPoint(
      Definitions definitions,
      long seed,
      Set<String> whole,
      Map<Expr, Double> drawn,
      Map<Expr, Double> fixed,
      @Nullable StepPoint base,
      @Nullable Random noise) {
    this.definitions = definitions;
    this.seed = seed;
    this.whole = whole;
    this.drawn = drawn;
    this.fixed = fixed;
    this.base = base;
    this.noise = noise;
  }

  /** The values that were drawn for names so far, in the order in which they were met. */
  Map<Expr, Double> drawn() {
    return drawn;
  }

  /** The same point after some of the drawn values were changed. */
  StepPoint anew() {
    return new StepPoint(definitions, seed, whole, drawn, fixed, base, noise);
  }

  /**
   * The same point, at which the last digit of every result is left to chance: what then differs
   * has lost its digits (the stochastic arithmetic of Vignes 1993). What is made of whole numbers
   * alone stays as it is.
   */
  StepPoint noisy() {
    if (noisy == null) {
      noisy = new StepPoint(definitions, seed, whole, drawn, fixed, base, new Random(seed));
    }
    return noisy;
  }

  /** The same point, derivatives at which leave all other defined names as they are. */
  StepPoint partial() {
    if (partial == null) {
      partial = new StepPoint(definitions, seed, whole, drawn, fixed, this, noise);
    }
    return partial;
  }

  private StepPoint with(Expr name, double value) {
    return moved.computeIfAbsent(
        new Move(name, value),
        move -> {
          Map<Expr, Double> more = new HashMap<>(fixed);
          more.put(name, value);
          return new StepPoint(definitions, seed, whole, drawn, more, base, noise);
        });
  }

  /**
   * The value of an expression in which no index is left open. What it needs is computed before it,
   * not within: when a value is missing, the attempt is dropped and made again with that at hand.
   */
  double value(Expr root) {
    Double known = memo.get(root);
    if (known != null) {
      return known;
    }
    if (isComputing) {
      missing.add(root);
      return Double.NaN;
    }
    Deque<Expr> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.peek();
      if (memo.containsKey(node)) {
        pending.pop();
        continue;
      }
      double value = attempt(node);
      if (missing.isEmpty()) {
        memo.put(node, value);
        pending.pop();
      } else if (pending.size() > MOST_PENDING) {
        throw new DomainException("values that depend on too many others");
      } else {
        missing.forEach(pending::push);
        missing.clear();
      }
    }
    return Objects.requireNonNull(memo.get(root));
  }

  private double attempt(Expr node) {
    isComputing = true;
    try {
      return rounded(node, computed(node));
    } catch (BudgetException stopped) {
      throw stopped;
    } catch (ChainruleException none) {
      return Double.NaN;
    } finally {
      isComputing = false;
    }
  }

  private double rounded(Expr node, double value) {
    if (noise == null) {
      return value;
    }
    if (value == Math.rint(value)
        && Math.abs(value) < LARGEST_EXACT
        && exact.containsAll(node.children())) {
      exact.add(node);
      return value;
    }
    return value * (1 + (noise.nextDouble() - 0.5) * NOISE);
  }

  private double computed(Expr node) {
    if (node instanceof RationalNumber number) {
      return number.value().doubleValue();
    }
    if (node instanceof NamedConstant constant) {
      return constant == NamedConstant.PI
          ? Math.PI
          : constant == NamedConstant.E ? Math.E : Double.POSITIVE_INFINITY;
    }
    if (node instanceof Symbol || node instanceof IndexedSymbol) {
      return ofName(concrete(node));
    }
    if (node instanceof Sum sum) {
      double value = sum.constant().doubleValue();
      for (Sum.Term term : sum.terms()) {
        value += term.coefficient().doubleValue() * value(term.expression());
      }
      return value;
    }
    if (node instanceof Product product) {
      double value = product.coefficient().doubleValue();
      for (Product.Factor factor : product.factors()) {
        value *= Math.pow(value(factor.base()), value(factor.exponent()));
      }
      return value;
    }
    if (node instanceof Power power) {
      return Math.pow(value(power.base()), value(power.exponent()));
    }
    if (node instanceof Apply apply) {
      return applied(apply);
    }
    if (node instanceof Reduction reduction) {
      return reduced(reduction);
    }
    if (node instanceof KroneckerDelta delta) {
      return value(delta.left()) == value(delta.right()) ? 1 : 0;
    }
    if (node instanceof Piecewise piecewise) {
      for (Piecewise.Branch branch : piecewise.branches()) {
        if (holds(branch.condition())) {
          return value(branch.value());
        }
      }
      return piecewise.otherwise().map(this::value).orElse(Double.NaN);
    }
    if (node instanceof Relation || node instanceof Logical) {
      return holds(node) ? 1 : 0;
    }
    return node instanceof DerivativeTerm derivative ? derived(derivative) : Double.NaN;
  }

  /** A name whose indices are numbers. */
  private Expr concrete(Expr name) {
    if (!(name instanceof IndexedSymbol element)) {
      return name;
    }
    List<Expr> indices = new ArrayList<>();
    for (Expr index : element.indices()) {
      indices.add(Expr.of(Math.round(value(index))));
    }
    return IndexedSymbol.of(element.family(), indices);
  }

  private double ofName(Expr name) {
    Double known = fixed.get(name);
    if (known != null) {
      return known;
    }
    Optional<Expr> defined = definitions.valueOf(name);
    if (defined.isPresent()) {
      return base == null ? value(defined.get()) : base.value(name);
    }
    return drawn.computeIfAbsent(name, this::draw);
  }

  /** A source of chance for a name. */
  static Random random(long seed, String name) {
    Random random = new Random(seed * 1_000_003 + name.hashCode());
    random.nextInt();
    return random;
  }

  private double draw(Expr name) {
    Random random = random(seed, name.toString());
    if (name instanceof IndexedSymbol element && whole.contains(element.family())) {
      return 1 + random.nextInt(2);
    }
    // Where all are positive, logarithms and roots have values.
    boolean isSigned = seed % 2 != 0;
    // Where all are small, several may add up to less than 1.
    double scale = seed % 3 == 0 ? 0.3 : 1;
    double size = scale * (0.3 + 1.2 * random.nextDouble());
    return isSigned && random.nextBoolean() ? -size : size;
  }

  private double applied(Apply apply) {
    if (apply.function().matrixKernel().isPresent()
        && apply.arguments().get(0) instanceof Elements elements) {
      return ofMatrix(apply.function().matrixKernel().get(), apply, elements);
    }
    if (apply.function().takesArray() && apply.arguments().get(0) instanceof Elements elements) {
      return apply.function().vectorKernel().isPresent()
          ? ofVector(apply, elements)
          : value(apply.function().definition(apply.arguments()).orElseThrow());
    }
    double[] arguments = apply.arguments().stream().mapToDouble(this::value).toArray();
    if (apply.function().isDeclared()) {
      return ofDeclared(apply, arguments);
    }
    for (double argument : arguments) {
      if (Double.isNaN(argument)) {
        return Double.NaN;
      }
    }
    return apply.function().kernel().orElseThrow().apply(arguments);
  }

  /** A declared function is a product of sines here, whose derivatives are known. */
  private double ofDeclared(Apply apply, double[] arguments) {
    double value = 1;
    for (int i = 0; i < arguments.length; i++) {
      double factor = 0.7 + 0.2 * i;
      int order = apply.function().derivativeOrders().get(i);
      double shift = 0.4 + order * Math.PI / 2;
      value *= Math.pow(factor, order) * Math.sin(factor * arguments[i] + shift);
    }
    return value;
  }

  private double ofVector(Apply apply, Elements elements) {
    long first = Math.round(value(elements.lower()));
    long last = Math.round(value(elements.upper()));
    if (last - first > MOST_TERMS) {
      return Double.NaN;
    }
    double[] vector = new double[Math.max(0, (int) (last - first + 1))];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = value(elements.bodyAt(Expr.of(first + i)));
    }
    long place = apply.arguments().size() > 1 ? Math.round(value(apply.arguments().get(1))) : first;
    return place < first || place > last
        ? Double.NaN
        : apply.function().vectorKernel().orElseThrow().apply(vector, (int) (place - first));
  }

  private double ofMatrix(Function.MatrixKernel kernel, Apply apply, Elements matrix) {
    List<Long> firsts = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    for (IndexRange range : matrix.ranges()) {
      firsts.add(Math.round(value(range.lower())));
      sizes.add(Math.round(value(range.upper())) - firsts.get(firsts.size() - 1) + 1);
    }
    long size = sizes.get(0);
    if (size != sizes.get(1) || size < 0 || size > MOST_TERMS) {
      return Double.NaN;
    }
    List<List<Double>> rows = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      List<Double> row = new ArrayList<>();
      for (long j = 0; j < size; j++) {
        Expr at = Expr.of(firsts.get(0) + i);
        row.add(value(matrix.at(List.of(at, Expr.of(firsts.get(1) + j)))));
      }
      rows.add(row);
    }
    long position = 0;
    for (int axis = 0; axis < apply.arguments().size() - 1; axis++) {
      long place = Math.round(value(apply.arguments().get(axis + 1))) - firsts.get(axis);
      if (place < 0 || place >= size) {
        return Double.NaN;
      }
      position = position * size + place;
    }
    return kernel.apply(rows, DoubleField.DOUBLES).get((int) position);
  }

  private double reduced(Reduction reduction) {
    long first = Math.round(value(reduction.lower()));
    long last = Math.round(value(reduction.upper()));
    if (last - first > MOST_TERMS) {
      return Double.NaN;
    }
    List<Double> terms = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      if (holds(((Binder) reduction).conditionAt(Expr.of(i)))) {
        terms.add(value(reduction.bodyAt(Expr.of(i))));
      }
    }
    return switch (reduction.operator()) {
      case SUM -> terms.stream().reduce(0.0, Double::sum);
      case PRODUCT -> terms.stream().reduce(1.0, (left, right) -> left * right);
      case MAXIMUM -> terms.stream().reduce(Math::max).orElse(Double.NaN);
      case MINIMUM -> terms.stream().reduce(Math::min).orElse(Double.NaN);
    };
  }

  private double derived(DerivativeTerm derivative) {
    List<DerivativeTerm.Variable> others = new ArrayList<>(derivative.by());
    DerivativeTerm.Variable first = others.remove(0);
    if (first.order() > 1) {
      others.add(0, new DerivativeTerm.Variable(first.variable(), first.order() - 1));
    }
    Expr inner =
        others.isEmpty() ? derivative.body() : DerivativeTerm.of(derivative.body(), others);
    Expr variable = concrete(first.variable());
    double at = ofName(variable);
    if (!missing.isEmpty()) {
      return at;
    }
    double wide = difference(inner, variable, at, WIDEST);
    double narrow = difference(inner, variable, at, WIDEST / 2);
    // Beside a kink differences do not converge; what oscillates may seem to at widths whose ratio
    // is a whole number.
    double other =
        isClose(wide, narrow)
            ? difference(inner, variable, at, WIDEST / (20 * Math.sqrt(2)))
            : Double.NaN;
    return isClose(other, narrow) ? narrow : Double.NaN;
  }

  private static boolean isClose(double other, double narrow) {
    return Math.abs(other - narrow) <= CONVERGED * Math.max(1, Math.abs(narrow));
  }

  /** Central differences, extrapolated twice. */
  private double difference(Expr inner, Expr variable, double at, double widest) {
    double[] differences = new double[3];
    double step = widest;
    for (int i = 0; i < differences.length; i++) {
      double above = with(variable, at + step).value(inner);
      double below = with(variable, at - step).value(inner);
      differences[i] = (above - below) / (2 * step);
      step /= 2;
    }
    double coarse = (4 * differences[1] - differences[0]) / 3;
    double fine = (4 * differences[2] - differences[1]) / 3;
    return (16 * fine - coarse) / 15;
  }

  /** Whether a condition holds. */
  boolean holds(Expr condition) {
    if (condition instanceof Relation relation) {
      double left = value(relation.left());
      double right = value(relation.right());
      if (Double.isNaN(left) || Double.isNaN(right)) {
        throw new DomainException("a side has no value");
      }
      double apart = Math.abs(left - right);
      boolean isClose = apart <= 1e-9 * Math.max(1, Math.abs(left)) || left == right;
      return switch (relation.operator()) {
        case EQUAL -> isClose;
        case NOT_EQUAL -> !isClose;
        case LESS -> left < right;
        case LESS_OR_EQUAL -> left <= right;
      };
    }
    Logical logical = (Logical) condition;
    return switch (logical.operator()) {
      case AND -> logical.operands().stream().allMatch(this::holds);
      case OR -> logical.operands().stream().anyMatch(this::holds);
    };
  }
}
