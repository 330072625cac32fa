package org.chainrule.compile.java;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.GraphBuilder;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.LoopCarried;
import org.chainrule.compile.schedule.SingleUses;

/** Writes loops as Java: those, and in the way, that the bytecode has. */
final class JavaLoops {
  /**
   * An element that passes hand on.
   *
   * @param latest the local with what the pass before wrote
   * @param isKept whether it is in no array until the loop is over
   */
  private record Carried(String latest, boolean isKept) {}

  private final JavaMethod method;
  private final Map<Node, Carried> writers = new HashMap<>();

  /** What reads an element that the pass before wrote, with the local that keeps it. */
  private final Map<Node, String> readers = new HashMap<>();

  /** The indices that are declared where the text now stands. */
  private Set<String> declared = new HashSet<>();

  JavaLoops(JavaMethod method) {
    this.method = method;
  }

  /** Whether a load or an effect goes from pass to pass in a local, in the loops written now. */
  boolean isCarried(Node node) {
    return writers.containsKey(node) || readers.containsKey(node);
  }

  void write(Block.Loop loop) {
    int times = loop.times();
    List<LoopCarried> carries = LoopCarried.of(loop);
    List<Map<Node, String>> lanes = new ArrayList<>();
    for (int lane = 0; lane < times; lane++) {
      Map<Node, String> accumulators = new HashMap<>();
      for (Node reduction : loop.reductions()) {
        method.declare(reduction, JavaCode.of(GraphBuilder.neutral(reduction.over().fold())));
        accumulators.put(reduction, Objects.requireNonNull(method.known.get(reduction)).text());
      }
      lanes.add(accumulators);
    }
    Axis axis = loop.axis();
    String index = method.source.index(axis);
    String from = method.code(loop.descends() ? axis.upper : axis.lower).text();
    JavaCode to = method.code(loop.descends() ? axis.lower : axis.upper);
    method.indices.put(axis, index);
    String goesOn = index + (loop.descends() ? " >= " : " <= ");
    String start = (declared.contains(index) ? "" : "int ") + index + " = " + from;
    if (times > 1 || !carries.isEmpty()) {
      method.out.line(start + ";");
      declared.add(index);
      start = "";
    }
    carries.forEach(carry -> begin(carry, goesOn + to.text()));
    String step = "; " + index + (loop.descends() ? "--" : "++");
    if (times > 1) {
      String last = JavaCode.sum(to, JavaCode.of(1 - times)).text();
      method.out.open("for (; " + goesOn + last + step + ")");
      Set<String> outside = new HashSet<>(declared);
      for (int lane = 0; lane < times; lane++) {
        if (lane > 0) {
          method.out.line(index + "++;");
        }
        pass(loop, lanes.get(lane), carries);
      }
      declared = outside;
      method.out.close();
      // What is left is less than a round: a pass at a time, without a loop's set-up.
      for (int rest = 1; rest < times; rest++) {
        method.out.open("if (" + goesOn + to.text() + ")");
        pass(loop, lanes.get(0), carries);
        if (rest < times - 1) {
          method.out.line(index + "++;");
        }
        method.out.close();
      }
    } else {
      method.out.open("for (" + start + "; " + goesOn + to.text() + step + ")");
      Set<String> outside = new HashSet<>(declared);
      declared.add(index);
      pass(loop, lanes.get(0), carries);
      declared = outside;
      method.out.close();
    }
    carries.forEach(carry -> end(carry, loop));
    method.indices.remove(axis);
    join(loop, lanes);
  }

  private void pass(Block.Loop loop, Map<Node, String> accumulators, List<LoopCarried> carries) {
    Map<Node, JavaCode> before = new HashMap<>(method.known);
    for (LoopCarried carry : carries) {
      String latest = Objects.requireNonNull(writers.get(carry.writer())).latest();
      String read = Objects.requireNonNull(readers.get(carry.reader()));
      method.out.line("double " + read + " = " + latest + ";");
      if (carry.reader().kind == Node.Kind.LOAD) {
        method.known.put(carry.reader(), JavaCode.atom(read));
      }
    }
    List<Node> bodies = loop.reductions().stream().map(node -> node.input(0)).toList();
    method.block(
        carries.isEmpty() ? loop.body() : needed(loop.body(), bodies),
        bodies,
        () ->
            loop.reductions()
                .forEach(
                    reduction ->
                        reduce(
                            reduction.over().fold(),
                            Objects.requireNonNull(accumulators.get(reduction)),
                            method.code(reduction.input(0)).text())));
    method.known.clear();
    method.known.putAll(before);
  }

