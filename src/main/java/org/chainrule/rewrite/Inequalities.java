package org.chainrule.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A set of inequalities, which finds those that can help to show that an expression is not
 * negative: most have no term in common with it, and of those that differ by a number one is the
 * strongest. Each question is answered without a look at all.
 */
final class Inequalities {
  static final Inequalities NONE = new Inequalities(Map.of());

  /**
   * An inequality that is known.
   *
   * @param shortfall its smaller side less its larger one, which is below 0, or not above
   */
  record Known(Relation relation, Expr shortfall) {
    boolean isStrict() {
      return relation.operator() == Relation.Operator.LESS;
    }

    private Rational constant() {
      return constantOf(shortfall);
    }
  }

  /** Inequalities that differ by a number alone, the strongest first and by that number. */
  private static final class Group {
    final List<Known> strongestFirst = new ArrayList<>();
    final Map<Rational, List<Known>> byConstant = new HashMap<>();
  }

  /** The groups by each term of theirs, and inequalities of one term by the number beside it. */
  private record Index(Map<Expr, Set<Group>> byTerm, Map<Rational, List<Known>> ofOneTerm) {}

  private final Map<Relation, Expr> shortfalls;
  private volatile @Nullable Index index;

  private Inequalities(Map<Relation, Expr> shortfalls) {
    this.shortfalls = shortfalls;
  }

  private static boolean isInequality(Relation relation) {
    return relation.operator() == Relation.Operator.LESS
        || relation.operator() == Relation.Operator.LESS_OR_EQUAL;
  }

  /** These and those among some relations. */
  Inequalities with(Collection<Relation> relations) {
    Map<Relation, Expr> all = new HashMap<>(shortfalls);
    for (Relation relation : relations) {
      if (isInequality(relation)) {
        all.put(relation, Sum.of(relation.left(), relation.right().negate()));
      }
    }
    return all.size() == shortfalls.size() ? this : new Inequalities(all);
  }

  /**
   * The inequalities, of those that are held, from which it may follow that an expression is above
   * zero: the strongest of all that share a term with it, and those of which the number beside the
   * terms is the opposite of its own, as then their sum has no more terms.
   */
  Collection<Known> about(Expr expression, Predicate<Relation> isHeld) {
    if (shortfalls.isEmpty()) {
      return List.of();
    }
    Index known = index();
    Set<Group> groups = new LinkedHashSet<>();
    for (Expr term : termsOf(expression)) {
      groups.addAll(known.byTerm.getOrDefault(term, Set.of()));
    }
    Set<Known> result = new LinkedHashSet<>();
    Rational opposite = constantOf(expression).negate();
    for (Group group : groups) {
      for (Known each : group.strongestFirst) {
        if (isHeld.test(each.relation)) {
          result.add(each);
          break;
        }
      }
      addHeld(group.byConstant, opposite, isHeld, result);
    }
    if (!opposite.isZero()) {
      addHeld(known.ofOneTerm, opposite, isHeld, result);
    }
    return result;
  }

  private static void addHeld(
      Map<Rational, List<Known>> byConstant,
      Rational constant,
      Predicate<Relation> isHeld,
      Set<Known> result) {
    for (Known each : byConstant.getOrDefault(constant, List.of())) {
      if (isHeld.test(each.relation)) {
        result.add(each);
      }
    }
  }

  private Index index() {
    Index known = index;
    if (known == null) {
      known = indexed();
      index = known;
    }
    return known;
  }

  private Index indexed() {
    Map<Expr, Group> groups = new HashMap<>();
    Index result = new Index(new HashMap<>(), new HashMap<>());
    shortfalls.forEach(
        (relation, shortfall) -> {
          Known each = new Known(relation, shortfall);
          Rational constant = each.constant();
          Expr linear =
              constant.isZero()
                  ? shortfall
                  : Sum.of(shortfall, RationalNumber.of(constant.negate()));
          Group group =
              groups.computeIfAbsent(
                  linear,
                  key -> {
                    Group made = new Group();
                    termsOf(key)
                        .forEach(
                            term ->
                                result
                                    .byTerm
                                    .computeIfAbsent(term, none -> new LinkedHashSet<>())
                                    .add(made));
                    return made;
                  });
          group.strongestFirst.add(each);
          group.byConstant.computeIfAbsent(constant, key -> new ArrayList<>()).add(each);
          if (!(linear instanceof Sum)) {
            result.ofOneTerm.computeIfAbsent(constant, key -> new ArrayList<>()).add(each);
          }
        });
    Comparator<Known> weakest =
        Comparator.comparing(Known::constant).thenComparing(Known::isStrict);
    groups.values().forEach(group -> group.strongestFirst.sort(weakest.reversed()));
    return result;
  }

  private static Rational constantOf(Expr expression) {
    return expression instanceof Sum sum ? sum.constant() : Rational.ZERO;
  }

  /**
   * The terms by which an expression may meet another in a sum: large sums stay whole in others.
   */
  private static List<Expr> termsOf(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return List.of(
          expression instanceof Product product ? product.withoutCoefficient() : expression);
    }
    List<Expr> terms = new ArrayList<>();
    terms.add(sum);
    sum.terms().forEach(term -> terms.add(term.expression()));
    return terms;
  }
}
