package org.chainrule.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.resolve.SideCondition;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;

/** A simplifier of conditions to what a textbook would say, without those that always hold. */
public final class ConditionSimplifier {
  private static final Expr ZERO = RationalNumber.ZERO;

  private final Question question;
  private final Map<Expr, IndexRange> whole = new HashMap<>();
  private final Facts facts;

  /** For conditions in which some indices go through ranges. */
  ConditionSimplifier(Question question, List<SideCondition.Bound> bounds) {
    this.question = question;
    whole.putAll(indices(question));
    bounds.forEach(bound -> whole.put(bound.index(), bound.range()));
    List<Expr> ends = new ArrayList<>();
    whole.forEach(
        (index, range) -> {
          ends.add(Relation.lessOrEqual(range.lower(), index));
          if (range.upper() != NamedConstant.INFINITY) {
            ends.add(Relation.lessOrEqual(index, range.upper()));
            // Nothing is needed for an index that has no values.
            ends.add(Relation.lessOrEqual(range.lower(), range.upper()));
          }
        });
    facts = Facts.of(whole, ends);
  }

  /** What is known of the indices. */
  Facts facts() {
    return facts;
  }

  private static Map<Expr, IndexRange> indices(Question question) {
    Map<Expr, IndexRange> indices = new HashMap<>();
    question.declarations().indexRanges().forEach((name, range) -> put(name, range, indices));
    question.freeIndices().forEach((name, range) -> put(name, range, indices));
    return indices;
  }

  private static void put(String name, IndexRange range, Map<Expr, IndexRange> indices) {
    indices.putIfAbsent(Symbol.named(name), range);
  }

  /** The bounds of the indices that occur in a condition. */
  static List<SideCondition.Bound> mentioned(List<SideCondition.Bound> bounds, Expr condition) {
    return bounds.stream().filter(bound -> Occurrence.of(bound.index(), condition)).toList();
  }

  /** Whether an expression has only whole numbers as values. */
  boolean isWhole(Expr expression) {
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (node instanceof RationalNumber number) {
        if (!number.value().isInteger()) {
          return false;
        }
      } else if (node instanceof Sum sum) {
        if (!sum.constant().isInteger()
            || sum.terms().stream().anyMatch(term -> !term.coefficient().isInteger())) {
          return false;
        }
        sum.terms().forEach(term -> pending.push(term.expression()));
      } else if (node instanceof Product product) {
        if (!product.coefficient().isInteger()
            || product.factors().stream().anyMatch(each -> !each.exponent().isOne())) {
          return false;
        }
        product.factors().forEach(each -> pending.push(each.base()));
      } else if (!whole.containsKey(node)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a relation always holds. */
  boolean isTrue(Expr condition) {
    return condition == Logical.TRUE
        || condition instanceof Relation relation && decide(relation).equals(Optional.of(true));
  }

  /** The conditions, all of which say the same as one. */
  Set<Expr> simplify(Expr condition) {
    Set<Expr> simple = new LinkedHashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(condition));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr next = pending.pop();
      if (next instanceof Logical logical && logical.operator() == Logical.Operator.AND) {
        List<Expr> operands = new ArrayList<>(logical.operands());
        java.util.Collections.reverse(operands);
        operands.forEach(pending::push);
      } else if (next instanceof Logical logical) {
        Expr joined = joined(logical);
        if (joined instanceof Relation) {
          pending.push(joined);
        } else if (joined != Logical.TRUE) {
          simple.add(joined);
        }
      } else if (next instanceof Relation relation) {
        Optional<Boolean> decided = decide(relation);
        if (decided.isPresent()) {
          if (!decided.get()) {
            simple.add(Logical.FALSE);
          }
        } else if (!simplerPushed(relation, pending)) {
          simple.add(relation);
        }
      }
    }
    return simple;
  }

