package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.SweepRecorder;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/**
 * Derivatives of recurrences without the recurrence. Where {@code D_t = a_t*D_{t-1} + b_t}, what
 * holds is {@code D_t = sum(k=1..t, b_k*prod(j=k+1..t, a_j)) + prod(k=1..t, a_k)*D_0}.
 */
public final class ClosedForms {
  private final Definitions definitions;
  private final Facts facts;
  private final ShortForm simplification;
  private final TraceListener listener;
  private final Set<String> refusals = new LinkedHashSet<>();
  private final Map<Expr, IndexRange> ranges = new HashMap<>();
  private final Deque<Expr> assumed = new ArrayDeque<>();
  private int level;

  /** How the forms from each start of the recurrence that is worked on were found. */
  private final Deque<List<Trace>> told = new ArrayDeque<>();

  /** What makes an equal expression that is cheaper to read. */
  @FunctionalInterface
  public interface ShortForm {
    /** The form, by what is known; a listener is told of the way to it. */
    Expr of(Expr expression, Facts facts, TraceListener listener);
  }

  /**
   * A closed form.
   *
   * @param way how it is found from the derivative, where somebody listens
   */
  private record Closed(Expr form, List<Sweep> way) {}

  /**
   * Closed forms within a problem, by what is known in it; a listener is told how they are found.
   */
  public ClosedForms(
      Definitions definitions, Facts facts, ShortForm simplification, TraceListener listener) {
    this.definitions = definitions;
    this.facts = facts;
    this.simplification = simplification;
    this.listener = listener;
  }

  /**
   * The derivative of an expression in closed form, as far as there is one.
   *
   * @param expression what was differentiated
   * @param by the variables, in turn
   * @param derivative its derivative, with those of recurrences not carried out
   */
  public Expr of(Expr expression, List<Expr> by, Expr derivative) {
    if (expression instanceof IndexedSymbol element && isMoving(element)) {
      try {
        Closed closed = closed(element, by);
        closed.way().forEach(listener::add);
        return closed.form();
      } catch (NoDerivativeException none) {
        // The derivatives in it may still have closed forms, or tell why they have none.
        return in(derivative);
      }
    }
    TraceListener apart = TraceRecorder.apart(listener);
    Expr kept = kept(expression, by, apart);
    Expr replaced = replaced(kept, Set.of(), 0, apart);
    if (replaced != kept) {
      Expr finished = finished(replaced, apart);
      TraceRecorder.sweeps(apart).forEach(listener::add);
      return finished;
    }
    // The derivative may be that of a step alone, where what is kept holds at the start as well.
    boolean isOfStep =
        expression instanceof IndexedSymbol element && !definitions.whereGeneral(element).isEmpty();
    return isOfStep && !Backpropagation.holds(DerivativeTerm.class, kept)
        ? finished(kept, TraceListener.NONE)
        : derivative;
  }

  /** The derivative with those of all elements of recurrences in it. */
  private Expr kept(Expr expression, List<Expr> by, TraceListener apart) {
    Expr derivative = expression;
    for (Expr variable : by) {
      Facts known = knowledge();
      Expr derived =
          new Differentiator(variable, definitions, known, apart)
              .keepingRecurrences(Set.of())
              .differentiate(derivative);
      derivative = simplification.of(derived, known, apart);
    }
    return derivative;
  }

  private Expr finished(Expr replaced, TraceListener apart) {
    Expr simple = simplification.of(replaced, knowledge(), apart);
    Expr narrowed = new NarrowedSums(knowledge()).apply(simple);
    if (apart.isListening() && narrowed != simple) {
      apart.add(Sweep.of(TraceStep.of(Rule.NARROWED, simple, narrowed)));
    }
    return narrowed;
  }

  /** The expression with the derivatives of recurrences in it replaced where that is possible. */
  public Expr in(Expr expression) {
    return in(expression, Set.of(), 0, TraceListener.NONE);
  }

  private Expr in(Expr expression, Set<String> kept, int order, TraceListener apart) {
    Expr replaced = replaced(expression, kept, order, apart);
    return replaced == expression ? expression : finished(replaced, apart);
  }

  private Expr replaced(Expr expression, Set<String> kept, int order, TraceListener apart) {
    SweepRecorder sweep = SweepRecorder.of(apart, Sweep.Strategy.TOP_DOWN, expression);
    Expr replaced = new Replacement(kept, order, sweep).apply(expression);
    sweep.end(replaced);
    return replaced;
  }

  /** Why some derivatives have no closed form. */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  private boolean isMoving(IndexedSymbol element) {
    return definitions.isMoving(element);
  }

  private Facts knowledge() {
    return facts.withRanges(ranges).with(assumed);
  }

  /** The replacement of derivatives of recurrences by closed forms. */
  private final class Replacement extends Rewriter {
    private final Set<String> kept;
    private final int order;
    private final SweepRecorder sweep;
    private final Set<Expr> around = new LinkedHashSet<>();

    /** Keeps derivatives of some families, from an order on. */
    Replacement(Set<String> kept, int order, SweepRecorder sweep) {
      this.kept = kept;
      this.order = order;
      this.sweep = sweep;
    }

