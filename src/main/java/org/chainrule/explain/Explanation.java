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
import java.util.function.Predicate;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Sum;
import org.chainrule.trace.Circumstances;
import org.chainrule.trace.Replay;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/**
 * A derivation told from its result downwards.
 *
 * <p>A sweep that goes by names, of the chain rule or of definitions, is told as the equality
 * between names first, then what each of these derivatives is, then what comes out when they are
 * put in. Any other sweep is one equality by all its rules. A derivation that several steps rest on
 * is told where it is met first.
 */
public final class Explanation {
  private final Detail detail;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Trace> told = new HashSet<>();
  private final Set<Expr> derived = new HashSet<>();

  /** What is still to be told, the next first. */
  private final Deque<Runnable> pending = new ArrayDeque<>();

  private final HeldNames held;

  private Explanation(Detail detail, HeldNames held) {
    this.detail = detail;
    this.held = held;
  }

  /** The steps of a derivation. */
  public static Steps of(Trace trace, Detail detail) {
    if (detail == Detail.ANSWER) {
      return new Steps(
          List.of(
              new Step(
                  0,
                  trace.before(),
                  trace.before(),
                  trace.after(),
                  List.of(),
                  List.of(),
                  Circumstances.NONE.inside(trace))));
    }
    Explanation explanation = new Explanation(detail, new HeldNames(trace));
    explanation.tell(trace, Place.of(trace.before(), 0, Circumstances.NONE.inside(trace)));
    while (!explanation.pending.isEmpty()) {
      Interruption.poll();
      explanation.pending.pop().run();
    }
    return ReadableIndices.in(explanation.steps);
  }

  /**
   * Where a derivation is told.
   *
   * @param of what is derived, by its name
   * @param depth how many derivations it is a part of
   * @param around under which circumstances its steps hold
   * @param isPartial whether defined names are independent where it is told by its name
   */
  private record Place(Expr of, int depth, Circumstances around, boolean isPartial) {
    /** Where something is told for itself. */
    static Place of(Expr of, int depth, Circumstances around) {
      return new Place(of, depth, around, around.isPartial());
    }

    Place inside(Sweep sweep) {
      return new Place(of, depth, around.inside(sweep), isPartial);
    }

    /** The place of a derivation that tells this one. */
    Place inside(Trace trace) {
      return new Place(of, depth, around.inside(trace), isPartial);
    }

    Place below() {
      return new Place(of, depth + 1, around, isPartial);
    }

    Circumstances ofName(Predicate<Expr> isOther) {
      return new Circumstances(around.given(), around.binders(), isPartial && isOther.test(of));
    }
  }