  /** A disjunction without what cannot hold, and with one relation for those of the same sides. */
  private Expr joined(Logical disjunction) {
    Map<Expr, Integer> signsOf = new LinkedHashMap<>();
    List<Expr> kept = new ArrayList<>();
    for (Expr operand : disjunction.operands()) {
      Expr open = operand;
      if (operand instanceof Logical) {
        open = Logical.of(Logical.Operator.AND, simplify(operand));
      } else if (operand instanceof Relation) {
        Expr simple = Logical.of(Logical.Operator.AND, simplify(operand));
        open = simple instanceof Relation || simple == Logical.TRUE ? simple : operand;
      }
      if (open == Logical.TRUE) {
        return Logical.TRUE;
      }
      if (open instanceof Relation relation && !infinite(relation)) {
        Expr difference = difference(relation.left(), relation.right());
        Expr opposite = difference(relation.right(), relation.left());
        int signs = signs(relation.operator());
        if (signsOf.containsKey(opposite)) {
          signsOf.merge(opposite, PossibleSigns.negated(signs), (a, b) -> a | b);
        } else {
          signsOf.merge(difference, signs, (a, b) -> a | b);
        }
      }
      if (open != Logical.FALSE) {
        kept.add(open);
      }
    }
    if (signsOf.containsValue(PossibleSigns.ANY) || isExhaustive(kept)) {
      return Logical.TRUE;
    }
    kept = absorbed(kept);
    boolean one = signsOf.size() == 1 && kept.stream().allMatch(Relation.class::isInstance);
    if (!one || kept.size() < 2) {
      return Logical.of(Logical.Operator.OR, kept);
    }
    Relation first = (Relation) kept.get(0);
    Expr difference = difference(first.left(), first.right());
    Expr left = first.left();
    Expr right = first.right();
    int signs =
        signsOf.containsKey(difference)
            ? signsOf.get(difference)
            : PossibleSigns.negated(signsOf.values().iterator().next());
    return switch (signs) {
      case PossibleSigns.NEGATIVE -> Relation.less(left, right);
      case PossibleSigns.POSITIVE -> Relation.less(right, left);
      case PossibleSigns.NEGATIVE | PossibleSigns.ZERO -> Relation.lessOrEqual(left, right);
      case PossibleSigns.POSITIVE | PossibleSigns.ZERO -> Relation.lessOrEqual(right, left);
      case PossibleSigns.NEGATIVE | PossibleSigns.POSITIVE -> Relation.notEqual(left, right);
      default -> Relation.equal(left, right);
    };
  }

  /** Alternatives without what is one itself: a or b and (a or c) is a or b and c. */
  private static List<Expr> absorbed(List<Expr> alternatives) {
    List<Expr> result = new ArrayList<>();
    for (Expr each : alternatives) {
      Expr shorter = each;
      if (each instanceof Logical both && both.operator() == Logical.Operator.AND) {
        List<Expr> parts = new ArrayList<>();
        for (Expr part : both.operands()) {
          List<Expr> rest = new ArrayList<>(List.of(part));
          if (part instanceof Logical inner) {
            rest = new ArrayList<>(inner.operands());
            rest.removeAll(alternatives);
          }
          parts.add(Logical.of(Logical.Operator.OR, rest));
        }
        shorter = Logical.of(Logical.Operator.AND, parts);
      }
      result.add(shorter);
    }
    return result;
  }

  /** Whether one of some conditions holds where another does not, as y != 0 where not y <= 1. */
  private boolean isExhaustive(List<Expr> conditions) {
    for (Expr failing : conditions) {
      Facts otherwise = facts.with(Logical.not(failing));
      for (Expr each : conditions) {
        if (each != failing
            && each instanceof Relation
            && otherwise.decide(each).equals(Optional.of(true))) {
          return true;
        }
      }
    }
    return false;
  }

  static Expr difference(Expr from, Expr taken) {
    Expr subtracted =
        taken instanceof Sum sum ? Sum.distributed(Rational.MINUS_ONE, sum) : taken.negate();
    return Sum.of(from, subtracted);
  }

  private static int signs(Relation.Operator operator) {
    return switch (operator) {
      case LESS -> PossibleSigns.NEGATIVE;
      case LESS_OR_EQUAL -> PossibleSigns.NEGATIVE | PossibleSigns.ZERO;
      case EQUAL -> PossibleSigns.ZERO;
      case NOT_EQUAL -> PossibleSigns.NEGATIVE | PossibleSigns.POSITIVE;
    };
  }

  private static boolean infinite(Relation relation) {
    return relation.left() == NamedConstant.INFINITY || relation.right() == NamedConstant.INFINITY;
  }

  /** Whether a relation holds by the signs that its sides can have, or by the ranges of indices. */
  private Optional<Boolean> decide(Relation given) {
    Expr rounded = withoutFloors(given);
    if (!(rounded instanceof Relation relation)) {
      return Optional.of(rounded == Logical.TRUE);
    }
    if (infinite(relation)) {
      return Optional.empty();
    }
    Optional<Boolean> known = facts.decide(relation);
    if (known.isPresent()) {
      return known;
    }
    Expr difference = expanded(Sum.of(relation.left(), relation.right().negate()));
    int signs = new PossibleSigns().apply(difference);
    int wanted = signs(relation.operator());
    if ((signs & ~wanted) == 0) {
      return Optional.of(true);
    }
    return (signs & wanted) == 0 ? Optional.of(false) : Optional.empty();
  }

