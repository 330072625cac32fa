package org.chainrule.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Expr;

/**
 * A derivation, as sweeps in turn that each go on with what the one before them led to.
 *
 * @param before where it begins, such as a derivative that is to be found
 * @param after where it ends: an equal expression
 * @param given relations that are known to hold throughout, besides those that a part inherits from
 *     the derivation that it is a part of
 * @param isPartial whether defined names are independent of each other in it, as in the derivative
 *     of one definition by the names in it
 * @param sweeps the way, which replays to the end
 */
public record Trace(
    Expr before, Expr after, List<Expr> given, boolean isPartial, List<Sweep> sweeps) {
  public Trace {
    given = List.copyOf(given);
    sweeps = List.copyOf(sweeps);
  }

  /** All steps, in order, without those of parts. */
  public List<TraceStep> steps() {
    List<TraceStep> steps = new ArrayList<>();
    sweeps.forEach(sweep -> steps.addAll(sweep.steps()));
    return Collections.unmodifiableList(steps);
  }

  /** This derivation and those that its steps rest on, each once, parts after what they are of. */
  public List<Trace> withParts() {
    List<Trace> all = new ArrayList<>();
    Set<Trace> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Trace> pending = new ArrayDeque<>(List.of(this));
    while (!pending.isEmpty()) {
      Trace next = pending.remove();
      if (seen.add(next)) {
        all.add(next);
        next.steps().forEach(step -> pending.addAll(step.parts()));
      }
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * What the steps make of the beginning, found by taking them one by one: the end, if the log is
   * whole.
   *
   * @throws IllegalStateException if a sweep goes on with something else than the one before it led
   *     to
   */
  public Expr replayed() {
    Expr current = before;
    for (Sweep sweep : sweeps) {
      if (sweep.before() != current) {
        throw new IllegalStateException(
            "a sweep goes on with " + sweep.before() + " after " + current);
      }
      current = sweep.replayed();
    }
    return current;
  }
}
