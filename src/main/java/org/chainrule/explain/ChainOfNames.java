package org.chainrule.explain;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.trace.Replay;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/** The chain rule through all names at once, as courses write it: {@code dL/dp*dp/dz*dz/dw}. */
final class ChainOfNames {
  /** A longer chain is told name by name alone. */
  private static final int MOST_FACTORS = 8;

  private ChainOfNames() {}

  /**
   * A chain through the first names, gone on with through those behind as far as each leads to one
   * alone; as it is where that is too long.
   *
   * @param used the steps of the chain, which rest on the derivations of what is in it
   */
  static Expr of(Expr chain, Collection<TraceStep> used) {
    if (!isChain(chain)) {
      return chain;
    }
    Replay further = new Replay(Sweep.Strategy.TOP_DOWN);
    Set<Trace> seen = new HashSet<>();
    Deque<TraceStep> pending = new ArrayDeque<>(used);
    while (!pending.isEmpty()) {
      TraceStep adjoint = pending.pop();
      for (Trace part : adjoint.parts()) {
        if (adjoint.rule() == Rule.ADJOINT && seen.add(part)) {
          part.steps().stream()
              .filter(each -> each.before() == adjoint.before() && isChain(each.after()))
              .forEach(further::add);
          pending.addAll(part.steps());
        }
      }
    }
    Expr whole = further.apply(chain);
    return isChain(whole) && whole.children().size() <= MOST_FACTORS ? whole : chain;
  }

  /** Whether an expression is a product of derivatives and nothing else. */
  private static boolean isChain(Expr expression) {
    return expression instanceof Product product
        && product.withoutCoefficient() == product
        && product.factors().stream()
            .allMatch(each -> each.exponent().isOne() && each.base() instanceof DerivativeTerm);
  }
}
