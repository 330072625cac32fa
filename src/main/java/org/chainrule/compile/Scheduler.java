package org.chainrule.compile;

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
import org.jspecify.annotations.Nullable;

/**
 * Puts nodes into loops: each node into the loops of the axes that it depends on, loops over one
 * axis joined where nothing forbids it.
 *
 * <p>A value that is made in one loop and used in another is made again there where that is cheap,
 * else kept in an array.
 */
final class Scheduler {
  /** The most steps that are done again rather than kept. */
  private static final int CHEAP = 4;

  private final Graph graph;
  private final Set<Buffer> buffers = new LinkedHashSet<>();
  private final Set<Buffer> filled = new HashSet<>();

  Scheduler(Graph graph) {
    this.graph = graph;
  }

  /** The arrays that are needed besides those of the inputs and results. */
  List<Buffer> buffers() {
    return List.copyOf(buffers);
  }

  /** The block that computes a value and carries out effects. */
  Block schedule(Collection<Node> roots) {
    Set<Node> members = new LinkedHashSet<>();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
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

  /** Which loop of a scope a node is in: level counts up, even outside loops and odd in them. */
  private record Instance(@Nullable Axis axis, int level) {}

  /** One pass of the loops over some axes. */
  private final class Scope {
    private final long axes;
    private final long outerAxes;
    private final Set<Node> anchors;
    private final Set<Node> members;
    private final Set<Node> available;
    private final Map<Node, Block.Place> recalled;
    private final Map<Node, List<Block.Place>> keptHere;
    private final Map<Node, Instance> instances = new HashMap<>();
    private final Map<Instance, Set<Node>> loopAnchors = new HashMap<>();
    private final Map<Instance, List<Node>> reductions = new HashMap<>();
    private final Map<Instance, Boolean> descending = new HashMap<>();
    private final Map<Node, Block.Place> kept = new LinkedHashMap<>();
    private final Map<Instance, Map<Node, Block.Place>> keptIn = new HashMap<>();
    private List<List<Node>> components = List.of();

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
    }

    Block block() {
      components = Components.of(members, this::dependencies);
      for (List<Node> component : components) {
        assign(component);
      }
      sink();
      for (Node node : members) {
        Instance instance = instance(node);
        if (instance.axis() != null && node.kind.isEffect()) {
          anchor(instance, node);
        } else if (instance.axis() == null && node.kind == Node.Kind.REDUCE && !isLeaf(node)) {
          Instance host = instance(node.input(0));
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

    private Instance instance(Node node) {
      Instance instance = instances.get(node);
      if (instance == null) {
        throw new IllegalStateException("not scheduled: " + node);
      }
      return instance;
    }

    private void anchor(Instance instance, Node node) {
      loopAnchors.computeIfAbsent(instance, key -> new LinkedHashSet<>()).add(node);
    }

    /** What has to come before a node here. */
    private List<Node> dependencies(Node node) {
      if (isLeaf(node)) {
        return List.of();
      }
      List<Node> found = new ArrayList<>();
      for (Node each : Components.dependencies(node)) {
        boolean isCarried =
            each.kind.isEffect()
                && node.kind == Node.Kind.LOAD
                && each.detail == node.detail
                && carries(node, each) != 0;
        if (members.contains(each) && !isCarried) {
          found.add(each);
        }
      }
      return found;
    }

    /**
     * By how much the pass that makes an element comes before the one that loads it, along a loop
     * that runs here; 0 where they are the same pass.
     */
    private int carries(Node load, Node effect) {
      for (int i = 0; i < load.inputs.size(); i++) {
        Axis axis = sequentialAxis(effect.subscripts().get(i));
        if (axis != null && (axes & axis.bit()) != 0 && sequentialAxis(load.input(i)) == axis) {
          int distance = offset(effect.subscripts().get(i)) - offset(load.input(i));
          if (distance != 0) {
            return distance;
          }
        }
      }
      return 0;
    }

    private void assign(List<Node> component) {
      Axis lead = null;
      int level = 0;
      Set<Node> together = new HashSet<>(component);
      for (Node node : component) {
        Axis own = outermost(node.axes & ~axes);
        if (own != null && (lead == null || own.isOutside(lead))) {
          lead = own;
        }
      }
      for (Node node : component) {
        for (Node each : dependencies(node)) {
          if (!together.contains(each)) {
            level = Math.max(level, levelAfter(node, each, lead));
          }
        }
      }
      if (lead != null) {
        level |= 1;
      } else if ((level & 1) == 1) {
        level++;
      }
      Instance instance = new Instance(lead, level);
      for (Node node : component) {
        instances.put(node, instance);
      }
      if (component.size() > 1 && lead != null) {
        if (!lead.sequential) {
          throw new CompileException(
              "a definition depends on itself in a way that no loop follows");
        }
        descending.put(instance, descends(component, lead, together));
      }
    }

    /** The first level at which a node may stand that depends on another. */
    private int levelAfter(Node node, Node dependency, @Nullable Axis lead) {
      Instance before = instance(dependency);
      if (before.axis() == null) {
        return before.level();
      }
      boolean sharesPass =
          before.axis() == lead
              && (!dependency.kind.isEffect() || isInsideLoop(node, dependency, before.axis()));
      return sharesPass ? before.level() : before.level() + 1;
    }

    /** Whether a load may follow in the same pass of a loop that an effect is done in. */
    private boolean isInsideLoop(Node load, Node effect, Axis axis) {
      return load.detail == effect.detail && (effect.buffer().scope & axis.bit()) != 0;
    }

    private boolean descends(List<Node> component, Axis lead, Set<Node> together) {
      for (Node node : component) {
        if (node.kind == Node.Kind.LOAD) {
          for (Node effect : node.buffer().effects) {
            if (together.contains(effect)) {
              for (int i = 0; i < node.inputs.size(); i++) {
                Node target = effect.subscripts().get(i);
                if (sequentialAxis(target) == lead && sequentialAxis(node.input(i)) == lead) {
                  int distance = offset(target) - offset(node.input(i));
                  if (distance != 0) {
                    return distance < 0;
                  }
                }
              }
            }
          }
        }
      }
      throw new CompileException("a recurrence depends on itself in a way that no loop follows");
    }

    /** Moves what only later loops use into them. */
    private void sink() {
      Map<Node, Integer> earliest = new HashMap<>();
      for (int i = components.size() - 1; i >= 0; i--) {
        List<Node> component = components.get(i);
        for (Node node : component) {
          Instance instance = instance(node);
          int use = earliest.getOrDefault(node, Integer.MIN_VALUE);
          boolean mayMove =
              component.size() == 1
                  && instance.axis() != null
                  && use > instance.level()
                  && !node.kind.isEffect()
                  && !anchors.contains(node)
                  && (!(node.detail instanceof Buffer buffer) || (buffer.scope & ~axes) == 0);
          if (mayMove) {
            instances.put(node, new Instance(instance.axis(), use));
          }
        }
        for (Node node : component) {
          Instance instance = instance(node);
          for (Node each : dependencies(node)) {
            Instance before = instance(each);
            boolean follows = before.axis() != null && before.axis() == instance.axis();
            earliest.merge(each, follows ? instance.level() : before.level(), Math::min);
          }
        }
      }
    }

    private List<Block.Statement> statements() {
      TreeMap<Integer, List<Node>> outside = new TreeMap<>();
      TreeMap<Integer, Map<Axis, Instance>> loops = new TreeMap<>();
      for (List<Node> component : components) {
        for (Node node : component) {
          Instance instance = instance(node);
          if (instance.axis() == null) {
            outside.computeIfAbsent(instance.level(), key -> new ArrayList<>()).add(node);
          } else {
            loops
                .computeIfAbsent(instance.level(), key -> new LinkedHashMap<>())
                .put(instance.axis(), instance);
          }
        }
      }
      Map<Instance, Block.Loop> bodies = new HashMap<>();
      for (Map<Axis, Instance> level : loops.descendingMap().values()) {
        for (Instance instance : level.values()) {
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
        for (Instance instance : loops.getOrDefault(level, Map.of()).values()) {
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
      if (node.kind.isEffect()) {
        statements.add(new Block.Effect(node));
      } else if (node.kind != Node.Kind.REDUCE) {
        statements.add(new Block.Compute(node));
      }
      for (Block.Place place : keptHere.getOrDefault(node, List.of())) {
        statements.add(new Block.Keep(node, place));
      }
    }

    private Block.@Nullable Loop loop(Instance instance) {
      Set<Node> inside = loopAnchors.get(instance);
      Axis axis = instance.axis();
      if (inside == null || axis == null) {
        return null;
      }
      Set<Node> ready = new HashSet<>(available);
      instances.forEach(
          (node, where) -> {
            if (where.axis() == null) {
              ready.add(node);
            }
          });
      Map<Node, Block.Place> recalls = new HashMap<>(recalled);
      Set<Node> body = new LinkedHashSet<>();
      Deque<Node> pending = new ArrayDeque<>(inside);
      while (!pending.isEmpty()) {
        Node node = pending.pop();
        if (ready.contains(node) || !body.add(node) || isLeaf(node)) {
          continue;
        }
        boolean isForeign = !instance(node).equals(instance);
        if (isForeign && !node.kind.isEffect() && cost(node) > CHEAP) {
          recalls.put(node, keep(node));
          continue;
        }
        for (Node each : Components.dependencies(node)) {
          boolean isOther =
              each.kind.isEffect() && (!members.contains(each) || !instance(each).equals(instance));
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
          axis,
          descending.getOrDefault(instance, false),
          reductions.getOrDefault(instance, List.of()),
          block);
    }

    /** Has a node kept by the loop that makes it. */
    private Block.Place keep(Node node) {
      Block.Place known = kept.get(node);
      if (known != null) {
        return known;
      }
      Instance maker = instance(node);
      anchor(maker, node);
      Block.Place place = stored(node);
      if (place == null) {
        place = newPlace(node);
        keptIn.computeIfAbsent(maker, key -> new LinkedHashMap<>()).put(node, place);
      }
      kept.put(node, place);
      return place;
    }

    /** The place where the node is stored anyway, if there is one. */
    private Block.@Nullable Place stored(Node node) {
      for (Node each : members) {
        if (each.kind == Node.Kind.STORE
            && each.value() == node
            && each.buffer().role == Buffer.Role.SCRATCH
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
      for (Axis axis : graph.axes()) {
        if ((node.axes & ~axes & axis.bit()) != 0) {
          extents.add(
              new Buffer.Extent(
                  bounds.extreme(axis.lower, false), bounds.extreme(axis.upper, true)));
          subscripts.add(graph.index(axis));
        }
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
      Instance instance = instances.get(node);
      if (instance != null && instance.axis() == null) {
        return 0;
      }
      boolean isCheap =
          switch (node.kind) {
            case LOAD -> (node.buffer().scope & ~axes) == 0;
            case ADD, SUBTRACT, MULTIPLY, NEGATE, DETACH, TO_DOUBLE, SELECT -> true;
            default -> node.kind.isWhole() || node.kind.isCondition();
          };
      if (!isCheap || isLeaf(node)) {
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

  private @Nullable Axis outermost(long mask) {
    Axis found = null;
    for (Axis axis : graph.axes()) {
      if ((mask & axis.bit()) != 0 && (found == null || axis.isOutside(found))) {
        found = axis;
      }
    }
    return found;
  }

  /** The axis of a recurrence that a subscript is up to a number, or null. */
  private static @Nullable Axis sequentialAxis(Node subscript) {
    Node index = subscript;
    if (subscript.kind == Node.Kind.WHOLE_ADD && subscript.input(1).kind == Node.Kind.WHOLE) {
      index = subscript.input(0);
    }
    return index.kind == Node.Kind.INDEX && ((Axis) index.detail).sequential
        ? (Axis) index.detail
        : null;
  }

  private static int offset(Node subscript) {
    return subscript.kind == Node.Kind.WHOLE_ADD ? subscript.input(1).whole() : 0;
  }
}
