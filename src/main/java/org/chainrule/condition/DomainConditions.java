package org.chainrule.condition;

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
import java.util.TreeSet;
import java.util.function.Predicate;
import org.chainrule.differentiate.Dependence;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.ExpressionNeeds;
import org.chainrule.model.Question;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.SideCondition;
import org.chainrule.resolve.WrittenConditions;

/**
 * The conditions under which an expression as it was written has a value, or has a derivative.
 *
 * <p>A derivative needs more: it is taken inside of the domain, never on its edge.
 */
public final class DomainConditions {
  /** Above all indices that may be open in an expression. */
  private static final int LETTER = 1_000_000;

  private final Question question;
  private final Predicate<Expr> depends;
  private final OperationConditions operations;
  private final boolean isDerivative;
  private final Set<DomainCondition> found = new LinkedHashSet<>();

  private DomainConditions(Question question, List<Expr> by) {
    this.question = question;
    isDerivative = !by.isEmpty();
    depends = new Dependence(by, question.definitions())::of;
    operations = new OperationConditions(depends, by.size());
  }

  /** The conditions for having a value. */
  public static List<DomainCondition> ofValue(Question question) {
    return new DomainConditions(question, List.of()).conditions();
  }

  /** The conditions for having a value, but for those of the derivatives that are terms. */
  public static List<DomainCondition> besideTerms(Question question) {
    return new DomainConditions(question, List.of()).written();
  }

  /** The conditions for having the derivative by some variables. */
  public static List<DomainCondition> ofDerivative(Question question, List<Expr> by) {
    return new DomainConditions(question, by).conditions();
  }

  private List<DomainCondition> conditions() {
    written();
    if (isDerivative) {
      addSmoothness();
    }
    addTerms();
    return withoutSame(ImpliedConditions.withoutImplied(found));
  }

  /**
   * The conditions without those that others say in other names, as r != 0 and what r is made of.
   */
  private List<DomainCondition> withoutSame(List<DomainCondition> conditions) {
    Map<DomainCondition, DomainCondition> meanings = new LinkedHashMap<>();
    conditions.forEach(each -> meanings.put(each, canonical(each)));
    OtherConditions others =
        new OtherConditions(
            conditions,
            each -> meaning(meanings, each),
            (bounds, other) ->
                other.bounds().equals(bounds)
                    || Symbol.largestOpened(meaning(meanings, other)) < LETTER);
    for (DomainCondition each : conditions) {
      if (others.beside(each).decide(meaning(meanings, each)).equals(Optional.of(true))) {
        others.remove(each);
      }
    }
    return withStrict(others.left(), meanings);
  }

  private static Expr meaning(
      Map<DomainCondition, DomainCondition> meanings, DomainCondition condition) {
    return Objects.requireNonNull(meanings.get(condition)).holds();
  }

  /** Inequalities that are strict where another condition leaves equality out. */
  private static List<DomainCondition> withStrict(
      List<DomainCondition> conditions, Map<DomainCondition, DomainCondition> meanings) {
    List<DomainCondition> result = new ArrayList<>(conditions);
    for (DomainCondition order : conditions) {
      if (!(order.holds() instanceof Relation relation)
          || relation.operator() != Relation.Operator.LESS_OR_EQUAL) {
        continue;
      }
      for (DomainCondition apart : conditions) {
        if (order.bounds().equals(apart.bounds())
            && result.contains(apart)
            && ImpliedConditions.strict(
                    Objects.requireNonNull(meanings.get(order)),
                    Objects.requireNonNull(meanings.get(apart)))
                .isPresent()) {
          Expr strict = Relation.less(relation.left(), relation.right());
          result.set(result.indexOf(order), new DomainCondition(order.bounds(), strict));
          result.remove(apart);
          break;
        }
      }
    }
    return List.copyOf(result);
  }

