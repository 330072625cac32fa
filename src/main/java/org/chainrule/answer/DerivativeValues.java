package org.chainrule.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.Expr;
import org.chainrule.model.Derivations;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.NumberedQuestion;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;

/**
 * The values of a derivative at points, each of which may give the indices lengths of their own, or
 * numbers, and so ask for a derivative of its own.
 */
final class DerivativeValues {
  private final Question question;
  private final List<Expr> by;
  private final Options options;
  private final DerivativeValue general;
  private final Map<List<String>, DerivativeValue> ofLengths = new HashMap<>();

  DerivativeValues(Derived derived, Options options) {
    question = derived.derivations().question();
    by = derived.derivations().by();
    this.options = options;
    general = value(question, derived.derived(), derived.domain());
  }

  List<Value> at(List<Map<String, Object>> points) {
    List<Value> values = new ArrayList<>();
    for (Map<String, Object> given : points) {
      Interruption.poll();
      try {
        values.add(at(Points.of(given)));
      } catch (ChainruleException failure) {
        values.add(Value.none(String.valueOf(failure.getMessage())));
      }
    }
    return values;
  }

  private Value at(Point point) {
    Question there = question.at(point);
    Agreement.require(point, there, by, options.limited(EvaluationBindings.ofExpressions(there)));
    Optional<NumberedQuestion> numbered = NumberedQuestion.at(point, there, by);
    DerivativeValue value =
        numbered.isPresent()
            ? ofNumbers(numbered.get())
            : there == question
                ? general
                : ofLengths.computeIfAbsent(
                    question.lengthsApart(point), ranges -> ofLengths(there));
    return value.at(point);
  }

  private DerivativeValue ofLengths(Question there) {
    List<DomainCondition> domain = DomainConditions.ofDerivative(there, by);
    return value(there, new Derivations(there, by).derivative(), domain);
  }

  private DerivativeValue value(Question there, Expr derivative, List<DomainCondition> domain) {
    UnevaluatedDerivatives remaining = new UnevaluatedDerivatives(there);
    return value(there, remaining.asFamilies(derivative), by, by, remaining, domain);
  }

  /** The derivative at numbers for its indices, carried out there. */
  private DerivativeValue ofNumbers(NumberedQuestion numbered) {
    Question there = numbered.question();
    UnevaluatedDerivatives remaining = new UnevaluatedDerivatives(there);
    return value(
        there,
        remaining.carriedOut(there.expression(), numbered.by()),
        numbered.by(),
        numbered.asked(),
        remaining,
        DomainConditions.ofDerivative(there, numbered.by()));
  }

  private DerivativeValue value(
      Question there,
      Expr derivative,
      List<Expr> variables,
      List<Expr> known,
      UnevaluatedDerivatives remaining,
      List<DomainCondition> domain) {
    return new DerivativeValue(
        there,
        derivative,
        variables,
        definitions(there, known, remaining, StepsAsCases::of),
        definitions(there, known, remaining, StepsAsCases::closed),
        options.limited(
            remaining.within(
                EvaluationBindings.knowing(known, EvaluationBindings.ofExpressions(there)))),
        options.limited(EvaluationBindings.knowing(known, EvaluationBindings.ofTrees(there))),
        domain,
        options.atKinks());
  }

  private Context<Expr> definitions(
      Question there,
      List<Expr> known,
      UnevaluatedDerivatives remaining,
      UnaryOperator<Expr> open) {
    Context<Expr> context = EvaluationBindings.ofExpressions(there, open, Set.of());
    return options.limited(remaining.within(EvaluationBindings.knowing(known, context)));
  }
}
