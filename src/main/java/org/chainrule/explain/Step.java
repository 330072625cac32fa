package org.chainrule.explain;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chainrule.expr.Expr;

/**
 * An equality on the way of a derivation.
 *
 * @param depth how many derivations it is a part of
 * @param of what is derived, which equals both sides: {@code dL/dw}
 * @param before what is rewritten: that itself, what the step before it led to, or a part of that
 * @param after what it is rewritten to
 * @param reasons by which rules
 * @param conditions where it holds or what it rests on, such as a definition
 */
public record Step(
    int depth, Expr of, Expr before, Expr after, List<Reason> reasons, List<Expr> conditions) {
  public Step {
    Objects.requireNonNull(of);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    reasons = List.copyOf(reasons);
    conditions = List.copyOf(conditions);
  }

  /** Whether the step goes on with what was derived before, so that it is written below that. */
  public boolean isContinued() {
    return before != of;
  }

  /** The names of the rules: {@code product, function sin}. */
  public String reason() {
    return reasons.stream().map(Reason::toString).collect(Collectors.joining(", "));
  }

  /** The equality and its rules, in Chainrule's notation. */
  @Override
  public String toString() {
    return before + " = " + after + (reasons.isEmpty() ? "" : "  (" + reason() + ")");
  }
}
