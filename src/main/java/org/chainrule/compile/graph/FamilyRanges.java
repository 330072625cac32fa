package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;

/** The ranges of families that follow from the sums in which their elements stand. */
public final class FamilyRanges extends Pass<Boolean> {
  private final Map<Expr, IndexRange> indices = new HashMap<>();
  private final Map<String, List<List<IndexRange>>> found = new HashMap<>();

  private final Set<String> unclear = new HashSet<>();

  private FamilyRanges() {}

  /** Of each family of which all subscripts run over ranges without other indices: these. */
  public static Map<String, List<IndexRange>> of(Expr expression) {
    FamilyRanges pass = new FamilyRanges();
    pass.apply(expression);
    Map<String, List<IndexRange>> ranges = new HashMap<>();
    pass.found.forEach(
        (family, uses) -> {
          if (uses.stream().distinct().count() == 1 && !pass.unclear.contains(family)) {
            ranges.put(family, uses.get(0));
          }
        });
    return ranges;
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Binder binder) {
      Binder.Opened inside = opened(binder);
      indices.put(inside.index(), binder.range());
    }
    return super.dependencies(node);
  }

  @Override
  protected Boolean compute(Expr node) {
    if (node instanceof IndexedSymbol element
        && !element.indices().stream().allMatch(RationalNumber.class::isInstance)) {
      List<IndexRange> extents = new ArrayList<>();
      for (Expr index : element.indices()) {
        IndexRange extent = indices.get(index);
        if (extent != null
            && Symbol.largestOpened(extent.lower()) == 0
            && Symbol.largestOpened(extent.upper()) == 0) {
          extents.add(extent);
        }
      }
      if (extents.size() == element.indices().size()) {
        found.computeIfAbsent(element.family(), key -> new ArrayList<>()).add(extents);
      } else {
        // A subscript such as i + 1 may lead beyond the range.
        unclear.add(element.family());
      }
    }
    return true;
  }
}