  /** What is left of a body when what passes hand on is not loaded. */
  private Block needed(Block body, List<Node> bodies) {
    List<Block.Statement> statements = new ArrayList<>(body.statements());
    statements.removeIf(each -> each instanceof Block.Compute load && isCarried(load.node()));
    SingleUses uses = new SingleUses(new Block(statements), bodies);
    statements.removeIf(
        each ->
            each instanceof Block.Compute compute
                && compute.node().kind.isWhole()
                && uses.isUnused(compute.node()));
    return new Block(statements);
  }

  private void join(Block.Loop loop, List<Map<Node, String>> lanes) {
    for (Node reduction : loop.reductions()) {
      String total = Objects.requireNonNull(lanes.get(0).get(reduction));
      for (Map<Node, String> lane : lanes.subList(1, lanes.size())) {
        reduce(reduction.over().fold(), total, Objects.requireNonNull(lane.get(reduction)));
      }
      method.known.put(reduction, JavaCode.atom(total));
      method.spill(reduction);
    }
  }

  private void reduce(Node.Fold fold, String name, String term) {
    switch (fold) {
      case SUM -> method.out.line(name + " += " + term + ";");
      case PRODUCT -> method.out.line(name + " *= " + term + ";");
      case MAXIMUM -> method.out.line(name + " = Math.max(" + name + ", " + term + ");");
      case MINIMUM -> method.out.line(name + " = Math.min(" + name + ", " + term + ");");
    }
  }

  /** Gives a carried element its locals; before the first pass it is what stands in the array. */
  private void begin(LoopCarried carry, String isAny) {
    Node reader = carry.reader();
    String name = JavaMethod.name(reader.buffer());
    String latest = method.naming.local(name);
    String first = method.element(reader.buffer(), reader.subscripts());
    method.out.line("double " + latest + " = " + isAny + " ? " + first + " : 0.0;");
    writers.put(carry.writer(), new Carried(latest, reader.kind != Node.Kind.LOAD));
    readers.put(reader, method.naming.local(name + "Before"));
  }

  /** Stores what the last pass would have handed to the next, if there was any pass. */
  private void end(LoopCarried carry, Block.Loop loop) {
    Node reader = carry.reader();
    Carried carried = Objects.requireNonNull(writers.remove(carry.writer()));
    readers.remove(reader);
    if (carried.isKept()) {
      Axis axis = loop.axis();
      String lower = method.code(axis.lower).text();
      String upper = method.code(axis.upper).text();
      method.out.open("if (" + lower + " <= " + upper + ")");
      String element = method.element(reader.buffer(), reader.subscripts());
      method.out.line(element + " = " + carried.latest() + ";");
      method.out.close();
    }
  }

  /** Writes an element that the next pass reads, or adds to the one that the last pass wrote. */
  void put(Node effect) {
    String element = method.element(effect.buffer(), effect.subscripts());
    JavaCode stored = method.code(effect.value());
    String read = readers.get(effect);
    if (read != null) {
      JavaCode sum = JavaCode.binary(JavaCode.atom(read), "+", stored, JavaCode.SUM);
      method.out.line(element + " = " + sum.text() + ";");
      return;
    }
    Carried carried = Objects.requireNonNull(writers.get(effect));
    boolean adds =
        effect.kind == Node.Kind.ACCUMULATE && !(carried.isKept() && LoopCarried.isFirst(effect));
    JavaCode latest =
        adds ? JavaCode.binary(JavaCode.atom(element), "+", stored, JavaCode.SUM) : stored;
    method.out.line(carried.latest() + " = " + latest.text() + ";");
    if (!carried.isKept()) {
      method.out.line(element + " = " + carried.latest() + ";");
    }
  }
}
