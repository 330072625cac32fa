package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Name;
import org.jspecify.annotations.Nullable;

/** The names in a tree that no sum in it binds, those of families included. */
public final class FreeNames {
  private record Bound(String name, @Nullable Bound outer) {}

  private record Item(Syntax node, @Nullable Bound scope) {}

  private FreeNames() {}

  /** The names in their order, each as often as it occurs. */
  public static List<Name> in(Syntax root) {
    return in(root, true);
  }

  /** Those of them that do not stand in a subscript. */
  public static List<Name> outsideSubscripts(Syntax root) {
    return in(root, false);
  }

  private static List<Name> in(Syntax root, boolean indices) {
    List<Name> free = new ArrayList<>();
    Deque<Item> pending = new ArrayDeque<>();
    pending.push(new Item(root, null));
    while (!pending.isEmpty()) {
      Item item = pending.pop();
      if (item.node() instanceof Name name) {
        if (!isBound(name.name(), item.scope())) {
          free.add(name);
        }
      } else if (item.node() instanceof Syntax.Reduction reduction) {
        Bound inner = new Bound(reduction.index().name(), item.scope());
        pending.push(new Item(reduction.body(), inner));
        if (reduction.condition() != null) {
          pending.push(new Item(reduction.condition(), inner));
        }
        if (reduction.lower() != null && reduction.upper() != null) {
          pending.push(new Item(reduction.upper(), item.scope()));
          pending.push(new Item(reduction.lower(), item.scope()));
        }
      } else if (item.node() instanceof Syntax.Array array) {
        Bound inner = item.scope();
        for (Name index : array.indices()) {
          inner = new Bound(index.name(), inner);
        }
        pending.push(new Item(array.body(), inner));
        for (int i = array.lengths().size() - 1; i >= 0; i--) {
          pending.push(new Item(array.lengths().get(i), item.scope()));
        }
      } else {
        List<Syntax> children = indices ? item.node().children() : values(item.node());
        for (int i = children.size() - 1; i >= 0; i--) {
          pending.push(new Item(children.get(i), item.scope()));
        }
      }
    }
    return free;
  }

  private static List<Syntax> values(Syntax node) {
    if (node instanceof Syntax.Subscripted subscripted) {
      return List.of(subscripted.family());
    } else if (node instanceof Syntax.Element element) {
      return List.of(element.vector());
    }
    return node instanceof Syntax.Delta ? List.of() : node.children();
  }

  private static boolean isBound(String name, @Nullable Bound scope) {
    for (Bound bound = scope; bound != null; bound = bound.outer()) {
      if (bound.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
