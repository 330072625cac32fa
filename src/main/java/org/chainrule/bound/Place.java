package org.chainrule.bound;

import java.util.List;
import org.chainrule.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * Where a bound is taken, or what the names go to on the way to it.
 *
 * @param coordinates of each name one, in the order of the ranges
 */
public record Place(List<Coordinate> coordinates) {
  public Place {
    coordinates = List.copyOf(coordinates);
  }

  /** Whether a value is taken there. */
  public boolean isPoint() {
    return coordinates.stream().allMatch(each -> each.side() == 0);
  }

  /**
   * What a name is there.
   *
   * @param at the number; null far out
   * @param side 0 for the number itself, 1 where it is approached from above or the name falls
   *     without bound, -1 from below or where it rises
   * @param isExact whether the number is exact, and not near by
   */
  public record Coordinate(Expr name, @Nullable Expr at, int side, boolean isExact) {}
}