  /** Tells a derivation that nobody has told. */
  private void tell(Trace trace, Place place) {
    if (!told.add(trace)) {
      return;
    }
    List<Runnable> parts = new ArrayList<>();
    ofItself(trace)
        .ifPresentOrElse(
            own -> parts.add(() -> tell(own, place.inside(own))),
            () -> trace.sweeps().forEach(each -> parts.add(() -> tell(each, place.inside(each)))));
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

  private void tell(Sweep sweep, Place place) {
    List<TraceStep> between = sweep.steps().stream().filter(Explanation::isBetweenNames).toList();
    Replay whole = replay(sweep, sweep.steps());
    whole.apply(sweep.before());
    List<TraceStep> used = List.copyOf(whole.used());
    List<Runnable> parts = new ArrayList<>();
    if (sweep.strategy() == Sweep.Strategy.BOTTOM_UP || between.isEmpty()) {
      parts.add(() -> add(place, sweep.before(), sweep.after(), used));
      boolean isTold = used.size() == 1 && used.get(0).before() == sweep.before();
      used.forEach(each -> parts.addAll(details(each, isTold, place.below())));
    } else {
      parts.addAll(throughNames(sweep, place, used));
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
  private List<Runnable> throughNames(Sweep sweep, Place place, List<TraceStep> used) {
    List<Runnable> parts = new ArrayList<>();
    List<TraceStep> between = new ArrayList<>(byNames(used));
    sweep.steps().stream()
        .filter(each -> each.rule() == Rule.ADJOINT && each.after().isZero())
        .forEach(between::add);
    Replay within =
        replay(sweep, sweep.steps().stream().filter(each -> !isBetweenNames(each)).toList());
    Expr current = sweep.before();
    Expr shown = current;
    if (used.stream().noneMatch(each -> isBetweenNames(each) && each.before() == sweep.before())) {
      Replay single = within.anew();
      Expr after = single.apply(sweep.before());
      List<TraceStep> by = List.copyOf(single.used());
      current = after;
      shown = after;
      parts.add(() -> add(place, sweep.before(), after, by));
      by.forEach(each -> parts.addAll(details(each, false, place.below())));
    }
    for (TraceStep step : between) {
      boolean isRoot = step.before() == sweep.before();
      Place level = isRoot ? place : place.below();
      if (step.parts().isEmpty() || isRoot) {
        Replay single = within.anew();
        Expr after = single.apply(step.after());
        List<TraceStep> by = new ArrayList<>(List.of(step));
        by.addAll(single.used());
        Expr whole = isRoot && place.depth() == 0 ? ChainOfNames.of(after, used) : after;
        if (isRoot) {
          current = after;
          shown = whole;
        }
        parts.add(() -> tellOnce(step.before(), whole, by, level));
        by.stream().skip(1).forEach(each -> parts.addAll(details(each, false, level.below())));
      }
      for (Trace part : step.parts()) {
        parts.add(() -> tellPart(step, part, place.below()));
      }
    }
    if (current != sweep.after()) {
      parts.addAll(substituted(sweep, current, shown, within.anew(), place));
    }
    return parts;
  }

  /**
   * What comes out when the derivatives that a chain is of are put in, and what that comes to.
   *
   * @param shown the chain as it was told
   */
  private List<Runnable> substituted(
      Sweep sweep, Expr chain, Expr shown, Replay others, Place place) {
    List<Runnable> parts = new ArrayList<>();
    Expr put =
        replay(sweep, sweep.steps().stream().filter(Explanation::isBetweenNames).toList())
            .apply(chain);
    boolean isByRules = put != sweep.after() && others.apply(put) == sweep.after();
    parts.add(() -> add(place, shown, isByRules ? put : sweep.after(), List.of()));
    if (isByRules) {
      List<TraceStep> by = List.copyOf(others.used());
      parts.add(() -> add(place, put, sweep.after(), by));
      by.forEach(each -> parts.addAll(details(each, false, place.below())));
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
  private void tellOnce(Expr before, Expr after, List<TraceStep> by, Place place) {
    if (derived.add(before)) {
      add(Place.of(before, place.depth(), place.around()), before, after, by);
    }
  }

  /** Tells what a step rests on; of a derivative by a name under that name. */
  private void tellPart(TraceStep step, Trace part, Place place) {
    boolean isOfIt = step.rule() == Rule.ADJOINT || step.rule() == Rule.PARTIAL;
    Circumstances inside = place.around().inside(part);
    tell(
        part,
        isOfIt
            ? new Place(step.before(), place.depth(), inside, place.around().isPartial())
            : Place.of(part.before(), place.depth(), inside));
  }

  /** A single use of a rule, where every one is told and this was not yet, and what it rests on. */
  private List<Runnable> details(TraceStep step, boolean isTold, Place place) {
    List<Runnable> parts = new ArrayList<>();
    if (detail == Detail.RULES && !isTold) {
      Place own = Place.of(step.before(), place.depth(), place.around());
      parts.add(() -> add(own, step.before(), step.after(), List.of(step)));
    }
    for (Trace part : step.parts()) {
      parts.add(() -> tellPart(step, part, place));
    }
    return parts;
  }

  /** Whether a step does no more than multiply a number into a sum. */
  private static boolean isArithmetic(TraceStep step) {
    return step.rule() == Rule.DISTRIBUTED
        && new Sum.Builder().add(step.before()).build() == step.after();
  }

  private static Replay replay(Sweep sweep, Collection<TraceStep> steps) {
    Replay replay = new Replay(sweep.strategy());
    steps.forEach(replay::add);
    sweep.indices().forEach(replay::open);
    return replay;
  }

  private void add(Place place, Expr before, Expr after, List<TraceStep> by) {
    Set<Reason> reasons = new LinkedHashSet<>();
    by.stream()
        .filter(each -> by.size() == 1 || !isArithmetic(each))
        .forEach(each -> reasons.add(new Reason(each.rule(), each.subject())));
    if (reasons.isEmpty()) {
      reasons.add(new Reason(Rule.SUBSTITUTED, ""));
    }
    Set<Expr> conditions = new LinkedHashSet<>();
    by.forEach(each -> conditions.addAll(each.conditions()));
    steps.add(
        new Step(
            place.depth(),
            place.of(),
            before,
            after,
            List.copyOf(reasons),
            List.copyOf(conditions),
            place.ofName(held::isOfOthers)));
  }
}
