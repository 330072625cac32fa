package org.chainrule.compile.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.error.Interruption;

/**
 * The shapes of nodes outside loops: two nodes have one shape if they are made in the same way of
 * other numbers and of other elements of the same arrays.
 *
 * <p>A sum's shape is how many terms of which shape it has, whatever their order.
 */
final class Shapes {
  /** A term of a sum, or what the largest is taken of. */
  record Term(Node node, boolean isNegative) {}

  private record Part(int shape, boolean isNegative, int count) {}

  private record Key(Node.Kind kind, Object detail, List<?> inputs) {}

  /** Where the cost of a node is not counted any further. */
  private static final int DEAR = 100;

  private final Map<Node, Integer> shapes = new HashMap<>();
  private final Map<Node, Integer> costs = new HashMap<>();
  private final Map<Node, List<Term>> terms = new HashMap<>();
  private final Map<Node, List<Node>> inputs = new HashMap<>();
  private final Map<Key, Integer> known = new HashMap<>();

  /** The nodes that others are made of, with one of these; with none where several are. */
  private final Map<Node, Node> users = new HashMap<>();

  private final Set<Node> shared = new HashSet<>();
  private final Map<Integer, List<Node>> byShape = new HashMap<>();
  private int operations;

  /**
   * @param nodes all of a program, each after its inputs
   * @param roots those that are needed by themselves
   */
  Shapes(Collection<Node> nodes, Collection<Node> roots) {
    shared.addAll(roots);
    for (Node node : nodes) {
      for (Node input : node.inputs) {
        Node other = users.putIfAbsent(input, node);
        if (other != null && other != node) {
          shared.add(input);
        }
      }
    }
    for (Node node : nodes) {
      Interruption.poll();
      if (isOpen(node)) {
        operations += node.inputs.isEmpty() ? 0 : 1;
        if (!isPartOfSum(node)) {
          int shape = known.computeIfAbsent(key(node), key -> known.size());
          shapes.put(node, shape);
          byShape.computeIfAbsent(shape, key -> new ArrayList<>()).add(node);
        }
        costs.put(node, cost(node));
      }
    }
  }

  /** How many steps there are that may be done in loops. */
  int operations() {
    return operations;
  }

  /** Whether a node's shape is known; what has none is alike only to itself. */
  boolean has(Node node) {
    return shapes.containsKey(node);
  }

  int of(Node node) {
    return Objects.requireNonNull(shapes.get(node));
  }

  /** All nodes of the shape of one, in order. */
  List<Node> alike(Node node) {
    List<Node> all = Objects.requireNonNull(byShape.get(of(node)));
    all.sort(this::compare);
    return all;
  }

  /** Whether several nodes are made of this one. */
  boolean isShared(Node node) {
    return shared.contains(node);
  }

  /** About how many steps make a node. */
  int costOf(Node node) {
    return costs.getOrDefault(node, 0);
  }

  private static boolean isOpen(Node node) {
    return node.axes == 0
        && switch (node.kind) {
          case NUMBER,
              ADD,
              SUBTRACT,
              MULTIPLY,
              DIVIDE,
              NEGATE,
              SQUARE_ROOT,
              CALL,
              SELECT,
              TO_DOUBLE,
              DETACH,
              LESS,
              LESS_OR_EQUAL,
              EQUAL,
              AND,
              OR,
              NOT ->
              node.inputs.stream().noneMatch(each -> each.kind.isWhole());
          case LOAD ->
              node.buffer().role != Buffer.Role.SCRATCH
                  && node.inputs.stream().allMatch(each -> each.kind == Node.Kind.WHOLE);
          default -> false;
        };
  }

  private static boolean isSum(Node node) {
    return switch (node.kind) {
      case ADD, SUBTRACT, NEGATE -> true;
      default -> false;
    };
  }

  /** Whether a node is nothing but a part of one larger sum. */
  private boolean isPartOfSum(Node node) {
    Node user = users.get(node);
    return isSum(node) && !shared.contains(node) && user != null && isSum(user) && isOpen(user);
  }

  private Object key(Node node, boolean isOfCall) {
    return node.kind == Node.Kind.NUMBER && isOfCall
        ? node.detail
        : shapes.containsKey(node) ? of(node) : node;
  }

  private Key key(Node node) {
    if (node.kind == Node.Kind.LOAD) {
      return new Key(node.kind, node.detail, List.of());
    } else if (node.kind == Node.Kind.NUMBER) {
      return new Key(node.kind, Graph.NOTHING, List.of());
    } else if (isFold(node)) {
      List<Part> parts = new ArrayList<>();
      for (List<Term> each : parts(node)) {
        parts.add(new Part(shapeOf(each.get(0)), each.get(0).isNegative(), each.size()));
      }
      return new Key(isSum(node) ? Node.Kind.ADD : node.kind, Graph.NOTHING, parts);
    }
    boolean isCall = node.kind == Node.Kind.CALL && PowerNodes.wholeExponent(node) == 0;
    return new Key(
        node.kind, node.detail, inputs(node).stream().map(each -> key(each, isCall)).toList());
  }

  private int shapeOf(Term term) {
    return shapeOf(term.node());
  }

  /** The shape; what has none is alike only to itself. */
  private int shapeOf(Node node) {
    return shapes.getOrDefault(node, -1 - node.id);
  }

