package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ParsedText;
import org.chainrule.resolve.ReadingVariable;

/**
 * Compares an indexed answer, for all values of its free indices, with the derivative of the
 * question written out, and with finite differences of that.
 */
public final class Unrolled {
  private static final int ATTEMPTS = 200;
  private static final double STEP = 1.0 / 64;
  private static final double AGREEING = 1e-10;
  private static final double DIFFERENCE = 1e-7;

  private final Declarations declarations;
  private final Expr expression;
  private final List<Expr> variables;
  private final Map<Symbol, IndexRange> indices = new LinkedHashMap<>();
  private int compared;

  /**
   * A question within a problem.
   *
   * @param statements definitions, declarations and assumptions
   * @param variable the variable, or several with commas
   */
  public Unrolled(List<String> statements, String question, String variable) {
    ParsedText reading = Lowering.read(question, List.of(variable), Declarations.of(statements));
    declarations = reading.declarations();
    expression = reading.expression();
    variables =
        Lowering.variables(variable, reading).stream().map(ReadingVariable::variable).toList();
    reading.freeIndices().forEach((name, range) -> indices.put(Symbol.of(name), range));
    declared(expression);
    collect(expression, Set.of());
    variables.forEach(each -> collect(each, Set.of()));
    declarations
        .definitions()
        .forEach(each -> collect(each.value(), Set.copyOf(each.target().children())));
  }

  /** Adds the indices that stand in bounds, conditions, deltas and arguments. */
  private void declared(Expr node) {
    if (node instanceof Symbol symbol
        && (declarations.indexRanges().containsKey(symbol.name())
            || List.of("i", "j", "k", "l").contains(symbol.name()))) {
      indices.putIfAbsent(symbol, declarations.rangeOf(symbol.name()));
    }
    node.children().forEach(this::declared);
  }

  /** The symbols that stand as an index by themselves, with the family and the place. */
  private static final class Unfold {
    private final Map<Expr, Map.Entry<String, Integer>> direct = new LinkedHashMap<>();

    void visit(Expr node) {
      if (node instanceof IndexedSymbol element) {
        for (int i = 0; i < element.indices().size(); i++) {
          if (element.indices().get(i) instanceof Symbol symbol && !symbol.isOpened()) {
            direct.putIfAbsent(symbol, Map.entry(element.family(), i));
          }
        }
      }
      node.children().forEach(this::visit);
    }
  }

  /** Adds the free indices of an expression, but for those that a definition is for any of. */
  private void collect(Expr expression, Set<Expr> own) {
    Unfold unfold = new Unfold();
    unfold.visit(expression);
    unfold.direct.forEach(
        (symbol, place) -> {
          if (own.contains(symbol)) {
            return;
          }
          IndexRange declared = declarations.indexRanges().get(((Symbol) symbol).name());
          List<IndexRange> axes =
              declarations.familyRanges().getOrDefault(place.getKey(), List.of());
          IndexRange implied =
              place.getValue() < axes.size() ? axes.get(place.getValue()) : IndexRange.CONVENTIONAL;
          indices.putIfAbsent((Symbol) symbol, declared == null ? implied : declared);
        });
  }

  /** How many values were compared so far. */
  public int compared() {
    return compared;
  }

  /** Compares an answer for given lengths. */
  public void check(String answer, Map<String, Integer> lengths, long seed) {
    Expr claimed =
        Lowering.read(answer, variables.stream().map(Expr::toString).toList(), declarations)
            .expression();
    check(claimed, lengths, seed);
  }

  /** Compares an answer for given lengths. */
  public void check(Expr answer, Map<String, Integer> lengths, long seed) {
    Map<Expr, Expr> numbers = new HashMap<>();
    lengths.forEach((name, length) -> numbers.put(Symbol.of(name), Expr.of(length)));
    Random random = new Random(seed);
    for (Map<Expr, Expr> values : values(numbers)) {
      compare(answer, numbers, values, random);
    }
  }

