package org.chainrule.compile;

import java.util.List;

/**
 * What is done in one pass of a loop, or once at the outermost.
 *
 * @param statements in their order
 */
record Block(List<Statement> statements) {
  Block {
    statements = List.copyOf(statements);
  }

  /** One thing to do. */
  sealed interface Statement {}

  /** Computes a node. */
  record Compute(Node node) implements Statement {}

  /** Stores or adds to an array. */
  record Effect(Node node) implements Statement {}

  /** Puts a node's value into an array, for another loop. */
  record Keep(Node node, Place place) implements Statement {}

  /** Takes a node's value from an array that an earlier loop put it into. */
  record Recall(Node node, Place place) implements Statement {}

  /** Sets all numbers of an array to its initial one. */
  record Fill(Buffer buffer) implements Statement {}

  /**
   * Runs a block for each value of an axis.
   *
   * @param reductions what is reduced over the loop; each is known when it is over
   */
  record Loop(Axis axis, boolean descends, List<Node> reductions, Block body)
      implements Statement {}

  /** Runs the block of another method. */
  record Piece(Outline.Method method) implements Statement {}

  /** An element of an array. */
  record Place(Buffer buffer, List<Node> subscripts) {}
}
