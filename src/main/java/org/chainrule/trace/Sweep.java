package org.chainrule.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;

/**
 * A way through all parts of an expression in which each is rewritten by the steps that are for it.
 * Every distinct part is rewritten once, so that steps are as many as the nodes of the graph at
 * most, whatever is repeated in the expression as it is written.
 *
 * @param strategy in which order
 * @param before the expression
 * @param after what becomes of it, an equal expression
 * @param steps the steps in the order in which they were found; no two have the same before
 * @param indices the symbols that stand in the steps for the bound indices of sums, products and
 *     vectors; of several binders that one stands for, it goes through the range of the first
 */
public record Sweep(
    Strategy strategy, Expr before, Expr after, List<TraceStep> steps, Map<Expr, Symbol> indices) {
  /** The orders in which parts are rewritten. */
  public enum Strategy {
    /**
     * A step for a part takes its place, and what takes its place is rewritten in its turn. What no
     * step is for is built anew from what became of its parts, and steps for that are taken.
     */
    TOP_DOWN,
    /** Each part is built anew from what became of its own, and then steps are taken for that. */
    BOTTOM_UP
  }

  public Sweep {
    steps = List.copyOf(steps);
    indices = Collections.unmodifiableMap(new LinkedHashMap<>(indices));
  }

  /** A sweep of a single step for the whole. */
  public static Sweep of(TraceStep step) {
    return new Sweep(Strategy.BOTTOM_UP, step.before(), step.after(), List.of(step), Map.of());
  }

  /** What the steps make of the expression, found by taking them. */
  public Expr replayed() {
    Replay replay = new Replay(strategy);
    steps.forEach(replay::add);
    indices.forEach(replay::open);
    return replay.apply(before);
  }

  /** The equality that the steps amount to. */
  @Override
  public String toString() {
    return before + " = " + after;
  }
}
