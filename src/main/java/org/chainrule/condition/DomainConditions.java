package org.chainrule.condition;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.differentiate.Dependence;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Elementary;
import org.chainrule.function.Functions;
import org.chainrule.model.ExpressionNeeds;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.SideCondition;
import org.chainrule.resolve.WrittenConditions;
import org.chainrule.rewrite.Facts;

/**
 * The conditions under which an expression as it was written has a value, or has a derivative.
 *
 * <p>A derivative needs more: it is taken inside of the domain, never on its edge.
 */
public final class DomainConditions {
  private static final Expr ZERO = RationalNumber.ZERO;
  private static final int MOST_INSTANCES = 4_096;

  /** So many definitions may stand within each other where conditions look through them. */
  private static final int MOST_ROUNDS = 30;

  /** Above all indices that may be open in an expression. */
  private static final int LETTER = 1_000_000;

  /**
   * A condition.
   *
   * @param bounds the bound indices for every value of which it is needed
   * @param holds what is needed
   */
  public record Condition(List<SideCondition.Bound> bounds, Expr holds) {
    /** The names of the bound indices. */
    public List<Symbol> indices() {
      return bounds.stream().map(SideCondition.Bound::index).distinct().toList();
    }

    /**
     * The condition for the values of its bound indices, as far as numbers in the place of lengths
     * tell these. Where there are too many values of them, nothing is known to hold.
     */
    public List<Expr> instances(Map<String, BigInteger> whole) {
      List<Map<Expr, Expr>> choices = List.of(numbers(whole));
      List<SideCondition.Bound> outermostFirst = new ArrayList<>(bounds);
      Collections.reverse(outermostFirst);
      for (SideCondition.Bound bound : outermostFirst) {
        if (choices.size() > MOST_INSTANCES) {
          return List.of(Logical.FALSE);
        }
        List<Map<Expr, Expr>> extended = new ArrayList<>();
        for (Map<Expr, Expr> choice : choices) {
          Substitution known = Substitution.of(choice);
          if (known.apply(bound.range().lower()) instanceof RationalNumber lower
              && known.apply(bound.range().upper()) instanceof RationalNumber upper) {
            Rational last = upper.value();
            for (Rational each = lower.value();
                each.compareTo(last) <= 0 && extended.size() <= MOST_INSTANCES;
                each = each.plus(Rational.ONE)) {
              Map<Expr, Expr> longer = new HashMap<>(choice);
              longer.put(bound.index(), Expr.of(each));
              extended.add(longer);
            }
          }
        }
        choices = extended;
      }
      return choices.size() > MOST_INSTANCES
          ? List.of(Logical.FALSE)
          : choices.stream().map(this::at).distinct().toList();
    }

