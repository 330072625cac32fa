package org.chainrule.compile.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * The walk over the schedule of one method, which is the same for every language that is written:
 * what is at hand where, which passes stand side by side, what one pass hands to the next. How a
 * language says it is what the subclasses know.
 *
 * @param <V> how the language refers to what is at hand, such as a local
 */
public abstract class BlockWriter<V> {
  /**
   * An element that passes hand on.
   *
   * @param latest the local with what the pass before wrote
   * @param isKept whether it is in no array until the loop is over
   */
  private record Carried<V>(V latest, boolean isKept) {}

  protected final Outline outline;

  /** The values that are at hand where the code now stands. */
  protected final Map<Node, V> known = new HashMap<>();

  protected final Map<Axis, V> indices = new HashMap<>();
  private final Map<Node, Carried<V>> writers = new HashMap<>();

  /** What reads an element that the pass before wrote, with the local that keeps it. */
  private final Map<Node, V> readers = new HashMap<>();

  protected BlockWriter(Outline outline) {
    this.outline = outline;
  }

  /** Takes a value that another method made. */
  protected abstract void takeSpilled(Node node);

  /**
   * Has a node's value at hand from here on.
   *
   * @param isUsedOnce whether one statement of the same block uses it, and no other
   */
  protected abstract void compute(Node node, boolean isUsedOnce);

  /** Takes a value that an earlier loop kept. */
  protected abstract void recall(Node node, Block.Place place);

  /** Stores a value, or adds it to what an array holds. */
  protected abstract void put(Buffer buffer, List<Node> subscripts, Node value, boolean adds);

  protected abstract void fill(Buffer buffer);

  /** What an index is at first. */
  protected abstract V first(Axis axis);

  /** Makes a product of matrices, the indices being what they are at first. */
  protected abstract void multiply(Block.MatrixProduct product);

  /** Inverts a matrix, likewise. */
  protected abstract void invert(Block.Inversion inversion);

  protected abstract void call(Outline.Method method);

  /** A local that a reduction begins with what changes nothing. */
  protected abstract V accumulator(Node reduction);

  /** Joins what a reduction goes over into its local. */
  protected abstract void accumulate(Node reduction, V accumulator);

  /** Joins what passes side by side made of a reduction, whose value then is at hand. */
  protected abstract void join(Node reduction, List<V> accumulators);

  /**
   * The index of a loop.
   *
   * @param isSetBefore whether it gets its first value here, and not where the loop is repeated
   */
  protected abstract V index(Block.Loop loop, boolean isSetBefore);

  /** Repeats so many passes at a time, as long as there are as many left. */
  protected abstract void repeat(
      Block.Loop loop, int passes, boolean isSetBefore, Runnable written);

  /** Runs a pass if there is one left. */
  protected abstract void once(Block.Loop loop, boolean isLast, Runnable pass);

  /** Goes on to the next of passes side by side. */
  protected abstract void next(Block.Loop loop);

  /** A local for what a pass writes; before the first it is what stands in the array. */
  protected abstract V latest(LoopCarried carry, Block.Loop loop);

  /** A local for what the pass before wrote. */
  protected abstract V previous(LoopCarried carry);

  /** Begins a pass with what the one before wrote. */
  protected abstract void handOn(V latest, V previous);

  /** Writes the sum of what the pass before wrote and what an effect adds. */
  protected abstract void putOnTop(Node effect, V previous);

  /** Writes an element that the next pass reads, into an array too unless it is kept. */
  protected abstract void putCarried(Node effect, V latest, boolean adds, boolean isKept);

  /** Writes into the array what the last pass would have handed on, if there was any pass. */
  protected abstract void putLast(LoopCarried carry, Block.Loop loop, V latest);

  /** How many passes of a loop are written after each other. */
  protected int times(Block.Loop loop) {
    return loop.times();
  }

  /** What goes from one pass to the next without an array. */
  protected List<LoopCarried> carries(Block.Loop loop) {
    return LoopCarried.of(loop);
  }

  /** Writes a method's statements, some nodes being used after them. */
  protected final void body(Outline.Method method, List<Node> atTheEnd) {
    method.incoming.forEach(this::takeSpilled);
    block(method.block, atTheEnd);
  }

