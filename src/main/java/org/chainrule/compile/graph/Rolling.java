package org.chainrule.compile.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * The pass that makes loops of what was written out: of sums of many terms of one {@linkplain
 * Shapes shape}, and of what these are made of. What differs between the terms, the places of
 * inputs and numbers, becomes a function of the loop's index, by a formula or by a table.
 *
 * <p>Nodes of one shape that several others need, or that are needed one by one, are put into an
 * array. Derivatives are taken afterwards, of loops (docs/decisions/0080).
 */
public final class Rolling {
  /** The fewest terms that are worth a loop, in a short program and in a long one. */
  private static final int FEWEST = 32;

  private static final int FEWEST_OF_MANY = 8;

  /** From how many steps on a program is long. */
  private static final int LONG = 2_000;

  /** The most steps that are rather made twice than kept in an array. */
  private static final int CHEAP = 4;

  private final Graph graph;
  private final Shapes shapes;
  private final int fewest;
  private final Map<Family, Node> made = new HashMap<>();
  private final Map<Integer, Group> groups = new HashMap<>();
  private final Set<Group> read = new LinkedHashSet<>();
  private final Map<List<Integer>, Axis> axes = new HashMap<>();

  /**
   * Nodes of one shape, one for each combination of the indices of some axes, the last running
   * fastest; a single one for no axes.
   *
   * @param isBody whether it is to be made even where it could be taken from an array
   */
  private record Family(List<Node> members, List<Axis> axes, boolean isBody) {
    Node first() {
      return members.get(0);
    }

    boolean isSingle() {
      return members.size() == 1 && axes.isEmpty();
    }
  }

  /** The families that one is made of, and how. */
  private record Recipe(List<Family> parts, Function<List<Node>, Node> join) {}

  /** All nodes of a shape, in an array. */
  private static final class Group {
    final List<Node> members;
    final Map<Node, Integer> places = new HashMap<>();
    final Buffer array;

    /** The loops in which the members are made; none yet, or they are made one by one. */
    List<Axis> axes = List.of();

    Group(List<Node> members, Buffer array) {
      this.members = members;
      this.array = array;
      for (int i = 0; i < members.size(); i++) {
        places.put(members.get(i), i);
      }
    }
  }

  private Rolling(Graph graph, Shapes shapes) {
    this.graph = graph;
    this.shapes = shapes;
    fewest = shapes.operations() < LONG ? FEWEST : FEWEST_OF_MANY;
  }

  /** What takes the places of some nodes. */
  public static List<Node> apply(Graph graph, List<Node> roots) {
    List<Node> nodes = new ArrayList<>();
    Components.of(roots, Components::dependencies).forEach(nodes::addAll);
    nodes.sort(Comparator.comparingInt(node -> node.id));
    Shapes shapes = new Shapes(nodes, roots);
    if (shapes.operations() < FEWEST) {
      return roots;
    }
    Rolling rolling = new Rolling(graph, shapes);
    List<Node> rolled = roots.stream().map(rolling::single).toList();
    rolling.fill();
    return rolled;
  }

  private Node single(Node node) {
    return make(single(node, false));
  }

  private static Family single(Node node, boolean isBody) {
    return new Family(List.of(node), List.of(), isBody);
  }