    private Expr at(Map<Expr, Expr> numbers) {
      try {
        return Substitution.of(numbers).apply(holds);
      } catch (DomainException nowhere) {
        return Logical.FALSE;
      }
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
  private final int order;
  private final Set<Condition> found = new LinkedHashSet<>();

  private DomainConditions(Question question, List<Expr> by) {
    this.question = question;
    this.derivative = !by.isEmpty();
    this.order = by.size();
    List<Dependence> dependences =
        by.stream().map(variable -> new Dependence(variable, question.definitions())).toList();
    this.depends = expression -> dependences.stream().anyMatch(each -> each.of(expression));
  }

  /** The conditions for having a value. */
  public static List<Condition> ofValue(Question question) {
    return new DomainConditions(question, List.of()).conditions();
  }

  /** The conditions for having a value, but for those of the derivatives that are terms. */
  public static List<Condition> besideTerms(Question question) {
    return new DomainConditions(question, List.of()).written();
  }

  /** The conditions for having the derivative by some variables. */
  public static List<Condition> ofDerivative(Question question, List<Expr> by) {
    return new DomainConditions(question, by).conditions();
  }

  private List<Condition> conditions() {
    written();
    if (derivative) {
      addSmoothness();
    }
    addTerms();
    return withoutSame(ConditionSimplifier.withoutImplied(found));
  }

  /**
   * The conditions without those that others say in other names, as r != 0 and what r is made of.
   */
  private List<Condition> withoutSame(List<Condition> conditions) {
    Map<Condition, Condition> meanings = new LinkedHashMap<>();
    conditions.forEach(each -> meanings.put(each, canonical(each)));
    List<Condition> kept = new ArrayList<>(conditions);
    for (Condition each : conditions) {
      List<Expr> others = new ArrayList<>();
      for (Condition other : kept) {
        Expr meaning = Objects.requireNonNull(meanings.get(other)).holds();
        if (other != each
            && (other.bounds().equals(each.bounds()) || Symbol.largestOpened(meaning) < LETTER)) {
          others.add(meaning);
        }
      }
      if (Facts.none()
          .with(others)
          .decide(Objects.requireNonNull(meanings.get(each)).holds())
          .equals(Optional.of(true))) {
        kept.remove(each);
      }
    }
    return withStrict(kept, meanings);
  }

  /** Inequalities that are strict where another condition leaves equality out. */
  private static List<Condition> withStrict(
      List<Condition> conditions, Map<Condition, Condition> meanings) {
    List<Condition> result = new ArrayList<>(conditions);
    for (Condition order : conditions) {
      for (Condition apart : conditions) {
        boolean isOrder =
            order.holds() instanceof Relation relation
                && relation.operator() == Relation.Operator.LESS_OR_EQUAL;
        if (isOrder
            && order.bounds().equals(apart.bounds())
            && result.contains(apart)
            && ConditionSimplifier.strict(
                    Objects.requireNonNull(meanings.get(order)),
                    Objects.requireNonNull(meanings.get(apart)))
                .isPresent()) {
          Relation relation = (Relation) order.holds();
          Expr strict = Relation.less(relation.left(), relation.right());
          result.set(result.indexOf(order), new Condition(order.bounds(), strict));
          result.remove(apart);
          break;
        }
      }
    }
    return List.copyOf(result);
  }

  private List<Condition> written() {
    question.needs().forEach(need -> collect(need, List.of()));
    for (Definition each : reached()) {
      List<SideCondition.Bound> letters = letters(each.target());
      WrittenConditions.of(each.valueSyntax(), "", question.declarations())
          .forEach(need -> collect(need, letters));
    }
    return List.copyOf(found);
  }

  /** Adds what the derivatives that stand in an expression need, as each needs it for itself. */
  private void addTerms() {
    for (Written each : derivatives(question)) {
      if (isTerm(each.need()) && each.need().parts().get(0) instanceof DerivativeTerm term) {
        addTerm(each, term);
      }
    }
  }

  /** The derivatives that were written for no index, here and in definitions that are led to. */
  public static List<SideCondition> terms(Question question) {
    List<SideCondition> terms = new ArrayList<>();
    for (Written each : derivatives(question)) {
      if (each.letters().isEmpty() && isTerm(each.need())) {
        terms.add(each.need());
      }
    }
    return terms;
  }

  private static boolean isTerm(SideCondition need) {
    return need.kind() == SideCondition.Kind.DERIVATIVE
        && need.bounds().isEmpty()
        && need.parts().get(0) instanceof DerivativeTerm term
        && Symbol.largestOpened(term) == 0;
  }

  /** Whether there are derivatives in what was written, or in definitions that it leads to. */
  public static boolean hasDerivatives(Question question) {
    return !derivatives(question).isEmpty();
  }

  /** A derivative that was written, and the letters of the definition that it stands in. */
  private record Written(SideCondition need, List<SideCondition.Bound> letters) {}

  private static List<Written> derivatives(Question question) {
    List<Written> found = new ArrayList<>();
    question.needs().forEach(need -> found.add(new Written(need, List.of())));
    DomainConditions conditions = new DomainConditions(question, List.of());
    for (Definition each : conditions.reached()) {
      List<SideCondition.Bound> letters = conditions.letters(each.target());
      WrittenConditions.of(each.valueSyntax(), "", question.declarations())
          .forEach(need -> found.add(new Written(need, letters)));
    }
    found.removeIf(
        each ->
            each.need().kind() != SideCondition.Kind.DERIVATIVE
                && each.need().kind() != SideCondition.Kind.SLOPE);
    return found;
  }

  private void addTerm(Written written, DerivativeTerm term) {
    SideCondition need = written.need();
    Question body = new Question(term.body(), List.of(), question.declarations());
    List<Expr> by = new ArrayList<>();
    term.by().forEach(each -> by.addAll(Collections.nCopies(each.order(), each.variable())));
    for (Condition own : ofDerivative(body, by)) {
      List<SideCondition.Bound> around = new ArrayList<>(own.bounds());
      around.addAll(written.letters());
      List<SideCondition.Bound> bounds = ConditionSimplifier.mentioned(around, own.holds());
      Condition each = new Condition(bounds, own.holds());
      ConditionSimplifier simplifier = new ConditionSimplifier(question, each.bounds());
      Expr guarded = guarded(need, each.holds());
      if (guarded == each.holds()) {
        found.add(each);
        continue;
      }
      for (Expr simple : simplifier.simplify(guarded)) {
        if (!implied(need.reached(), simple)) {
          found.add(new Condition(ConditionSimplifier.mentioned(each.bounds(), simple), simple));
        }
      }
    }
  }

  /**
   * Adds what a derivative needs besides a value. It is taken from the expression with its
   * definitions in their places, as the square of a root is smooth where the root is not; and told
   * in the names and the functions as they were given where these say the same.
   */
  private void addSmoothness() {
    Expr value = question.expression();
    Expr whole = ConditionSimplifier.expanded(question, value, MOST_ROUNDS);
    Set<Condition> needed = smoothness(whole, true);
    Set<Condition> known = new HashSet<>();
    found.forEach(each -> known.add(canonical(each)));
    Set<Condition> canonical = new HashSet<>();
    needed.forEach(each -> canonical.add(canonical(each)));
    for (Condition each : smoothness(value, false)) {
      if (canonical.contains(canonical(each)) && known.add(canonical(each))) {
        found.add(each);
      }
    }
    for (Condition each : needed) {
      if (known.add(canonical(each))) {
        found.add(each);
      }
    }
  }

  /** What the derivative of an expression and of the definitions that it leads to needs. */
  private Set<Condition> smoothness(Expr expression, boolean isExpanded) {
    Set<Condition> conditions = new LinkedHashSet<>();
    addSmoothness(isExpanded ? expanded(expression) : expression, List.of(), conditions);
    for (Definition each : reached(expression)) {
      Expr value = isExpanded ? expanded(each.value()) : each.value();
      addSmoothness(value, letters(each.target()), conditions);
    }
    return conditions;
  }

  /** An expression with its functions as powers, unless it is a number that has no value. */
  private static Expr expanded(Expr value) {
    try {
      return new Expanded().apply(value);
    } catch (DomainException nowhere) {
      return value;
    }
  }

  private void addSmoothness(
      Expr value, List<SideCondition.Bound> letters, Set<Condition> conditions) {
    for (SideCondition need : ExpressionNeeds.of(value, question.indexNames())) {
      List<SideCondition.Bound> bounds = new ArrayList<>(need.bounds());
      bounds.addAll(letters);
      ConditionSimplifier simplifier = new ConditionSimplifier(question, bounds);
      for (Expr smoothness : smoothness(need)) {
        Set<Expr> simple = simplifier.simplify(guarded(need, smoothness));
        for (Expr each : whereItVaries(simple)) {
          if (!implied(need.reached(), each)) {
            Expr holds = apart(each, bounds, simplifier);
            conditions.add(new Condition(ConditionSimplifier.mentioned(bounds, holds), holds));
          }
        }
      }
    }
  }

  private static Expr guarded(SideCondition need, Expr condition) {
    return need.reached() == Logical.TRUE
        ? condition
        : Logical.or(Logical.not(need.reached()), condition);
  }

  /** Where a factor without the variable is 0, so is the product whatever the variable is. */
  private List<Expr> whereItVaries(Set<Expr> conditions) {
    List<Expr> still = new ArrayList<>();
    List<Expr> varying = new ArrayList<>();
    for (Expr each : conditions) {
      boolean isNonzero =
          each instanceof Relation relation && relation.operator() == Relation.Operator.NOT_EQUAL;
      if (isNonzero && !depends.test(each)) {
        still.add(Logical.not(each));
      } else {
        varying.add(each);
      }
    }
    if (still.isEmpty()) {
      return varying;
    }
    List<Expr> result = new ArrayList<>();
    for (Expr each : varying) {
      List<Expr> operands = new ArrayList<>(still);
      operands.add(each);
      result.add(Logical.of(Logical.Operator.OR, operands));
    }
    return result;
  }

  /** What differs for two indices alone, as x_i - x_j, is constant where they are the same. */
  private static Expr apart(
      Expr holds, List<SideCondition.Bound> bounds, ConditionSimplifier simplifier) {
    for (int i = 0; i < bounds.size(); i++) {
      for (int j = i + 1; j < bounds.size(); j++) {
        if (isFalseTogether(holds, bounds.get(i), bounds.get(j), simplifier)) {
          return Logical.or(Relation.equal(bounds.get(j).index(), bounds.get(i).index()), holds);
        }
      }
    }
    return holds;
  }

  /** Whether a condition cannot hold where two indices of one range are the same. */
  private static boolean isFalseTogether(
      Expr holds,
      SideCondition.Bound first,
      SideCondition.Bound second,
      ConditionSimplifier simplifier) {
    if (!first.range().equals(second.range())) {
      return false;
    }
    try {
      Expr together = Substitution.of(first.index(), second.index()).apply(holds);
      return together != holds && simplifier.simplify(together).contains(Logical.FALSE);
    } catch (DomainException nowhere) {
      return true;
    }
  }

  /** A condition with its definitions in their places, and the same letters for its indices. */
  private Condition canonical(Condition condition) {
    Map<Expr, Expr> letters = new HashMap<>();
    condition
        .indices()
        .forEach(index -> letters.put(index, Symbol.opened(LETTER + letters.size())));
    Substitution named = Substitution.of(letters);
    Set<Expr> simple =
        new ConditionSimplifier(question, condition.bounds())
            .simplify(
                expanded(ConditionSimplifier.expanded(question, condition.holds(), MOST_ROUNDS)));
    Expr holds = named.apply(Logical.of(Logical.Operator.AND, simple));
    return new Condition(List.of(), holds);
  }

  /** What is needed for a slope of an operation, where it is not its value that asks for it. */
  private List<Expr> smoothness(SideCondition need) {
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
    org.chainrule.expr.Function function = java.util.Objects.requireNonNull(need.function());
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
      if (depends.test(need.parts().get(i))) {
        function
            .partial(i, need.parts(), result)
            .ifPresent(partial -> addPowers(partial, need.parts(), conditions));
      }
    }
    return conditions;
  }

