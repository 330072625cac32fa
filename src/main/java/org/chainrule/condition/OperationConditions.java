package org.chainrule.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Elementary;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.resolve.SideCondition;

/**
 * The conditions of single operations: to have a value, and to have as many derivatives as are
 * asked for.
 */
final class OperationConditions {
  private static final Expr ZERO = RationalNumber.ZERO;

  private final Predicate<Expr> depends;
  private final int order;

  /**
   * The conditions on operations.
   *
   * @param depends whether an expression depends on one of the variables
   * @param order how many derivatives are asked for; 0 for a value
   */
  OperationConditions(Predicate<Expr> depends, int order) {
    this.depends = depends;
    this.order = order;
  }

  /** What an operation needs to have a value, inside of the domain where the variables decide. */
  List<Expr> ofValue(SideCondition need, ConditionSimplifier simplifier) {
    return switch (need.kind()) {
      case DIVISION -> List.of(Relation.notEqual(need.parts().get(0), ZERO));
      case POWER -> power(need.parts().get(0), need.parts().get(1), simplifier);
      case CALL -> need.function() == null ? List.of() : call(need);
      case SLOPE -> slope(Objects.requireNonNull(need.function()), need.parts());
      case DERIVATIVE -> List.of();
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
      return List.of(edge ? Relation.lessOrEqual(ZERO, base) : positive);
    }
    if (order > 0 && depends.test(exponent)) {
      // 0^x is 0 along all x > 0, where the base stays 0 as the exponent changes.
      return List.of(
          depends.test(base) ? positive : positiveOrConstant(base, exponent, simplifier));
    }
    boolean isMoved = order > 0 && depends.test(base);
    if (isMoved && simplifier.isTrue(Relation.lessOrEqual(ZERO, base))) {
      // What is never below 0 is smooth where it is 0, or a kink, from x^1 on.
      return List.of(
          Logical.or(
              Relation.notEqual(base, ZERO), Relation.lessOrEqual(RationalNumber.ONE, exponent)));
    }
    if (isMoved) {
      Expr whole = Relation.equal(exponent, Elementary.floor(exponent));
      // A power of 0 is smooth from x^1 on; x^0 has no value there.
      Expr smooth =
          Logical.or(
              Relation.notEqual(base, ZERO), Relation.lessOrEqual(RationalNumber.ONE, exponent));
      return List.of(Logical.or(positive, Logical.and(whole, smooth)));
    }
    return Functions.POW.domain(List.of(base, exponent));
  }

  /** The base is above 0, or it is 0 and the exponent is above 0. */
  private static Expr positiveOrConstant(Expr base, Expr exponent, ConditionSimplifier simplifier) {
    if (!base.isZero() && simplifier.isTrue(Relation.equal(base, ZERO))) {
      // It is printed by its name, with a logarithm of that name, which has no value.
      return Relation.less(ZERO, base);
    }
    Expr rises = Relation.less(ZERO, exponent);
    return simplifier.isTrue(Relation.lessOrEqual(ZERO, base))
        ? Logical.or(Relation.notEqual(base, ZERO), rises)
        : Logical.or(Relation.less(ZERO, base), Logical.and(Relation.equal(base, ZERO), rises));
  }

  private static List<Expr> call(SideCondition need) {
    return Objects.requireNonNull(need.function()).domain(need.parts());
  }

  /**
   * A function has a slope inside of its domain, off its kinks and jumps, where that is a number.
   */
  private static List<Expr> slope(Function function, List<Expr> arguments) {
    List<Expr> conditions = new ArrayList<>();
    for (Expr each : function.domain(arguments)) {
      boolean isEdged =
          each instanceof Relation relation
              && relation.operator() == Relation.Operator.LESS_OR_EQUAL;
      conditions.add(
          isEdged ? Relation.less(((Relation) each).left(), ((Relation) each).right()) : each);
    }
    for (Function.Singularity each : function.singularities(arguments)) {
      conditions.add(Functions.elsewhere(each));
    }
    if (conditions.isEmpty()) {
      function
          .partial(0, arguments, Apply.of(function, arguments))
          .ifPresent(partial -> addPowers(partial, arguments, conditions));
    }
    return conditions;
  }

  /** Whether an operation may need something for a slope, whatever depends on the variables. */
  static boolean mayAskForSlope(SideCondition need) {
    return !new OperationConditions(each -> true, Integer.MAX_VALUE).ofSlope(need).isEmpty();
  }

