package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.differences.Domain;
import org.chainrule.differences.Kind;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.NamesException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PreparedEvaluation;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.LinearForm;
import org.chainrule.notation.NameText;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The assumptions of a problem at chosen whole numbers: they bound the points of a check, and those
 * that are equations move a point to where they hold.
 */
final class Assumptions {
  private static final int DIGITS = 60;
  private static final MathContext CONTEXT = new MathContext(DIGITS);

  /** What rounding leaves of an equation that a point was moved to. */
  private static final BigDecimal CLOSE = new BigDecimal("1e-40");

  /** Points that are moved to see whether equations can hold. */
  private static final int ATTEMPTS = 3;

  private static final MathContext ROUGH = new MathContext(4);
  private static final MathContext SHORT = new MathContext(20);

  /** So often all comparisons are gone through until they hold together. */
  private static final int ROUNDS = 3;

  /** Steps beyond where the sides of a comparison are equal. */
  private static final List<BigDecimal> BEYOND =
      List.of(
          new BigDecimal("1e-3"),
          new BigDecimal("-1e-3"),
          new BigDecimal("0.4"),
          new BigDecimal("-0.4"));

  private static final int NEWTON_STEPS = 40;
  private static final BigDecimal STEP = new BigDecimal("1e-30");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final List<Expr> all;
  private final List<Relation> relations = new ArrayList<>();
  private final Context<Expr> context;
  private final Map<String, BigInteger> whole;
  private final Set<String> independent;
  private final Set<String> symmetric;
  private final Point.Names names;
  private final List<Rational> wholeNumbers;
  private final Map<Expr, NamedSource> sides = new HashMap<>();
  private final Coordinates coordinates = new Coordinates();

  /**
   * Assumptions to hold at points.
   *
   * @param independent the names that a point keeps as it has them where it can
   * @param symmetric the families that are symmetric matrices
   */
  Assumptions(
      List<Expr> assumptions,
      Context<Expr> context,
      Map<String, BigInteger> whole,
      Set<String> independent,
      Set<String> symmetric,
      Point.Names names) {
    this.symmetric = symmetric;
    this.names = names;
    all = List.copyOf(assumptions);
    for (Expr assumption : assumptions) {
      parts(assumption).forEach(relations::add);
    }
    this.context = context;
    this.whole = whole;
    wholeNumbers = whole.values().stream().map(Rational::of).toList();
    this.independent = independent;
  }

  private static List<Relation> parts(Expr assumption) {
    List<Relation> parts = new ArrayList<>();
    if (assumption instanceof Relation relation) {
      parts.add(relation);
    } else if (assumption instanceof Logical logical
        && logical.operator() == Logical.Operator.AND) {
      logical.operands().forEach(each -> parts.addAll(parts(each)));
    }
    return parts;
  }

  /** Whether none of some assumptions is false for whole numbers in the place of names. */
  static Predicate<Map<String, BigInteger>> allowing(Collection<Expr> assumptions) {
    return assumptions.stream()
        .map(Assumptions::allowing)
        .reduce(Predicate::and)
        .orElse(whole -> true);
  }

  private static Predicate<Map<String, BigInteger>> allowing(Expr assumption) {
    Optional<LinearForm> difference =
        assumption instanceof Relation relation
            ? LinearForm.of(relation.left().minus(relation.right()))
            : Optional.empty();
    if (assumption instanceof Relation relation && difference.isPresent()) {
      LinearForm form = difference.get();
      return whole ->
          form.at(whole).map(value -> relation.operator().holds(value.signum())).orElse(true);
    }
    return whole -> {
      Map<Expr, Expr> values = new HashMap<>();
      whole.forEach((name, value) -> values.put(Symbol.named(name), Expr.of(Rational.of(value))));
      return values.isEmpty() || Substitution.of(values).apply(assumption) != Logical.FALSE;
    };
  }

  /** The domain that the assumptions leave of all points over some names. */
  Domain domain(Set<String> names) {
    Map<String, String> mirrored = mirrored(names);
    Domain domain =
        mirrored.isEmpty()
            ? Domain.REALS
            : Domain.REALS.adjusted(point -> mirrored(point, mirrored));
    for (Relation relation : relations) {
      String name = CanonicalNames.canonicalName(relation.right());
      if (relation.operator() == Relation.Operator.LESS
          && relation.left() == RationalNumber.ZERO
          && names.contains(name)) {
        domain = domain.with(name, Kind.POSITIVE);
      }
      if (relation.operator() == Relation.Operator.EQUAL) {
        domain = domain.adjusted(point -> moved(relation, point));
      }
      domain = domain.where(point -> holds(relation, point));
    }
    return domain;
  }

