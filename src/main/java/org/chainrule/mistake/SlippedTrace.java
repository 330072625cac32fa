package org.chainrule.mistake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.trace.Replay;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/** A derivation that is replayed with other steps in the place of some. */
final class SlippedTrace {
  private final Trace whole;

  /** All derivations that the whole rests on, each after those that it rests on itself. */
  private final List<Trace> inOrder = new ArrayList<>();

  SlippedTrace(Trace whole) {
    this.whole = whole;
    order();
  }

  private void order() {
    Set<Trace> done = new LinkedHashSet<>();
    Set<Trace> entered = new HashSet<>();
    Deque<Trace> pending = new ArrayDeque<>(List.of(whole));
    while (!pending.isEmpty()) {
      Trace top = pending.peek();
      if (entered.add(top)) {
        top.steps().forEach(step -> step.parts().forEach(part -> pushNew(part, entered, pending)));
      } else {
        pending.pop();
        done.add(top);
      }
    }
    inOrder.addAll(done);
  }

  private static void pushNew(Trace part, Set<Trace> entered, Deque<Trace> pending) {
    if (!entered.contains(part)) {
      pending.push(part);
    }
  }

  /** The steps by which derivatives are found, each once. */
  Set<TraceStep> steps() {
    Set<TraceStep> steps = new LinkedHashSet<>();
    for (Trace trace : inOrder) {
      for (Sweep sweep : trace.sweeps()) {
        if (sweep.strategy() == Sweep.Strategy.TOP_DOWN) {
          steps.addAll(sweep.steps());
        }
      }
    }
    return steps;
  }

  /** What becomes of a derivative that is found on the way; itself where it is none. */
  Expr value(Expr derivative) {
    for (Trace trace : inOrder) {
      for (Sweep sweep : trace.sweeps()) {
        boolean isFound =
            sweep.strategy() == Sweep.Strategy.TOP_DOWN
                && sweep.steps().stream().anyMatch(each -> each.before() == derivative);
        if (isFound) {
          Replay replay = new Replay(sweep.strategy());
          sweep.steps().forEach(replay::add);
          sweep.indices().forEach(replay::open);
          return replay.apply(derivative);
        }
      }
    }
    return derivative;
  }

  /**
   * What the derivation leads to with other steps; nothing where a derivative was taken of what
   * they lead to, which is not known.
   */
  Optional<Expr> with(Map<TraceStep, Expr> slips) {
    Map<Trace, Expr> changed = new HashMap<>();
    for (Trace trace : inOrder) {
      Map<TraceStep, Expr> here = new HashMap<>();
      for (TraceStep step : trace.steps()) {
        Expr written = slips.getOrDefault(step, step.after());
        for (Trace part : step.parts()) {
          Expr result = changed.get(part);
          if (result != null) {
            written = put(part.after(), result, written);
          }
        }
        if (written != step.after()) {
          here.put(step, written);
        }
      }
      if (!here.isEmpty()) {
        Optional<Expr> result = replayed(trace, here);
        if (result.isEmpty()) {
          return Optional.empty();
        }
        changed.put(trace, result.get());
      }
    }
    return Optional.ofNullable(changed.get(whole));
  }

  private static Expr put(Expr before, Expr after, Expr written) {
    if (written == before) {
      return after;
    }
    // A number stands for more than the derivative that it came from.
    return before instanceof RationalNumber
        ? written
        : Substitution.of(before, after).apply(written);
  }

  /** The derivation with other steps; what follows to simplify it changes no value. */
  private static Optional<Expr> replayed(Trace trace, Map<TraceStep, Expr> slips) {
    Expr result = null;
    for (Sweep sweep : trace.sweeps()) {
      boolean isHere = sweep.steps().stream().anyMatch(slips::containsKey);
      if (result != null && sweep.strategy() == Sweep.Strategy.TOP_DOWN) {
        return Optional.empty();
      }
      if (isHere && result == null) {
        Replay replay = new Replay(sweep.strategy());
        for (TraceStep step : sweep.steps()) {
          Expr written = slips.get(step);
          replay.add(
              written == null
                  ? step
                  : new TraceStep(
                      step.rule(),
                      step.subject(),
                      step.before(),
                      written,
                      step.conditions(),
                      step.parts()));
        }
        sweep.indices().forEach(replay::open);
        result = replay.apply(sweep.before());
      }
    }
    return Optional.ofNullable(result);
  }
}
