package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceListener;

/**
 * A recurrence {@code D_k = a_k*D_{k-1} + b_k}, or up with k+1, that the derivative of an element
 * follows.
 */
final class LinearRecurrence {
  /** Names that no text can hold: the running index, a second one, and the last value. */
  static final Symbol STEP = Symbol.named("running index");

  private static final Symbol OTHER = Symbol.named("other index");
  private static final Symbol LAST = Symbol.named("last index");
  private static final Symbol BEFORE = Symbol.named("derivative before");

  private final Expr multiplied;
  private final Expr added;
  private final Start start;
  private final Expr end;
  private final boolean goesDown;
  private final Supplier<Facts> facts;
  private final ClosedForms.ShortForm simplification;

  /**
   * The start of a recurrence.
   *
   * @param index the index there
   * @param value the derivative there
   * @param isFirst whether no element lies before, so that nothing has to be asked of the last
   */
  record Start(Expr index, Expr value, boolean isFirst) {}

  private LinearRecurrence(
      Expr multiplied,
      Expr added,
      Start start,
      Expr end,
      boolean goesDown,
      Supplier<Facts> facts,
      ClosedForms.ShortForm simplification) {
    this.multiplied = multiplied;
    this.added = added;
    this.start = start;
    this.end = end;
    this.goesDown = goesDown;
    this.facts = facts;
    this.simplification = simplification;
  }

  /** What the derivative before is multiplied by in each step, in terms of a running index. */
  Expr multiplied() {
    return multiplied;
  }

  Start start() {
    return start;
  }

  Expr end() {
    return end;
  }

  /** The index a number of steps after another. */
  Expr after(Expr index, int steps) {
    return index.plus(Expr.of(goesDown ? steps : -steps));
  }

  /** What is added in each step, in terms of a running index. */
  Expr added() {
    return added;
  }

  /** What holds of the running index: it comes after the start. */
  Expr stepping() {
    Expr first = after(start.index(), 1);
    return goesDown ? Relation.lessOrEqual(first, STEP) : Relation.lessOrEqual(STEP, first);
  }

  LinearRecurrence withAdded(Expr value) {
    return value == added
        ? this
        : new LinearRecurrence(multiplied, value, start, end, goesDown, facts, simplification);
  }

  /**
   * The recurrence of the derivative of an element.
   *
   * @throws NoDerivativeException where it is not linear of the first order, or has no start
   */
  static LinearRecurrence of(
      IndexedSymbol element,
      List<Expr> by,
      Start start,
      Definitions definitions,
      Supplier<Facts> facts,
      ClosedForms.ShortForm simplification) {
    Recurrence recurrence = definitions.recurrence(element.family()).orElseThrow();
    Map.Entry<Integer, Recurrence.Axis> entry = recurrence.axes().entrySet().iterator().next();
    Recurrence.Axis axis = entry.getValue();
    int place = entry.getKey();
    Expr end = element.indices().get(place);

    Expr first = start.index().plus(Expr.of(axis.goesDown() ? 1 : -1));
    Facts known =
        axis.goesDown()
            ? facts
                .get()
                .withRange(STEP, new IndexRange(first, NamedConstant.INFINITY))
                .with(Relation.less(start.index(), STEP))
            : facts.get().with(Relation.less(STEP, start.index()));
    IndexedSymbol moving = at(element, place, STEP);
    Expr derivative = moving;
    for (Expr variable : by) {
      Expr derived =
          new Differentiator(variable, definitions, known)
              .keepingRecurrences(recurrence.families())
              .differentiate(derivative);
      derivative = simplification.of(derived, known, TraceListener.NONE);
    }
    IndexedSymbol before = at(element, place, STEP.plus(Expr.of(axis.goesDown() ? -1 : 1)));
    Expr inTerms = Substitution.of(derivative(before, by), BEFORE).apply(derivative);
    requireFirstOrder(inTerms, recurrence, by.size());
    DerivativePlaceholders standIns = new DerivativePlaceholders();
    Expr slope =
        new Differentiator(BEFORE, Definitions.none(), known)
            .differentiate(standIns.putIn(inTerms));
    Expr multiplied = simplification.of(standIns.takeOut(slope), known, TraceListener.NONE);
    if (Occurrence.of(BEFORE, multiplied)) {
      throw new NoDerivativeException("the derivative's own recurrence is not linear");
    }
    if (multiplied.isZero()) {
      throw new NoDerivativeException("no step depends on the derivative before");
    }
    Expr added =
        simplification.of(
            Substitution.of(BEFORE, RationalNumber.ZERO).apply(inTerms), known, TraceListener.NONE);
    if (!start.isFirst() && !added.isZero()) {
      throw new NoDerivativeException("more than one step depends on the variable directly");
    }
    return new LinearRecurrence(
        multiplied, added, start, end, axis.goesDown(), facts, simplification);
  }

