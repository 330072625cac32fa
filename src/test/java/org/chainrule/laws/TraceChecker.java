package org.chainrule.laws;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.resolve.Declarations;
import org.chainrule.result.CheckResult;
import org.chainrule.trace.Circumstances;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;
import org.chainrule.verify.StepChecker;

/** A check of whole derivations: what the steps lead to is replayed, and each is checked. */
final class TraceChecker {
  private final StepChecker checker;
  private final List<String> faults = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private final Set<Trace> seen = new HashSet<>();
  private int steps;

  /** Checks a derivation within a problem, and all that it rests on. */
  TraceChecker(Definitions definitions, Declarations declarations, Trace trace) {
    checker = new StepChecker(definitions, declarations, trace.before());
    check(trace, Circumstances.NONE);
  }

  private void check(Trace trace, Circumstances around) {
    if (!seen.add(trace)) {
      return;
    }
    if (trace.replayed() != trace.after()) {
      faults.add(trace.before() + " is replayed to " + trace.replayed() + ", not " + trace.after());
    }
    Circumstances here = around.inside(trace);
    for (Sweep sweep : trace.sweeps()) {
      Circumstances inside = here.inside(sweep);
      for (TraceStep step : sweep.steps()) {
        check(step, inside);
        step.parts().forEach(part -> check(part, inside));
      }
    }
  }

  private void check(TraceStep step, Circumstances around) {
    steps++;
    CheckResult result = checker.check(step.before(), step.after(), step.conditions(), around);
    if (result.verdict() == CheckResult.Verdict.REFUTED) {
      faults.add(step + ": " + result);
    } else if (result.verdict() == CheckResult.Verdict.UNDECIDED) {
      undecided.add(step.rule() + ": " + step.before() + " = " + step.after());
    }
  }

  List<String> faults() {
    return faults;
  }

  /** The steps for which no point was found. */
  List<String> undecided() {
    return undecided;
  }

  int steps() {
    return steps;
  }
}
