package org.chainrule.compile.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.chainrule.error.Interruption;

/**
 * The elements of the variables that derivatives of nodes may depend on, as places in the array of
 * the variables. What is loaded through an index may be any element of its buffer.
 */
public final class ActiveElements {
  private static final int[] NONE = new int[0];

  private final Map<Buffer, Integer> bases = new HashMap<>();
  private final Map<Buffer, int[]> wholes = new HashMap<>();
  private final int size;

  private ActiveElements(Map<Buffer, Integer> bases, int size) {
    this.bases.putAll(bases);
    this.size = size;
  }

  /** Nothing where the extents of a variable are no numbers. */
  public static Optional<ActiveElements> of(List<Buffer> variables) {
    Map<Buffer, Integer> bases = new HashMap<>();
    int next = 0;
    for (Buffer variable : variables) {
      bases.put(variable, next);
      OptionalInt count = count(variable);
      if (count.isEmpty()) {
        return Optional.empty();
      }
      next = Math.addExact(next, count.getAsInt());
    }
    return Optional.of(new ActiveElements(bases, next));
  }

  private static OptionalInt count(Buffer buffer) {
    int count = 1;
    for (Buffer.Extent extent : buffer.extents) {
      if (extent.lower().kind != Node.Kind.WHOLE || extent.upper().kind != Node.Kind.WHOLE) {
        return OptionalInt.empty();
      }
      count = Math.multiplyExact(count, Math.max(0, length(extent)));
    }
    return OptionalInt.of(count);
  }

  private static int length(Buffer.Extent extent) {
    return extent.upper().whole() - extent.lower().whole() + 1;
  }

  /** The number of elements of the variables. */
  public int size() {
    return size;
  }

  /** The places of what some subscripts of a variable's buffer, or of one like it, may select. */
  public int[] places(Buffer variable, List<Node> subscripts) {
    int place = 0;
    for (int i = 0; i < subscripts.size(); i++) {
      Buffer.Extent extent = variable.extents.get(i);
      Node subscript = subscripts.get(i);
      if (subscript.kind != Node.Kind.WHOLE) {
        return wholes.computeIfAbsent(variable, this::all);
      }
      place = place * length(extent) + subscript.whole() - extent.lower().whole();
    }
    return new int[] {Objects.requireNonNull(bases.get(variable)) + place};
  }

  private int[] all(Buffer variable) {
    int base = Objects.requireNonNull(bases.get(variable));
    int[] all = new int[count(variable).orElseThrow()];
    Arrays.setAll(all, i -> base + i);
    return all;
  }

  /** What each of some roots may depend on; a set that is not needed any more is let go. */
  public Map<Node, int[]> of(Collection<Node> roots) {
    List<List<Node>> components = Components.of(roots, Components::dependencies);
    Map<Node, Integer> uses = new HashMap<>();
    for (List<Node> component : components) {
      for (Node node : component) {
        Components.dependencies(node).forEach(each -> uses.merge(each, 1, Integer::sum));
      }
    }
    roots.forEach(each -> uses.merge(each, 1, Integer::sum));
    Map<Node, int[]> sets = new HashMap<>();
    for (List<Node> component : components) {
      Interruption.poll();
      Set<Node> members = component.size() == 1 ? Set.of() : new HashSet<>(component);
      int[] together = NONE;
      for (Node node : component) {
        if (node.kind == Node.Kind.LOAD && node.buffer().role == Buffer.Role.VARIABLES) {
          together = union(together, places(node.buffer(), node.inputs));
        }
        for (Node each : Components.dependencies(node)) {
          int[] set = members.contains(each) ? null : sets.get(each);
          if (set == null) {
            continue;
          }
          if (!Activity.isConstant(node)) {
            together = union(together, set);
          }
          if (uses.merge(each, -1, Integer::sum) == 0) {
            sets.remove(each);
          }
        }
      }
      for (Node node : component) {
        sets.put(node, together);
      }
    }
    return sets;
  }

  /** The union of two ascending arrays, which is one of them where that has all. */
  public static int[] union(int[] left, int[] right) {
    if (left == right || right.length == 0) {
      return left;
    }
    if (left.length == 0) {
      return right;
    }
    int[] all = new int[left.length + right.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < left.length || j < right.length) {
      int next = j == right.length || i < left.length && left[i] <= right[j] ? left[i] : right[j];
      all[count++] = next;
      i += i < left.length && left[i] == next ? 1 : 0;
      j += j < right.length && right[j] == next ? 1 : 0;
    }
    return count == left.length
        ? left
        : count == right.length ? right : count == all.length ? all : Arrays.copyOf(all, count);
  }
}
