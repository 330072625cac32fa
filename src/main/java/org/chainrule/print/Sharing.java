package org.chainrule.print;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.chainrule.error.Interruption;

/**
 * The search for the parts that occur more than once and can have a name, as no index is bound
 * outside.
 */
final class Sharing {
  private final IdentityHashMap<Layout, Integer> uses = new IdentityHashMap<>();

  /** The largest height of an index that is bound outside; those of inner binders are below it. */
  private final IdentityHashMap<Layout, Integer> free = new IdentityHashMap<>();

  private final List<Layout> shared = new ArrayList<>();

  private Sharing() {}

  private static final class Counter {
    private int value;
  }

  private record Frame(Layout layout, List<Layout> children, Counter next) {
    Frame(Layout layout) {
      this(layout, visited(layout), new Counter());
    }
  }

  /** The shared parts, each after those that it is made of. */
  static List<Layout> of(Layout root) {
    Sharing sharing = new Sharing();
    List<Layout> order = sharing.walk(root);
    for (Layout layout : order) {
      if (sharing.uses.getOrDefault(layout, 0) > 1 && sharing.isWorthAName(layout)) {
        sharing.shared.add(layout);
      }
    }
    return sharing.shared;
  }

  /** The parts that may be named: not subscripts, nor what is differentiated by. */
  private static List<Layout> visited(Layout layout) {
    if (layout instanceof Layout.Element) {
      return List.of();
    }
    return layout instanceof Layout.Derivative ? List.of() : layout.children();
  }

  private List<Layout> walk(Layout root) {
    List<Layout> order = new ArrayList<>();
    Deque<Frame> stack = new ArrayDeque<>();
    stack.push(new Frame(root));
    free.put(root, 0);
    while (!stack.isEmpty()) {
      Interruption.poll();
      Frame frame = stack.peek();
      int next = frame.next().value++;
      if (next < frame.children().size()) {
        Layout child = frame.children().get(next);
        uses.merge(child, 1, Integer::sum);
        if (free.putIfAbsent(child, 0) == null) {
          stack.push(new Frame(child));
        }
      } else {
        stack.pop();
        free.put(frame.layout(), freeIn(frame.layout()));
        order.add(frame.layout());
      }
    }
    return order;
  }

  private int freeIn(Layout layout) {
    if (layout instanceof Layout.Index index) {
      return index.height();
    }
    int largest = 0;
    for (Layout child : layout.children()) {
      Integer known = free.get(child);
      largest = Math.max(largest, known == null ? freeWithin(child) : known);
    }
    org.chainrule.expr.Binder binder = layout.binder();
    return binder != null && binder.height() == largest ? 0 : largest;
  }

  /** The same for parts that are not walked. */
  private static int freeWithin(Layout root) {
    int largest = 0;
    IdentityHashMap<Layout, Boolean> seen = new IdentityHashMap<>();
    Deque<Layout> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Layout layout = pending.pop();
      if (seen.put(layout, true) == null) {
        largest =
            layout instanceof Layout.Index index ? Math.max(largest, index.height()) : largest;
        layout.children().forEach(pending::push);
      }
    }
    return largest;
  }

  private boolean isWorthAName(Layout layout) {
    boolean small =
        layout instanceof Layout.Numeral
            || layout instanceof Layout.Filled
            || layout instanceof Layout.Constant
            || layout instanceof Layout.Name
            || layout instanceof Layout.Index
            || layout instanceof Layout.Element;
    boolean number =
        !(layout instanceof Layout.Relation
            || layout instanceof Layout.Connective
            || layout instanceof Layout.Vector);
    return !small && number && free.getOrDefault(layout, 1) == 0;
  }
}
