package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of one evaluation and remembers the names that they use. */
final class Graph {
  private static final int MAXIMAL_NODES = 5_000_000;

  private final Set<String> names = new HashSet<>();
  private int size;

  Node node(Node.Kind kind, List<Node> inputs, Node.Detail detail, @Nullable Span span) {
    if (size >= MAXIMAL_NODES) {
      throw new BudgetException("the definitions expand to more than " + MAXIMAL_NODES + " nodes");
    }
    if (kind == Node.Kind.SYMBOL || kind == Node.Kind.ELEMENT || kind == Node.Kind.LENGTH) {
      names.add(detail.name());
    }
    return new Node(size++, kind, inputs, detail, span);
  }

  Node number(Rational value, @Nullable Span span) {
    return node(Node.Kind.NUMBER, List.of(), Node.Detail.NONE.number(value), span);
  }

  Node number(BigInteger value) {
    return number(Rational.of(value), null);
  }

  Node slot(int slot, @Nullable Span span) {
    return node(Node.Kind.SLOT, List.of(), Node.Detail.NONE.slot(slot), span);
  }

  Node refusal(String message, @Nullable Span span) {
    return node(Node.Kind.REFUSE, List.of(), Node.Detail.NONE.name(message), span);
  }

  /** The names and families that occur in the nodes. */
  Set<String> names() {
    return names;
  }
}