  /** All values of the free indices that the assumptions allow. */
  private List<Map<Expr, Expr>> values(Map<Expr, Expr> lengths) {
    List<Map<Expr, Expr>> all = new ArrayList<>(List.of(Map.of()));
    indices.forEach(
        (index, range) -> {
          Substitution substitution = Substitution.of(lengths);
          long lower = number(substitution.apply(range.lower()));
          long upper =
              range.upper() == NamedConstant.INFINITY
                  ? lower + 3
                  : number(substitution.apply(range.upper()));
          List<Map<Expr, Expr>> extended = new ArrayList<>();
          for (Map<Expr, Expr> each : all) {
            for (long value = lower; value <= upper; value++) {
              Map<Expr, Expr> more = new HashMap<>(each);
              more.put(index, Expr.of(value));
              extended.add(more);
            }
          }
          all.clear();
          all.addAll(extended);
        });
    all.removeIf(
        values ->
            declarations.assumptions().stream()
                .anyMatch(each -> Substitution.of(values).apply(each) == Logical.FALSE));
    return all;
  }

  private static long number(Expr bound) {
    assertThat(bound).as("a bound").isInstanceOf(RationalNumber.class);
    return ((RationalNumber) bound).value().numerator().longValueExact();
  }

  private void compare(
      Expr answer, Map<Expr, Expr> lengths, Map<Expr, Expr> values, Random random) {
    Substitution substitution = Substitution.of(values);
    List<Expr> by = variables.stream().map(substitution::apply).toList();
    Expr last = by.get(by.size() - 1);
    Map<Expr, Expr> numbers = new HashMap<>(lengths);
    numbers.putAll(values);
    WrittenOut out = new WrittenOut(declarations, numbers, by.get(0));
    Expr question = out.of(expression, values);
    for (int i = 0; i < by.size() - 1; i++) {
      question = WrittenOut.derivative(question, WrittenOut.plain(by.get(i)));
    }
    Expr derived = WrittenOut.derivative(question, WrittenOut.plain(last));
    Expr claimed = out.of(answer, values);
    List<Expr> assumed = new ArrayList<>();
    for (Expr assumption : declarations.assumptions()) {
      if (assumption instanceof Relation relation && !isOfIndices(relation)) {
        for (Map<Expr, Expr> each : all(relation, lengths, values)) {
          assumed.add(
              Relation.of(
                  relation.operator(),
                  out.of(relation.left(), each),
                  out.of(relation.right(), each)));
        }
      }
    }
    Map<String, Double> point = point(List.of(question, derived, claimed), assumed, last, random);
    String where = values + " " + lengths + " at " + point;
    double expected = value(derived, point).orElseThrow();
    assertThat(value(claimed, point).orElseThrow())
        .as("the answer against the derivative of what is written out, %s", where)
        .isCloseTo(expected, within(tolerance(AGREEING, expected)));
    double difference = difference(question, WrittenOut.plain(last).name(), point, STEP / 2);
    assertThat(expected)
        .as("the derivative of what is written out against finite differences, %s", where)
        .isCloseTo(difference, within(tolerance(DIFFERENCE, expected)));
    compared++;
  }

  /** The values with every one in its range for the declared indices in a relation. */
  private List<Map<Expr, Expr>> all(
      Relation relation, Map<Expr, Expr> lengths, Map<Expr, Expr> values) {
    List<Map<Expr, Expr>> all = new ArrayList<>(List.of(values));
    declarations
        .indexRanges()
        .forEach(
            (name, range) -> {
              if (Occurrence.of(Symbol.of(name), relation)) {
                Substitution substitution = Substitution.of(lengths);
                List<Map<Expr, Expr>> extended = new ArrayList<>();
                long upper = number(substitution.apply(range.upper()));
                for (long i = number(substitution.apply(range.lower())); i <= upper; i++) {
                  for (Map<Expr, Expr> each : all) {
                    Map<Expr, Expr> more = new HashMap<>(each);
                    more.put(Symbol.of(name), Expr.of(i));
                    extended.add(more);
                  }
                }
                all.clear();
                all.addAll(extended);
              }
            });
    return all;
  }

  private boolean isOfIndices(Relation relation) {
    return relation.children().stream()
        .allMatch(each -> indices.containsKey(each) || each instanceof RationalNumber);
  }

  private static double tolerance(double relative, double value) {
    return relative * Math.max(1, Math.abs(value));
  }

