package org.chainrule.condition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.AtPlace;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;
import org.jspecify.annotations.Nullable;

/**
 * A function of one variable as it stands in a question, and its derivative: what is known of the
 * names besides, and what follows for expressions of them.
 */
final class AlongVariable {
  private final Question question;
  private final Expr variable;
  private final Expr value;
  private final Expr derivative;
  private final int order;
  private final boolean isLast;
  private final Expr guard;
  private final Facts facts;

  /** What is nowhere 0 in the domain. */
  private final Set<Expr> nonzero;

  private final NearPlace nearPlace;

  private AlongVariable(
      Question question,
      Expr variable,
      Expr value,
      Expr derivative,
      int order,
      boolean isLast,
      Expr guard,
      Set<Expr> nonzero) {
    this.question = question;
    this.variable = variable;
    this.value = value;
    this.derivative = derivative;
    this.order = order;
    this.isLast = isLast;
    this.guard = guard;
    this.nonzero = nonzero;
    nearPlace = new NearPlace(variable);
    facts = question.facts().with(guard);
  }

  /** The value of a question and its derivatives by variables in turn, each with the next. */
  static List<AlongVariable> inTurn(
      Derivations derivations, Expr last, List<DomainCondition> domain) {
    Question question = derivations.question();
    Set<Expr> nonzero = nonzero(domain);
    List<Expr> values = values(derivations, last);
    List<AlongVariable> turns = new ArrayList<>();
    int size = derivations.by().size();
    for (int i = 0; i < size; i++) {
      turns.add(
          new AlongVariable(
              question,
              derivations.by().get(i),
              values.get(i),
              values.get(i + 1),
              i,
              i == size - 1,
              Logical.TRUE,
              nonzero));
    }
    return turns;
  }

  /** The value and its derivatives by the variables in turn, the last of which is at hand. */
  private static List<Expr> values(Derivations derivations, Expr last) {
    Question question = derivations.question();
    List<Expr> derivatives = new ArrayList<>(List.of(question.value()));
    boolean isSmooth = Singularities.of(question).isEmpty();
    for (int i = 1; i < derivations.by().size(); i++) {
      derivatives.add(isSmooth ? last : derivations.derivative(i));
    }
    derivatives.add(last);
    return derivatives;
  }

  private static Set<Expr> nonzero(List<DomainCondition> domain) {
    Set<Expr> nonzero = new HashSet<>();
    for (DomainCondition each : domain) {
      if (each.holds() instanceof Relation relation
          && (relation.operator() == Relation.Operator.LESS
              || relation.operator() == Relation.Operator.NOT_EQUAL)) {
        Expr difference = Sum.of(relation.left(), relation.right().negate());
        nonzero.add(difference);
        nonzero.add(difference.negate());
      }
    }
    return nonzero;
  }

  /** Another function of a variable, of which nothing but its derivative is asked. */
  AlongVariable of(Expr variable, Expr value, Expr derivative) {
    return new AlongVariable(
        question, variable, value, derivative, 0, false, Logical.TRUE, Set.of());
  }

  /** The same where something more holds. */
  AlongVariable where(Expr condition) {
    return where(condition, Substitution.of(Map.of()), nonzero);
  }

  /** The same where a name is known, put in its place. */
  AlongVariable where(Expr condition, Substitution known) {
    return where(condition, known, Set.of());
  }

  private AlongVariable where(Expr condition, Substitution known, Set<Expr> nonzeroThere) {
    return new AlongVariable(
        question,
        variable,
        simplified(known.apply(value)),
        simplified(known.apply(derivative)),
        order,
        isLast,
        condition,
        nonzeroThere);
  }

  Question question() {
    return question;
  }

  Expr variable() {
    return variable;
  }

  /** What is differentiated by the variable. */
  Expr value() {
    return value;
  }

  Expr derivative() {
    return derivative;
  }

  /** How many derivatives the value has been taken by already. */
  int order() {
    return order;
  }

  /** Whether the derivative is the one that was asked for. */
  boolean isLast() {
    return isLast;
  }

  /** What holds where the function is looked at. */
  Expr guard() {
    return guard;
  }

  Facts facts() {
    return facts;
  }

  /** Whether an expression is known to be nowhere 0, from the conditions on the domain. */
  boolean isApart(Expr expression) {
    return nonzero.contains(expression);
  }

