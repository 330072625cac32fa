package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/**
 * The steps of a closed form: what the recurrence of the derivative is, where it begins, what comes
 * out when it is used again and again, and that the formula follows the recurrence, which is the
 * step of an induction.
 */
final class RecurrenceTrace {
  /** So many elements show what the formula is. */
  private static final int MOST_UNROLLED = 3;

  private final LinearRecurrence linear;
  private final IndexedSymbol element;
  private final List<Expr> by;
  private final Definitions definitions;
  private final Recurrence recurrence;
  private final int place;

  /** The index of any element: the last one where that is a letter of its own. */
  private final Symbol index;

  RecurrenceTrace(
      LinearRecurrence linear, IndexedSymbol element, List<Expr> by, Definitions definitions) {
    this.linear = linear;
    this.element = element;
    this.by = by;
    this.definitions = definitions;
    recurrence = definitions.recurrence(element.family()).orElseThrow();
    place = recurrence.axes().keySet().iterator().next();
    index =
        linear.end() instanceof Symbol end
                && Stream.concat(
                        by.stream(),
                        Stream.of(linear.start().index(), linear.multiplied(), linear.added()))
                    .noneMatch(each -> Occurrence.of(end, each))
            ? end
            : LinearRecurrence.STEP;
  }

  /** What holds of the index: it comes after the start. */
  Expr stepping() {
    return at(index, linear.stepping());
  }

  private static Expr at(Expr index, Expr ofStep) {
    return Substitution.of(LinearRecurrence.STEP, index).apply(ofStep);
  }

  private Expr derivative(Expr at) {
    return LinearRecurrence.derivative(LinearRecurrence.at(element, place, at), by);
  }

  /**
   * The derivation of the recurrence.
   *
   * @param added what is added in each step, as it is derived
   */
  Trace step(Expr added, Facts known, ClosedForms.ShortForm form) {
    Expr wanted = derivative(index);
    Expr before = derivative(linear.after(index, -1));
    Expr after = Sum.of(Product.of(at(index, linear.multiplied()), before), at(index, added));
    TraceRecorder recorder = new TraceRecorder();
    Expr found = wanted;
    if (by.size() == 1) {
      Expr derived =
          new Differentiator(by.get(0), definitions, known, recorder)
              .keepingRecurrences(recurrence.families())
              .differentiate(LinearRecurrence.at(element, place, index));
      found = form.of(derived, known, recorder);
    }
    if (found != after) {
      recorder.add(Sweep.of(TraceStep.of(Rule.LINEAR_RECURRENCE, found, after)));
    }
    return new Trace(wanted, after, List.of(stepping()), false, TraceRecorder.sweeps(recorder));
  }

  /** Where the recurrence begins, its first elements, and that the formula follows it. */
  List<Trace> proof() {
    List<Trace> parts = new ArrayList<>();
    Expr at = linear.start().index();
    add(parts, TraceStep.of(Rule.START, derivative(at), linear.start().value()), List.of());
    List<Expr> terms = List.of(linear.start().value());
    for (int i = 1; i <= MOST_UNROLLED && at != linear.end(); i++) {
      at = linear.after(at, 1);
      Expr factor = at(at, linear.multiplied());
      List<Expr> next = new ArrayList<>();
      terms.forEach(each -> next.add(Product.of(factor, each)));
      next.add(at(at, linear.added()));
      terms = next;
      add(parts, TraceStep.of(Rule.UNROLLED, derivative(at), Sum.of(terms)), List.of());
    }
    Expr before = linear.formula(linear.after(index, -1));
    Expr next =
        Sum.of(Product.of(at(index, linear.multiplied()), before), at(index, linear.added()));
    TraceStep induction = TraceStep.of(Rule.INDUCTION, next, linear.formula(index));
    add(parts, induction, List.of(stepping()));
    return parts;
  }

  private static void add(List<Trace> parts, TraceStep step, List<Expr> given) {
    if (step.before() != step.after()) {
      List<Sweep> way = List.of(Sweep.of(step));
      parts.add(new Trace(step.before(), step.after(), given, false, way));
    }
  }

  /**
   * The way from the derivative to the closed form.
   *
   * @param parts what the formula rests on
   */
  List<Sweep> way(Expr closed, List<Trace> parts, Facts known, ClosedForms.ShortForm form) {
    Expr wanted = derivative(linear.end());
    Expr formula = linear.formula(linear.end());
    boolean isGuarded = closed instanceof Piecewise || closed instanceof RationalNumber;
    Expr first = isGuarded ? closed : formula;
    List<Sweep> way = new ArrayList<>();
    way.add(Sweep.of(new TraceStep(Rule.CLOSED_FORM, "", wanted, first, List.of(), parts)));
    if (first != closed) {
      TraceRecorder recorder = new TraceRecorder();
      boolean isTold = form.of(formula, known, recorder) == closed;
      way.addAll(
          isTold
              ? TraceRecorder.sweeps(recorder)
              : List.of(Sweep.of(TraceStep.of(Rule.SIMPLIFIED, formula, closed))));
    }
    return way;
  }
}
