package org.chainrule.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.chainrule.differentiate.AdjointRecurrence;
import org.chainrule.differentiate.Backpropagation;
import org.chainrule.error.Budget;
import org.chainrule.error.Limit;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * The derivatives of a question by variables in turn, each derived once, and what they make use of:
 * which assumptions, and from where to where indices go.
 */
public final class Derivations {
  private final Question question;
  private final List<Expr> by;
  private final Map<List<Expr>, Expr> derivatives = new HashMap<>();

  /** By which facts something was found to hold in what was derived from all premises. */
  private final Set<Expr> used = new HashSet<>();

  private final Set<Limit> stops;
  private @Nullable List<Expr> ends;
  private @Nullable Trace trace;

  public Derivations(Question question, List<Expr> by) {
    this(question, by, EnumSet.noneOf(Limit.class));
  }

  private Derivations(Question question, List<Expr> by, Set<Limit> stops) {
    this.question = question;
    this.by = List.copyOf(by);
    this.stops = stops;
  }

  /** Those by one of the variables alone, which have their searches in common with these. */
  public Derivations by(Expr variable) {
    return new Derivations(question, List.of(variable), stops);
  }

  public Question question() {
    return question;
  }

  /** The variables, in turn. */
  public List<Expr> by() {
    return by;
  }

  /** The derivative by all the variables, simplified after each. */
  public Expr derivative() {
    return derivative(by.size());
  }

  /** The derivative by the first variables alone. */
  public Expr derivative(int order) {
    return derivatives.computeIfAbsent(
        by.subList(0, order), some -> searched(() -> derivative(some, derivation(some))));
  }

  /** The derivative from other premises. */
  public Expr derivative(Premises premises) {
    return premises.equals(question.premises())
        ? derivative()
        : derivative(by, derivation(premises));
  }

  /** The derivation from all premises, noting what it makes use of. */
  private Deriver derivation(List<Expr> variables) {
    Premises premises = question.premises();
    Facts facts = question.facts(premises).noting(used);
    return new Deriver(question, variables, premises.assumptions(), facts);
  }

  private Deriver derivation(Premises premises) {
    return new Deriver(question, by, premises.assumptions(), question.facts(premises));
  }

  private Expr derivative(List<Expr> variables, Deriver derivation) {
    MixedVariables.require(question, variables);
    return question.placed(
        () -> derivation.derivative(question.expression(), variables, TraceListener.NONE));
  }

  /**
   * How the derivative is found. Where this is asked for before the derivative is, that needs no
   * derivation of its own.
   */
  public Trace trace() {
    Trace found = trace;
    if (found == null) {
      found = searched(() -> traced(derivation(by)));
      trace = found;
      derivatives.putIfAbsent(by, found.after());
    }
    return found;
  }

  private Trace traced(Deriver derivation) {
    MixedVariables.require(question, by);
    Expr wanted = question.expression();
    for (Expr variable : by) {
      wanted = DerivativeTerm.of(wanted, variable);
    }
    TraceRecorder recorder = new TraceRecorder();
    Expr derivative =
        question.placed(() -> derivation.derivative(question.expression(), by, recorder));
    return new Trace(wanted, derivative, derivation.given(), false, TraceRecorder.sweeps(recorder));
  }

  /** The first derivative by each variable. */
  public Map<Expr, Expr> gradient() {
    return searched(() -> gradient(derivation(by)));
  }

  private <T> T searched(Supplier<T> derived) {
    Budget.Searched<T> found = Budget.search(derived);
    stops.addAll(found.stops());
    return found.told();
  }

  /** The limits at which the searches for short derivatives, as far as asked for, stopped. */
  public Set<Limit> stops() {
    return Collections.unmodifiableSet(stops);
  }

  private Map<Expr, Expr> gradient(Deriver derivation) {
    return question.placed(() -> derivation.gradient(question.expression(), by));
  }

  /** The derivatives by the names on the way to the first variable, in terms of each other. */
  public List<Backpropagation.Step> steps() {
    if (question.definitions().isEmpty()) {
      return List.of();
    }
    Expr variable = by.get(0);
    Deriver derivation = derivation(List.of(variable));
    return derivation
        .backwards(question.expression(), variable)
        .map(Backpropagation.Result::steps)
        .orElse(List.of())
        .stream()
        .map(
            step ->
                new Backpropagation.Step(
                    step.by(), derivation.finished(step.value(), TraceListener.NONE)))
        .toList();
  }

