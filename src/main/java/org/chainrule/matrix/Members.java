package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Symbol;

/**
 * The families whose members are columns or matrices, by how many indices stand before those of the
 * elements: an index of those is none of rows or columns.
 */
final class Members {
  private static final List<String> LETTERS = List.of("t", "s", "l", "k", "tau", "m");

  private final Map<String, Integer> families;

  Members(Map<String, Integer> families) {
    this.families = Map.copyOf(families);
  }

  /** Whether a family's members are columns or matrices. */
  boolean has(String family) {
    return families.containsKey(family);
  }

  /** Whether a sum is over members of families. */
  boolean isOver(Reduction sum) {
    if (families.isEmpty() || sum.operator() != Reduction.Operator.SUM) {
      return false;
    }
    Symbol index = Symbol.named("index of members");
    Set<Expr> found = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol element) {
          int count = families.getOrDefault(element.family(), 0);
          for (Expr each :
              element.indices().subList(0, Math.min(count, element.indices().size()))) {
            collect(each, found);
          }
        }
        return true;
      }
    }.apply(sum.open(index).body());
    return found.contains(index);
  }

  private static void collect(Expr part, Set<Expr> found) {
    List<Expr> pending = new ArrayList<>(List.of(part));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (found.add(next)) {
        pending.addAll(next.children());
        if (next instanceof DerivativeTerm term) {
          term.by().forEach(each -> pending.add(each.variable()));
        }
      }
    }
  }

  /** A letter for the index of a sum that stands nowhere in it. */
  Symbol letter(Reduction sum) {
    Set<Expr> used = new HashSet<>();
    collect(sum, used);
    Set<String> names = new HashSet<>();
    used.forEach(
        each -> {
          if (each instanceof Symbol symbol) {
            names.add(symbol.name());
          } else if (each instanceof IndexedSymbol element) {
            names.add(element.family());
          }
        });
    for (int number = 0; ; number++) {
      String name =
          number < LETTERS.size() ? LETTERS.get(number) : "t" + (number - LETTERS.size() + 1);
      if (!names.contains(name)) {
        return Symbol.named(name);
      }
    }
  }
}
