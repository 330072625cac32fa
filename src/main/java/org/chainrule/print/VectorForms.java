package org.chainrule.print;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the vector argument of a function can be written: with a family's bare name where it
 * stands for the whole range of the family; else the function is written by its definition.
 */
final class VectorForms {
  private final Spelling spelling;
  private final boolean any;
  private final Map<Elements, Boolean> bare = new HashMap<>();
  private final Map<Apply, Optional<Expr>> definitions = new HashMap<>();

  VectorForms(Spelling spelling, boolean any) {
    this.spelling = spelling;
    this.any = any;
  }

  /** Whether the elements can be written with bare names of families. */
  boolean isBare(Elements elements) {
    return bare.computeIfAbsent(elements, this::findBare);
  }

  private boolean findBare(Elements elements) {
    Set<String> whole = new HashSet<>();
    Set<String> other = new HashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(elements.body());
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Binder || isIndex(node, elements)) {
        return false;
      }
      if (node instanceof IndexedSymbol indexed) {
        Expr index = indexed.indices().get(0);
        if (indexed.indices().size() == 1 && isIndex(index, elements)) {
          whole.add(indexed.family());
          continue;
        }
        other.add(indexed.family());
      } else if (node instanceof Symbol symbol) {
        other.add(symbol.name());
      }
      node.children().forEach(pending::push);
    }
    return !whole.isEmpty()
        && whole.stream().noneMatch(other::contains)
        && whole.stream().allMatch(family -> hasRange(family, elements));
  }

  private static boolean isIndex(Expr node, Elements elements) {
    return node instanceof BoundIndex index && index.height() == elements.height();
  }

  private boolean hasRange(String family, Elements elements) {
    Spelling.Range range = spelling.ranges().get(family);
    return range == null
        ? elements.lower().isOne() && elements.upper() == Expr.symbol("n")
        : elements.lower() == range.lower() && elements.upper() == range.upper();
  }

  /** What to write in place of a call whose vector cannot be written, or null. */
  @Nullable Expr definition(Apply apply) {
    return definitions.computeIfAbsent(apply, this::findDefinition).orElse(null);
  }

  private Optional<Expr> findDefinition(Apply apply) {
    boolean writable =
        any
            || apply.arguments().stream()
            .allMatch(each -> !(each instanceof Elements elements) || isBare(elements));
    return writable || !isClosed(apply.arguments())
        ? Optional.empty()
        : apply.function().definition(apply.arguments()).filter(each -> each != apply);
  }

  /** Whether no index is bound outside; that of an outer binder has a height above all here. */
  private static boolean isClosed(List<Expr> roots) {
    int index = 0;
    int binder = 0;
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (seen.add(node)) {
        index = node instanceof BoundIndex bound ? Math.max(index, bound.height()) : index;
        binder = node instanceof Binder each ? Math.max(binder, each.height()) : binder;
        node.children().forEach(pending::push);
      }
    }
    return index <= binder;
  }
}