  /** Writes functions as powers where these can be expanded, and even functions of roots apart. */
  private static final class Expanded extends Rewriter {
    @Override
    public Expr visit(Apply apply) {
      Expr changed = super.visit(apply);
      if (!(changed instanceof Apply call)) {
        return changed;
      }
      Optional<Expr> expansion = call.function().expansion(call.arguments());
      if (expansion.isPresent()) {
        return expansion.get();
      }
      boolean isSmoothlyEven =
          call.arguments().size() == 1
              && call.function().parity() == org.chainrule.expr.Function.Parity.EVEN
              && call.function().domain(call.arguments()).isEmpty()
              && call.function().singularities(call.arguments()).isEmpty();
      Expr argument = call.arguments().get(0);
      Expr bare = argument instanceof Product product ? product.withoutCoefficient() : argument;
      boolean isRoot = bare instanceof Power power && power.exponent() == RationalNumber.HALF;
      return isSmoothlyEven && isRoot
          ? Apply.of(call.function(), Power.of(argument, RationalNumber.TWO))
          : call;
    }
  }

  /** The definitions that the expression leads to. */
  private List<Definition> reached() {
    return reached(question.expression());
  }

  private List<Definition> reached(Expr from) {
    Set<String> names = new HashSet<>();
    addNames(from, names);
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
  private List<SideCondition.Bound> letters(Expr target) {
    List<SideCondition.Bound> letters = new ArrayList<>();
    if (target instanceof IndexedSymbol element) {
      List<IndexRange> axes =
          question.declarations().familyRanges().getOrDefault(element.family(), List.of());
      for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
        if (element.indices().get(i) instanceof Symbol letter) {
          letters.add(new SideCondition.Bound(letter, axes.get(i)));
        }
      }
    }
    return letters;
  }