  /**
   * The derivative by the first variable through a recurrence, from its last step backwards.
   *
   * @param name the name of what is differentiated
   */
  public Optional<AdjointRecurrence.Result> overTime(Expr name) {
    Expr expression = question.expression();
    Expr loss = question.definitions().valueOf(expression).orElse(expression);
    return derivation(List.of(by.get(0))).overTime(question, name, loss, by.get(0));
  }

  /** The assumptions without which the derivative by all the variables would be another. */
  public List<Expr> assumptions() {
    Expr derivative = derivative();
    return used(premises -> derivative(premises) == derivative);
  }

  /** The assumptions without which one of the derivatives in a gradient would be another. */
  public List<Expr> assumptions(Map<Expr, Expr> gradient) {
    return used(premises -> gradient(derivation(premises)).equals(gradient));
  }

  /** What has to stay of the assumptions; those that nothing depends on are dropped in turn. */
  private List<Expr> used(Predicate<Premises> isEnough) {
    Premises premises = question.premises();
    for (Expr assumption : premises.assumptions()) {
      List<Expr> others = new ArrayList<>(premises.assumptions());
      others.remove(assumption);
      Premises fewer = premises.assuming(others);
      boolean isEquation =
          assumption instanceof Relation relation && relation.operator() == Relation.Operator.EQUAL;
      if (!isEquation && leadAlike(fewer) || isEnough.test(fewer)) {
        premises = fewer;
      }
    }
    return premises.assumptions();
  }

  /** Whether nothing that was made use of lacks in fewer premises; else it may be found anew. */
  private boolean leadAlike(Premises fewer) {
    return question.facts().leadAlike(question.facts(fewer), used);
  }

  /**
   * Up to where the sums go that a derivative by elements of their terms is of: what is made use of
   * in it and nowhere said, such as {@code k <= T} for an r_k of a sum up to T.
   */
  public List<Expr> ends() {
    List<Expr> found = ends;
    if (found == null) {
      found = List.copyOf(findEnds());
      ends = found;
    }
    return found;
  }

  private List<Expr> findEnds() {
    List<Expr> open = question.ends(by);
    if (!open.isEmpty()) {
      Expr known = derivative();
      open.removeIf(
          end -> {
            Premises fewer = question.premises().without(end);
            return leadAlike(fewer) || derivative(fewer) == known;
          });
    }
    return open;
  }

  /**
   * The same of a form of the derivative.
   *
   * @param form derives it from premises
   */
  public List<Expr> ends(Function<Premises, Expr> form) {
    List<Expr> ends = question.ends(by);
    if (!ends.isEmpty()) {
      Expr known = form.apply(question.premises());
      ends.removeIf(end -> form.apply(question.premises().without(end)) == known);
    }
    return ends;
  }

  /**
   * From which elements on a form holds that has no derivatives in it: from the first that the
   * families of its variables have. That a state has an index of 1 or above is told as well.
   */
  public Set<Expr> begins() {
    Set<Expr> conditions = new LinkedHashSet<>();
    for (Expr variable : by) {
      boolean isState = question.isState(variable);
      for (Expr condition : question.subscripts(variable)) {
        if (condition instanceof Relation end
            && !variable.children().contains(end.left())
            && (isState || !question.isSaid(end, variable.children()))) {
          conditions.add(ofLetter(end));
        }
      }
    }
    Set<Expr> axes = question.axisLetters();
    conditions.removeIf(
        each ->
            !(each instanceof Relation end)
                || isFromBefore(end)
                || end.left().isOne() && axes.contains(end.right()));
    return conditions;
  }

  /** The same condition with a letter alone on one side, where the other is a number. */
  private static Expr ofLetter(Relation end) {
    Expr difference = end.right().minus(end.left());
    for (Expr each : difference.children()) {
      if (each instanceof Symbol letter
          && difference.minus(letter) instanceof RationalNumber rest) {
        return Relation.lessOrEqual(rest.negate(), letter);
      }
    }
    return end;
  }

  /** Whether a condition is that an index is at least a number below 1. */
  private static boolean isFromBefore(Relation end) {
    return end.left() instanceof RationalNumber first
        && first.value().compareTo(Rational.ONE) < 0
        && end.right() instanceof Symbol;
  }
}