  /**
   * Of the elements of symmetric matrices below the diagonal, those above that they are equal to.
   */
  private Map<String, String> mirrored(Set<String> names) {
    Map<String, String> mirrored = new HashMap<>();
    for (String name : symmetric.isEmpty() ? Set.<String>of() : names) {
      NameText text = NameText.of(name).orElse(null);
      if (text == null || text.indices().size() != 2 || !symmetric.contains(text.base())) {
        continue;
      }
      Expr row = Expr.of(Rational.of(text.indices().get(0)));
      Expr column = Expr.of(Rational.of(text.indices().get(1)));
      String other = CanonicalNames.canonicalName(IndexedSymbol.of(text.base(), column, row));
      if (text.indices().get(0).compareTo(text.indices().get(1)) > 0 && names.contains(other)) {
        mirrored.put(name, other);
      }
    }
    return mirrored;
  }

  private static Map<String, BigDecimal> mirrored(
      Map<String, BigDecimal> point, Map<String, String> mirrored) {
    Map<String, BigDecimal> symmetric = new LinkedHashMap<>(point);
    mirrored.forEach(
        (below, above) -> {
          BigDecimal value = point.get(above);
          if (value != null && point.containsKey(below)) {
            symmetric.put(below, value);
          }
        });
    return symmetric;
  }

  /** The point with one coordinate changed for each equation, so that it holds, where it can. */
  Map<String, BigDecimal> met(Map<String, BigDecimal> point) {
    Map<String, BigDecimal> met = point;
    for (Relation relation : relations) {
      met = moved(relation, met);
    }
    return met;
  }

  /**
   * The point with coordinates changed so that all comparisons hold, one after the other; the same
   * point where that was in vain.
   */
  Map<String, BigDecimal> satisfied(Map<String, BigDecimal> point) {
    Map<String, BigDecimal> changed = point;
    for (int round = 0; round < ROUNDS; round++) {
      for (Relation relation : relations) {
        if (!holds(relation, changed)) {
          changed = satisfied(relation, changed);
        }
      }
      Map<String, BigDecimal> now = changed;
      if (relations.stream().allMatch(each -> holds(each, now))) {
        return changed;
      }
    }
    return point;
  }

  private Map<String, BigDecimal> satisfied(Relation relation, Map<String, BigDecimal> point) {
    Map<String, BigDecimal> equal =
        moved((Relation) Relation.equal(relation.left(), relation.right()), point);
    if (relation.operator() == Relation.Operator.EQUAL || holds(relation, equal)) {
      return equal;
    }
    for (BigDecimal beyond : BEYOND) {
      Map<String, BigDecimal> moved = beyond(point, equal, beyond);
      if (holds(relation, moved)) {
        return moved;
      }
    }
    return equal;
  }

  /** A point that was changed, with the coordinates that changed a little further on. */
  static Map<String, BigDecimal> beyond(
      Map<String, BigDecimal> point, Map<String, BigDecimal> changed, BigDecimal step) {
    Map<String, BigDecimal> beyond = new LinkedHashMap<>();
    changed.forEach(
        (name, value) -> {
          BigDecimal before = point.get(name);
          boolean isSame = before != null && value.compareTo(before) == 0;
          BigDecimal scale = value.abs().max(BigDecimal.ONE);
          beyond.put(name, isSame ? value : value.add(scale.multiply(step)).round(SHORT));
        });
    return beyond;
  }

  /** Whether all of the assumptions are seen to hold at a point that gives their names. */
  boolean hold(Map<String, BigDecimal> point) {
    return all.stream().allMatch(each -> truth(each, point).orElse(false));
  }

  /** Whether a condition holds, as far as that can be told; what lacks a name is let pass. */
  private Optional<Boolean> truth(Expr condition, Map<String, BigDecimal> point) {
    if (condition instanceof Relation relation) {
      try {
        return Optional.of(isMet(relation, point));
      } catch (NamesException elsewhere) {
        return Optional.of(true);
      } catch (ChainruleException unknown) {
        return Optional.empty();
      }
    }
    if (condition == Logical.TRUE || !(condition instanceof Logical logical)) {
      return Optional.of(condition != Logical.FALSE);
    }
    List<Optional<Boolean>> parts =
        logical.operands().stream().map(each -> truth(each, point)).toList();
    return joined(parts, logical.operator() == Logical.Operator.OR);
  }