    @Override
    public Expr visit(DerivativeTerm derivative) {
      if (!(derivative.body() instanceof IndexedSymbol element) || !isMoving(element)) {
        return derivative;
      }
      List<Expr> by = new ArrayList<>();
      for (DerivativeTerm.Variable each : derivative.by()) {
        for (int i = 0; i < each.order(); i++) {
          by.add(each.variable());
        }
      }
      if (kept.contains(element.family()) && by.size() >= order) {
        return derivative;
      }
      try {
        IndexedSymbol named = (IndexedSymbol) Substitution.of(named(derivative)).apply(element);
        List<Expr> variables = new ArrayList<>();
        by.forEach(each -> variables.add(Substitution.of(named(derivative)).apply(each)));
        Closed closed = closed(named, variables);
        Map<Expr, Expr> back = new HashMap<>();
        named(derivative).forEach((index, name) -> back.put(name, index));
        Expr form = Substitution.of(back).apply(closed.form());
        if (sweep.isListening()) {
          Trace part = trace(named, variables, closed.form(), closed.way());
          sweep.add(
              new TraceStep(Rule.CLOSED_FORM, "", derivative, form, List.of(), List.of(part)));
        }
        return form;
      } catch (NoDerivativeException none) {
        refusals.add(String.valueOf(none.getMessage()));
        return derivative;
      }
    }

    /** Names for the indices of the binders around, of which each pass has its own symbols. */
    private Map<Expr, Expr> named(Expr node) {
      Map<Expr, Expr> names = new HashMap<>();
      around.forEach(
          index -> {
            if (Symbol.largestOpened(index) <= Symbol.largestOpened(node)) {
              names.put(
                  index, Symbol.named("index " + Symbol.largestOpened(index) + " at " + level));
            }
          });
      return names;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof Binder binder) {
        Symbol index = opened(binder).index();
        around.add(index);
        sweep.open(node, index);
        Map<Expr, Expr> names = named(index);
        Substitution naming = Substitution.of(names);
        ranges.put(
            names.getOrDefault(index, index),
            new IndexRange(naming.apply(binder.lower()), naming.apply(binder.upper())));
      }
      return node instanceof DerivativeTerm ? List.of() : super.dependencies(node);
    }
  }

  /** How a derivative is found, within the ranges of the indices around it. */
  private Trace trace(Expr body, List<Expr> by, Expr form, List<Sweep> way) {
    List<Expr> given = new ArrayList<>(assumed);
    ranges.forEach(
        (index, range) -> {
          if (index instanceof Symbol symbol && Occurrence.of(symbol, body)) {
            given.add(Relation.lessOrEqual(range.lower(), index));
            given.add(Relation.lessOrEqual(index, range.upper()));
          }
        });
    return new Trace(LinearRecurrence.derivative(body, by), form, given, false, way);
  }

  /**
   * The closed form of an element's derivative.
   *
   * @throws NoDerivativeException where there is none, and why
   */
  private Closed closed(IndexedSymbol element, List<Expr> by) {
    if (level >= Limit.CLOSED_FORM_NESTING.most()) {
      throw Limit.CLOSED_FORM_NESTING.refusal(
          new NoDerivativeException("recurrences are nested too deep"));
    }
    level++;
    told.push(new ArrayList<>());
    try {
      Expr form = new StartedForms(element, by, definitions, this::knowledge, this).closed();
      List<Trace> forms = told.getFirst();
      if (forms.isEmpty()) {
        return new Closed(form, List.of());
      }
      Trace first = forms.get(0);
      if (first.after() == form) {
        return new Closed(form, first.sweeps());
      }
      TraceStep cases = new TraceStep(Rule.CLOSED_FORM, "", first.before(), form, List.of(), forms);
      return new Closed(form, List.of(Sweep.of(cases)));
    } finally {
      told.pop();
      level--;
    }
  }

  /** The closed form from a start on. */
  Expr from(LinearRecurrence.Start start, IndexedSymbol element, List<Expr> by) {
    LinearRecurrence linear =
        LinearRecurrence.of(element, by, start, definitions, this::knowledge, simplification);
    Set<String> own =
        definitions.recurrence(element.family()).map(Recurrence::families).orElse(Set.of());
    TraceListener apart = TraceRecorder.apart(listener);
    Expr inner = where(linear.stepping(), () -> in(linear.added(), own, by.size(), apart));
    LinearRecurrence whole = linear.withAdded(inner);
    Expr form = whole.closedForm();
    if (listener.isListening()) {
      RecurrenceTrace recurrence = new RecurrenceTrace(whole, element, by, definitions);
      Trace step =
          where(
              recurrence.stepping(),
              () -> recurrence.step(linear.added(), knowledge(), simplification));
      List<Trace> parts = new ArrayList<>(List.of(step));
      if (inner != linear.added()) {
        List<Sweep> way = TraceRecorder.sweeps(apart);
        parts.add(new Trace(linear.added(), inner, List.of(linear.stepping()), false, way));
      }
      parts.addAll(recurrence.proof());
      List<Sweep> way = recurrence.way(form, parts, knowledge(), simplification);
      Objects.requireNonNull(told.peek()).add(trace(element, by, form, way));
    }
    return form;
  }

  /** What is derived where a condition holds. */
  <T> T where(Expr condition, Supplier<T> derived) {
    assumed.push(condition);
    try {
      return derived.get();
    } finally {
      assumed.pop();
    }
  }

  /**
   * The derivative of an element of which the definitions lead to no recurrence without numbers.
   */
  Expr numbered(IndexedSymbol element, List<Expr> by) {
    Expr value = element;
    for (Expr variable : by) {
      Expr derived = new Differentiator(variable, definitions, knowledge()).differentiate(value);
      value = simplification.of(derived, knowledge(), TraceListener.NONE);
    }
    return value;
  }
}
