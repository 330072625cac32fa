package org.chainrule.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.condition.ConditionSimplifier;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.Limit;
import org.chainrule.evaluate.Context;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.model.UniversalIndices;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/**
 * A claimed derivative of a question by variables in turn, made ready for numbers: functions of
 * which only the name is known are concrete ones in it, and derivatives that are not carried out
 * are families.
 */
final class Claim {
  private final Question question;
  private final List<Expr> by;
  private final boolean isAnswer;
  private final UnevaluatedDerivatives remaining;
  private final UnknownFunctions unknown;
  private final Expr expression;
  private final Expr steps;

  /**
   * A claim.
   *
   * @param by the variables, which are independent even where they are defined
   * @param isAnswer whether the claim is an answer, which says nothing at the places of jumps
   * @param seed where the choice of concrete functions starts
   */
  Claim(Question question, Expr claim, List<Expr> by, boolean isAnswer, long seed) {
    this.question = question;
    this.by = List.copyOf(by);
    this.isAnswer = isAnswer;
    remaining = new UnevaluatedDerivatives(question);
    unknown = new UnknownFunctions(question, claim, seed);
    expression = unknown.concrete(remaining.asFamilies(claim));
    // A step says by its jump where it compares.
    steps = StepsAsCases.of(expression);
  }

  Question question() {
    return question;
  }

  /** The variables, in turn. */
  List<Expr> by() {
    return by;
  }

  boolean isAnswer() {
    return isAnswer;
  }

  Expr expression() {
    return expression;
  }

  /** The claim, its steps as cases, which compare. */
  Expr steps() {
    return steps;
  }

  /** What is claimed to have the derivative, its functions concrete ones. */
  Expr asked() {
    return unknown.concrete(question.expression());
  }

  UnknownFunctions unknown() {
    return unknown;
  }

  /** What names stand for; derivatives of recurrences are carried out at numbers. */
  Context<Expr> expressions(Set<String> independent) {
    return remaining
        .within(EvaluationBindings.ofExpressions(question, unknown::concrete, independent))
        .strictly();
  }

  /** What names stand for in the trees as they were written. */
  Context<Syntax> trees(Set<String> independent) {
    return EvaluationBindings.ofTrees(question, independent)
        .withFunctions(unknown.lookup())
        .strictly();
  }

  /** The names that are whole numbers. */
  IntegerNames integers() {
    return new IntegerNames(question, expression, by);
  }

  /** The assumptions, for all values of their indices where names are whole numbers. */
  List<Expr> assumptions(Map<String, BigInteger> whole) {
    return new UniversalIndices(question.declarations())
        .instances(question.declarations().assumptions(), whole);
  }

  boolean hasDerivative(Syntax tree) {
    List<Syntax> found = new ArrayList<>();
    SyntaxWalk.forEach(
        tree,
        node -> {
          boolean isOfTable =
              node instanceof Syntax.Call call
                  && call.primes() > 0
                  && !unknown.names().contains(call.function());
          if (node instanceof Syntax.Derivative || isOfTable) {
            found.add(node);
          }
        });
    return !found.isEmpty();
  }

  /** An expression with definitions in their places, unless a variable is defined. */
  Expr withDefinitions(Expr expression) {
    return by.stream().anyMatch(question.definitions()::isDefined)
        ? expression
        : ConditionSimplifier.expanded(question, expression, Limit.CHECKED_DEFINITIONS);
  }

  /** The names in an equation that have values of their own, the variables first. */
  List<Expr> realNames(Expr equation) {
    Set<Expr> names = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        boolean isName =
            node instanceof Symbol symbol && !symbol.isOpened()
                || node instanceof IndexedSymbol && Symbol.largestOpened(node) == 0;
        return isName && !question.definitions().isDefined(node) && names.add(node);
      }
    }.apply(equation);
    List<Expr> sorted = new ArrayList<>(by.stream().filter(names::contains).toList());
    names.stream().filter(name -> !by.contains(name)).forEach(sorted::add);
    return sorted;
  }

  static Set<Relation> comparisonsOf(List<Expr> expressions) {
    Set<Relation> comparisons = new LinkedHashSet<>();
    Pass<Boolean> collector =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof Relation relation && Symbol.largestOpened(relation) == 0) {
              comparisons.add(relation);
            }
            return true;
          }
        };
    expressions.forEach(collector::apply);
    return comparisons;
  }

  static Substitution numbers(Map<String, BigInteger> whole) {
    Map<Expr, Expr> numbers = new HashMap<>();
    whole.forEach((name, value) -> numbers.put(Symbol.named(name), Expr.of(Rational.of(value))));
    return Substitution.of(numbers);
  }
}
