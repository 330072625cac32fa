package org.chainrule;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.differentiate.Dependence;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Power;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Interruption;
import org.chainrule.number.Rational;
import org.chainrule.parse.Definition;
import org.chainrule.parse.IndexRange;
import org.chainrule.parse.Need;
import org.chainrule.parse.WrittenConditions;

/**
 * The conditions under which an expression as it was written has a value, or has a derivative.
 *
 * <p>A derivative needs more: it is taken inside of the domain, never on its edge.
 */
final class DomainConditions {
  private static final Expr ZERO = RationalNumber.ZERO;
  private static final int MOST_INSTANCES = 64;

  /**
   * A condition.
   *
   * @param bounds the bound indices for every value of which it is needed
   * @param holds what is needed
   */
  record Condition(List<Need.Bound> bounds, Expr holds) {
    /** The names of the bound indices. */
    List<Symbol> indices() {
      return bounds.stream().map(Need.Bound::index).distinct().toList();
    }

    /**
     * The condition for the values of its bound indices, as far as numbers in the place of lengths
     * tell these.
     */
    List<Expr> instances(Map<String, BigInteger> whole) {
      List<Map<Expr, Expr>> choices = List.of(numbers(whole));
      List<Need.Bound> outermostFirst = new ArrayList<>(bounds);
      Collections.reverse(outermostFirst);
      for (Need.Bound bound : outermostFirst) {
        List<Map<Expr, Expr>> extended = new ArrayList<>();
        for (Map<Expr, Expr> choice : choices) {
          Substitution known = Substitution.of(choice);
          if (known.apply(bound.range().lower()) instanceof RationalNumber lower
              && known.apply(bound.range().upper()) instanceof RationalNumber upper) {
            Rational last = upper.value();
            for (Rational each = lower.value();
                each.compareTo(last) <= 0 && extended.size() < MOST_INSTANCES;
                each = each.plus(Rational.ONE)) {
              Map<Expr, Expr> longer = new HashMap<>(choice);
              longer.put(bound.index(), Expr.of(each));
              extended.add(longer);
            }
          }
        }
        choices = extended;
      }
      return choices.stream().map(each -> Substitution.of(each).apply(holds)).distinct().toList();
    }

    private static Map<Expr, Expr> numbers(Map<String, BigInteger> whole) {
      Map<Expr, Expr> numbers = new HashMap<>();
      whole.forEach((name, value) -> numbers.put(Symbol.named(name), Expr.of(Rational.of(value))));
      return numbers;
    }
  }

  private final Question question;
  private final Predicate<Expr> depends;
  private final boolean derivative;
  private final Set<Condition> found = new LinkedHashSet<>();

  private DomainConditions(Question question, List<Expr> by) {
    this.question = question;
    this.derivative = !by.isEmpty();
    List<Dependence> dependences =
        by.stream().map(variable -> new Dependence(variable, question.definitions())).toList();
    this.depends = expression -> dependences.stream().anyMatch(each -> each.of(expression));
  }

  /** The conditions for having a value. */
  static List<Condition> ofValue(Question question) {
    return new DomainConditions(question, List.of()).conditions();
  }

  /** The conditions for having the derivative by some variables. */
  static List<Condition> ofDerivative(Question question, List<Expr> by) {
    return new DomainConditions(question, by).conditions();
  }

  private List<Condition> conditions() {
    question.needs().forEach(need -> collect(need, List.of()));
    for (Definition each : reached()) {
      List<Need.Bound> letters = letters(each.target());
      WrittenConditions.of(each.valueSyntax(), "", question.declarations())
          .forEach(need -> collect(need, letters));
    }
    return ConditionSimplifier.withoutImplied(found);
  }

