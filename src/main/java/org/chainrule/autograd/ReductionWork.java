package org.chainrule.autograd;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.autograd.ExpressionRun.Truth;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Reduction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The evaluation of a sum, a product, a maximum or a minimum, term by term. */
final class ReductionWork<T> extends NodeEvaluators.Ranged<T> {
  private final Reduction reduction;
  private @Nullable Expr condition;
  private @Nullable Expr body;
  private @Nullable T total;

  /** Of a maximum or a minimum, the terms that are as large as any so far. */
  private final List<T> best = new ArrayList<>();

  ReductionWork(Reduction reduction) {
    super(reduction, reduction);
    this.reduction = reduction;
  }

  @Override
  @Nullable Expr next(ExpressionRun<T> run) {
    Expr bound = bound(run);
    if (bound != null) {
      return bound;
    }
    while (at().compareTo(last) <= 0) {
      Expr value = Expr.of(Rational.of(at()));
      Expr asked = condition == null ? reduction.conditionAt(value) : condition;
      condition = asked;
      if (!run.isKnown(asked)) {
        return asked;
      }
      Truth truth = run.truth(asked);
      if (truth == Truth.UNDECIDED) {
        run.put(node, run.numbers().number(Double.NaN));
        return null;
      }
      if (truth == Truth.HOLDS) {
        Expr term = body == null ? reduction.bodyAt(value) : body;
        body = term;
        if (!run.isKnown(term)) {
          return term;
        }
        join(run.numbers(), run.value(term));
      }
      condition = null;
      body = null;
      index = at().add(BigInteger.ONE);
    }
    run.put(node, result(run.numbers()));
    return null;
  }

  private void join(NumberKinds<T> numbers, T term) {
    T before = total;
    switch (reduction.operator()) {
      case SUM -> total = before == null ? term : numbers.add(before, term);
      case PRODUCT -> total = before == null ? term : numbers.multiply(before, term);
      case MAXIMUM -> compare(numbers, term, 1);
      case MINIMUM -> compare(numbers, term, -1);
    }
  }

  /** Keeps a term that is better than those so far, or as good; one without a value stays best. */
  private void compare(NumberKinds<T> numbers, T term, int sign) {
    double value = numbers.value(term);
    double known = best.isEmpty() ? sign * Double.NEGATIVE_INFINITY : numbers.value(best.get(0));
    if (Double.isNaN(value) || sign * value > sign * known) {
      best.clear();
    }
    if (best.isEmpty() || value == known) {
      best.add(term);
    }
  }

  private T result(NumberKinds<T> numbers) {
    T sum = total;
    if (sum != null) {
      return sum;
    }
    return switch (reduction.operator()) {
      case SUM -> numbers.number(0);
      case PRODUCT -> numbers.number(1);
      case MAXIMUM, MINIMUM -> mean(numbers);
    };
  }

  /**
   * The mean of those that tie, so that each has an equal share, as the rows of max and min say: as
   * the first and what the others are off it, so that the value stays exact.
   */
  private T mean(NumberKinds<T> numbers) {
    if (best.isEmpty()) {
      throw new DomainException("the maximum or minimum of nothing has no value");
    }
    T first = best.get(0);
    if (best.size() == 1 || !Double.isFinite(numbers.value(first))) {
      return first;
    }
    T opposite = numbers.scale(first, -1);
    T sum = numbers.add(best.get(1), opposite);
    for (T term : best.subList(2, best.size())) {
      sum = numbers.add(sum, numbers.add(term, opposite));
    }
    return numbers.add(first, numbers.divide(sum, numbers.number(best.size())));
  }
}