  private int cost(Node node) {
    int cost = node.kind == Node.Kind.CALL ? DEAR / 10 : node.inputs.isEmpty() ? 0 : 1;
    for (Node input : node.inputs) {
      cost += costOf(input);
    }
    return Math.min(cost, DEAR);
  }

  /** The inputs, those of a product in an order that is the same in all of one shape. */
  List<Node> inputs(Node node) {
    if (node.kind != Node.Kind.MULTIPLY) {
      return node.inputs;
    }
    return inputs.computeIfAbsent(
        node, key -> node.inputs.stream().sorted(this::compareAny).toList());
  }

  /** Whether a node joins terms: a sum, or the largest of exponents that is to be taken out. */
  boolean isFold(Node node) {
    return isSum(node) || node.kind == Node.Kind.DETACH;
  }

  /** The terms of a fold, those of one shape and sign together and in order. */
  List<List<Term>> parts(Node fold) {
    List<Term> all =
        terms.computeIfAbsent(fold, key -> isSum(fold) ? termsOfSum(fold) : termsOfLargest(fold));
    List<List<Term>> parts = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= all.size(); i++) {
      if (i == all.size()
          || shapeOf(all.get(i)) != shapeOf(all.get(start))
          || all.get(i).isNegative() != all.get(start).isNegative()) {
        parts.add(all.subList(start, i));
        start = i;
      }
    }
    return parts;
  }

  /** Whether folds are made of their terms step by step in the same way. */
  boolean areInOneOrder(List<Node> folds) {
    Deque<List<Node>> pending = new ArrayDeque<>(List.of(folds));
    while (!pending.isEmpty()) {
      Interruption.poll();
      List<Node> nodes = pending.pop();
      Node first = nodes.get(0);
      if (nodes.stream().anyMatch(each -> each.kind != first.kind)) {
        return false;
      }
      for (int i = 0; i < first.inputs.size(); i++) {
        int place = i;
        List<Node> inputs = nodes.stream().map(each -> each.input(place)).toList();
        boolean arePartsOfSum = inputs.stream().allMatch(this::isPartOfSum);
        if (arePartsOfSum) {
          pending.push(inputs);
        } else if (inputs.stream().anyMatch(each -> shapeOf(each) != shapeOf(inputs.get(0)))) {
          return false;
        }
      }
    }
    return true;
  }

  private List<Term> termsOfSum(Node sum) {
    List<Term> found = new ArrayList<>();
    List<Term> pending = new ArrayList<>(List.of(new Term(sum, false)));
    while (!pending.isEmpty()) {
      Term next = pending.remove(pending.size() - 1);
      Node node = next.node();
      if (node != sum && !isPartOfSum(node)) {
        found.add(next);
        continue;
      }
      for (int i = node.inputs.size() - 1; i >= 0; i--) {
        boolean isTaken =
            node.kind == Node.Kind.NEGATE || node.kind == Node.Kind.SUBTRACT && i == 1;
        pending.add(new Term(node.input(i), next.isNegative() != isTaken));
      }
    }
    return sorted(found);
  }

  /** Of {@link LogScaled}'s choice of the largest, one exponent after the other. */
  private List<Term> termsOfLargest(Node detached) {
    List<Term> found = new ArrayList<>();
    Node node = detached.input(0);
    while (node.kind == Node.Kind.SELECT
        && node.input(0).kind == Node.Kind.LESS
        && node.input(0).input(1) == node.input(1)
        && node.input(0).input(0) == node.input(2)) {
      found.add(new Term(node.input(1), false));
      node = node.input(2);
    }
    found.add(new Term(node, false));
    return sorted(found);
  }

  private List<Term> sorted(List<Term> found) {
    found.sort(
        Comparator.comparingInt((Term term) -> shapeOf(term))
            .thenComparing(Term::isNegative)
            .thenComparing(Term::node, this::compareAny));
    return found;
  }

  private int compareAny(Node left, Node right) {
    int difference = Integer.compare(shapeOf(left), shapeOf(right));
    return difference != 0 ? difference : compare(left, right);
  }

  /** Compares nodes of one shape by the first places and numbers in which they differ. */
  private int compare(Node first, Node second) {
    Node left = first;
    Node right = second;
    while (left != right) {
      if (left.kind == Node.Kind.NUMBER) {
        return Double.compare(left.number(), right.number());
      } else if (left.kind == Node.Kind.LOAD) {
        return Arrays.compare(places(left), places(right));
      }
      List<Node> ofLeft = isFold(left) ? nodes(left) : inputs(left);
      List<Node> ofRight = isFold(right) ? nodes(right) : inputs(right);
      int place = 0;
      while (place < ofLeft.size() && ofLeft.get(place) == ofRight.get(place)) {
        place++;
      }
      if (place == ofLeft.size()) {
        return Integer.compare(left.id, right.id);
      }
      left = ofLeft.get(place);
      right = ofRight.get(place);
    }
    return 0;
  }

  private List<Node> nodes(Node fold) {
    return parts(fold).stream().flatMap(List::stream).map(Term::node).toList();
  }

  static int[] places(Node load) {
    return load.inputs.stream().mapToInt(Node::whole).toArray();
  }
}
