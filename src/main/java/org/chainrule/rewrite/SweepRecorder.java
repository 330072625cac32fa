package org.chainrule.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.trace.Replay;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.TraceStep;

/**
 * The sweep that a pass is at, for the pass to tell its steps to. What it is told is replayed: a
 * step that does not lead where the pass came to is told as one that does so at once.
 */
public final class SweepRecorder {
  /** The sweep that nobody wants to know of. */
  public static final SweepRecorder NONE =
      new SweepRecorder(TraceListener.NONE, Sweep.Strategy.BOTTOM_UP, RationalNumber.ZERO);

  private final TraceListener listener;
  private final Sweep.Strategy strategy;
  private final Expr before;
  private final List<TraceStep> steps = new ArrayList<>();
  private final Map<Expr, Symbol> indices = new LinkedHashMap<>();
  private final Replay replay;

  private SweepRecorder(TraceListener listener, Sweep.Strategy strategy, Expr before) {
    this.listener = listener;
    this.strategy = strategy;
    this.before = before;
    replay = new Replay(strategy);
  }

  /** A sweep that begins with an expression, for a listener. */
  public static SweepRecorder of(TraceListener listener, Sweep.Strategy strategy, Expr before) {
    return listener.isListening() ? new SweepRecorder(listener, strategy, before) : NONE;
  }

  public boolean isListening() {
    return listener.isListening();
  }

  /** Takes a step; the first that there is for an expression stands. */
  public void add(TraceStep step) {
    if (isListening() && step.before() != step.after() && replay.add(step)) {
      steps.add(step);
    }
  }

  /** Takes a step of which is known what becomes of the expression before it in the end. */
  public void add(TraceStep step, Expr result) {
    if (isListening() && !addLeading(step, result)) {
      add(to(step, result));
    }
  }

  /**
   * The same if it leads there; tells whether it does. A number may be left to be multiplied into a
   * sum: a sum of one term does that, and what is built anew does not.
   */
  public boolean addLeading(TraceStep step, Expr result) {
    Optional<Expr> reached = reached(step);
    if (reached.isEmpty()) {
      return false;
    }
    if (reached.get() != result) {
      if (new Sum.Builder().add(reached.get()).build() != result) {
        return false;
      }
      add(TraceStep.of(Rule.DISTRIBUTED, reached.get(), result));
      replay.forget(step.after());
    }
    add(step);
    return true;
  }

  /** Where a step leads by those before it; nothing where a part on the way has no value. */
  private Optional<Expr> reached(TraceStep step) {
    try {
      return Optional.of(replay.apply(step.after()));
    } catch (DomainException none) {
      return Optional.empty();
    }
  }

  private static TraceStep to(TraceStep step, Expr result) {
    return new TraceStep(
        step.rule(), step.subject(), step.before(), result, step.conditions(), step.parts());
  }

  /** Takes the symbol that stands for the index of a binder, if an expression is one. */
  public void open(Expr binder, Symbol index) {
    if (isListening() && binder instanceof Binder && indices.putIfAbsent(binder, index) == null) {
      replay.open(binder, index);
    }
  }

  /** Ends the sweep with what became of the expression, and tells the listener. */
  public void end(Expr after) {
    if (!isListening() || before == after && steps.isEmpty()) {
      return;
    }
    Sweep sweep = new Sweep(strategy, before, after, steps, indices);
    if (!isWhole(sweep)) {
      Rule atOnce = strategy == Sweep.Strategy.TOP_DOWN ? Rule.DERIVATIVE : Rule.SIMPLIFIED;
      sweep = Sweep.of(TraceStep.of(atOnce, before, after));
    }
    listener.add(sweep);
  }

  private static boolean isWhole(Sweep sweep) {
    try {
      return sweep.replayed() == sweep.after();
    } catch (DomainException none) {
      return false;
    }
  }
}
