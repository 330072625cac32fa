package org.chainrule.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;

/**
 * The premises of a derivation besides what is declared.
 *
 * @param assumptions the assumptions
 * @param leftOut the ends of indices that are not made use of, such as {@code k <= T}
 * @param isAnywhere whether variables are not taken for elements that their families are known to
 *     have, so that no end but the conventional one is made use of
 */
public record Premises(List<Expr> assumptions, Set<Expr> leftOut, boolean isAnywhere) {
  public Premises {
    assumptions = List.copyOf(assumptions);
    leftOut = Set.copyOf(leftOut);
  }

  /** The same with some of the assumptions. */
  public Premises assuming(List<Expr> some) {
    return new Premises(some, leftOut, isAnywhere);
  }

  /** The same without an end of an index. */
  public Premises without(Expr end) {
    Set<Expr> more = new HashSet<>(leftOut);
    more.add(end);
    return new Premises(assumptions, more, isAnywhere);
  }

  /** The same, variables not taken for elements that their families are known to have. */
  Premises anywhere() {
    return new Premises(assumptions, leftOut, true);
  }

  /** Whether it is not made use of that an index ends there. */
  boolean leavesOut(Expr end) {
    boolean isConventional = end.children().contains(IndexRange.CONVENTIONAL.upper());
    return isAnywhere && !isConventional || leftOut.contains(end);
  }
}
