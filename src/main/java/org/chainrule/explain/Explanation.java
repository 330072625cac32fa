package org.chainrule.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.trace.Replay;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/**
 * A derivation told from its result downwards.
 *
 * <p>A sweep that goes by names, of the chain rule or of definitions, is told as the equality between
 * names first, then what each of these derivatives is, then what comes out when they are put in. Any
 * other sweep is one equality by all its rules. A derivation that several steps rest on is told where
 * it is met first.
 */
public final class Explanation {
  private final Detail detail;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Trace> told = new HashSet<>();
  private final Set<Expr> derived = new HashSet<>();

  /** What is still to be told, the next first. */
  private final Deque<Runnable> pending = new ArrayDeque<>();

  private Explanation(Detail detail) {
    this.detail = detail;
  }

  /** The steps of a derivation. */
  public static List<Step> of(Trace trace, Detail detail) {
    if (detail == Detail.ANSWER) {
      return List.of(new Step(0, trace.before(), trace.before(), trace.after(), List.of(), List.of()));
    }
    Explanation explanation = new Explanation(detail);
    explanation.tell(trace, trace.before(), 0);
    while (!explanation.pending.isEmpty()) {
      Interruption.poll();
      explanation.pending.pop().run();
    }
    return ReadableIndices.in(explanation.steps);
  }

  /** Tells a derivation that nobody has told, of what it derives by its name. */
  private void tell(Trace trace, Expr of, int depth) {
    if (!told.add(trace)) {
      return;
    }
    List<Runnable> parts = new ArrayList<>();
    ofItself(trace)
        .ifPresentOrElse(
            own -> parts.add(() -> tell(own, of, depth)),
            () -> trace.sweeps().forEach(each -> parts.add(() -> tell(each, of, depth))));
    first(parts);
  }

  /** The derivation of the definition itself, where a derivation is no more than that. */
  private static Optional<Trace> ofItself(Trace trace) {
    if (trace.sweeps().isEmpty()) {
      return Optional.empty();
    }
    Sweep first = trace.sweeps().get(0);
    List<TraceStep> between = first.steps().stream().filter(Explanation::isBetweenNames).toList();
    return between.size() == 1
            && between.get(0).rule() == Rule.CHAIN
            && between.get(0).before() == trace.before()
            && between.get(0).parts().size() == 1
            && between.get(0).parts().get(0).after() == trace.after()
        ? Optional.of(between.get(0).parts().get(0))
        : Optional.empty();
  }

  /** Has some parts told before all else that is pending. */
  private void first(List<Runnable> parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      pending.push(parts.get(i));
    }
  }

  private void tell(Sweep sweep, Expr of, int depth) {
    List<TraceStep> between = sweep.steps().stream().filter(Explanation::isBetweenNames).toList();
    Replay whole = replay(sweep, sweep.steps());
    whole.apply(sweep.before());
    List<TraceStep> used = List.copyOf(whole.used());
    List<Runnable> parts = new ArrayList<>();
    if (sweep.strategy() == Sweep.Strategy.BOTTOM_UP || between.isEmpty()) {
      parts.add(() -> add(of, sweep.before(), sweep.after(), used, depth));
      boolean isTold = used.size() == 1 && used.get(0).before() == sweep.before();
      used.forEach(each -> parts.addAll(details(each, isTold, depth + 1)));
    } else {
      parts.addAll(throughNames(sweep, of, used, depth));
    }
    first(parts);
  }

  /** Whether a step leads from the derivative of one name to those of others. */
  private static boolean isBetweenNames(TraceStep step) {
    return switch (step.rule()) {
      case DEFINITION, CHAIN, ADJOINT, PARTIAL -> true;
      default -> false;
    };
  }

  /** A sweep that goes by names: what each is in terms of the next, and what that comes to. */
  private List<Runnable> throughNames(Sweep sweep, Expr of, List<TraceStep> used, int depth) {
    List<Runnable> parts = new ArrayList<>();
    List<TraceStep> others = sweep.steps().stream().filter(each -> !isBetweenNames(each)).toList();
    Expr current = sweep.before();
    for (TraceStep step : byNames(used)) {
      boolean isRoot = step.before() == sweep.before();
      int level = isRoot ? depth : depth + 1;
      if (step.parts().isEmpty() || isRoot) {
        List<TraceStep> own = new ArrayList<>(others);
        own.add(step);
        Replay single = replay(sweep, own);
        Expr after = single.apply(step.before());
        List<TraceStep> by = List.copyOf(single.used());
        if (isRoot) {
          current = after;
        }
        parts.add(() -> tellOnce(step.before(), after, by, level));
        by.stream().skip(1).forEach(each -> parts.addAll(details(each, false, level + 1)));
      }
      for (Trace part : step.parts()) {
        parts.add(() -> tellPart(step, part, depth + 1));
      }
    }
    if (current != sweep.after()) {
      Expr middle = current;
      parts.add(() -> add(of, middle, sweep.after(), List.of(), depth));
    }
    return parts;
  }

  /** The steps between names, what is propagated before the derivative that it is multiplied by. */
  private static List<TraceStep> byNames(List<TraceStep> used) {
    return used.stream()
        .filter(Explanation::isBetweenNames)
        .sorted(Comparator.comparing(each -> each.rule() == Rule.PARTIAL))
        .toList();
  }

  /** Tells what the derivative of a name is, if that was not told. */
  private void tellOnce(Expr before, Expr after, List<TraceStep> by, int depth) {
    if (derived.add(before)) {
      add(before, before, after, by, depth);
    }
  }

  private void tellPart(TraceStep step, Trace part, int depth) {
    boolean isOfIt = step.rule() == Rule.ADJOINT || step.rule() == Rule.PARTIAL;
    tell(part, isOfIt ? step.before() : part.before(), depth);
  }

  /** A single use of a rule, where every one is told and this was not yet, and what it rests on. */
  private List<Runnable> details(TraceStep step, boolean isTold, int depth) {
    List<Runnable> parts = new ArrayList<>();
    if (detail == Detail.RULES && !isTold) {
      parts.add(() -> add(step.before(), step.before(), step.after(), List.of(step), depth));
    }
    for (Trace part : step.parts()) {
      parts.add(() -> tell(part, part.before(), depth));
    }
    return parts;
  }

  private static Replay replay(Sweep sweep, Collection<TraceStep> steps) {
    Replay replay = new Replay(sweep.strategy());
    steps.forEach(replay::add);
    sweep.indices().forEach(replay::open);
    return replay;
  }

  private void add(Expr of, Expr before, Expr after, List<TraceStep> by, int depth) {
    Set<Reason> reasons = new LinkedHashSet<>();
    by.forEach(each -> reasons.add(new Reason(each.rule(), each.subject())));
    if (reasons.isEmpty()) {
      reasons.add(new Reason(Rule.SUBSTITUTED, ""));
    }
    Set<Expr> conditions = new LinkedHashSet<>();
    by.forEach(each -> conditions.addAll(each.conditions()));
    steps.add(new Step(depth, of, before, after, List.copyOf(reasons), List.copyOf(conditions)));
  }
}
