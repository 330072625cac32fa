package org.chainrule.compile.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/**
 * The pass that makes powers with whole exponents by multiplying: those of one base over an index
 * are a running product in an array, those with numbers for exponents share their squares.
 */
public final class PowerTables {
  /** How many times as long as what is taken from it an array of powers may be. */
  private static final int SPARSE = 4;

  private static final int DEEPEST = 8;

  /** How many products do not wait for each other. */
  private static final int SIDE_BY_SIDE = 4;

  private final Graph graph;
  private final Bounds bounds;
  private final Replacements replacements;
  private final Map<List<Node>, Axis> axes = new HashMap<>();
  private final Map<Node, Powers> byBase = new HashMap<>();

  /** The powers of a base that are needed. */
  private static final class Powers {
    int first = Integer.MAX_VALUE;
    @Nullable Node last;
    @Nullable Buffer array;
  }

  private PowerTables(Graph graph) {
    this.graph = graph;
    bounds = new Bounds(graph);
    replacements = new Replacements(graph);
  }

  /** The nodes that take the place of some roots. */
  public static List<Node> apply(Graph graph, List<Node> roots) {
    List<Node> nodes = Replacements.inputsFirst(roots);
    if (nodes.stream().noneMatch(PowerTables::isPower)) {
      return roots;
    }
    PowerTables tables = new PowerTables(graph);
    nodes.stream().filter(PowerTables::isPower).forEach(tables::note);
    if (!graph.hasRoomForAxes(tables.byBase.size())) {
      tables.byBase.clear();
    }
    for (Node node : nodes) {
      tables.replace(node);
    }
    return tables.replacements.finish(roots);
  }

  private static boolean isPower(Node node) {
    return node.kind == Node.Kind.CALL
        && (node.function() == Functions.POW || node.function() == Functions.POWER_SLOPE);
  }

  private static boolean isSlope(Node power) {
    return power.function() == Functions.POWER_SLOPE;
  }

  private void note(Node power) {
    Node exponent = exponent(power);
    if (exponent == null) {
      return;
    }
    int first = bounds.extreme(exponent, false).whole() - (isSlope(power) ? 1 : 0);
    Node last = bounds.extreme(exponent, true);
    Powers powers = byBase.computeIfAbsent(power.input(0), key -> new Powers());
    powers.first = Math.min(powers.first, Math.max(0, first));
    powers.last = powers.last == null ? last : graph.wholeExtremum(true, powers.last, last);
  }

  /** The exponent that runs over whole numbers from 0 on, of a base outside loops; else null. */
  private @Nullable Node exponent(Node power) {
    Node base = power.input(0);
    Node exponent = whole(power.input(1), 0);
    if (exponent == null
        || base.axes != 0
        || exponent.axes == 0
        || graph.inOrder(exponent.axes).stream().anyMatch(axis -> axis.sequential)
        || !bounds.isBounded(exponent)) {
      return null;
    }
    Node first = bounds.extreme(exponent, false);
    Node last = bounds.extreme(exponent, true);
    boolean isDense =
        exponent.kind != Node.Kind.PLACE
            || last.whole() - first.whole() <= SPARSE * exponent.table().length();
    return first.kind == Node.Kind.WHOLE && first.whole() >= 0 && isDense ? exponent : null;
  }

  /** A number as a whole one, as far as it is seen to be that; else null. */
  private @Nullable Node whole(Node node, int depth) {
    if (depth == DEEPEST) {
      return null;
    }
    switch (node.kind) {
      case TO_DOUBLE -> {
        return node.input(0);
      }
      case NUMBER -> {
        return node.number() == (int) node.number() ? graph.whole((int) node.number()) : null;
      }
      case CONSTANT -> {
        int[] wholes =
            IntStream.range(0, node.table().length())
                .map(place -> (int) node.table().number(place))
                .toArray();
        boolean areWhole =
            IntStream.range(0, wholes.length)
                .allMatch(place -> wholes[place] == node.table().number(place));
        return areWhole ? graph.element(Table.of(wholes), node.input(0)) : null;
      }
      case ADD, SUBTRACT, MULTIPLY -> {
        Node left = whole(node.input(0), depth + 1);
        Node right = left == null ? null : whole(node.input(1), depth + 1);
        if (left == null || right == null) {
          return null;
        }
        return switch (node.kind) {
          case ADD -> graph.wholeSum(left, right);
          case SUBTRACT -> graph.wholeSum(left, graph.wholeProduct(graph.whole(-1), right));
          default -> graph.wholeProduct(left, right);
        };
      }
      default -> {
        return null;
      }
    }
  }

  private void replace(Node node) {
    if (isPower(node)) {
      Node base = replacements.now(node.input(0));
      int number = PowerNodes.wholeExponent(node);
      Node exponent = byBase.containsKey(node.input(0)) ? exponent(node) : null;
      if (number > 0 && PowerNodes.isShort(number)) {
        replacements.put(node, new PowerNodes(graph).chain(base, number));
        return;
      } else if (exponent != null) {
        replacements.put(node, element(node, base, exponent));
        return;
      }
    }
    replacements.renew(node);
  }

  private Node element(Node power, Node base, Node exponent) {
    Powers powers = Objects.requireNonNull(byBase.get(power.input(0)));
    Buffer array = powers.array;
    if (array == null) {
      array = array(base, powers);
      powers.array = array;
    }
    if (!isSlope(power)) {
      return graph.load(array, List.of(exponent));
    }
    Node less = graph.wholeSum(exponent, graph.whole(-1));
    boolean isBelow = bounds.extreme(less, false).whole() < 0;
    Node place = isBelow ? graph.wholeExtremum(true, less, graph.whole(0)) : less;
    return graph.multiply(graph.toDouble(exponent), graph.load(array, List.of(place)));
  }

  /** An array of powers, each one before times a power of the base: several products at a time. */
  private Buffer array(Node base, Powers powers) {
    PowerNodes nodes = new PowerNodes(graph);
    Node first = graph.whole(powers.first);
    Node begun = graph.whole(powers.first + SIDE_BY_SIDE - 1);
    Node last = Objects.requireNonNull(powers.last);
    Buffer.Extent extent = new Buffer.Extent(first, graph.wholeExtremum(true, begun, last));
    Buffer array =
        new Buffer(Buffer.Role.SCRATCH, "powers" + base.id, List.of(extent), 0, Double.NaN);
    for (int i = 0; i < SIDE_BY_SIDE; i++) {
      int exponent = powers.first + i;
      Node power =
          PowerNodes.isShort(exponent) ? nodes.chain(base, exponent) : graph.power(base, exponent);
      graph.store(array, List.of(graph.whole(exponent)), power);
    }
    Node rest = graph.whole(powers.first + SIDE_BY_SIDE);
    Axis axis = axes.computeIfAbsent(List.of(rest, last), key -> graph.newAxis(rest, last, true));
    Node index = graph.index(axis);
    Node before = graph.load(array, List.of(graph.wholeSum(index, graph.whole(-SIDE_BY_SIDE))));
    Node step = nodes.chain(base, SIDE_BY_SIDE);
    graph.store(array, List.of(index), graph.multiply(before, step));
    return array;
  }
}
