package org.chainrule.compile.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Bounds;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Components;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Node;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * A placement of nodes in loops: each node in the loops of the axes that it depends on, loops over
 * one axis joined where nothing forbids it.
 *
 * <p>A value that is made in one loop and used in another is made again there where that is cheap,
 * else kept in an array.
 */
public final class Scheduler {
  /** The most steps that are done again rather than kept. */
  private static final int CHEAP = 4;

  private final Graph graph;
  private final Set<Buffer> buffers = new LinkedHashSet<>();
  private final Set<Buffer> filled = new HashSet<>();

  public Scheduler(Graph graph) {
    this.graph = graph;
  }

  /** The arrays that are needed besides those of the inputs and results. */
  public List<Buffer> buffers() {
    return List.copyOf(buffers);
  }

  /** The block that computes a value and carries out effects. */
  public Block schedule(Collection<Node> roots) {
    Set<Node> members = new LinkedHashSet<>();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Node node = pending.pop();
      if (members.add(node)) {
        Components.dependencies(node).forEach(pending::push);
      }
    }
    for (Node node : members) {
      if (node.detail instanceof Buffer buffer && buffer.role == Buffer.Role.SCRATCH) {
        buffers.add(buffer);
      }
    }
    return new Scope(0, -1, new LinkedHashSet<>(roots), members, Set.of(), Map.of(), Map.of())
        .block();
  }

  private static boolean isImmediate(Node node) {
    return node.kind == Node.Kind.NUMBER
        || node.kind == Node.Kind.WHOLE
        || node.kind == Node.Kind.SIZE
        || node.kind == Node.Kind.INDEX;
  }

  /** One pass of the loops over some axes. */
  private final class Scope {
    private final long axes;
    private final long outerAxes;
    private final Set<Node> anchors;
    private final Set<Node> members;
    private final Set<Node> available;
    private final Map<Node, Block.Place> recalled;
    private final Map<Node, List<Block.Place>> keptHere;
    private final Levels levels;
    private final Map<Levels.Instance, Set<Node>> loopAnchors = new HashMap<>();
    private final Map<Levels.Instance, List<Node>> reductions = new HashMap<>();
    private final Map<Node, Block.Place> kept = new LinkedHashMap<>();
    private final Map<Levels.Instance, Map<Node, Block.Place>> keptIn = new HashMap<>();

    Scope(
        long axes,
        long outerAxes,
        Set<Node> anchors,
        Set<Node> members,
        Set<Node> available,
        Map<Node, Block.Place> recalled,
        Map<Node, List<Block.Place>> keptHere) {
      this.axes = axes;
      this.outerAxes = outerAxes;
      this.anchors = anchors;
      this.members = members;
      this.available = available;
      this.recalled = recalled;
      this.keptHere = keptHere;
      levels = new Levels(graph, axes, members, recalled.keySet(), anchors);
    }

    Block block() {
      for (Node node : members) {
        if (isArray(node)) {
          factors(node).forEach(this::operand);
        }
      }
      for (Node node : members) {
        Levels.Instance instance = levels.instance(node);
        if (isPutByProduct(node)) {
          continue;
        }
        if (instance.axis() != null && node.kind.isEffect()) {
          anchor(instance, node);
        } else if (instance.axis() == null && node.kind == Node.Kind.REDUCE && !isLeaf(node)) {
          Levels.Instance host = levels.instance(node.input(0));
          reductions.computeIfAbsent(host, key -> new ArrayList<>()).add(node);
          anchor(host, node.input(0));
        } else if (instance.axis() != null && anchors.contains(node)) {
          anchor(instance, node);
        }
      }
      return new Block(statements());
    }

    private boolean isLeaf(Node node) {
      return recalled.containsKey(node);
    }

    /** Whether a node is made as a whole in this scope, outside of loops. */
    private boolean isArray(Node node) {
      return node.isArray() && !isLeaf(node) && levels.instance(node).axis() == null;
    }

    /** The matrices that an array is made of. */
    private static List<Node> factors(Node array) {
      return array.kind == Node.Kind.INVERT ? List.of(array.value()) : array.inputs;
    }

    /** Whether a store puts what a product of matrices has put there already. */
    private boolean isPutByProduct(Node node) {
      return node.kind == Node.Kind.STORE
          && isArray(node.value())
          && keep(node.value()).equals(placeOf(node));
    }

    /** Where a factor of a product of matrices is. */
    private Block.Place operand(Node node) {
      Block.Place known = recalled.get(node);
      return known != null ? known : isPlainLoad(node) ? placeOf(node) : keep(node);
    }

    private static Block.Place placeOf(Node access) {
      return new Block.Place(access.buffer(), access.subscripts());
    }

    private boolean isPlainLoad(Node node) {
      return node.kind == Node.Kind.LOAD && node.buffer().scope == 0 && isPlain(node);
    }

    /** Whether elements that are neighbours along an axis are as far apart everywhere. */
    private static boolean isPlain(Node access) {
      long seen = 0;
      for (Node each : access.subscripts()) {
        boolean isShifted =
            each.kind == Node.Kind.WHOLE_ADD && each.input(1).kind == Node.Kind.WHOLE;
        Node index = isShifted ? each.input(0) : each;
        if ((seen & each.axes) != 0 || each.axes != 0 && index.kind != Node.Kind.INDEX) {
          return false;
        }
        seen |= each.axes;
      }
      return true;
    }

    private void anchor(Levels.Instance instance, Node node) {
      loopAnchors.computeIfAbsent(instance, key -> new LinkedHashSet<>()).add(node);
    }

    private List<Block.Statement> statements() {
      TreeMap<Integer, List<Node>> outside = new TreeMap<>();
      TreeMap<Integer, Map<Axis, Levels.Instance>> loops = new TreeMap<>();
      for (List<Node> component : levels.components()) {
        for (Node node : component) {
          Levels.Instance instance = levels.instance(node);
          if (instance.axis() == null) {
            outside.computeIfAbsent(instance.level(), key -> new ArrayList<>()).add(node);
          } else {
            loops
                .computeIfAbsent(instance.level(), key -> new LinkedHashMap<>())
                .put(instance.axis(), instance);
          }
        }
      }
      Map<Levels.Instance, Block.Loop> bodies = new HashMap<>();
      for (Map<Axis, Levels.Instance> level : loops.descendingMap().values()) {
        for (Levels.Instance instance : level.values()) {
          Block.Loop loop = loop(instance);
          if (loop != null) {
            bodies.put(instance, loop);
          }
        }
      }
      List<Block.Statement> statements = new ArrayList<>();
      addFills(statements);
      int last =
          Math.max(
              outside.isEmpty() ? 0 : outside.lastKey(), loops.isEmpty() ? 0 : loops.lastKey());
      for (int level = 0; level <= last; level++) {
        for (Node node : outside.getOrDefault(level, List.of())) {
          add(node, statements);
        }
        for (Levels.Instance instance : loops.getOrDefault(level, Map.of()).values()) {
          Block.Loop loop = bodies.get(instance);
          if (loop != null) {
            statements.add(loop);
          }
        }
      }
      return statements;
    }

    private void addFills(List<Block.Statement> statements) {
      for (Node node : members) {
        if (node.detail instanceof Buffer buffer
            && buffer.role == Buffer.Role.SCRATCH
            && buffer.isFilled()
            && (buffer.scope & ~axes) == 0
            && (outerAxes == -1 || (buffer.scope & ~outerAxes) != 0)
            && filled.add(buffer)) {
          statements.add(new Block.Fill(buffer));
        }
      }
    }

    private void add(Node node, List<Block.Statement> statements) {
      if (isImmediate(node)) {
        return;
      }
      if (isLeaf(node)) {
        statements.add(new Block.Recall(node, Objects.requireNonNull(recalled.get(node))));
        return;
      }
      if (node.kind == Node.Kind.INVERT) {
        statements.add(new Block.Inversion(node, operand(node.value()), placeOf(node)));
        return;
      }
      if (isArray(node)) {
        statements.add(
            new Block.MatrixProduct(
                node, operand(node.input(0)), operand(node.input(1)), keep(node)));
        return;
      }
      if (node.kind.isEffect()) {
        statements.add(new Block.Effect(node));
      } else if (node.kind != Node.Kind.REDUCE) {
        statements.add(new Block.Compute(node));
      }
      for (Block.Place place : keptHere.getOrDefault(node, List.of())) {
        statements.add(new Block.Keep(node, place));
      }
    }

    private Block.@Nullable Loop loop(Levels.Instance instance) {
      Set<Node> inside = loopAnchors.get(instance);
      Axis axis = instance.axis();
      if (inside == null || axis == null) {
        return null;
      }
      Set<Node> ready = new HashSet<>(available);
      levels
          .instances()
          .forEach(
              (node, where) -> {
                if (where.axis() == null && !isArray(node)) {
                  ready.add(node);
                }
              });
      Map<Node, Block.Place> recalls = new HashMap<>(recalled);
      Set<Node> body = new LinkedHashSet<>();
      Deque<Node> pending = new ArrayDeque<>(inside);
      while (!pending.isEmpty()) {
        Interruption.poll();
        Node node = pending.pop();
        if (ready.contains(node) || !body.add(node) || isLeaf(node)) {
          continue;
        }
        if (node.kind == Node.Kind.ELEMENT
            && levels.isOver(levels.instance(node.input(0)).axis(), node, node.input(0))) {
          recalls.put(node, element(node));
          continue;
        }
        boolean isForeign =
            !levels.instance(node).equals(instance) && node.kind != Node.Kind.ELEMENT;
        if (isForeign && !node.kind.isEffect() && cost(node) > CHEAP) {
          recalls.put(node, keep(node));
          continue;
        }
        for (Node each : Components.dependencies(node)) {
          boolean isOther =
              each.kind.isEffect()
                  && (!members.contains(each) || !levels.instance(each).equals(instance));
          if (!isOther) {
            pending.push(each);
          }
        }
      }
      Map<Node, List<Block.Place>> toKeep = new HashMap<>(keptHere);
      keptIn
          .getOrDefault(instance, Map.of())
          .forEach(
              (node, place) -> {
                List<Block.Place> all = new ArrayList<>(toKeep.getOrDefault(node, List.of()));
                all.add(place);
                toKeep.put(node, all);
              });
      Block block =
          new Scope(axes | axis.bit(), axes, inside, body, ready, recalls, toKeep).block();
      return new Block.Loop(
          axis, levels.descends(instance), reductions.getOrDefault(instance, List.of()), block);
    }

    /** Where an element of what an earlier loop makes is kept. */
    private Block.Place element(Node node) {
      Node made = node.input(0);
      Block.Place known = recalled.get(made);
      Block.Place place = known != null ? known : keep(made);
      return new Block.Place(
          place.buffer(),
          place.subscripts().stream()
              .map(each -> moved(each, graph.index(node.along()), node.input(1)))
              .toList());
    }

    private Node moved(Node subscript, Node from, Node to) {
      return subscript == from
          ? to
          : graph.again(
              subscript, subscript.inputs.stream().map(each -> moved(each, from, to)).toList());
    }

    /** Has a node kept by the loop that makes it. */
    private Block.Place keep(Node node) {
      Block.Place known = kept.get(node);
      if (known != null) {
        return known;
      }
      Levels.Instance maker = levels.instance(node);
      Block.Place stored = stored(node);
      Block.Place place = stored != null ? stored : newPlace(node);
      if (!isArray(node)) {
        anchor(maker, node);
        if (stored == null) {
          keptIn.computeIfAbsent(maker, key -> new LinkedHashMap<>()).put(node, place);
        }
      }
      kept.put(node, place);
      return place;
    }

    /** The place where the node is stored anyway, if there is one. */
    private Block.@Nullable Place stored(Node node) {
      for (Node each : members) {
        if (each.kind == Node.Kind.STORE
            && each.value() == node
            && (each.buffer().role == Buffer.Role.SCRATCH || isArray(node) && isPlain(each))
            && each.axes == node.axes
            && each.buffer().scope == 0) {
          return new Block.Place(each.buffer(), each.subscripts());
        }
      }
      return null;
    }

    private Block.Place newPlace(Node node) {
      List<Buffer.Extent> extents = new ArrayList<>();
      List<Node> subscripts = new ArrayList<>();
      Bounds bounds = new Bounds(graph);
      for (Axis axis : graph.inOrder(node.axes & ~axes)) {
        extents.add(
            new Buffer.Extent(bounds.extreme(axis.lower, false), bounds.extreme(axis.upper, true)));
        subscripts.add(graph.index(axis));
      }
      Buffer buffer = new Buffer(Buffer.Role.SCRATCH, "kept" + node.id, extents, axes, Double.NaN);
      buffers.add(buffer);
      return new Block.Place(buffer, subscripts);
    }

    /** The number of steps that making a node again takes; large where it must not be. */
    private int cost(Node node) {
      return cost(node, CHEAP + 1);
    }

    private int cost(Node node, int most) {
      if (isImmediate(node) || available.contains(node)) {
        return 0;
      }
      if (isArray(node)) {
        return most + 1;
      }
      Levels.Instance instance = levels.instances().get(node);
      if (instance != null && instance.axis() == null) {
        return 0;
      }
      boolean isCheap =
          switch (node.kind) {
            case LOAD -> (node.buffer().scope & ~axes) == 0;
            case ADD, SUBTRACT, MULTIPLY, NEGATE, DETACH, TO_DOUBLE, SELECT, ELEMENT -> true;
            default -> node.kind.isWhole() || node.kind.isCondition();
          };
      if (isLeaf(node)) {
        return 1;
      }
      if (!isCheap) {
        return most + 1;
      }
      int total = node.kind == Node.Kind.DETACH ? 0 : 1;
      for (Node input : node.inputs) {
        if (total > most) {
          return total;
        }
        total += cost(input, most - total);
      }
      return total;
    }
  }
}