  /** Makes a family, what it is made of first. */
  private Node make(Family root) {
    Deque<Family> pending = new ArrayDeque<>(List.of(root));
    Map<Family, Recipe> recipes = new HashMap<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Family family = pending.peek();
      if (made.containsKey(family)) {
        pending.pop();
        continue;
      }
      Recipe recipe = recipes.get(family);
      if (recipe == null) {
        recipe = recipe(family);
        recipes.put(family, recipe);
        recipe.parts().stream().filter(each -> !made.containsKey(each)).forEach(pending::push);
      } else {
        made.put(family, recipe.join().apply(recipe.parts().stream().map(this::now).toList()));
        pending.pop();
      }
    }
    return now(root);
  }

  private Node now(Family family) {
    return Objects.requireNonNull(made.get(family));
  }

  private static Recipe ready(Node node) {
    return new Recipe(List.of(), none -> node);
  }

  private Recipe recipe(Family family) {
    Node first = family.first();
    if (!shapes.has(first)) {
      // What is a part of a sum only, or stands in a loop.
      return family.isSingle() ? again(first) : alike(family);
    }
    Group group = family.isBody() ? null : group(family);
    if (group != null) {
      return element(family, group);
    }
    return switch (first.kind) {
      case NUMBER -> ready(number(family));
      case LOAD -> ready(load(family));
      case ADD, SUBTRACT, NEGATE, DETACH -> fold(family);
      default -> family.isSingle() ? again(first) : alike(family);
    };
  }

  /** The same node of what its inputs have become. */
  private Recipe again(Node node) {
    if (node.kind.isWhole() || node.kind == Node.Kind.LOAD || node.inputs.isEmpty()) {
      return ready(node);
    }
    return new Recipe(
        node.inputs.stream().map(each -> single(each, false)).toList(),
        inputs -> inputs.equals(node.inputs) ? node : graph.again(node, inputs));
  }

  private Recipe alike(Family family) {
    Node first = family.first();
    List<Family> parts = new ArrayList<>();
    for (int i = 0; i < first.inputs.size(); i++) {
      int place = i;
      parts.add(
          family(
              family.members().stream().map(each -> shapes.inputs(each).get(place)).toList(),
              family.axes()));
    }
    return new Recipe(
        parts,
        inputs ->
            switch (first.kind) {
              case ADD -> graph.add(inputs.get(0), inputs.get(1));
              case SUBTRACT -> graph.subtract(inputs.get(0), inputs.get(1));
              case NEGATE -> graph.negate(inputs.get(0));
              case MULTIPLY -> graph.multiply(inputs.get(0), inputs.get(1));
              case DIVIDE -> graph.divide(inputs.get(0), inputs.get(1));
              default -> graph.again(first, inputs);
            });
  }

  /** A family without the axes on which it does not depend. */
  private static Family family(List<Node> members, List<Axis> axes) {
    List<Node> left = members;
    List<Axis> over = axes;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int inner = 1;
      for (Axis axis : over.subList(i + 1, over.size())) {
        inner *= length(axis);
      }
      int length = length(over.get(i));
      if (isConstant(left, length, inner)) {
        List<Node> fewer = new ArrayList<>(left.size() / length);
        for (int start = 0; start < left.size(); start += length * inner) {
          fewer.addAll(left.subList(start, start + inner));
        }
        left = fewer;
        over = new ArrayList<>(over);
        over.remove(i);
      }
    }
    return new Family(List.copyOf(left), List.copyOf(over), false);
  }

  /** Whether members do not change along an axis of some length within others. */
  private static boolean isConstant(List<Node> members, int length, int inner) {
    for (int start = 0; start < members.size(); start += length * inner) {
      for (int i = inner; i < length * inner; i++) {
        if (members.get(start + i) != members.get(start + i % inner)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int length(Axis axis) {
    return axis.upper.whole() + 1;
  }

  private Node number(Family family) {
    if (family.isSingle()) {
      return family.first();
    }
    double[] numbers = family.members().stream().mapToDouble(Node::number).toArray();
    int[] wholes = Arrays.stream(numbers).mapToInt(each -> (int) each).toArray();
    if (IntStream.range(0, numbers.length).allMatch(i -> isWhole(numbers[i]))) {
      Node whole = whole(wholes, family.axes());
      if (whole.kind != Node.Kind.PLACE) {
        return graph.toDouble(whole);
      }
    }
    return graph.element(Table.of(numbers), flat(family.axes()));
  }

  private static boolean isWhole(double number) {
    return Double.doubleToLongBits(number) == Double.doubleToLongBits((int) number);
  }

  private Node load(Family family) {
    if (family.isSingle()) {
      return family.first();
    }
    Buffer buffer = family.first().buffer();
    List<Node> subscripts = new ArrayList<>();
    for (int i = 0; i < buffer.extents.size(); i++) {
      int place = i;
      subscripts.add(
          whole(
              family.members().stream().mapToInt(each -> each.input(place).whole()).toArray(),
              family.axes()));
    }
    return graph.load(buffer, subscripts);
  }

  /** The number of a combination of indices. */
  private Node flat(List<Axis> over) {
    Node flat = graph.whole(0);
    for (Axis axis : over) {
      flat = graph.wholeSum(graph.wholeProduct(graph.whole(length(axis)), flat), graph.index(axis));
    }
    return flat;
  }

  /** Whole numbers as a function of indices: a sum of multiples of these, or what a table says. */
  private Node whole(int[] numbers, List<Axis> over) {
    int[] steps = new int[over.size()];
    int inner = 1;
    for (int i = over.size() - 1; i >= 0; i--) {
      steps[i] = length(over.get(i)) > 1 ? numbers[inner] - numbers[0] : 0;
      inner *= length(over.get(i));
    }
    for (int place = 0; place < numbers.length; place++) {
      int expected = numbers[0];
      int rest = place;
      for (int i = over.size() - 1; i >= 0; i--) {
        expected += steps[i] * (rest % length(over.get(i)));
        rest /= length(over.get(i));
      }
      if (expected != numbers[place]) {
        return graph.element(Table.of(numbers), flat(over));
      }
    }
    Node sum = graph.whole(0);
    for (int i = 0; i < steps.length; i++) {
      Node step = graph.wholeProduct(graph.whole(steps[i]), graph.index(over.get(i)));
      sum = graph.wholeSum(sum, step);
    }
    return graph.wholeSum(sum, graph.whole(numbers[0]));
  }

  /** A loop inside others, of some length. */
  private Axis axis(int length, List<Axis> outside) {
    int depth = 0;
    long outer = 0;
    for (Axis each : outside) {
      outer |= each.bit();
    }
    for (Map.Entry<List<Integer>, Axis> each : axes.entrySet()) {
      if ((outer & each.getValue().bit()) != 0) {
        depth = Math.max(depth, each.getKey().get(0) + 1);
      }
    }
    Axis axis =
        axes.computeIfAbsent(
            List.of(depth, length),
            key -> graph.newAxis(graph.whole(0), graph.whole(length - 1), false));
    axis.outer |= outer;
    return axis;
  }

  private Recipe fold(Family family) {
    Node first = family.first();
    List<List<Shapes.Term>> parts = shapes.parts(first);
    boolean hasLoop = parts.stream().anyMatch(this::isLoop);
    if (!hasLoop && family.isSingle()) {
      return again(first);
    } else if (!hasLoop && shapes.areInOneOrder(family.members())) {
      return alike(family);
    }
    List<Family> terms = new ArrayList<>();
    List<Function<Node, Node>> joins = new ArrayList<>();
    boolean isSum = first.kind != Node.Kind.DETACH;
    int start = 0;
    List<List<Shapes.Term>> all =
        family.members().stream()
            .map(each -> shapes.parts(each).stream().flatMap(List::stream).toList())
            .toList();
    for (List<Shapes.Term> part : parts) {
      boolean isNegative = part.get(0).isNegative();
      Function<Node, Node> signed = term -> isNegative ? graph.negate(term) : term;
      if (isLoop(part)) {
        Axis axis = axis(part.size(), family.axes());
        terms.add(inner(all, start, part.size(), family.axes(), axis));
        Reduction.Operator operator = isSum ? Reduction.Operator.SUM : Reduction.Operator.MAXIMUM;
        joins.add(term -> signed.apply(graph.reduce(operator, axis, term)));
      } else {
        for (int i = start; i < start + part.size(); i++) {
          int place = i;
          terms.add(
              family(all.stream().map(each -> each.get(place).node()).toList(), family.axes()));
          joins.add(signed);
        }
      }
      start += part.size();
    }
    return new Recipe(
        terms,
        nodes -> {
          List<Node> joined =
              IntStream.range(0, nodes.size())
                  .mapToObj(i -> joins.get(i).apply(nodes.get(i)))
                  .toList();
          return isSum
              ? PowerNodes.balanced(joined, graph.number(0), graph::add)
              : graph.detach(joined.stream().reduce(this::larger).orElseThrow());
        });
  }

  private boolean isLoop(List<Shapes.Term> part) {
    return part.size() >= fewest && graph.hasRoomForAxes(1);
  }

  private Node larger(Node left, Node right) {
    return graph.select(graph.compare(Node.Kind.LESS, left, right), right, left);
  }

  /** The terms of a part of each of some folds, over one axis more. */
  private static Family inner(
      List<List<Shapes.Term>> folds, int start, int count, List<Axis> outside, Axis axis) {
    List<Node> terms = new ArrayList<>(folds.size() * count);
    for (List<Shapes.Term> fold : folds) {
      fold.subList(start, start + count).forEach(each -> terms.add(each.node()));
    }
    List<Axis> over = new ArrayList<>(outside);
    over.add(axis);
    return family(terms, over);
  }

  /** The group from which a family is taken, if it is worth an array. */
  private @Nullable Group group(Family family) {
    Node first = family.first();
    if (shapes.costOf(first) <= CHEAP || family.members().stream().noneMatch(shapes::isShared)) {
      return null;
    }
    Group known = groups.get(shapes.of(first));
    if (known == null) {
      List<Node> alike = List.copyOf(shapes.alike(first));
      Buffer.Extent extent = new Buffer.Extent(graph.whole(0), graph.whole(alike.size() - 1));
      String name = "part" + groups.size();
      Buffer array = new Buffer(Buffer.Role.SCRATCH, name, List.of(extent), 0, Double.NaN);
      known = new Group(alike, array);
      groups.put(shapes.of(first), known);
    }
    boolean isAlone = family.isSingle() && (fewest == FEWEST || known.members.size() < fewest);
    return isAlone ? null : known;
  }

  /** An element of a group: made in the loop where it is used, or taken from the array. */
  private Recipe element(Family family, Group group) {
    if (!family.isSingle() && family.members().equals(group.members)) {
      if (group.axes.isEmpty()) {
        group.axes = family.axes();
      }
      if (group.axes.equals(family.axes())) {
        return new Recipe(List.of(body(group)), parts -> parts.get(0));
      }
    }
    read.add(group);
    int[] places =
        family.members().stream()
            .mapToInt(each -> Objects.requireNonNull(group.places.get(each)))
            .toArray();
    return ready(graph.load(group.array, List.of(whole(places, family.axes()))));
  }

  private static Family body(Group group) {
    return new Family(group.members, group.axes, true);
  }

  /** Has the arrays filled that are read. */
  private void fill() {
    Set<Group> filled = new LinkedHashSet<>();
    while (filled.size() < read.size()) {
      for (Group group : List.copyOf(read)) {
        if (filled.add(group)) {
          fill(group);
        }
      }
    }
  }

  private void fill(Group group) {
    if (group.axes.isEmpty() && group.members.size() >= fewest && graph.hasRoomForAxes(1)) {
      group.axes = List.of(axis(group.members.size(), List.of()));
    }
    if (group.axes.isEmpty()) {
      for (int i = 0; i < group.members.size(); i++) {
        Node value = make(single(group.members.get(i), true));
        graph.store(group.array, List.of(graph.whole(i)), value);
      }
    } else {
      graph.store(group.array, List.of(flat(group.axes)), make(body(group)));
    }
  }
}