  /** What several truths come to of which one of the deciding kind is enough. */
  private static Optional<Boolean> joined(List<Optional<Boolean>> parts, boolean deciding) {
    if (parts.contains(Optional.of(deciding))) {
      return Optional.of(deciding);
    }
    return parts.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(!deciding);
  }

  private boolean isMet(Relation relation, Map<String, BigDecimal> point) {
    BigDecimal difference = difference(relation, point);
    boolean isSolved =
        relation.operator() == Relation.Operator.EQUAL
            && difference.abs().compareTo(size(relation, point).multiply(CLOSE)) <= 0;
    return isSolved || relation.operator().holds(difference.signum());
  }

  private boolean holds(Relation relation, Map<String, BigDecimal> point) {
    try {
      return isMet(relation, point);
    } catch (ChainruleException unknown) {
      // It speaks of names that this point does not give: it cannot be tested here.
      return true;
    }
  }

  private BigDecimal difference(Relation relation, Map<String, BigDecimal> point) {
    return value(relation.left().minus(relation.right()), point);
  }

  /** The larger magnitude of the two sides. */
  private BigDecimal size(Relation relation, Map<String, BigDecimal> point) {
    return value(relation.left(), point).abs().max(value(relation.right(), point).abs());
  }

  private BigDecimal value(Expr expression, Map<String, BigDecimal> point) {
    return sides.computeIfAbsent(expression, NamedSource::new).at(point);
  }

  /** An expression made ready for points of the names that it was seen to need. */
  private final class NamedSource {
    private final Expr expression;
    private final Set<String> needed = new LinkedHashSet<>();
    private PreparedEvaluation<Expr> prepared;

    /** A point that has all names needed, in their order and after the whole numbers. */
    private @Nullable Point template;

    NamedSource(Expr expression) {
      this.expression = expression;
      prepared = prepared();
    }

    private PreparedEvaluation<Expr> prepared() {
      Set<String> known = new LinkedHashSet<>(context.known());
      known.addAll(whole.keySet());
      known.addAll(needed);
      return PreparedEvaluation.of(expression, context.withKnown(known));
    }

    BigDecimal at(Map<String, BigDecimal> point) {
      while (true) {
        try {
          return prepared.at(placed(point), DIGITS).round(CONTEXT);
        } catch (NamesException more) {
          // Another case may use more names.
          List<String> given = more.missing().stream().filter(point::containsKey).toList();
          if (given.isEmpty() || !needed.addAll(given)) {
            throw more;
          }
          prepared = prepared();
          template = null;
        }
      }
    }

    private Point placed(Map<String, BigDecimal> point) {
      Point known = template;
      if (known != null && point.keySet().containsAll(needed)) {
        List<Rational> values = new ArrayList<>(wholeNumbers);
        needed.forEach(
            name -> values.add(coordinates.number(name, Objects.requireNonNull(point.get(name)))));
        return known.withNumbers(values);
      }
      Point.Builder builder = Point.builder();
      whole.forEach((name, value) -> builder.set(names, name, Rational.of(value)));
      for (String name : needed) {
        BigDecimal value = point.get(name);
        if (value != null) {
          builder.set(names, name, coordinates.number(name, value));
        }
      }
      Point built = builder.build();
      template = point.keySet().containsAll(needed) ? built : null;
      return built;
    }
  }

  /** The names of a point on which a relation may depend there. */
  private Set<String> names(Relation relation, Map<String, BigDecimal> point) {
    try {
      difference(relation, point);
    } catch (ChainruleException outside) {
      // Its names are known all the same.
    }
    NamedSource source = sides.get(relation.left().minus(relation.right()));
    return source == null ? Set.of() : source.needed;
  }

