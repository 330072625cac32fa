package org.chainrule.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;

/**
 * The circumstances under which a step of a derivation holds.
 *
 * @param given relations that are known to hold
 * @param binders for the symbols of open indices, the sums, products and vectors whose ranges they
 *     go through
 * @param isPartial whether defined names are independent of each other
 */
public record Circumstances(List<Expr> given, Map<Symbol, Expr> binders, boolean isPartial) {
  /** Those of a problem, where nothing more is known. */
  public static final Circumstances NONE = new Circumstances(List.of(), Map.of(), false);

  public Circumstances {
    given = List.copyOf(given);
    binders = Collections.unmodifiableMap(new LinkedHashMap<>(binders));
  }

  /** Those within a derivation. */
  public Circumstances inside(Trace trace) {
    List<Expr> more = new ArrayList<>(given);
    more.addAll(trace.given());
    return new Circumstances(more, binders, isPartial || trace.isPartial());
  }

  /** Those within a sweep. */
  public Circumstances inside(Sweep sweep) {
    Map<Symbol, Expr> more = new LinkedHashMap<>(binders);
    Map<Symbol, Expr> own = new LinkedHashMap<>();
    sweep.indices().forEach((binder, index) -> own.putIfAbsent(index, binder));
    more.putAll(own);
    return new Circumstances(given, more, isPartial);
  }
}
