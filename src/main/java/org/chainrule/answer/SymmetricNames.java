package org.chainrule.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.definition.Uses;
import org.chainrule.matrix.Raising;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;

/** The names of a problem that are symmetric matrices: as declared, or by what defines them. */
final class SymmetricNames {
  private final Declarations declarations;
  private final Set<String> names;
  private final Map<String, Definition> defined = new LinkedHashMap<>();

  /** The key under which a question keeps them. */
  private record Key() {}

  private SymmetricNames(Declarations declarations) {
    this.declarations = declarations;
    names = new LinkedHashSet<>(declarations.symmetric());
    Map<String, Definition> open = new LinkedHashMap<>();
    for (Definition each : declarations.definitions()) {
      if (each.target() instanceof IndexedSymbol target && !axes(target).isEmpty()) {
        open.put(target.family(), each);
      }
    }
    boolean isFound = !open.isEmpty();
    while (isFound) {
      isFound = false;
      for (Map.Entry<String, Definition> each : Map.copyOf(open).entrySet()) {
        Definition definition = each.getValue();
        IndexedSymbol target = (IndexedSymbol) definition.target();
        if (Raising.isSymmetric(
            definition.value(), axes(target), declarations.familyRanges(), names)) {
          open.remove(each.getKey());
          defined.put(each.getKey(), definition);
          names.add(each.getKey());
          isFound = true;
        }
      }
    }
  }

  static SymmetricNames of(Question question) {
    return question.once(new Key(), () -> new SymmetricNames(question.declarations()));
  }

  /** The axes of a general element of a square matrix; none of others. */
  private List<FreeIndex> axes(IndexedSymbol target) {
    List<IndexRange> ranges = declarations.familyRanges().getOrDefault(target.family(), List.of());
    boolean isSquare =
        ranges.size() == 2
            && target.indices().size() == 2
            && ranges.get(0).lower().isOne()
            && ranges.get(0).equals(ranges.get(1));
    List<FreeIndex> axes = new ArrayList<>();
    for (int i = 0; isSquare && i < 2; i++) {
      isSquare = target.indices().get(i) instanceof Symbol;
      if (isSquare) {
        axes.add(new FreeIndex((Symbol) target.indices().get(i), ranges.get(i).upper()));
      }
    }
    return isSquare ? axes : List.of();
  }

  Set<String> all() {
    return Set.copyOf(names);
  }

  /** The names that are declared to be symmetric and that some expressions owe it to. */
  Set<String> declaredIn(Collection<Expr> expressions) {
    Set<String> seen = new HashSet<>();
    Set<String> declared = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(expressions);
    while (!pending.isEmpty()) {
      for (Uses.Use use : Uses.of(pending.pop())) {
        if (use.node() instanceof IndexedSymbol element && seen.add(element.family())) {
          if (declarations.symmetric().contains(element.family())) {
            declared.add(element.family());
          } else if (defined.containsKey(element.family())) {
            pending.push(defined.get(element.family()).value());
          }
        }
      }
    }
    return declared;
  }
}