  /** The places of the whole question, or of the value where the question's value has none. */
  Set<Function.Singularity> singularities() {
    Set<Function.Singularity> own = Singularities.ofValue(question);
    return own.isEmpty() && order > 0 ? Singularities.of(value) : own;
  }

  /** Where the variable alone meets a singularity of the question, whatever else is given. */
  List<Expr> places() {
    return Singularities.ofValue(question).stream()
        .filter(each -> !each.everyInteger() && Symbol.largestOpened(each.locus()) == 0)
        .filter(each -> Occurrence.of(variable, each.locus()))
        .flatMap(each -> new ZeroSet(variable, facts).of(each.locus()).stream())
        .flatMap(List::stream)
        .filter(root -> root.where() == Logical.TRUE)
        .map(ZeroSet.Root::place)
        .distinct()
        .toList();
  }

  /** An expression with the cases that may hold at a place of the variable or beside it. */
  Expr near(Expr expression, Expr place) {
    return nearPlace.of(expression, place);
  }

  /** The value at a place, where it is one of its own and not a limit; null for a derivative. */
  @Nullable Expr own(Expr place) {
    Expr near = near(value, place);
    return order == 0 ? simplified(AtPlace.of(near, variable, place, this::simplified)) : null;
  }

  /** Whether a locus is nowhere 0 in the domain. */
  boolean isNowhere(Expr locus) {
    Expr elsewhere = Relation.notEqual(locus, RationalNumber.ZERO);
    return isApart(locus)
        || new ConditionSimplifier(question, List.of()).simplify(elsewhere).isEmpty();
  }

  boolean isNowhere(Expr first, Expr second, Expr both) {
    Optional<Boolean> no = Optional.of(false);
    return facts.decide(first).equals(no)
        || facts.with(first).decide(second).equals(no)
        || new ConditionSimplifier(question, List.of()).simplify(both).contains(Logical.FALSE);
  }

  /** Says that an expression is 0, as simply as can be. */
  Expr zero(Expr locus) {
    if (locus instanceof Apply apply && apply.function().isMaximum()) {
      // The largest is 0 where one that is never below 0 is 0, and the others are not above it.
      List<Expr> operands = apply.arguments();
      for (Expr operand : operands) {
        if ((new PossibleSigns().apply(operand) & PossibleSigns.NEGATIVE) == 0) {
          List<Expr> all = new ArrayList<>(List.of(zero(operand)));
          operands.stream()
              .filter(other -> other != operand)
              .forEach(other -> all.add(Relation.lessOrEqual(other, RationalNumber.ZERO)));
          return Logical.of(Logical.Operator.AND, all);
        }
      }
    }
    Set<Expr> elsewhere =
        new ConditionSimplifier(question, List.of())
            .simplify(Relation.notEqual(locus, RationalNumber.ZERO));
    return elsewhere.size() == 1
        ? Logical.not(elsewhere.iterator().next())
        : Relation.equal(locus, RationalNumber.ZERO);
  }

  boolean isNeverZero(Expr expression, Facts known) {
    if (expression instanceof RationalNumber number) {
      return !number.isZero();
    }
    if (known.isPositive(expression) || known.isPositive(expression.negate())) {
      return true;
    }
    Expr nonzeroAlways = Relation.notEqual(expression, RationalNumber.ZERO);
    if (new ConditionSimplifier(question, List.of()).simplify(nonzeroAlways).isEmpty()) {
      return true;
    }
    if (Symbol.largestOpened(expression) > 0 || !namesIn(expression).isEmpty()) {
      return false;
    }
    try {
      return Evaluator.evaluate(expression, Point.EMPTY, Context.of(Functions::named)) != 0;
    } catch (ChainruleException unknown) {
      return false;
    }
  }

  static Set<Expr> namesIn(Expr expression) {
    Set<Expr> names = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        boolean isName =
            node instanceof Symbol symbol && !symbol.isOpened()
                || node instanceof IndexedSymbol
                || node instanceof Apply apply && apply.function().isDeclared();
        return isName && names.add(node);
      }
    }.apply(expression);
    return names;
  }

  Expr difference(Expr left, Expr right) {
    return simplified(left.minus(right));
  }

  Expr simplified(Expr expression) {
    return expression instanceof RationalNumber
        ? expression
        : new Simplifier(facts).simplify(expression);
  }
}