  /** The definitions that the expression leads to. */
  private List<Definition> reached() {
    Set<String> names = new HashSet<>();
    addNames(question.expression(), names);
    List<Definition> rest = new ArrayList<>(question.declarations().definitions());
    List<Definition> reached = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Definition each : List.copyOf(rest)) {
        if (names.contains(name(each.target()))) {
          rest.remove(each);
          reached.add(each);
          addNames(each.value(), names);
          more = true;
        }
      }
    }
    return reached;
  }

  private static String name(Expr target) {
    return target instanceof IndexedSymbol element ? element.family() : ((Symbol) target).name();
  }

  private static void addNames(Expr expression, Set<String> names) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        if (node instanceof Symbol symbol && !symbol.isOpened()) {
          names.add(symbol.name());
        } else if (node instanceof IndexedSymbol element) {
          names.add(element.family());
        }
        node.children().forEach(pending::push);
      }
    }
  }

  /** The letters in the target of a definition, which holds for every value of theirs. */
  private List<Need.Bound> letters(Expr target) {
    List<Need.Bound> letters = new ArrayList<>();
    if (target instanceof IndexedSymbol element) {
      List<IndexRange> axes =
          question.declarations().familyRanges().getOrDefault(element.family(), List.of());
      for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
        if (element.indices().get(i) instanceof Symbol letter) {
          letters.add(new Need.Bound(letter, axes.get(i)));
        }
      }
    }
    return letters;
  }

  private void collect(Need need, List<Need.Bound> letters) {
    List<Need.Bound> bounds = new ArrayList<>(need.bounds());
    bounds.addAll(letters);
    ConditionSimplifier simplifier = new ConditionSimplifier(question, bounds);
    for (Expr condition : conditionsOf(need, simplifier)) {
      Expr guarded =
          need.reached() == Logical.TRUE
              ? condition
              : Logical.or(Logical.not(need.reached()), condition);
      for (Expr simple : simplifier.simplify(guarded)) {
        if (implied(need.reached(), simple)) {
          continue;
        }
        found.add(new Condition(ConditionSimplifier.mentioned(bounds, simple), strict(simple)));
      }
    }
  }

  private static boolean implied(Expr reached, Expr condition) {
    return condition instanceof Logical logical
        && logical.operator() == Logical.Operator.OR
        && reached instanceof Relation relation
        && logical.operands().contains(relation);
  }

  /** Inside of the domain rather than on its edge, where the variable decides. */
  private Expr strict(Expr condition) {
    return derivative
            && condition instanceof Relation relation
            && relation.operator() == Relation.Operator.LESS_OR_EQUAL
            && depends.test(relation)
        ? Relation.less(relation.left(), relation.right())
        : condition;
  }

  private List<Expr> conditionsOf(Need need, ConditionSimplifier simplifier) {
    return switch (need.kind()) {
      case DIVISION -> List.of(Relation.notEqual(need.parts().get(0), ZERO));
      case POWER -> power(need.parts().get(0), need.parts().get(1), simplifier);
      case CALL -> need.function() == null ? List.of() : call(need);
    };
  }

  private List<Expr> power(Expr base, Expr exponent, ConditionSimplifier simplifier) {
    Expr positive = Relation.less(ZERO, base);
    if (simplifier.isWhole(exponent)) {
      boolean defined = simplifier.isTrue(Relation.lessOrEqual(ZERO, exponent));
      return defined ? List.of() : List.of(Relation.notEqual(base, ZERO));
    }
    if (exponent instanceof RationalNumber number) {
      boolean edge = number.value().signum() > 0;
      boolean smooth = number.value().compareTo(Rational.ONE) > 0;
      boolean inside = derivative && !smooth && depends.test(base);
      return List.of(edge && !inside ? Relation.lessOrEqual(ZERO, base) : positive);
    }
    if (derivative && depends.test(exponent)) {
      return List.of(positive);
    }
    if (derivative) {
      Expr whole =
          Functions.named("floor")
              .map(floor -> Relation.equal(exponent, Apply.of(floor, exponent)))
              .orElse(Logical.FALSE);
      return List.of(Logical.or(positive, Logical.and(Relation.notEqual(base, ZERO), whole)));
    }
    return Functions.named("pow")
        .map(pow -> pow.domain(List.of(base, exponent)))
        .orElse(List.of(positive));
  }

  private List<Expr> call(Need need) {
    org.chainrule.expr.Function function = java.util.Objects.requireNonNull(need.function());
    List<Expr> domain = function.domain(need.parts());
    if (!derivative || need.parts().stream().noneMatch(depends)) {
      return domain;
    }
    if (!domain.isEmpty()) {
      return domain.stream().map(this::strict).toList();
    }
    List<Expr> conditions = new ArrayList<>();
    Expr result = Apply.of(function, need.parts());
    for (int i = 0; i < need.parts().size(); i++) {
      if (depends.test(need.parts().get(i))) {
        function
            .partial(i, need.parts(), result)
            .ifPresent(partial -> addPowers(partial, need.parts(), conditions));
      }
    }
    return conditions;
  }

  /**
   * What the powers in an expression need, outside of cases and of some parts of it. Inside of sums
   * are only parts, whatever form they have taken in it.
   */
  private static void addPowers(Expr expression, List<Expr> parts, List<Expr> conditions) {
    Set<Expr> seen = new HashSet<>(parts);
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)
          || node instanceof org.chainrule.expr.Piecewise
          || node instanceof org.chainrule.expr.Binder) {
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof Power power) {
        addPower(power.base(), power.exponent(), conditions);
      } else if (node instanceof org.chainrule.expr.Product product) {
        product.factors().forEach(each -> addPower(each.base(), each.exponent(), conditions));
      }
    }
  }

  private static void addPower(Expr base, Expr exponent, List<Expr> conditions) {
    if (exponent instanceof RationalNumber number && !base.isOne()) {
      if (!number.value().isInteger()) {
        conditions.add(Relation.less(ZERO, base));
      } else if (number.value().signum() < 0) {
        conditions.add(Relation.notEqual(base, ZERO));
      }
    }
  }
}