  /** What is needed for a slope of an operation, where it is not its value that asks for it. */
  List<Expr> ofSlope(SideCondition need) {
    return switch (need.kind()) {
      case DIVISION, SLOPE, DERIVATIVE -> List.of();
      case POWER -> smoothPower(need.parts().get(0), need.parts().get(1));
      case CALL -> smoothCall(need);
    };
  }

  private List<Expr> smoothPower(Expr base, Expr exponent) {
    boolean isRoot =
        exponent instanceof RationalNumber number
            && !number.value().isInteger()
            && number.value().compareTo(Rational.ONE) < 0;
    return isRoot && depends.test(base) && !isFlatAtZero(base, ((RationalNumber) exponent).value())
        ? List.of(Relation.less(ZERO, base))
        : List.of();
  }

  /**
   * Whether a root is that of even powers that are 0 with it, and so high that it has as many
   * derivatives there as are asked for, as sqrt(x^4 + y^4) has one.
   */
  private boolean isFlatAtZero(Expr base, Rational exponent) {
    List<Expr> terms = new ArrayList<>();
    if (base instanceof Sum sum) {
      if (!sum.constant().isZero()
          || sum.terms().stream().anyMatch(term -> term.coefficient().signum() < 0)) {
        return false;
      }
      sum.terms().forEach(term -> terms.add(term.expression()));
    } else {
      terms.add(base);
    }
    return terms.stream().allMatch(term -> isFlatTerm(term, exponent));
  }

  private boolean isFlatTerm(Expr term, Rational exponent) {
    if (term instanceof Power power) {
      return isFlatFactor(power.exponent(), exponent);
    }
    return term instanceof Product product
        && product.coefficient().signum() > 0
        && product.factors().stream().allMatch(each -> isFlatFactor(each.exponent(), exponent));
  }

  private boolean isFlatFactor(Expr power, Rational exponent) {
    return power instanceof RationalNumber number
        && number.value().isEven()
        && number.value().times(exponent).compareTo(Rational.of(order)) > 0;
  }

  private List<Expr> smoothCall(SideCondition need) {
    Function function = Objects.requireNonNull(need.function());
    if (need.parts().stream().noneMatch(depends)) {
      return List.of();
    }
    List<Expr> domain = function.domain(need.parts());
    if (!domain.isEmpty()) {
      return domain.stream().filter(depends).map(this::strict).toList();
    }
    List<Expr> conditions = new ArrayList<>();
    Expr result = Apply.of(function, need.parts());
    for (int i = 0; i < need.parts().size(); i++) {
      if (!depends.test(need.parts().get(i))) {
        continue;
      }
      if (need.parts().get(i) instanceof Elements elements) {
        conditions.addAll(byElement(function, need.parts(), elements));
      } else {
        function
            .partial(i, need.parts(), result)
            .ifPresent(partial -> addPowers(partial, need.parts(), conditions));
      }
    }
    return conditions;
  }

  /** What the functions in the derivative by an element of an array need of the variables. */
  private List<Expr> byElement(Function function, List<Expr> arguments, Elements array) {
    List<Expr> indices = new ArrayList<>();
    for (int axis = 1; axis <= array.ranges().size(); axis++) {
      indices.add(Symbol.opened(Symbol.largestOpened(array) + axis));
    }
    List<Expr> conditions = new ArrayList<>();
    Set<Expr> seen = new HashSet<>(arguments);
    Deque<Expr> pending = new ArrayDeque<>();
    function
        .partialByElement(arguments, Apply.of(function, arguments), indices)
        .ifPresent(pending::push);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        node.children().forEach(pending::push);
        if (node instanceof Apply apply) {
          conditions.addAll(apply.function().domain(apply.arguments()));
        }
      }
    }
    return conditions.stream().filter(depends).distinct().toList();
  }

  /** Inside of the domain rather than on its edge, where the variable decides. */
  Expr strict(Expr condition) {
    return order > 0
            && condition instanceof Relation relation
            && relation.operator() == Relation.Operator.LESS_OR_EQUAL
            && depends.test(relation)
        ? Relation.less(relation.left(), relation.right())
        : condition;
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
      if (!seen.add(node) || node instanceof Piecewise || node instanceof Binder) {
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof Power power) {
        addPower(power.base(), power.exponent(), conditions);
      } else if (node instanceof Product product) {
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
