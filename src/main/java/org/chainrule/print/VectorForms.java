package org.chainrule.print;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The forms of functions' vector arguments: with a family's bare name where it stands for the whole
 * range of the family; else the function is written by its definition.
 */
final class VectorForms {
  private final Spelling spelling;
  private final boolean any;
  private final Map<String, Set<IndexRange>> summed = new HashMap<>();
  private final Map<String, Set<IndexRange>> vectors = new HashMap<>();
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

  /** The family whose bare name stands for a whole matrix, or null. */
  @Nullable String family(Elements matrix) {
    return matrix.body() instanceof Elements row
            && row.body() instanceof IndexedSymbol element
            && element.indices().size() == 2
            && isIndex(element.indices().get(0), matrix)
            && isIndex(element.indices().get(1), row)
            && hasRange(element.family(), matrix)
            && hasRange(element.family(), row)
        ? element.family()
        : null;
  }

  private boolean findBare(Elements elements) {
    Set<String> whole = new HashSet<>();
    Set<String> other = new HashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(elements.body());
    while (!pending.isEmpty()) {
      Interruption.poll();
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

  private static boolean isIndex(Expr node, Binder binder) {
    return node instanceof BoundIndex index && index.height() == binder.height();
  }

  private boolean hasRange(String family, Elements elements) {
    IndexRange declared = spelling.ranges().get(family);
    IndexRange own = elements.range();
    if (declared != null) {
      return own.equals(declared);
    }
    Set<IndexRange> implied = summed.getOrDefault(family, Set.of());
    boolean alone = vectors.getOrDefault(family, Set.of()).equals(Set.of(own));
    return alone
        && (implied.isEmpty() ? own.equals(IndexRange.CONVENTIONAL) : implied.equals(Set.of(own)));
  }

  /** Finds the ranges that sums and vectors imply for families, as a reader will. */
  void look(Expr root) {
    List<Expr> nodes = new NodeOrder(root).nodes();
    if (nodes.stream().noneMatch(Elements.class::isInstance)) {
      return;
    }
    for (Expr node : nodes) {
      if (node instanceof Elements elements) {
        families(elements).forEach(family -> add(family, elements.range(), vectors));
      } else if (node instanceof Reduction reduction && reduction.condition() == Logical.TRUE) {
        for (String family : families(reduction)) {
          add(family, reduction.range(), summed);
        }
      }
    }
  }

  private static void add(String family, IndexRange range, Map<String, Set<IndexRange>> ranges) {
    ranges.computeIfAbsent(family, key -> new HashSet<>()).add(range);
  }

  /** The families that the index of a binder selects from. */
  private static Set<String> families(Binder binder) {
    Set<String> families = new HashSet<>();
    for (Expr node : new NodeOrder(binder.body()).nodes()) {
      if (node instanceof IndexedSymbol element
          && element.indices().stream().anyMatch(index -> isIndex(index, binder))) {
        families.add(element.family());
      } else if (node instanceof Apply apply
          && apply.arguments().size() == 2
          && apply.arguments().get(0) instanceof Elements elements
          && isIndex(apply.arguments().get(1), binder)) {
        families.addAll(families(elements));
      }
    }
    return families;
  }

  /** What to write in place of a call whose vector cannot be written, or null. */
  @Nullable Expr definition(Apply apply) {
    return definitions.computeIfAbsent(apply, this::findDefinition).orElse(null);
  }

  private Optional<Expr> findDefinition(Apply apply) {
    boolean writable =
        any
            || apply.arguments().stream()
                .allMatch(
                    each ->
                        !(each instanceof Elements elements)
                            || elements.body() instanceof Elements
                            || isBare(elements));
    if (writable) {
      return Optional.empty();
    }
    int highest = highestBinder(apply.arguments());
    return apply
        .function()
        .definition(apply.arguments())
        .filter(each -> each != apply && highestBinder(List.of(each)) <= highest);
  }

  /**
   * The height of the highest binder. Where a definition has none above those of the arguments, no
   * index that is bound outside is captured: its height is above them.
   */
  private static int highestBinder(List<Expr> roots) {
    int highest = 0;
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        highest = node instanceof Binder binder ? Math.max(highest, binder.height()) : highest;
        node.children().forEach(pending::push);
      }
    }
    return highest;
  }
}
