package org.chainrule.compile.schedule;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Node;

/**
 * The body of a loop, or what is done once at the outermost.
 *
 * @param statements in their order
 */
public record Block(List<Statement> statements) {
  public Block {
    statements = List.copyOf(statements);
  }

  /** One thing to do. */
  public sealed interface Statement {}

  /** The computation of a node. */
  public record Compute(Node node) implements Statement {}

  /** A store or an addition to an array. */
  public record Effect(Node node) implements Statement {}

  /** A store of a node's value into an array, for another loop. */
  public record Keep(Node node, Place place) implements Statement {}

  /** A load of a node's value from an array that an earlier loop put it into. */
  public record Recall(Node node, Place place) implements Statement {}

  /** A fill of a whole array with its initial number. */
  public record Fill(Buffer buffer) implements Statement {}

  /**
   * A loop that runs a block for each value of an axis.
   *
   * @param reductions what is reduced over the loop; each is known when it is over
   */
  public record Loop(Axis axis, boolean descends, List<Node> reductions, Block body)
      implements Statement {
    /** How many passes of a short loop are written after each other, each with sums of its own. */
    public static final int SIDE_BY_SIDE = 4;

    /** The most statements of such a loop. */
    private static final int SMALL = 12;

    /** How many passes are worth being written after each other. */
    public int times() {
      return isSmall() ? SIDE_BY_SIDE : 1;
    }

    /**
     * Whether several passes at a time are worth their code: they shorten the chain of additions.
     */
    private boolean isSmall() {
      return !descends
          && !reductions.isEmpty()
          && axis.lower.axes == 0
          && axis.upper.axes == 0
          && body.statements().size() <= SMALL
          && body.statements().stream()
              .noneMatch(
                  each ->
                      each instanceof Loop
                          || each instanceof Effect
                          || each instanceof Piece
                          || each instanceof Compute compute
                              && compute.node().kind == Node.Kind.CALL);
    }
  }

  /** A product of two matrices, all of whose elements are put into an array. */
  public record MatrixProduct(Node node, Place left, Place right, Place target)
      implements Statement {
    /** The nodes that it takes as they are: subscripts, and the bounds of ranges. */
    public List<Node> uses() {
      List<Node> uses = new ArrayList<>();
      List.of(left, right, target).forEach(each -> uses.addAll(each.subscripts()));
      for (Axis axis : axes()) {
        uses.add(axis.lower);
        uses.add(axis.upper);
      }
      return uses;
    }

    public List<Axis> axes() {
      Node.ProductAxes axes = node.product();
      return List.of(axes.row(), axes.column(), axes.term());
    }
  }

  /** An inverse, put into an array with what else elimination tells. */
  public record Inversion(Node node, Place source, Place target) implements Statement {
    public List<Node> uses() {
      List<Node> uses = new ArrayList<>(source.subscripts());
      uses.addAll(target.subscripts());
      uses.add(axes().get(0).lower);
      uses.add(axes().get(0).upper);
      return uses;
    }

    /** Those of rows and of columns. */
    public List<Axis> axes() {
      return List.of((Axis) node.input(0).detail, (Axis) node.input(1).detail);
    }
  }

  /** A call of another method, which runs its block. */
  public record Piece(Outline.Method method) implements Statement {}

  /** An element of an array. */
  public record Place(Buffer buffer, List<Node> subscripts) {
    /** The dimension whose subscript an axis is in. */
    public int dimension(Axis axis) {
      for (int i = 0; i < subscripts.size(); i++) {
        if ((subscripts.get(i).axes & axis.bit()) != 0) {
          return i;
        }
      }
      throw new IllegalArgumentException(axis + " is in no subscript");
    }
  }
}