  /** A point at which all the expressions have values and the assumptions hold. */
  private static Map<String, Double> point(
      List<Expr> expressions, List<Expr> assumed, Expr variable, Random random) {
    Set<String> names = new TreeSet<>(Set.of(WrittenOut.plain(variable).name()));
    expressions.forEach(each -> collectNames(each, names));
    assumed.forEach(each -> collectNames(each, names));
    String failure = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean isSigned = attempt % 2 == 0;
      // Small ones too, so that several can be positive and add up to one.
      double scale = attempt % 4 == 3 ? 0.15 : 1;
      Map<String, Double> point = new LinkedHashMap<>();
      for (String name : names) {
        double size = scale * (0.3 + 1.4 * random.nextDouble());
        point.put(name, isSigned && random.nextBoolean() ? -size : size);
      }
      assumed.forEach(each -> adjust((Relation) each, point));
      boolean isFit =
          assumed.stream().allMatch(each -> holds((Relation) each, point))
              && expressions.stream().allMatch(each -> value(each, point).isPresent())
              && isSmooth(expressions.get(0), WrittenOut.plain(variable).name(), point);
      if (isFit) {
        return point;
      }
      failure = point.toString();
    }
    throw new AssertionError("no point for " + expressions + " such as " + failure);
  }

  /** Whether differences converge, which they do not beside a kink. */
  private static boolean isSmooth(Expr question, String variable, Map<String, Double> point) {
    for (double move : new double[] {-STEP, STEP}) {
      Map<String, Double> moved = new HashMap<>(point);
      moved.merge(variable, move, Double::sum);
      if (value(question, moved).isEmpty()) {
        return false;
      }
    }
    double wide = difference(question, variable, point, STEP);
    double narrow = difference(question, variable, point, STEP / 2);
    return Math.abs(wide - narrow) < tolerance(DIFFERENCE, narrow);
  }

  private static void collectNames(Expr expression, Set<String> names) {
    if (expression instanceof Symbol symbol) {
      names.add(symbol.name());
    }
    assertThat(expression).isNotInstanceOf(Binder.class);
    expression.children().forEach(each -> collectNames(each, names));
  }

  /** Makes an equality that is linear in its last name true. */
  private static void adjust(Relation relation, Map<String, Double> point) {
    if (relation.operator() != Relation.Operator.EQUAL) {
      return;
    }
    Expr surplus = relation.left().minus(relation.right());
    Set<String> names = new TreeSet<>();
    collectNames(surplus, names);
    String last = ((TreeSet<String>) names).last();
    point.put(last, 0.0);
    double atZero = value(surplus, point).orElse(0);
    point.put(last, 1.0);
    double slope = value(surplus, point).orElse(0) - atZero;
    point.put(last, -atZero / slope);
  }

  private static boolean holds(Relation relation, Map<String, Double> point) {
    OptionalDouble surplus = value(relation.left().minus(relation.right()), point);
    if (surplus.isEmpty()) {
      return false;
    }
    return switch (relation.operator()) {
      case EQUAL -> Math.abs(surplus.getAsDouble()) < 1e-14;
      case NOT_EQUAL -> surplus.getAsDouble() != 0;
      case LESS, LESS_OR_EQUAL -> surplus.getAsDouble() < 0;
    };
  }

  private static OptionalDouble value(Expr expression, Map<String, Double> values) {
    double value = new DoubleValue(values).apply(expression);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Central differences, extrapolated twice. */
  private static double difference(
      Expr question, String variable, Map<String, Double> point, double widest) {
    double[] differences = new double[3];
    double step = widest;
    for (int i = 0; i < differences.length; i++) {
      Map<String, Double> above = new HashMap<>(point);
      above.merge(variable, step, Double::sum);
      Map<String, Double> below = new HashMap<>(point);
      below.merge(variable, -step, Double::sum);
      differences[i] =
          (value(question, above).orElseThrow() - value(question, below).orElseThrow())
              / (2 * step);
      step /= 2;
    }
    double coarse = (4 * differences[1] - differences[0]) / 3;
    double fine = (4 * differences[2] - differences[1]) / 3;
    return (16 * fine - coarse) / 15;
  }
}
