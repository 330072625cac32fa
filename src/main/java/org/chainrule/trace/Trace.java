package org.chainrule.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Expr;

/**
 * A derivation, as sweeps in turn that each go on with what the one before them led to. Derivations
 * are compared by identity: steps share what they rest on.
 */
public final class Trace {
  private final Expr before;
  private final Expr after;
  private final List<Expr> given;
  private final boolean isPartial;
  private final List<Sweep> sweeps;

  /**
   * A derivation.
   *
   * @param before where it begins, such as a derivative that is to be found
   * @param after where it ends: an equal expression
   * @param given relations that are known to hold throughout
   * @param isPartial whether defined names are independent of each other in it
   * @param sweeps the way, which replays to the end
   */
  public Trace(Expr before, Expr after, List<Expr> given, boolean isPartial, List<Sweep> sweeps) {
    this.before = before;
    this.after = after;
    this.given = List.copyOf(given);
    this.isPartial = isPartial;
    this.sweeps = List.copyOf(sweeps);
  }

  /** Where the derivation begins, such as a derivative that is to be found. */
  public Expr before() {
    return before;
  }

  /** Where the derivation ends: an equal expression. */
  public Expr after() {
    return after;
  }

  /**
   * Relations that are known to hold throughout, besides those of the derivation that this one is a
   * part of. An assumption that holds for all values of its indices is among them as it was
   * written.
   */
  public List<Expr> given() {
    return given;
  }

  /**
   * Whether defined names are independent of each other, as in the derivative of one definition by
   * the names in it; else they are what they are defined as.
   */
  public boolean isPartial() {
    return isPartial;
  }

  /** The way, one pass after the other. */
  public List<Sweep> sweeps() {
    return sweeps;
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
    Set<Trace> seen = new HashSet<>();
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

  /** The equality that is derived. */
  @Override
  public String toString() {
    return before + " = " + after;
  }
}
