package org.chainrule.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** A line through points, of which those can go that it misses by little (Douglas and Peucker). */
final class Polyline {
  private Polyline() {}

  /** The points of a piece of a curve as they lie on paper; it is broken where it has no place. */
  static List<List<double[]>> drawn(List<Plot.Spot> piece, PlotScale across, PlotScale up) {
    List<List<double[]>> lines = new ArrayList<>();
    List<double[]> line = new ArrayList<>();
    for (Plot.Spot spot : piece) {
      if (across.has(spot.across()) && up.has(spot.up())) {
        line.add(new double[] {across.at(spot.across()), up.at(spot.up())});
      } else if (!line.isEmpty()) {
        lines.add(line);
        line = new ArrayList<>();
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  static List<double[]> thinned(List<double[]> points, double tolerance) {
    if (points.size() < 3) {
      return List.copyOf(points);
    }
    BitSet kept = new BitSet();
    kept.set(0);
    kept.set(points.size() - 1);
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {0, points.size() - 1});
    while (!open.isEmpty()) {
      int[] part = open.pop();
      int farthest = -1;
      double most = tolerance;
      for (int i = part[0] + 1; i < part[1]; i++) {
        double far = distance(points.get(i), points.get(part[0]), points.get(part[1]));
        if (far > most) {
          most = far;
          farthest = i;
        }
      }
      if (farthest >= 0) {
        kept.set(farthest);
        open.push(new int[] {part[0], farthest});
        open.push(new int[] {farthest, part[1]});
      }
    }
    List<double[]> left = new ArrayList<>();
    kept.stream().forEach(each -> left.add(points.get(each)));
    return left;
  }

  /** How far a point is from the stretch between two others. */
  private static double distance(double[] point, double[] from, double[] to) {
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    double length = dx * dx + dy * dy;
    double share =
        length == 0
            ? 0
            : Math.max(
                0, Math.min(1, ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length));
    return Math.hypot(point[0] - from[0] - share * dx, point[1] - from[1] - share * dy);
  }
}
