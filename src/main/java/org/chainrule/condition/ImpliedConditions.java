package org.chainrule.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.Relation;
import org.chainrule.model.Question;
import org.chainrule.rewrite.Facts;

/** Conditions beside each other: which of them follow from others, and which two are one. */
public final class ImpliedConditions {
  private ImpliedConditions() {}

  /** The conditions without those that follow from the others. */
  static List<DomainCondition> withoutImplied(Collection<DomainCondition> given) {
    List<DomainCondition> joined = resolved(given);
    OtherConditions others = others(joined);
    for (DomainCondition each : joined) {
      if (isImplied(each, others)) {
        others.remove(each);
      }
    }
    return others.left();
  }

  /** Conditions, of which each tells something where its bound indices are bound. */
  private static OtherConditions others(Collection<DomainCondition> conditions) {
    return new OtherConditions(
        conditions, DomainCondition::holds, (bounds, other) -> bounds.containsAll(other.bounds()));
  }

  /** The conditions that do not follow from known ones. */
  public static List<DomainCondition> beyond(
      Collection<DomainCondition> known, Collection<DomainCondition> conditions) {
    Set<DomainCondition> all = new LinkedHashSet<>(known);
    OtherConditions others = others(all);
    return conditions.stream()
        .filter(each -> !all.contains(each) && !isImplied(each, others))
        .toList();
  }

  /** The conditions that do not follow from what holds for the indices, those of variables too. */
  public static List<DomainCondition> beyondRanges(
      Question question, List<Expr> by, Collection<Expr> known, List<DomainCondition> conditions) {
    List<Expr> held = new ArrayList<>(known);
    for (Expr variable : by) {
      if (variable instanceof IndexedSymbol element) {
        List<IndexRange> axes =
            question.declarations().familyRanges().getOrDefault(element.family(), List.of());
        for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
          held.add(Relation.lessOrEqual(axes.get(i).lower(), element.indices().get(i)));
          held.add(Relation.lessOrEqual(element.indices().get(i), axes.get(i).upper()));
        }
      }
    }
    Facts ranges = new ConditionSimplifier(question, List.of()).facts().with(held);
    return conditions.stream()
        .filter(each -> !ranges.decide(each.holds()).equals(Optional.of(true)))
        .toList();
  }

  private static boolean isImplied(DomainCondition condition, OtherConditions others) {
    Facts known = others.beside(condition);
    return known.decide(condition.holds()).equals(Optional.of(true))
        || isFactorOfNonzero(condition.holds(), known);
  }

  /** The conditions, for two that say the same where something holds and where not the one. */
  private static List<DomainCondition> resolved(Collection<DomainCondition> given) {
    List<DomainCondition> result = new ArrayList<>();
    for (DomainCondition each : given) {
      Optional<DomainCondition> joined = Optional.empty();
      for (int i = 0; i < result.size() && joined.isEmpty(); i++) {
        DomainCondition other = result.get(i);
        joined =
            resolvent(each.holds(), other.holds())
                .or(
                    () ->
                        each.bounds().equals(other.bounds())
                            ? strict(each, other)
                            : Optional.empty())
                .map(holds -> new DomainCondition(other.bounds(), holds));
        if (joined.isPresent()) {
          result.set(i, joined.get());
        }
      }
      if (joined.isEmpty()) {
        result.add(each);
      }
    }
    return result.stream().distinct().toList();
  }

  /** That one side is not above the other, nor equal to it, as one inequality. */
  static Optional<Expr> strict(DomainCondition first, DomainCondition second) {
    for (List<DomainCondition> each : List.of(List.of(first, second), List.of(second, first))) {
      if (each.get(0).holds() instanceof Relation order
          && order.operator() == Relation.Operator.LESS_OR_EQUAL
          && each.get(1).holds() instanceof Relation apart
          && apart.operator() == Relation.Operator.NOT_EQUAL) {
        Expr difference = ConditionSimplifier.difference(order.right(), order.left());
        if (difference == ConditionSimplifier.difference(apart.left(), apart.right())
            || difference == ConditionSimplifier.difference(apart.right(), apart.left())) {
          return Optional.of(Relation.less(order.left(), order.right()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> resolvent(Expr first, Expr second) {
    if (!(first instanceof Logical one)
        || !(second instanceof Logical other)
        || one.operator() != Logical.Operator.OR
        || other.operator() != Logical.Operator.OR) {
      return Optional.empty();
    }
    Set<Expr> shared = new LinkedHashSet<>(one.operands());
    shared.retainAll(other.operands());
    List<Expr> ownOnly = new ArrayList<>(one.operands());
    ownOnly.removeAll(shared);
    List<Expr> otherOnly = new ArrayList<>(other.operands());
    otherOnly.removeAll(shared);
    boolean isOpposite =
        ownOnly.size() == 1
            && otherOnly.size() == 1
            && Logical.not(ownOnly.get(0)) == otherOnly.get(0);
    return isOpposite ? Optional.of(Logical.of(Logical.Operator.OR, shared)) : Optional.empty();
  }

  /** Whether a condition says that something is not 0, and a product with it is known not to be. */
  private static boolean isFactorOfNonzero(Expr condition, Facts known) {
    if (!(condition instanceof Relation relation)
        || relation.operator() != Relation.Operator.NOT_EQUAL
        || !(relation.left().isZero() || relation.right().isZero())) {
      return false;
    }
    Expr wanted = relation.left().isZero() ? relation.right() : relation.left();
    for (Expr each : known.relations()) {
      if (each instanceof Relation other
          && other.operator() == Relation.Operator.LESS
          && (other.left().isZero() || other.right().isZero())) {
        Expr side = other.left().isZero() ? other.right() : other.left();
        if (side instanceof Product product
            && product.factors().stream().anyMatch(factor -> factor.base() == wanted)) {
          return true;
        }
      }
    }
    return false;
  }
}
