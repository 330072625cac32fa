package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.SweepRecorder;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/**
 * The steps of a derivation backwards through definitions: {@code dL/dx} is a sum over the names y
 * of {@code dL/dy} times the derivative of what y is, where each {@code dL/dy} has a derivation of
 * its own.
 */
final class ChainTrace {
  /** A derivative of which nobody wants to know how it is found. */
  static final Chain UNTOLD =
      new ChainTrace(RationalNumber.ZERO).by(Symbol.of("x"), TraceListener.NONE);

  private final Expr expression;

  /** The derivatives by the names on the way. */
  private final Map<Expr, TraceStep> adjoints = new LinkedHashMap<>();

  /** How the derivatives of what names stand for were found. */
  private final Map<Expr, Trace> owns = new HashMap<>();

  /** The derivation of derivatives of an expression. */
  ChainTrace(Expr expression) {
    this.expression = expression;
  }

  /** The derivative by a name, to be told to a listener. */
  Chain by(Expr name, TraceListener listener) {
    return new Chain(name, listener);
  }

  /** Notes what the derivative by a name is, and how it was found. */
  void found(Expr name, Expr adjoint, TraceListener told) {
    if (told.isListening()) {
      Expr wanted = DerivativeTerm.of(expression, name);
      Trace trace = new Trace(wanted, adjoint, List.of(), false, TraceRecorder.sweeps(told));
      adjoints.put(
          wanted,
          new TraceStep(Rule.ADJOINT, name.toString(), wanted, adjoint, List.of(), List.of(trace)));
    }
  }

  /** The derivative of the expression by one name, by the chain rule. */
  final class Chain {
    private final Expr name;
    private final TraceListener listener;
    private final SweepRecorder sweep;
    private final Sum.Builder terms = new Sum.Builder();
    private final Set<Trace> parts = new LinkedHashSet<>();

    private Chain(Expr name, TraceListener listener) {
      this.name = name;
      this.listener = listener;
      sweep =
          listener.isListening()
              ? SweepRecorder.of(
                  listener, Sweep.Strategy.TOP_DOWN, DerivativeTerm.of(expression, name))
              : SweepRecorder.NONE;
    }

    TraceListener listener() {
      return listener;
    }

    SweepRecorder sweep() {
      return sweep;
    }

    /** Notes the derivative by the name of what a name above stands for, and how it was found. */
    void own(Expr value, Expr own, TraceListener told) {
      if (told.isListening()) {
        Expr wanted = DerivativeTerm.of(value, name);
        owns.put(wanted, new Trace(wanted, own, List.of(), true, TraceRecorder.sweeps(told)));
      }
    }

    /**
     * Adds the way by a name above, summed over its indices.
     *
     * @param isOnlyWay whether no other name in the definition of that one leads to the name below
     */
    void add(
        Expr target,
        Expr value,
        Expr own,
        List<Symbol> indices,
        List<IndexRange> ranges,
        BooleanSupplier isOnlyWay) {
      Trace part = owns.get(DerivativeTerm.of(value, name));
      if (!sweep.isListening()) {
        return;
      }
      if (own.isZero()) {
        boolean isFound =
            part != null && part.steps().stream().anyMatch(each -> each.rule() != Rule.CONSTANT);
        if (isFound && target == expression) {
          parts.add(part);
        }
        return;
      }
      Expr term = own;
      if (target != expression) {
        TraceStep adjoint =
            Objects.requireNonNull(adjoints.get(DerivativeTerm.of(expression, target)));
        sweep.add(adjoint);
        if (part != null && isOnlyWay.getAsBoolean()) {
          term = DerivativeTerm.of(target, name);
          sweep.add(
              new TraceStep(Rule.PARTIAL, target.toString(), term, own, List.of(), List.of(part)));
          part = null;
        }
        term = Product.of(adjoint.before(), term);
      }
      for (int i = indices.size() - 1; i >= 0; i--) {
        IndexRange range = ranges.get(i);
        term =
            Reduction.of(
                Reduction.Operator.SUM, indices.get(i), range.lower(), range.upper(), term);
        sweep.open(term, indices.get(i));
      }
      terms.add(term);
      if (part != null) {
        parts.add(part);
      }
    }

    /** Notes that a name above leads to the name below, by which the derivative is 0. */
    void addVanishing(Expr target) {
      if (sweep.isListening()) {
        sweep.add(Objects.requireNonNull(adjoints.get(DerivativeTerm.of(expression, target))));
      }
    }

    /** Tells of the derivative. */
    void end(Expr derivative) {
      if (sweep.isListening()) {
        Expr wanted = DerivativeTerm.of(expression, name);
        List<Trace> all = new ArrayList<>(parts);
        sweep.add(new TraceStep(Rule.CHAIN, "", wanted, terms.build(), List.of(), all), derivative);
        sweep.end(derivative);
      }
    }
  }
}
