package org.chainrule.compile.schedule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.compile.graph.Node;

/** The nodes of a block that are used once, by another statement of the same block. */
public final class SingleUses {
  private final Map<Node, Integer> uses = new HashMap<>();

  public SingleUses(Block block, List<Node> atTheEnd) {
    for (Block.Statement each : block.statements()) {
      count(each, 1);
    }
    atTheEnd.forEach(node -> uses.merge(node, 1, Integer::sum));
  }

  private void count(Block.Statement statement, int weight) {
    if (statement instanceof Block.Compute compute) {
      compute.node().inputs.forEach(input -> uses.merge(input, weight, Integer::sum));
      if (compute.node().kind == Node.Kind.DETACH) {
        uses.merge(compute.node().input(0), weight, Integer::sum);
      }
    } else if (statement instanceof Block.Effect effect) {
      effect.node().inputs.forEach(input -> uses.merge(input, weight, Integer::sum));
    } else if (statement instanceof Block.Keep keep) {
      uses.merge(keep.node(), 2, Integer::sum);
      keep.place().subscripts().forEach(input -> uses.merge(input, weight, Integer::sum));
    } else if (statement instanceof Block.Recall recall) {
      recall.place().subscripts().forEach(input -> uses.merge(input, weight, Integer::sum));
    } else if (statement instanceof Block.Inversion inversion) {
      inversion.uses().forEach(input -> uses.merge(input, 2, Integer::sum));
    } else if (statement instanceof Block.MatrixProduct product) {
      product.uses().forEach(input -> uses.merge(input, 2, Integer::sum));
    } else if (statement instanceof Block.Loop loop) {
      // What a loop uses is made before it, once.
      uses.merge(loop.axis().lower, 2, Integer::sum);
      uses.merge(loop.axis().upper, 2, Integer::sum);
      loop.reductions().forEach(node -> uses.merge(node.input(0), 2, Integer::sum));
      loop.body().statements().forEach(each -> count(each, 2));
    }
  }

  /** Whether no statement of the block uses a node. */
  public boolean isUnused(Node node) {
    return !uses.containsKey(node);
  }

  public Set<Node> found() {
    Set<Node> once = new HashSet<>();
    uses.forEach(
        (node, count) -> {
          if (count == 1) {
            once.add(node);
          }
        });
    return once;
  }
}