  private void collect(SideCondition need, List<SideCondition.Bound> letters) {
    List<SideCondition.Bound> bounds = new ArrayList<>(need.bounds());
    bounds.addAll(letters);
    ConditionSimplifier simplifier = new ConditionSimplifier(question, bounds);
    for (Expr condition : conditionsOf(need, simplifier)) {
      Expr inside = simplifier.isTrue(condition) ? condition : strict(condition);
      for (Expr simple : simplifier.simplify(guarded(need, inside))) {
        if (implied(need.reached(), simple)) {
          continue;
        }
        Expr holds = isNever(simple, bounds, simplifier) ? Logical.FALSE : strict(simple);
        found.add(new Condition(ConditionSimplifier.mentioned(bounds, holds), holds));
      }
    }
  }

  /** Whether what is needed for all values of two indices fails where they are the same. */
  private static boolean isNever(
      Expr holds, List<SideCondition.Bound> bounds, ConditionSimplifier simplifier) {
    for (int i = 0; i < bounds.size(); i++) {
      for (int j = i + 1; j < bounds.size(); j++) {
        if (isFalseTogether(holds, bounds.get(i), bounds.get(j), simplifier)) {
          return true;
        }
      }
    }
    return false;
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

  private List<Expr> conditionsOf(SideCondition need, ConditionSimplifier simplifier) {
    return switch (need.kind()) {
      case DIVISION -> List.of(Relation.notEqual(need.parts().get(0), ZERO));
      case POWER -> power(need.parts().get(0), need.parts().get(1), simplifier);
      case CALL -> need.function() == null ? List.of() : call(need);
      case SLOPE -> slope(java.util.Objects.requireNonNull(need.function()), need.parts());
      case DERIVATIVE -> List.of();
    };
  }

  /**
   * A function has a slope inside of its domain, off its kinks and jumps, where that is a number.
   */
  private static List<Expr> slope(org.chainrule.expr.Function function, List<Expr> arguments) {
    List<Expr> conditions = new ArrayList<>();
    for (Expr each : function.domain(arguments)) {
      boolean isEdged =
          each instanceof Relation relation
              && relation.operator() == Relation.Operator.LESS_OR_EQUAL;
      conditions.add(
          isEdged ? Relation.less(((Relation) each).left(), ((Relation) each).right()) : each);
    }
    for (org.chainrule.expr.Function.Singularity each : function.singularities(arguments)) {
      conditions.add(Functions.elsewhere(each));
    }
    if (conditions.isEmpty()) {
      function
          .partial(0, arguments, Apply.of(function, arguments))
          .ifPresent(partial -> addPowers(partial, arguments, conditions));
    }
    return conditions;
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
    if (derivative && depends.test(exponent)) {
      // 0^x is 0 along all x > 0, where the base stays 0 as the exponent changes.
      return List.of(
          depends.test(base) ? positive : positiveOrConstant(base, exponent, simplifier));
    }
    boolean isMoved = derivative && depends.test(base);
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
    return java.util.Objects.requireNonNull(need.function()).domain(need.parts());
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