  private List<DomainCondition> written() {
    question.once(new ValueNeeds(), this::valueNeeds).forEach(need -> collect(need, List.of()));
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

  private record Terms() {}

  private static List<Written> derivatives(Question question) {
    return question.once(new Terms(), () -> findDerivatives(question));
  }

  private static List<Written> findDerivatives(Question question) {
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
    for (DomainCondition own : ofDerivative(body, by)) {
      List<SideCondition.Bound> around = new ArrayList<>(own.bounds());
      around.addAll(written.letters());
      List<SideCondition.Bound> bounds = ConditionSimplifier.mentioned(around, own.holds());
      DomainCondition each = new DomainCondition(bounds, own.holds());
      ConditionSimplifier simplifier = new ConditionSimplifier(question, each.bounds());
      Expr guarded = guarded(need, each.holds());
      if (guarded == each.holds()) {
        found.add(each);
        continue;
      }
      for (Expr simple : simplifier.simplify(guarded)) {
        if (!implied(need.reached(), simple)) {
          found.add(
              new DomainCondition(ConditionSimplifier.mentioned(each.bounds(), simple), simple));
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
    Expr whole =
        question.once(
            new Whole(value),
            () -> ConditionSimplifier.expanded(question, value, Limit.DEFINITION_ROUNDS));
    Set<DomainCondition> needed = smoothness(whole, true);
    Set<DomainCondition> known = new HashSet<>();
    found.forEach(each -> known.add(canonical(each)));
    Set<DomainCondition> canonical = new HashSet<>();
    needed.forEach(each -> canonical.add(canonical(each)));
    for (DomainCondition each : smoothness(value, false)) {
      if (canonical.contains(canonical(each)) && known.add(canonical(each))) {
        found.add(each);
      }
    }
    for (DomainCondition each : needed) {
      if (known.add(canonical(each))) {
        found.add(each);
      }
    }
  }

  private record ValueNeeds() {}

  /** The operations that ask for something to have a value, whatever the variables are. */
  private List<SideCondition> valueNeeds() {
    return question.needs().stream()
        .filter(
            need ->
                !operations
                    .ofValue(need, new ConditionSimplifier(question, need.bounds()))
                    .isEmpty())
        .toList();
  }

  private record Needs(Expr of) {}

  private record Whole(Expr of) {}

  private record Powers(Expr of) {}

  private record Reached(Expr from) {}

  /** What the derivative of an expression and of the definitions that it leads to needs. */
  private Set<DomainCondition> smoothness(Expr expression, boolean isExpanded) {
    Set<DomainCondition> conditions = new LinkedHashSet<>();
    addSmoothness(isExpanded ? inPowers(expression) : expression, List.of(), conditions);
    for (Definition each : reached(expression)) {
      Expr value = isExpanded ? inPowers(each.value()) : each.value();
      addSmoothness(value, letters(each.target()), conditions);
    }
    return conditions;
  }

  private Expr inPowers(Expr value) {
    return question.once(new Powers(value), () -> expanded(value));
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
      Expr value, List<SideCondition.Bound> letters, Set<DomainCondition> conditions) {
    List<SideCondition> needs =
        question.once(
            new Needs(value),
            () ->
                ExpressionNeeds.of(value, question.indexNames()).stream()
                    .filter(OperationConditions::mayAskForSlope)
                    .toList());
    for (SideCondition need : needs) {
      List<Expr> ofSlope = operations.ofSlope(need);
      if (ofSlope.isEmpty()) {
        continue;
      }
      List<SideCondition.Bound> bounds = new ArrayList<>(need.bounds());
      bounds.addAll(letters);
      ConditionSimplifier simplifier = new ConditionSimplifier(question, bounds);
      for (Expr smoothness : ofSlope) {
        Set<Expr> simple = simplifier.simplify(guarded(need, smoothness));
        for (Expr each : whereItVaries(simple)) {
          if (!implied(need.reached(), each)) {
            Expr holds = apart(each, bounds, simplifier);
            conditions.add(
                new DomainCondition(ConditionSimplifier.mentioned(bounds, holds), holds));
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
  private DomainCondition canonical(DomainCondition condition) {
    Map<Expr, Expr> letters = new HashMap<>();
    condition
        .indices()
        .forEach(index -> letters.put(index, Symbol.opened(LETTER + letters.size())));
    Substitution named = Substitution.of(letters);
    Set<Expr> simple =
        new ConditionSimplifier(question, condition.bounds())
            .simplify(
                expanded(
                    ConditionSimplifier.expanded(
                        question, condition.holds(), Limit.DEFINITION_ROUNDS)));
    Expr holds = named.apply(Logical.of(Logical.Operator.AND, simple));
    return new DomainCondition(List.of(), holds);
  }

  /**
   * The pass that writes functions as powers where these can be expanded, and even functions of
   * roots apart.
   */
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
              && call.function().parity() == Function.Parity.EVEN
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
    return question.once(new Reached(from), () -> findReached(from));
  }

  /**
   * The definitions that an expression leads to, as rounds over all of them find them: each round
   * takes those of which the names are known by then.
   */
  private List<Definition> findReached(Expr from) {
    List<Definition> definitions = question.declarations().definitions();
    Map<String, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < definitions.size(); i++) {
      places.computeIfAbsent(name(definitions.get(i).target()), key -> new ArrayList<>()).add(i);
    }
    Set<String> names = new HashSet<>();
    addNames(from, names);
    TreeSet<Integer> round = new TreeSet<>();
    TreeSet<Integer> next = new TreeSet<>();
    names.forEach(name -> round.addAll(places.getOrDefault(name, List.of())));
    List<Definition> reached = new ArrayList<>();
    while (!round.isEmpty()) {
      int place = Objects.requireNonNull(round.pollFirst());
      Definition definition = definitions.get(place);
      reached.add(definition);
      Set<String> used = new HashSet<>();
      addNames(definition.value(), used);
      used.removeAll(names);
      names.addAll(used);
      for (String name : used) {
        for (int each : places.getOrDefault(name, List.of())) {
          (each > place ? round : next).add(each);
        }
      }
      if (round.isEmpty()) {
        round.addAll(next);
        next.clear();
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
    for (Expr condition : operations.ofValue(need, simplifier)) {
      Expr inside = simplifier.isTrue(condition) ? condition : operations.strict(condition);
      for (Expr simple : simplifier.simplify(guarded(need, inside))) {
        if (implied(need.reached(), simple)) {
          continue;
        }
        Expr holds =
            isNever(simple, bounds, simplifier) ? Logical.FALSE : operations.strict(simple);
        found.add(new DomainCondition(ConditionSimplifier.mentioned(bounds, holds), holds));
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
}
