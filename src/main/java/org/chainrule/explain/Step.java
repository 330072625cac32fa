package org.chainrule.explain;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chainrule.expr.Expr;
import org.chainrule.trace.Circumstances;

/**
 * An equality on the way of a derivation.
 *
 * @param depth how many derivations it is a part of
 * @param of what is derived, which equals both sides: {@code dL/dw}
 * @param before what is rewritten: that itself, what the step before it led to, or a part of that
 * @param after what it is rewritten to
 * @param reasons by which rules
 * @param conditions what it makes use of, such as a definition
 * @param around under which circumstances it holds
 */
public record Step(
    int depth,
    Expr of,
    Expr before,
    Expr after,
    List<Reason> reasons,
    List<Expr> conditions,
    Circumstances around) {
  private static final String HELD = "other names held fixed";

  public Step {
    Objects.requireNonNull(of);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    reasons = List.copyOf(reasons);
    conditions = List.copyOf(conditions);
    Objects.requireNonNull(around);
  }

  /** Whether the step goes on with what another one led to, of the same. */
  public boolean continues(Step other) {
    return of == other.of && before == other.after;
  }

  /** Whether another step is the same equality, be it where something else is known, too. */
  public boolean isSameAs(Step other) {
    return of == other.of
        && before == other.before
        && after == other.after
        && around.isPartial() == other.around.isPartial();
  }

  /**
   * The rules by their names, such as {@code function sin}; before them, that other defined names
   * are held fixed, where what is derived is such a partial derivative.
   */
  public List<String> rules() {
    return Stream.concat(
            around.isPartial() && !reasons.isEmpty() ? Stream.of(HELD) : Stream.of(),
            reasons.stream().map(Reason::toString))
        .toList();
  }

  /** What is derived, what it equals, and the rules. */
  @Override
  public String toString() {
    return Steps.line(0, of.toString(), false, after.toString(), String.join(", ", rules()));
  }
}