  static IndexedSymbol at(IndexedSymbol element, int place, Expr index) {
    List<Expr> indices = new ArrayList<>(element.indices());
    indices.set(place, index);
    return IndexedSymbol.of(element.family(), indices);
  }

  static Expr derivative(Expr body, List<Expr> by) {
    Expr derivative = body;
    for (Expr variable : by) {
      derivative = DerivativeTerm.of(derivative, variable);
    }
    return derivative;
  }

  /** Refuses derivatives of the same order of other elements of the recurrence. */
  private static void requireFirstOrder(Expr expression, Recurrence recurrence, int order) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof DerivativeTerm derivative && recurrence.holds(derivative.body())) {
          int own = derivative.by().stream().mapToInt(DerivativeTerm.Variable::order).sum();
          if (own >= order) {
            throw new NoDerivativeException(
                recurrence.families().size() > 1
                    ? "the recurrences of " + recurrence.names() + " lead to each other"
                    : "the elements of " + recurrence.names() + " lead to several others");
          }
        }
        return true;
      }
    }.apply(expression);
  }

  /** The derivative at an index by the formula, as it stands. */
  Expr formula(Expr last) {
    Expr first = after(start.index(), 1);
    Expr lower = goesDown ? first : LAST;
    Expr upper = goesDown ? LAST : first;
    Expr body = Product.of(added, productAfter(LAST));
    Expr formula =
        Sum.of(
            Reduction.of(Reduction.Operator.SUM, STEP, lower, upper, body),
            Product.of(start.value(), product(lower, upper)));
    // The last index may be named as the running one is.
    return Substitution.of(LAST, last).apply(formula);
  }

  /** The derivative at the end, without the recurrence. */
  Expr closedForm() {
    Expr first = after(start.index(), 1);
    Expr lower = goesDown ? first : LAST;
    Expr upper = goesDown ? LAST : first;
    Facts outside = facts.get();
    Facts known =
        outside
            .rangeOf(end)
            .map(range -> outside.withRange(LAST, range))
            .orElse(outside)
            .with(
                goesDown
                    ? Relation.lessOrEqual(start.index(), LAST)
                    : Relation.lessOrEqual(LAST, start.index()))
            .withRange(STEP, new IndexRange(lower, upper));
    Expr body = Product.of(added, productAfter(LAST));
    Expr sum = Contraction.sum(STEP, lower, upper, Logical.TRUE, body, known);
    Expr total = Sum.of(sum, Product.of(start.value(), product(lower, upper)));
    Expr result = simplification.of(total, known, TraceListener.NONE);
    // What is compared with the end may be so whatever the end is: `t - 1 <= t`.
    return guarded(
        simplification.of(
            Substitution.of(LAST, end).apply(result), facts.get(), TraceListener.NONE));
  }

  /** The result where the end is not before the start, which is 0 there. */
  private Expr guarded(Expr result) {
    if (start.isFirst()) {
      return result;
    }
    Expr reached =
        goesDown
            ? Relation.lessOrEqual(start.index(), end)
            : Relation.lessOrEqual(end, start.index());
    Optional<Boolean> decided = facts.get().decide(reached);
    if (decided.isPresent()) {
      return decided.get() ? result : RationalNumber.ZERO;
    }
    return Piecewise.of(List.of(new Piecewise.Branch(result, reached)), RationalNumber.ZERO);
  }

  /** The product of the factors of all steps after that of the running index. */
  private Expr productAfter(Expr last) {
    return goesDown ? product(after(STEP, 1), last) : product(last, after(STEP, 1));
  }

  /** The product of the factors from one index to another, which may be one less. */
  private Expr product(Expr lower, Expr upper) {
    if (!Occurrence.of(STEP, multiplied)) {
      return Power.of(multiplied, Sum.of(upper, lower.negate(), RationalNumber.ONE));
    }
    Expr factor = Substitution.of(STEP, OTHER).apply(multiplied);
    return Reduction.of(Reduction.Operator.PRODUCT, OTHER, lower, upper, factor);
  }
}