  /** A whole number rounded is itself. */
  private Expr withoutFloors(Relation relation) {
    return Relation.of(
        relation.operator(), withoutFloor(relation.left()), withoutFloor(relation.right()));
  }

  private Expr withoutFloor(Expr side) {
    boolean rounds =
        side instanceof Apply apply
            && apply.function().singularities(apply.arguments()).stream()
                .anyMatch(each -> each.everyInteger() && each.locus() == apply.arguments().get(0))
            && isWhole(apply.arguments().get(0));
    return rounds ? side.children().get(0) : side;
  }

  /** The expression with the definitions of names in their places, as far as a few rounds go. */
  private Expr expanded(Expr expression) {
    return expanded(question, expression, Limit.CONDITION_ROUNDS);
  }

  /** An expression with the definitions of names in their places, as far as some rounds go. */
  public static Expr expanded(Question question, Expr expression, Limit rounds) {
    Expr result = expression;
    for (long left = rounds.most(); ; left--) {
      Map<Expr, Expr> values = new HashMap<>();
      Set<Expr> seen = new LinkedHashSet<>();
      Deque<Expr> pending = new ArrayDeque<>(List.of(result));
      while (!pending.isEmpty()) {
        Interruption.poll();
        Expr node = pending.pop();
        if (seen.add(node)) {
          boolean recurrent =
              node instanceof IndexedSymbol element
                  && question.definitions().isRecurrent(element.family());
          if (!recurrent) {
            question.definitions().valueOf(node).ifPresent(value -> values.put(node, value));
          }
          node.children().forEach(pending::push);
        }
      }
      Expr next;
      try {
        next = Substitution.of(values).apply(result);
      } catch (DomainException nowhere) {
        return result;
      }
      if (next == result) {
        return result;
      }
      if (left <= 0) {
        rounds.stop();
        return result;
      }
      result = next;
    }
  }

  /** Replaces a relation to 0 by simpler ones that say the same, where there are such. */
  private boolean simplerPushed(Relation relation, Deque<Expr> pending) {
    boolean zeroLeft = relation.left().isZero();
    if (!zeroLeft && !relation.right().isZero()) {
      return false;
    }
    Expr side = zeroLeft ? relation.right() : relation.left();
    Expr value = ZERO;
    Expr increasing = side;
    if (side instanceof Sum sum && sum.terms().size() == 1) {
      // exp(x) - 1 is 0 where exp(x) is 1.
      Sum.Term term = sum.terms().get(0);
      if (term.coefficient().isOne()) {
        value = Expr.of(sum.constant().negate());
        increasing = term.expression();
      }
    }
    Optional<Expr> root = rootOfIncreasing(increasing, value);
    if (root.isPresent()) {
      Expr argument = increasing.children().get(0);
      pending.push(
          zeroLeft
              ? Relation.of(relation.operator(), root.get(), argument)
              : Relation.of(relation.operator(), argument, root.get()));
      return true;
    }
    if (relation.operator() == Relation.Operator.NOT_EQUAL && !isOneTerm(side)) {
      return nonzeroPushed(side, pending);
    }
    Optional<Expr> shorter = withoutFactors(side);
    if (shorter.isPresent()) {
      pending.push(
          zeroLeft
              ? Relation.of(relation.operator(), ZERO, shorter.get())
              : Relation.of(relation.operator(), shorter.get(), ZERO));
      return true;
    }
    boolean strict = relation.operator() == Relation.Operator.LESS;
    int own = new PossibleSigns().apply(expanded(side));
    if (strict && zeroLeft && (own & PossibleSigns.NEGATIVE) == 0) {
      pending.push(Relation.notEqual(side, ZERO));
      return true;
    }
    if (isOneTerm(side)) {
      Sum sum = (Sum) side;
      Sum.Term term = sum.terms().get(0);
      Expr bound = Expr.of(sum.constant().negate().dividedBy(term.coefficient()));
      boolean above = zeroLeft == term.coefficient().signum() > 0;
      pending.push(
          above
              ? Relation.of(relation.operator(), bound, term.expression())
              : Relation.of(relation.operator(), term.expression(), bound));
      return true;
    }
    if (side instanceof Power power
        && power.exponent() instanceof RationalNumber number
        && number.value().isInteger()
        && !number.value().isEven()) {
      Expr base = power.base();
      pending.push(
          zeroLeft
              ? Relation.of(relation.operator(), ZERO, base)
              : Relation.of(relation.operator(), base, ZERO));
      return true;
    }
    if (side instanceof Product product) {
      return factorsPushed(relation, product, zeroLeft, pending);
    }
    return false;
  }

