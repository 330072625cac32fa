package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The guard of subscripts that may leave the range of an array. */
final class Ranges {
  private final Graph graph;
  private final Bounds bounds;

  Ranges(Graph graph) {
    this.graph = graph;
    this.bounds = new Bounds(graph);
  }

  /**
   * An element, which is no number where a subscript lies outside the range; whether it does is
   * only asked where that cannot be seen.
   */
  Node element(Buffer buffer, List<Buffer.Extent> extents, List<Node> places) {
    @Nullable Node isInside = null;
    List<Node> kept = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Node place = places.get(i);
      Node lower = extents.get(i).lower();
      Node upper = extents.get(i).upper();
      if (!isAtMost(lower, extreme(place, false))) {
        isInside = also(isInside, graph.compare(Node.Kind.LESS_OR_EQUAL, lower, place));
        place = graph.wholeExtremum(true, lower, place);
      }
      if (!isAtMost(extreme(places.get(i), true), upper)) {
        isInside = also(isInside, graph.compare(Node.Kind.LESS_OR_EQUAL, places.get(i), upper));
        place = graph.wholeExtremum(false, upper, place);
      }
      kept.add(place);
    }
    if (isInside == null) {
      return graph.load(buffer, places);
    }
    buffer.needsElements = true;
    return graph.select(isInside, graph.load(buffer, kept), graph.number(Double.NaN));
  }

  private Node also(@Nullable Node before, Node condition) {
    return before == null ? condition : graph.both(before, condition);
  }

  private @Nullable Node extreme(Node place, boolean largest) {
    return bounds.isBounded(place) ? bounds.extreme(place, largest) : null;
  }

  /** Whether a whole number is at most another, whatever the lengths, none of which is below 0. */
  private boolean isAtMost(@Nullable Node left, @Nullable Node right) {
    if (left == null || right == null) {
      return false;
    }
    if (left == right) {
      return true;
    }
    if (left.kind == Node.Kind.WHOLE_MAXIMUM) {
      return isAtMost(left.input(0), right) && isAtMost(left.input(1), right);
    }
    if (right.kind == Node.Kind.WHOLE_MINIMUM) {
      return isAtMost(left, right.input(0)) && isAtMost(left, right.input(1));
    }
    if (left.kind == Node.Kind.WHOLE_MINIMUM) {
      return isAtMost(left.input(0), right) || isAtMost(left.input(1), right);
    }
    if (right.kind == Node.Kind.WHOLE_MAXIMUM) {
      return isAtMost(left, right.input(0)) || isAtMost(left, right.input(1));
    }
    Map<Node, Long> terms = new HashMap<>();
    long constant = add(right, 1, terms) + add(left, -1, terms);
    return constant >= 0
        && terms.entrySet().stream()
            .allMatch(
                term ->
                    term.getValue() == 0
                        || term.getValue() > 0 && term.getKey().kind == Node.Kind.SIZE);
  }

  /** Adds a multiple of a whole number to a sum of multiples, and gives its constant. */
  private static long add(Node whole, long factor, Map<Node, Long> terms) {
    if (whole.kind == Node.Kind.WHOLE) {
      return factor * whole.whole();
    } else if (whole.kind == Node.Kind.WHOLE_ADD) {
      return add(whole.input(0), factor, terms) + add(whole.input(1), factor, terms);
    } else if (whole.kind == Node.Kind.WHOLE_MULTIPLY && whole.input(0).kind == Node.Kind.WHOLE) {
      return add(whole.input(1), factor * whole.input(0).whole(), terms);
    }
    terms.merge(whole, factor, Long::sum);
    return 0;
  }
}
