package org.chainrule.compile.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.Replacements;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * The sums of products that are products of matrices, made as arrays by a kernel for them, and in
 * the order that costs the least where there are more than two factors.
 *
 * <p>A sum over k of what depends on i and k times what depends on k and j is a node {@link
 * Node.Kind#MATRIX_PRODUCT}, whether a reduction says so or what is gathered in an array, as
 * adjoints are. What else is summed stays as it is.
 */
public final class MatrixProducts {
  /** The length of a range that has a name for its bound. */
  private static final double ASSUMED_LENGTH = 100;

  /** The fewest multiplications that are worth the call of a kernel. */
  private static final double FEWEST = 64;

  /**
   * The most factors, and the most axes that they are summed over, of which every order is tried.
   */
  private static final int MOST_TRIED = 6;

  /** How much less an order of sums must cost than all of them inside each other. */
  private static final double WORTH = 10;

  private final Graph graph;
  private final Replacements replacements;
  private final Map<Node, Integer> uses = new HashMap<>();

  /** What arrays got before anything was replaced. */
  private final Map<Buffer, List<Node>> effects = new HashMap<>();

  private MatrixProducts(Graph graph) {
    this.graph = graph;
    replacements = new Replacements(graph);
  }

  /** The nodes that take the place of some roots. */
  public static List<Node> apply(Graph graph, List<Node> roots) {
    // Rows, columns and terms.
    return graph.axes().size() < 3 ? roots : new MatrixProducts(graph).applied(roots);
  }

  private List<Node> applied(List<Node> roots) {
    List<Node> nodes = Replacements.inputsFirst(roots);
    for (Node node : nodes) {
      node.inputs.forEach(each -> uses.merge(each, 1, Integer::sum));
      if (node.kind.isEffect()) {
        effects.computeIfAbsent(node.buffer(), key -> new ArrayList<>()).add(node);
      }
    }
    for (Node node : nodes) {
      Node other = replacement(node);
      if (other == null) {
        replacements.renew(node);
      } else {
        replacements.put(node, other);
      }
    }
    return replacements.finish(roots);
  }

  private @Nullable Node replacement(Node node) {
    return switch (node.kind) {
      case REDUCE -> isSum(node) ? summed(node.input(0), node.over().axis().bit()) : null;
      case LOAD -> isGathered(node) ? gathered(node) : null;
      case ACCUMULATE -> accumulated(node);
      default -> null;
    };
  }

  private boolean isSum(Node node) {
    return node.kind == Node.Kind.REDUCE
        && node.over().fold() == Reduction.Operator.SUM
        && arePlain(node.over().axis().bit());
  }

  /** Whether axes have ranges that depend on nothing and carry nothing. */
  private boolean arePlain(long axes) {
    return graph.inOrder(axes).stream()
        .allMatch(axis -> axis.axes == axis.bit() && !axis.sequential);
  }

  /** Whether a load is from an array in which nothing but the same elements is gathered. */
  private boolean isGathered(Node load) {
    Buffer buffer = load.buffer();
    return buffer.role == Buffer.Role.SCRATCH
        && buffer.initial == 0
        && buffer.after == null
        && load.isOfWholeBuffer()
        && effects.getOrDefault(buffer, List.of()).stream()
            .allMatch(
                each ->
                    each.kind == Node.Kind.ACCUMULATE
                        && each.id < load.id
                        && each.subscripts().equals(load.inputs));
  }

  private @Nullable Node gathered(Node load) {
    Node total = graph.number(0);
    for (Node effect : Objects.requireNonNull(effects.get(load.buffer()))) {
      Node sum = summed(effect.value(), effect.value().axes & ~load.axes);
      if (sum == null) {
        return null;
      }
      total = graph.add(total, sum);
    }
    return total;
  }

  private @Nullable Node accumulated(Node effect) {
    Buffer buffer = effect.buffer();
    long places = 0;
    for (Node each : effect.subscripts()) {
      places |= each.axes;
    }
    long over = effect.value().axes & ~places & ~buffer.scope;
    if (over == 0 || !arePlain(over)) {
      return null;
    }
    Node sum = summed(effect.value(), over);
    if (sum == null) {
      return null;
    }
    boolean isAll =
        buffer.role == Buffer.Role.RESULTS
            && Objects.requireNonNull(effects.get(buffer)).size() == 1
            && effect.isOfWholeBuffer();
    if (isAll) {
      buffer.initial = Double.NaN;
      return graph.store(buffer, effect.subscripts(), sum);
    }
    return graph.accumulate(buffer, effect.subscripts(), sum);
  }

  /** The sum of a node over some axes, or null where no term of it is a product of matrices. */
  private @Nullable Node summed(Node body, long over) {
    Node total = graph.number(0);
    List<Node> rest = new ArrayList<>();
    boolean isFound = false;
    for (SignedTerm term : terms(body)) {
      ProductTerm product = new ProductTerm(over);
      product.gather(term.node());
      Node sum = product.sum();
      if (sum == null) {
        rest.add(term.isNegative() ? graph.negate(term.node()) : term.node());
      } else {
        isFound = true;
        total = term.isNegative() ? graph.subtract(total, sum) : graph.add(total, sum);
      }
    }
    if (!isFound) {
      return null;
    }
    Node others = graph.number(0);
    for (Node each : rest) {
      others = graph.add(others, replacements.now(each));
    }
    return graph.add(total, graph.sum(graph.inOrder(over), others));
  }

  private record SignedTerm(Node node, boolean isNegative) {}

  private static List<SignedTerm> terms(Node body) {
    List<SignedTerm> terms = new ArrayList<>();
    Deque<SignedTerm> pending = new ArrayDeque<>(List.of(new SignedTerm(body, false)));
    while (!pending.isEmpty()) {
      Interruption.poll();
      SignedTerm next = pending.pop();
      Node node = next.node();
      switch (node.kind) {
        case ADD, SUBTRACT -> {
          boolean turns = node.kind == Node.Kind.SUBTRACT;
          pending.push(new SignedTerm(node.input(1), next.isNegative() ^ turns));
          pending.push(new SignedTerm(node.input(0), next.isNegative()));
        }
        case NEGATE -> pending.push(new SignedTerm(node.input(0), !next.isNegative()));
        default -> terms.add(next);
      }
    }
    return terms;
  }

  /** The number of values of an index, as far as it is known. */
  private static double length(Axis axis) {
    boolean isKnown = axis.lower.kind == Node.Kind.WHOLE && axis.upper.kind == Node.Kind.WHOLE;
    return isKnown
        ? Math.max(0, (double) axis.upper.whole() - axis.lower.whole() + 1)
        : ASSUMED_LENGTH;
  }

  private double volume(long axes) {
    return graph.inOrder(axes).stream()
        .mapToDouble(MatrixProducts::length)
        .reduce(1, (x, y) -> x * y);
  }

  /** A product of factors that is summed over some axes. */
  private final class ProductTerm {
    private long over;
    private final List<Node> factors = new ArrayList<>();

    /** Whether the first factor makes 0 of the second where it is 0 itself. */
    private boolean isGuarded;

    private boolean isFound;

    /** The factors that depend on no axis. */
    private Node scale = graph.number(1);

    ProductTerm(long over) {
      this.over = over;
    }

    /** Takes a product apart where its factors depend on fewer axes than it does. */
    void gather(Node term) {
      Deque<Node> pending = new ArrayDeque<>(List.of(term));
      while (!pending.isEmpty()) {
        Interruption.poll();
        Node node = pending.pop();
        Node now = replacements.now(node);
        Node inside = uses.getOrDefault(node, 0) == 1 ? summedInside(node) : null;
        if (inside != null) {
          over |= inside.axes & ~node.axes;
          pending.push(inside);
        } else if (now.axes == 0) {
          scale = graph.multiply(scale, now);
        } else if (now.kind == Node.Kind.NEGATE) {
          scale = graph.negate(scale);
          pending.push(now.input(0));
        } else if (isDivisible(node, Node.Kind.MULTIPLY)) {
          node.inputs.forEach(pending::push);
        } else if (isDivisible(now, Node.Kind.MULTIPLY)) {
          // What is summed already may depend on fewer axes than what stood in its place.
          now.inputs.forEach(pending::push);
        } else if (node == term && isDivisible(now, Node.Kind.GUARDED_MULTIPLY)) {
          isGuarded = true;
          factors.addAll(now.inputs);
        } else {
          factors.add(now);
        }
      }
    }

    /** What a sum or an array that is gathered goes over, or null. */
    private @Nullable Node summedInside(Node node) {
      if (isSum(node) && (node.input(0).axes & node.over().axis().bit()) != 0) {
        return node.input(0);
      }
      boolean isGathered = node.kind == Node.Kind.LOAD && isGathered(node);
      List<Node> added = isGathered ? effects.getOrDefault(node.buffer(), List.of()) : List.of();
      return added.size() == 1 && (node.axes & ~added.get(0).value().axes) == 0
          ? added.get(0).value()
          : null;
    }

    /** Whether a node is a product of which no factor depends on all that it does. */
    private boolean isDivisible(Node product, Node.Kind kind) {
      if (product.kind != kind) {
        return false;
      }
      Deque<Node> pending = new ArrayDeque<>(product.inputs);
      int count = 0;
      while (!pending.isEmpty()) {
        Interruption.poll();
        Node node = pending.pop();
        boolean isScaled = node.axes == product.axes && node.kind == Node.Kind.NEGATE;
        if (node.kind == Node.Kind.MULTIPLY || isScaled) {
          node.inputs.forEach(pending::push);
        } else if (node.axes == product.axes && !isSum(node) || count++ > MOST_TRIED) {
          return false;
        }
      }
      return true;
    }

    /** The sum in the order that costs the least; null where that is no product of matrices. */
    @Nullable Node sum() {
      if (factors.size() < 2
          || factors.size() > MOST_TRIED
          || Long.bitCount(over) > MOST_TRIED
          || !arePlain(over)) {
        return null;
      }
      scaleOne();
      Order best = cheapest(factors.stream().map(each -> each.axes).toList(), over);
      List<Node> left = factors;
      long toSum = over;
      for (long axis : best.axes()) {
        Step step = new Step(left.stream().map(each -> each.axes).toList(), toSum, axis);
        left = carriedOut(left, step);
        toSum &= ~step.summed;
      }
      long all = 0;
      for (Node each : factors) {
        all |= each.axes;
      }
      boolean isWorth = isFound || !isGuarded && best.cost() * WORTH <= volume(all);
      return isWorth ? multiplied(left) : null;
    }

    /** Multiplies a factor that is made here anyway by what depends on no axis. */
    private void scaleOne() {
      for (int i = 0; i < factors.size(); i++) {
        if (factors.get(i).kind != Node.Kind.LOAD) {
          factors.set(i, graph.multiply(scale, factors.get(i)));
          return;
        }
      }
      factors.add(scale);
    }

    private Node multiplied(List<Node> nodes) {
      Node product = graph.number(1);
      for (Node each : nodes) {
        product = graph.multiply(product, each);
      }
      return product;
    }

    /** The factors with those in the place of which their sum stands. */
    private List<Node> carriedOut(List<Node> nodes, Step step) {
      List<Node> others = new ArrayList<>();
      List<Node> joined = new ArrayList<>();
      for (Node each : nodes) {
        ((each.axes & step.axis) == 0 ? others : joined).add(each);
      }
      absorb(joined);
      Node product = joined.size() == 2 ? product(joined.get(0), joined.get(1), step.summed) : null;
      isFound |= product != null;
      others.add(
          product == null ? graph.sum(graph.inOrder(step.summed), multiplied(joined)) : product);
      return others;
    }

    /** Multiplies factors into such as depend on all that they do. */
    private void absorb(List<Node> nodes) {
      for (int i = 0; i < nodes.size(); i++) {
        for (int j = 0; j < nodes.size(); j++) {
          if (i != j && (nodes.get(i).axes & ~nodes.get(j).axes) == 0) {
            nodes.set(j, graph.multiply(nodes.get(i), nodes.get(j)));
            nodes.remove(i--);
            break;
          }
        }
      }
    }

    private @Nullable Node product(Node left, Node right, long summed) {
      long row = left.axes & ~right.axes;
      long column = right.axes & ~left.axes;
      long all = left.axes | right.axes;
      boolean isProduct =
          Long.bitCount(row) == 1
              && Long.bitCount(column) == 1
              && Long.bitCount(summed) == 1
              && (left.axes & right.axes) == summed
              && arePlain(all)
              && volume(all) >= FEWEST;
      return isProduct
          ? graph.matrixProduct(
              left, right, new Node.ProductAxes(axis(row), axis(column), axis(summed), isGuarded))
          : null;
    }
  }

  private Axis axis(long bit) {
    return graph.axes().get(Long.numberOfTrailingZeros(bit));
  }

  /** The axes that are summed over, one after the other, and what that costs. */
  private record Order(List<Long> axes, double cost) {}

  private Order cheapest(List<Long> factors, long over) {
    Order best = new Order(List.of(), over == 0 ? 0 : Double.POSITIVE_INFINITY);
    for (Axis axis : graph.axes()) {
      if ((over & axis.bit()) != 0) {
        Step step = new Step(factors, over, axis.bit());
        Order rest = cheapest(step.left, over & ~step.summed);
        double cost = volume(step.all) + rest.cost();
        if (cost < best.cost()) {
          List<Long> axes = new ArrayList<>(List.of(axis.bit()));
          axes.addAll(rest.axes());
          best = new Order(axes, cost);
        }
      }
    }
    return best;
  }

  /** A sum over an axis of the factors that depend on it. */
  private static final class Step {
    final long axis;

    /** The axes of all these factors. */
    final long all;

    /** What is summed over: the axis, and such as no other factor depends on. */
    final long summed;

    /** The axes of the factors that are then left. */
    final List<Long> left = new ArrayList<>();

    Step(List<Long> factors, long over, long axis) {
      this.axis = axis;
      long joined = 0;
      long others = 0;
      for (long each : factors) {
        if ((each & axis) == 0) {
          others |= each;
          left.add(each);
        } else {
          joined |= each;
        }
      }
      all = joined;
      summed = over & (joined & ~others | axis);
      left.add(joined & ~summed);
    }
  }
}
