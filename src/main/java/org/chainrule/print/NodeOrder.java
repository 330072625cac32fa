package org.chainrule.print;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;

/** The distinct nodes of an expression with numbers, each after those that it is made of. */
final class NodeOrder {
  private final List<Expr> nodes = new ArrayList<>();
  private final Map<Expr, Integer> numbers = new IdentityHashMap<>();

  private record Frame(Expr node, Iterator<Expr> children) {
    Frame(Expr node) {
      this(node, node.children().iterator());
    }
  }

  NodeOrder(Expr root) {
    Deque<Frame> stack = new ArrayDeque<>();
    stack.push(new Frame(root));
    while (!stack.isEmpty()) {
      Interruption.poll();
      Frame frame = stack.peek();
      if (frame.children().hasNext()) {
        Expr child = frame.children().next();
        if (!numbers.containsKey(child)) {
          stack.push(new Frame(child));
        }
      } else {
        stack.pop();
        if (numbers.putIfAbsent(frame.node(), nodes.size()) == null) {
          nodes.add(frame.node());
        }
      }
    }
  }

  /** The nodes; the place of each is its number. */
  List<Expr> nodes() {
    return nodes;
  }

  int number(Expr node) {
    Integer number = numbers.get(node);
    if (number == null) {
      throw new IllegalArgumentException("not a node of this expression");
    }
    return number;
  }
}