  /** Whether an expression is a term and a number other than 0. */
  private static boolean isOneTerm(Expr side) {
    return side instanceof Sum sum && sum.terms().size() == 1 && !sum.constant().isZero();
  }

  /** A sum over an index without the factors of its terms that can stand in front of it. */
  private Optional<Expr> withoutFactors(Expr side) {
    if (!(side instanceof Reduction)) {
      return Optional.empty();
    }
    Expr simple = new Simplifier(facts).simplify(side);
    return simple == side || simple instanceof Sum ? Optional.empty() : Optional.of(simple);
  }

  /** Leaves out the factors whose sign is known. */
  private boolean factorsPushed(
      Relation relation, Product product, boolean zeroLeft, Deque<Expr> pending) {
    boolean kept = product.coefficient().signum() > 0;
    List<Expr> rest = new ArrayList<>();
    for (Product.Factor factor : product.factors()) {
      Expr value = Power.of(factor.base(), factor.exponent());
      int signs = new PossibleSigns().apply(expanded(value));
      if (signs == PossibleSigns.NEGATIVE) {
        kept = !kept;
      } else if (signs != PossibleSigns.POSITIVE) {
        rest.add(value);
      }
    }
    if (rest.size() == product.factors().size() && product.coefficient().isOne()
        || rest.isEmpty()) {
      return false;
    }
    Expr left = zeroLeft == kept ? ZERO : Product.of(rest.toArray(Expr[]::new));
    Expr right = zeroLeft == kept ? Product.of(rest.toArray(Expr[]::new)) : ZERO;
    pending.push(Relation.of(relation.operator(), left, right));
    return true;
  }

  private static boolean nonzeroPushed(Expr side, Deque<Expr> pending) {
    if (side instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        pushNonzero(factor.base(), factor.exponent(), pending);
      }
      return true;
    }
    if (side instanceof Power power) {
      pushNonzero(power.base(), power.exponent(), pending);
      return true;
    }
    if (side instanceof Apply apply && isZeroWithItsArgument(apply)) {
      pending.push(Relation.notEqual(apply.arguments().get(0), ZERO));
      return true;
    }
    return false;
  }

  /** A reciprocal is nowhere 0. */
  private static void pushNonzero(Expr base, Expr exponent, Deque<Expr> pending) {
    boolean isReciprocal = exponent instanceof RationalNumber number && number.value().signum() < 0;
    if (!isReciprocal) {
      pending.push(Relation.notEqual(base, ZERO));
    }
  }

  /** Whether a function is even, not below 0 and bends only where its argument is 0, as abs is. */
  private static boolean isZeroWithItsArgument(Apply apply) {
    Function function = apply.function();
    return function.parity() == Function.Parity.EVEN
        && function.range().isNotNegative()
        && function.range().includesLower()
        && function.singularities(apply.arguments()).stream()
            .anyMatch(
                each ->
                    each.kind() == Function.Break.KINK && each.locus() == apply.arguments().get(0));
  }

  /**
   * Where an increasing function of one argument has a value, as log is 0 at 1: on one side of it
   * the function is above it, on the other below.
   */
  private static Optional<Expr> rootOfIncreasing(Expr side, Expr value) {
    if (!(side instanceof Apply apply)
        || apply.arguments().size() != 1
        || apply.function().parameters().get(0) != Function.Parameter.SCALAR
        || apply.function().isDeclared()) {
      return Optional.empty();
    }
    Function function = apply.function();
    Symbol free = Symbol.named("u");
    List<Expr> domain = function.domain(List.of(free));
    Expr probe = free;
    if (domain.equals(List.of(Relation.less(ZERO, free)))) {
      probe = Power.of(NamedConstant.E, free);
    } else if (!domain.isEmpty()) {
      return Optional.empty();
    }
    if (!function.singularities(List.of(free)).isEmpty()) {
      return Optional.empty();
    }
    Expr argument = probe;
    boolean increasing =
        function
            .partial(0, List.of(argument), Apply.of(function, argument))
            .filter(slope -> new PossibleSigns().apply(slope) == PossibleSigns.POSITIVE)
            .isPresent();
    if (!increasing) {
      return Optional.empty();
    }
    for (Expr root : List.of(ZERO, RationalNumber.ONE)) {
      boolean inside = domain.isEmpty() || !root.isZero();
      if (inside && Apply.of(function, root) == value) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }
}
