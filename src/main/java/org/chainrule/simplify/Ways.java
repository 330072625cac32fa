package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.TraceStep;

/**
 * The sweeps that lead from an expression to each of the forms of it that are worked on, so that
 * the way to the one that is kept can be told; none where nobody listens.
 */
final class Ways {
  private final TraceListener listener;
  private final Map<Expr, List<Sweep>> sweeps = new HashMap<>();

  Ways(Expr origin, TraceListener listener) {
    this.listener = listener;
    sweeps.put(origin, List.of());
  }

  /** A listener for a way that may not be taken. */
  TraceListener apart() {
    return TraceRecorder.apart(listener);
  }

  /** Notes that a form was made of another by a rule. */
  void add(Rule rule, Expr from, Expr to) {
    if (listener.isListening() && from != to) {
      add(TraceStep.of(rule, from, to));
    }
  }

  /** Notes that a form was made of another in a single step. */
  void add(TraceStep step) {
    add(step.before(), step.after(), List.of(Sweep.of(step)));
  }

  /** Notes that a form was made of another on a way that was told to a listener. */
  void add(Expr from, Expr to, TraceListener apart) {
    add(from, to, TraceRecorder.sweeps(apart));
  }

  private void add(Expr from, Expr to, List<Sweep> further) {
    if (listener.isListening() && !sweeps.containsKey(to)) {
      List<Sweep> way = new ArrayList<>(sweeps.getOrDefault(from, List.of()));
      way.addAll(further);
      sweeps.put(to, List.copyOf(way));
    }
  }

  /** Tells the listener of the way to a form. */
  void tell(Expr form) {
    sweeps.getOrDefault(form, List.of()).forEach(listener::add);
  }
}
