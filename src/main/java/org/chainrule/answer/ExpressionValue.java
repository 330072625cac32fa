package org.chainrule.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.error.DomainException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.resolve.SideCondition;
import org.chainrule.syntax.Syntax;

/** The value of a question's expression at points. */
final class ExpressionValue {
  private final Question question;
  private final DerivativeTerms terms;
  private final Context<Syntax> trees;
  private final Context<Expr> expressions;
  private final Syntax tree;
  private final boolean hasWritten;
  private final Expr needed;
  private final Set<String> remarks;

  /**
   * @param tree the question as it was written
   * @param remarks takes what there is to tell of the values
   */
  ExpressionValue(Question question, Syntax tree, Options options, Set<String> remarks) {
    this.question = question;
    this.tree = tree;
    this.remarks = remarks;
    terms = new DerivativeTerms(question, options.atKinks(), options::limited);
    trees = options.limited(EvaluationBindings.ofTrees(question));
    expressions = options.limited(EvaluationBindings.ofExpressions(question));
    hasWritten = DomainConditions.hasDerivatives(question);
    needed =
        hasDerivatives() ? broken(DomainConditions.besideTerms(question)) : RationalNumber.ZERO;
  }

  boolean hasDerivatives() {
    return hasWritten || !terms.isEmpty();
  }

  Question question() {
    return question;
  }

  /** What names stand for. */
  Context<Expr> expressions() {
    return expressions;
  }

  Value at(Point point, Closeness closeness) {
    Context<Expr> within = terms.within(expressions, point, closeness);
    if (Evaluator.evaluate(needed, point, within) != 0) {
      throw new DomainException("outside the domain of a derivative in the expression");
    }
    terms.requireVanished(point, within);
    Value value =
        hasDerivatives()
            ? closeness.value(terms.expression(), point, within)
            : closeness.value(tree, point, trees);
    Double number = value.number();
    if (number != null && number == 0 && closeness == Closeness.DIGITS) {
      told(
          hasDerivatives()
              ? Evaluator.boundOfZero(terms.expression(), point, within)
              : Evaluator.boundOfZero(tree, point, trees));
    }
    return value;
  }

  private void told(OptionalLong power) {
    if (power.isPresent()) {
      String note = "the value is taken for 0: no digit of it is found down to 1e";
      remarks.add(note + power.getAsLong());
    }
  }

  /** Whether a condition is of a derivative, which the evaluation itself meets. */
  private static boolean holdsDerivative(Expr condition) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(condition));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (node instanceof DerivativeTerm) {
        return true;
      }
      if (seen.add(node)) {
        node.children().forEach(pending::push);
      }
    }
    return false;
  }

  /** How many conditions are broken at a point, for all values of their indices. */
  private static Expr broken(List<DomainCondition> conditions) {
    List<Expr> counts = new ArrayList<>();
    for (DomainCondition each : conditions) {
      if (holdsDerivative(each.holds())) {
        continue;
      }
      Expr count =
          Piecewise.of(
              List.of(new Piecewise.Branch(RationalNumber.ZERO, each.holds())), RationalNumber.ONE);
      for (SideCondition.Bound bound : each.bounds()) {
        count =
            Reduction.of(
                Reduction.Operator.SUM,
                bound.index(),
                bound.range().lower(),
                bound.range().upper(),
                Logical.TRUE,
                count);
      }
      counts.add(count);
    }
    return Sum.of(counts.toArray(Expr[]::new));
  }
}