  /**
   * Whether there may be points at which all equations hold, as far as moving some of them tells.
   */
  boolean mayHold(long seed) {
    List<Relation> equations =
        relations.stream().filter(each -> each.operator() == Relation.Operator.EQUAL).toList();
    Random random = new Random(seed);
    Map<String, BigDecimal> point = new LinkedHashMap<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      point.replaceAll((name, value) -> drawn(random));
      Map<String, BigDecimal> moved = point;
      for (Relation equation : equations) {
        addNames(equation, point, random);
        Map<String, BigDecimal> all = new LinkedHashMap<>(point);
        all.putAll(moved);
        moved = moved(equation, all);
      }
      Map<String, BigDecimal> found = moved;
      if (equations.stream().allMatch(equation -> holds(equation, found))) {
        return true;
      }
    }
    return false;
  }

  private static BigDecimal drawn(Random random) {
    return new BigDecimal(0.1 + random.nextDouble()).round(ROUGH);
  }

  private void addNames(Relation relation, Map<String, BigDecimal> point, Random random) {
    while (true) {
      try {
        difference(relation, point);
        return;
      } catch (NamesException absent) {
        if (absent.missing().isEmpty()) {
          return;
        }
        absent.missing().forEach(name -> point.putIfAbsent(name, drawn(random)));
      } catch (ChainruleException outside) {
        return;
      }
    }
  }

  /** The point with one coordinate changed so that an equation holds, where that can be solved. */
  private Map<String, BigDecimal> moved(Relation equation, Map<String, BigDecimal> point) {
    Set<String> needed = Set.copyOf(names(equation, point));
    List<Map.Entry<String, BigDecimal>> coordinates = new ArrayList<>(point.entrySet());
    Collections.reverse(coordinates);
    // The variables keep their values where another name can be solved for.
    coordinates.sort(Comparator.comparing(each -> independent.contains(each.getKey())));
    for (Map.Entry<String, BigDecimal> each : coordinates) {
      String name = each.getKey();
      if (needed.contains(name)) {
        List<BigDecimal> roots = roots(equation, name, point);
        if (!roots.isEmpty()) {
          boolean isFirst = each.getValue().signum() >= 0;
          return with(point, name, roots.get(isFirst ? 0 : roots.size() - 1));
        }
      }
    }
    return point;
  }

  private static Map<String, BigDecimal> with(
      Map<String, BigDecimal> point, String name, BigDecimal value) {
    Map<String, BigDecimal> changed = new LinkedHashMap<>(point);
    changed.put(name, value);
    return changed;
  }

  /** Where an equation holds in one coordinate; none where that cannot be solved. */
  private List<BigDecimal> roots(Relation equation, String name, Map<String, BigDecimal> point) {
    try {
      return solved(equation, name, point);
    } catch (ChainruleException | ArithmeticException unsolved) {
      return List.of();
    }
  }

  /** Where an equation, linear or quadratic in one coordinate, holds; the larger root first. */
  private List<BigDecimal> solved(Relation equation, String name, Map<String, BigDecimal> point) {
    BigDecimal constant = difference(equation, with(point, name, BigDecimal.ZERO));
    BigDecimal above = difference(equation, with(point, name, BigDecimal.ONE));
    BigDecimal below = difference(equation, with(point, name, BigDecimal.ONE.negate()));
    BigDecimal linear = above.subtract(below).divide(TWO);
    BigDecimal square = above.add(below).divide(TWO).subtract(constant);
    BigDecimal expected =
        square.multiply(BigDecimal.valueOf(9)).add(linear.multiply(BigDecimal.valueOf(3)));
    BigDecimal third = difference(equation, with(point, name, BigDecimal.valueOf(3)));
    if (third.subtract(constant).compareTo(expected) != 0) {
      return approached(equation, name, point);
    }
    if (square.signum() == 0) {
      return linear.signum() == 0 ? List.of() : List.of(constant.negate().divide(linear, CONTEXT));
    }
    BigDecimal discriminant =
        linear.multiply(linear).subtract(square.multiply(constant).multiply(BigDecimal.valueOf(4)));
    if (discriminant.signum() < 0) {
      return List.of();
    }
    BigDecimal root = discriminant.sqrt(CONTEXT);
    BigDecimal twice = square.multiply(TWO);
    return List.of(
        root.subtract(linear).divide(twice, CONTEXT),
        root.negate().subtract(linear).divide(twice, CONTEXT));
  }

  /** Where an equation of any form holds near the point, by Newton's method; or nowhere. */
  private List<BigDecimal> approached(
      Relation equation, String name, Map<String, BigDecimal> point) {
    BigDecimal at = point.getOrDefault(name, BigDecimal.ONE);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      BigDecimal value = difference(equation, with(point, name, at));
      BigDecimal size = size(equation, with(point, name, at));
      if (value.abs().compareTo(size.multiply(CLOSE)) <= 0) {
        return List.of(at);
      }
      BigDecimal beside = difference(equation, with(point, name, at.add(STEP)));
      BigDecimal slope = beside.subtract(value).divide(STEP, CONTEXT);
      at = at.subtract(value.divide(slope, CONTEXT), CONTEXT);
    }
    return List.of();
  }
}
