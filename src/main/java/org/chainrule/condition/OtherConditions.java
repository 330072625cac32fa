package org.chainrule.condition;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Relation;
import org.chainrule.resolve.SideCondition;
import org.chainrule.rewrite.Facts;

/**
 * A set of conditions, for each of which it tells what the others say. The facts are gathered once
 * for all conditions with the same bound indices, and each condition's own are taken out of them.
 */
final class OtherConditions {
  private final Set<DomainCondition> kept;
  private final Function<DomainCondition, Expr> meaning;
  private final BiPredicate<List<SideCondition.Bound>, DomainCondition> isToldWithin;
  private final Map<List<SideCondition.Bound>, Told> told = new HashMap<>();

  /** What conditions say together, and how many of them say each relation. */
  private static final class Told {
    Facts facts;
    final Map<Relation, Integer> count = new HashMap<>();

    Told(List<Expr> meanings) {
      facts = Facts.none().with(meanings);
      meanings.forEach(
          each -> relations(each).forEach(relation -> count.merge(relation, 1, Integer::sum)));
    }

    Facts without(Expr meaning) {
      return facts.without(
          relations(meaning).stream().filter(each -> count.getOrDefault(each, 0) == 1).toList());
    }

    void remove(Expr meaning) {
      facts = without(meaning);
      relations(meaning).forEach(each -> count.merge(each, -1, Integer::sum));
    }

    private static Set<Relation> relations(Expr meaning) {
      return new LinkedHashSet<>(Facts.told(List.of(meaning)));
    }
  }

  /**
   * @param meaning what a condition says
   * @param isToldWithin whether a condition says something for one with some bound indices
   */
  OtherConditions(
      Collection<DomainCondition> conditions,
      Function<DomainCondition, Expr> meaning,
      BiPredicate<List<SideCondition.Bound>, DomainCondition> isToldWithin) {
    kept = new LinkedHashSet<>(conditions);
    this.meaning = meaning;
    this.isToldWithin = isToldWithin;
  }

  /** What is said by all conditions that are left but this one, which may be none of them. */
  Facts beside(DomainCondition condition) {
    Told all =
        told.computeIfAbsent(
            condition.bounds(),
            bounds ->
                new Told(
                    kept.stream()
                        .filter(each -> isToldWithin.test(bounds, each))
                        .map(meaning)
                        .toList()));
    return kept.contains(condition) && isToldWithin.test(condition.bounds(), condition)
        ? all.without(meaning.apply(condition))
        : all.facts;
  }

  void remove(DomainCondition condition) {
    kept.remove(condition);
    told.forEach(
        (bounds, all) -> {
          if (isToldWithin.test(bounds, condition)) {
            all.remove(meaning.apply(condition));
          }
        });
  }

  List<DomainCondition> left() {
    return List.copyOf(kept);
  }
}
