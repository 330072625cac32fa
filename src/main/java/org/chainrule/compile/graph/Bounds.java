package org.chainrule.compile.graph;

import org.chainrule.error.CompileException;

/** The extreme values of whole-numbered nodes when the indices in them run over their ranges. */
public final class Bounds {
  private final Graph graph;

  public Bounds(Graph graph) {
    this.graph = graph;
  }

  /** The largest or the smallest value, in which no index is left. */
  public Node extreme(Node whole, boolean largest) {
    return switch (whole.kind) {
      case INDEX -> {
        Axis axis = (Axis) whole.detail;
        yield extreme(largest ? axis.upper : axis.lower, largest);
      }
      case PLACE -> graph.whole(whole.table().extreme(largest));
      case WHOLE_ADD ->
          graph.wholeSum(extreme(whole.input(0), largest), extreme(whole.input(1), largest));
      case WHOLE_MULTIPLY -> product(whole, largest);
      case WHOLE_MAXIMUM, WHOLE_MINIMUM ->
          graph.wholeExtremum(
              whole.kind == Node.Kind.WHOLE_MAXIMUM,
              extreme(whole.input(0), largest),
              extreme(whole.input(1), largest));
      default -> whole;
    };
  }

  /** Whether the extremes can be told: indices are multiplied by numbers only. */
  public boolean isBounded(Node whole) {
    if (whole.axes == 0 || whole.kind == Node.Kind.PLACE) {
      return true;
    }
    if (whole.kind == Node.Kind.WHOLE_MULTIPLY
        && whole.input(0).kind != Node.Kind.WHOLE
        && whole.input(1).kind != Node.Kind.WHOLE) {
      return false;
    }
    if (whole.detail instanceof Axis axis) {
      return isBounded(axis.lower) && isBounded(axis.upper);
    }
    return whole.inputs.stream().allMatch(this::isBounded);
  }

  private Node product(Node whole, boolean largest) {
    if (whole.axes == 0) {
      return whole;
    }
    Node factor = whole.input(0);
    Node other = whole.input(1);
    if (factor.kind != Node.Kind.WHOLE) {
      factor = whole.input(1);
      other = whole.input(0);
    }
    if (factor.kind != Node.Kind.WHOLE) {
      throw new CompileException("a subscript multiplies an index by what is no number");
    }
    return graph.wholeProduct(factor, extreme(other, factor.whole() >= 0 == largest));
  }
}
