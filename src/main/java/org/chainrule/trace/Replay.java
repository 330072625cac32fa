package org.chainrule.trace;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A pass that takes the steps of a sweep one by one. It knows nothing of rules and engines: what it
 * leads to follows from the steps alone.
 */
public final class Replay extends Rewriter {
  private final Sweep.Strategy strategy;
  private final Map<Expr, TraceStep> steps;
  private final Map<Expr, Symbol> indices;
  private final Set<TraceStep> used = new LinkedHashSet<>();

  /** A pass that has no steps yet. */
  public Replay(Sweep.Strategy strategy) {
    this(strategy, new HashMap<>(), new HashMap<>());
  }

  private Replay(Sweep.Strategy strategy, Map<Expr, TraceStep> steps, Map<Expr, Symbol> indices) {
    this.strategy = strategy;
    this.steps = steps;
    this.indices = indices;
  }

  /** A pass by the same steps that has taken none of them. */
  public Replay anew() {
    return new Replay(strategy, steps, indices);
  }

  /** Adds a step, if none is there for what it is for; tells whether it was added. */
  public boolean add(TraceStep step) {
    return steps.putIfAbsent(step.before(), step) == null;
  }

  /** Has a symbol stand for the index of a sum, product or vector. */
  public void open(Expr binder, Symbol index) {
    indices.putIfAbsent(binder, index);
  }

  /** Has an expression rewritten anew when it is asked for next, by the steps added since too. */
  public void forget(Expr expression) {
    drop(expression);
  }

  /** The steps that were taken so far: for a whole before those for its parts from the root. */
  public Set<TraceStep> used() {
    return Collections.unmodifiableSet(used);
  }

  private @Nullable TraceStep replacing(Expr node) {
    return strategy == Sweep.Strategy.TOP_DOWN ? steps.get(node) : null;
  }

  @Override
  public Binder.Opened opened(Binder binder) {
    Symbol index = indices.get((Expr) binder);
    return index == null ? super.opened(binder) : binder.open(index);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    TraceStep step = replacing(node);
    if (step == null) {
      return super.dependencies(node);
    }
    used.add(step);
    return List.of(step.after());
  }

  @Override
  protected Expr compute(Expr node) {
    TraceStep replacing = replacing(node);
    if (replacing != null) {
      return result(replacing.after());
    }
    Expr current = super.compute(node);
    Symbol index = indices.get(node);
    if (index != null && current instanceof Binder) {
      open(current, index);
    }
    TraceStep next = steps.get(current);
    while (next != null) {
      used.add(next);
      current = next.after();
      next = steps.get(current);
    }
    return current;
  }
}
