package org.chainrule.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Recurrence;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The whole numbers that a free index may be where its expression follows from the definitions of
 * recurrences: after their starts.
 */
public final class IndexBounds {
  private static final int MOST = 1_000_000;

  private final Map<String, Rational> least = new LinkedHashMap<>();
  private final Map<String, Rational> most = new LinkedHashMap<>();
  private final Map<String, Set<Rational>> given = new LinkedHashMap<>();
  private final Set<String> indices = new LinkedHashSet<>();

  /** The ends within which the elements exist, be they given or defined. */
  private final Map<String, Rational> first = new LinkedHashMap<>();

  private final Map<String, Rational> last = new LinkedHashMap<>();
  private final boolean isElement;

  /** The spans of the indices in a question and in its variables. */
  public IndexBounds(Question question, Iterable<Expr> by) {
    isElement = question.expression() instanceof IndexedSymbol;
    FamilyBounds ends = new FamilyBounds(question.declarations(), question.definitions());
    Set<Symbol> subscripts = subscripts(question.expression());
    Pass<Boolean> pass =
        new Pass<>() {
          @Override
          protected List<Expr> dependencies(Expr node) {
            return node instanceof Piecewise cases && isDecidedByIndex(cases, subscripts)
                ? List.of()
                : super.dependencies(node);
          }

          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof IndexedSymbol element) {
              element.indices().forEach(index -> collect(index));
              exist(element, question, ends);
              restrict(element, question.definitions());
            }
            return true;
          }
        };
    pass.apply(question.expression());
    if (question.expression() instanceof IndexedSymbol root && !indices.isEmpty()) {
      question.definitions().stepped(root).forEach(each -> restrict(each, question.definitions()));
    }
    by.forEach(pass::apply);
  }

  /**
   * Whether cases are told apart by where an index is, as in {@code cases(x_i if i <= m, y_{i-m}
   * otherwise)}: none of their elements is needed everywhere.
   */
  private static boolean isDecidedByIndex(Piecewise cases, Set<Symbol> subscripts) {
    Set<Symbol> compared = new LinkedHashSet<>();
    Pass<Boolean> symbols =
        new Pass<>() {
          @Override
          protected List<Expr> dependencies(Expr node) {
            return node instanceof IndexedSymbol ? List.of() : super.dependencies(node);
          }

          @Override
          protected Boolean compute(Expr node) {
            return node instanceof Symbol symbol
                && subscripts.contains(symbol)
                && compared.add(symbol);
          }
        };
    cases.branches().forEach(branch -> symbols.apply(branch.condition()));
    return !compared.isEmpty() && !Collections.disjoint(compared, subscripts(cases));
  }

  /** The symbols that stand in indices. */
  private static Set<Symbol> subscripts(Expr expression) {
    Set<Symbol> found = new LinkedHashSet<>();
    Pass<Boolean> symbols =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            return node instanceof Symbol symbol && found.add(symbol);
          }
        };
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol element) {
          element.indices().forEach(symbols::apply);
        }
        return true;
      }
    }.apply(expression);
    return found;
  }

  private void collect(Expr index) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Symbol symbol && !symbol.isOpened()) {
          indices.add(symbol.name());
        }
        return true;
      }
    }.apply(index);
  }

  /** Restricts the names in an element's indices to the elements that its family has. */
  private void exist(IndexedSymbol element, Question question, FamilyBounds ends) {
    boolean isGeneral = question.expression() == element;
    for (int place = 0; place < element.indices().size(); place++) {
      Expr index = element.indices().get(place);
      String family = element.family();
      for (String name : Set.copyOf(indices)) {
        if (!question.declarations().indexRanges().containsKey(name)
            && index.minus(Symbol.named(name)) instanceof RationalNumber shift) {
          narrow(name, ends.first(family, place), shift, true, first);
          narrow(name, ends.last(family, place), shift, false, last);
          if (isGeneral) {
            narrow(name, ends.firstGeneral(family, place), shift, true, least);
            narrow(name, ends.lastGeneral(family, place), shift, false, most);
          }
        }
      }
    }
  }

  private static void narrow(
      String name,
      Optional<Expr> end,
      RationalNumber shift,
      boolean isLower,
      Map<String, Rational> bounds) {
    if (end.orElse(null) instanceof RationalNumber number) {
      Comparator<Rational> order = Comparator.naturalOrder();
      bounds.merge(
          name,
          number.value().minus(shift.value()),
          isLower ? BinaryOperator.maxBy(order) : BinaryOperator.minBy(order));
    }
  }

  private void restrict(IndexedSymbol element, Definitions definitions) {
    definitions
        .recurrence(element.family())
        .ifPresent(
            recurrence ->
                recurrence
                    .axes()
                    .forEach(
                        (place, axis) -> {
                          if (place < element.indices().size()) {
                            restrict(element.indices().get(place), axis, element.family());
                          }
                        }));
  }

  /** Where the index is a name and a number, bounds the name. */
  private void restrict(Expr index, Recurrence.Axis axis, String family) {
    if (!axis.goesDown() && axis.start().isEmpty()) {
      // It leads on to names without end, from any number.
      return;
    }
    Rational general = axis.firstGeneral(family);
    for (String name : Set.copyOf(indices)) {
      if (index.minus(Symbol.named(name)) instanceof RationalNumber shift) {
        Rational end = general.minus(shift.value());
        for (Rational number : axis.numbersOf(family)) {
          boolean isLater = number.compareTo(general) * (axis.goesDown() ? 1 : -1) > 0;
          if (isLater) {
            given.computeIfAbsent(name, key -> new TreeSet<>()).add(number.minus(shift.value()));
          }
        }
        if (axis.goesDown()) {
          least.merge(name, end, BinaryOperator.maxBy(Comparator.naturalOrder()));
        } else {
          most.merge(name, end, BinaryOperator.minBy(Comparator.naturalOrder()));
        }
      }
    }
  }

  /** The names of the free indices. */
  public Set<String> names() {
    return indices;
  }

  /** What an index must be where that is more than to be 1 or above. */
  public List<Expr> conditions() {
    List<Expr> conditions = new ArrayList<>();
    (isElement ? least : first)
        .forEach(
            (name, number) -> {
              if (number.compareTo(Rational.ONE) > 0) {
                conditions.add(Relation.greaterOrEqual(Symbol.named(name), Expr.of(number)));
              }
            });
    (isElement ? most : last)
        .forEach(
            (name, number) ->
                conditions.add(Relation.lessOrEqual(Symbol.named(name), Expr.of(number))));
    if (!isElement) {
      return conditions;
    }
    given.forEach(
        (name, numbers) ->
            numbers.forEach(
                number -> conditions.add(Relation.notEqual(Symbol.named(name), Expr.of(number)))));
    return conditions;
  }

  /** The least number, 1 or above, that all the indices may be. */
  public int least() {
    return Stream.concat(least.values().stream(), first.values().stream())
        .mapToInt(IndexBounds::clamped)
        .max()
        .orElse(1);
  }

  /** The number nearest to the given one that an index may be. */
  public BigInteger nearest(String index, BigInteger number) {
    Rational low = larger(least.get(index), first.get(index));
    Rational high = smaller(most.get(index), last.get(index));
    BigInteger lifted = low == null ? number : number.max(low.floor());
    BigInteger nearest = high == null ? lifted : lifted.min(high.floor());
    BigInteger step = high == null ? BigInteger.ONE : BigInteger.ONE.negate();
    while (given.getOrDefault(index, Set.of()).contains(Rational.of(nearest))) {
      nearest = nearest.add(step);
    }
    return nearest;
  }

  private static @Nullable Rational larger(@Nullable Rational one, @Nullable Rational other) {
    return one == null || other != null && other.compareTo(one) > 0 ? other : one;
  }

  private static @Nullable Rational smaller(@Nullable Rational one, @Nullable Rational other) {
    return one == null || other != null && other.compareTo(one) < 0 ? other : one;
  }

  private static int clamped(Rational number) {
    return number.compareTo(Rational.ONE) < 0
        ? 1
        : number.compareTo(Rational.of(MOST)) > 0 ? MOST : number.floor().intValueExact();
  }
}