  private void block(Block block, List<Node> atTheEnd) {
    Set<Node> once = new SingleUses(block, atTheEnd).found();
    for (Block.Statement statement : block.statements()) {
      if (statement instanceof Block.Compute compute) {
        compute(compute.node(), once.contains(compute.node()));
      } else if (statement instanceof Block.Effect effect) {
        effect(effect.node());
      } else if (statement instanceof Block.Keep keep) {
        put(keep.place().buffer(), keep.place().subscripts(), keep.node(), false);
      } else if (statement instanceof Block.Recall recall) {
        recall(recall.node(), recall.place());
      } else if (statement instanceof Block.Fill fill) {
        fill(fill.buffer());
      } else if (statement instanceof Block.MatrixProduct product) {
        ofMatrices(product.axes(), () -> multiply(product));
      } else if (statement instanceof Block.Inversion inversion) {
        ofMatrices(inversion.axes(), () -> invert(inversion));
      } else if (statement instanceof Block.Loop loop) {
        loop(loop);
      } else if (statement instanceof Block.Piece piece) {
        call(piece.method());
      }
    }
  }

  private void ofMatrices(List<Axis> axes, Runnable written) {
    axes.forEach(axis -> indices.put(axis, first(axis)));
    written.run();
    axes.forEach(indices::remove);
  }

  private void effect(Node effect) {
    V previous = readers.get(effect);
    @Nullable Carried<V> carried = writers.get(effect);
    boolean isAccumulation = effect.kind == Node.Kind.ACCUMULATE;
    if (previous != null) {
      putOnTop(effect, previous);
    } else if (carried != null) {
      boolean adds = isAccumulation && !(carried.isKept() && LoopCarried.isFirst(effect));
      putCarried(effect, carried.latest(), adds, carried.isKept());
    } else {
      put(effect.buffer(), effect.subscripts(), effect.value(), isAccumulation);
    }
  }

  private void loop(Block.Loop loop) {
    int times = times(loop);
    List<LoopCarried> carries = carries(loop);
    List<List<V>> lanes = new ArrayList<>();
    for (int lane = 0; lane < times; lane++) {
      lanes.add(loop.reductions().stream().map(this::accumulator).toList());
    }
    boolean isSetBefore = times > 1 || !carries.isEmpty();
    indices.put(loop.axis(), index(loop, isSetBefore));
    for (LoopCarried carry : carries) {
      boolean isKept = carry.reader().kind != Node.Kind.LOAD;
      writers.put(carry.writer(), new Carried<>(latest(carry, loop), isKept));
      readers.put(carry.reader(), previous(carry));
    }
    repeat(
        loop,
        times,
        isSetBefore,
        () -> {
          for (int lane = 0; lane < times; lane++) {
            if (lane > 0) {
              next(loop);
            }
            pass(loop, lanes.get(lane), carries);
          }
        });
    // What is left is less than a round: a pass at a time, without a loop's set-up.
    for (int rest = 1; rest < times; rest++) {
      once(loop, rest == times - 1, () -> pass(loop, lanes.get(0), carries));
    }
    for (LoopCarried carry : carries) {
      readers.remove(carry.reader());
      Carried<V> carried = Objects.requireNonNull(writers.remove(carry.writer()));
      if (carried.isKept()) {
        putLast(carry, loop, carried.latest());
      }
    }
    indices.remove(loop.axis());
    for (int i = 0; i < loop.reductions().size(); i++) {
      int place = i;
      join(loop.reductions().get(i), lanes.stream().map(lane -> lane.get(place)).toList());
    }
  }

  private void pass(Block.Loop loop, List<V> accumulators, List<LoopCarried> carries) {
    Map<Node, V> before = new HashMap<>(known);
    for (LoopCarried carry : carries) {
      V previous = Objects.requireNonNull(readers.get(carry.reader()));
      handOn(Objects.requireNonNull(writers.get(carry.writer())).latest(), previous);
      if (carry.reader().kind == Node.Kind.LOAD) {
        known.put(carry.reader(), previous);
      }
    }
    List<Node> bodies = loop.reductions().stream().map(node -> node.input(0)).toList();
    block(carries.isEmpty() ? loop.body() : needed(loop.body(), bodies), bodies);
    for (int i = 0; i < accumulators.size(); i++) {
      accumulate(loop.reductions().get(i), accumulators.get(i));
    }
    known.clear();
    known.putAll(before);
  }

  /** What is left of a body when what passes hand on is not loaded. */
  private Block needed(Block body, List<Node> bodies) {
    List<Block.Statement> statements = new ArrayList<>(body.statements());
    statements.removeIf(
        each -> each instanceof Block.Compute load && readers.containsKey(load.node()));
    SingleUses uses = new SingleUses(new Block(statements), bodies);
    statements.removeIf(
        each ->
            each instanceof Block.Compute compute
                && compute.node().kind.isWhole()
                && uses.isUnused(compute.node()));
    return new Block(statements);
  }
}
