package org.chainrule.compile.graph;

import java.util.List;
import java.util.Objects;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;

/**
 * A name that gets its numbers from outside: a plain name, an element with numbers for subscripts,
 * or a whole family.
 *
 * @param target a {@link Symbol}, or an {@link IndexedSymbol}: of a family, with any indices
 * @param extents of a family, the range of each of its indices; empty for a single number
 */
public record Input(Expr target, List<IndexRange> extents) {
  public Input {
    Objects.requireNonNull(target);
    extents = List.copyOf(extents);
  }

  /** A single number. */
  public static Input of(Expr target) {
    return new Input(target, List.of());
  }

  boolean isFamily() {
    return !extents.isEmpty();
  }
}
