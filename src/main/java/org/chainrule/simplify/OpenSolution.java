package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/**
 * A solution whose replacement needs indices that the kernel does not tell: it holds for each value
 * of them. So {@code p_{i,j} = exp(s_i)/(exp(s_i) + exp(s_j))} says what exp(s_i) is for every j.
 *
 * @param general the solution, the indices that the kernel tells under names of their own
 * @param open the indices that it does not tell, with their ranges
 */
record OpenSolution(Solution general, Map<Symbol, IndexRange> open) {
  static OpenSolution of(Solution solution) {
    Map<Symbol, IndexRange> told = new LinkedHashMap<>();
    Map<Symbol, IndexRange> open = new LinkedHashMap<>();
    Map<Expr, Expr> renaming = new HashMap<>();
    solution
        .indices()
        .forEach(
            (index, range) -> {
              if (Occurrence.of(index, solution.kernel())) {
                Symbol own = Symbol.named("any " + index.name());
                renaming.put(index, own);
                told.put(own, range);
              } else {
                open.put(index, range);
              }
            });
    Substitution names = Substitution.of(renaming);
    return new OpenSolution(
        new Solution(
            names.apply(solution.kernel()),
            solution.power(),
            names.apply(solution.replacement()),
            told),
        open);
  }

  /** The solutions at the indices that the elements in an expression have. */
  List<Solution> at(Set<IndexedSymbol> offered, Facts facts) {
    long most = Limit.NAMING_OPEN_INDICES.most();
    List<Map<Expr, Expr>> bindings = new ArrayList<>(List.of(Map.of()));
    for (Map.Entry<Symbol, IndexRange> index : open.entrySet()) {
      List<Map<Expr, Expr>> extended = new ArrayList<>();
      for (Expr value : values(index.getKey(), index.getValue(), offered, facts)) {
        for (Map<Expr, Expr> binding : bindings) {
          if (extended.size() >= most) {
            Limit.NAMING_OPEN_INDICES.stop();
            break;
          }
          Map<Expr, Expr> more = new HashMap<>(binding);
          more.put(index.getKey(), value);
          extended.add(more);
        }
      }
      bindings = extended;
    }
    return bindings.stream()
        .map(
            binding ->
                new Solution(
                    general.kernel(),
                    general.power(),
                    Substitution.of(binding).apply(general.replacement()),
                    general.indices()))
        .toList();
  }

  /** What an index is in the places in which it stands in the replacement. */
  private Set<Expr> values(
      Symbol index, IndexRange range, Set<IndexedSymbol> offered, Facts facts) {
    Set<Expr> values = new LinkedHashSet<>();
    for (IndexedSymbol wanted : Solution.elements(general.replacement())) {
      for (IndexedSymbol element : offered) {
        if (element.family().equals(wanted.family())) {
          int size = Math.min(wanted.indices().size(), element.indices().size());
          for (int i = 0; i < size; i++) {
            if (wanted.indices().get(i) == index) {
              values.add(element.indices().get(i));
            }
          }
        }
      }
    }
    values.removeIf(value -> !isIn(range, value, facts));
    return values;
  }

  private static boolean isIn(IndexRange range, Expr value, Facts facts) {
    return facts.decide(Relation.greaterOrEqual(value, range.lower())).orElse(false)
        && (range.upper() == NamedConstant.INFINITY
            || facts.decide(Relation.lessOrEqual(value, range.upper())).orElse(false));
  }
}
