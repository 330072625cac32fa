package org.chainrule.optimize;

import org.chainrule.optimize.Descent.Evaluated;
import org.jspecify.annotations.Nullable;

/**
 * A search along a direction for a point that satisfies the strong conditions of Wolfe.
 *
 * <p>Nocedal and Wright's algorithms 3.5 and 3.6 with interpolation by cubics. Near a minimum the
 * value's last digits say nothing, and there its slope decides (W. Hager, H. Zhang: A new conjugate
 * gradient method with guaranteed descent and an efficient line search, 2005). A point without a
 * finite value is taken for one that is too far away.
 */
final class LineSearch {
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final double GROWTH = 4;
  private static final double MARGIN = 0.1;
  private static final double DIGITS_LOST = 1e-13;
  private static final int TRIALS = 60;

  private final Descent descent;
  private final double[] direction;
  private final Trial start;
  private int trials;
  private boolean isEndless;
  private final @Nullable Evaluated result;

  /** A point on the line, with the slope along it there. */
  private record Trial(double at, Evaluated evaluated, double slope) {
    double value() {
      return evaluated.value();
    }
  }

  /** Searches, with a first trial of so much of the direction. */
  LineSearch(Descent descent, double[] direction, double first) {
    this.descent = descent;
    this.direction = direction;
    start = trial(0, descent.here());
    result = start.slope < 0 ? from(first) : null;
  }

  /**
   * A point that satisfies the conditions, or at least is better than the start; none, if there is
   * no better one.
   */
  @Nullable Evaluated result() {
    return result;
  }

  private Trial trial(double at, Evaluated evaluated) {
    return new Trial(at, evaluated, Vectors.dot(direction, evaluated.gradient()));
  }

  private Trial trial(double at) {
    trials++;
    double[] point = descent.here().point().clone();
    Vectors.add(at, direction, point);
    return trial(at, descent.evaluate(point));
  }

  private @Nullable Evaluated from(double first) {
    Trial near = start;
    double at = first;
    double wall = Double.POSITIVE_INFINITY;
    while (trials < TRIALS) {
      Trial next = trial(at);
      if (!next.evaluated.isFinite()) {
        wall = at;
        at = (near.at + wall) / 2;
      } else if (!isLow(next) || near != start && next.value() > near.value() + noise()) {
        return between(near, next);
      } else if (isFlat(next)) {
        return next.evaluated;
      } else if (next.slope >= 0) {
        return between(next, near);
      } else {
        near = next;
        at = Math.min(GROWTH * at, (at + wall) / 2);
      }
    }
    isEndless = wall == Double.POSITIVE_INFINITY;
    return better(near);
  }

  /** Whether the value fell as far as it was followed, so that nothing says where it ends. */
  boolean isEndless() {
    return isEndless;
  }

  /** Goes on between a point that is low and another, one of which the value rises beyond. */
  private @Nullable Evaluated between(Trial lowEnd, Trial otherEnd) {
    Trial low = lowEnd;
    Trial other = otherEnd;
    while (trials < TRIALS) {
      Trial next = trial(interpolated(low, other));
      if (next.at == low.at || next.at == other.at) {
        break;
      } else if (!next.evaluated.isFinite()
          || !isLow(next)
          || next.value() > low.value() + noise()) {
        other = next;
      } else if (isFlat(next)) {
        return next.evaluated;
      } else {
        if (next.slope * (other.at - low.at) >= 0) {
          other = low;
        }
        low = next;
      }
    }
    return better(low);
  }

  private @Nullable Evaluated better(Trial found) {
    return found.value() < start.value() ? found.evaluated : null;
  }

  private double noise() {
    return DIGITS_LOST * Math.abs(start.value());
  }

  private boolean isLow(Trial next) {
    return next.value() <= start.value() + DECREASE * next.at * start.slope
        || next.value() <= start.value() + noise()
            && next.slope <= (2 * DECREASE - 1) * start.slope;
  }

  private boolean isFlat(Trial next) {
    return Math.abs(next.slope) <= -CURVATURE * start.slope;
  }

  /** Where a cubic with the same values and slopes has its minimum, away from both ends. */
  private static double interpolated(Trial a, Trial b) {
    double width = b.at - a.at;
    double middle = a.at + width / 2;
    double chord = a.slope + b.slope - 3 * (a.value() - b.value()) / (a.at - b.at);
    double root = Math.sqrt(chord * chord - a.slope * b.slope) * Math.signum(width);
    double at = b.at - width * (b.slope + root - chord) / (b.slope - a.slope + 2 * root);
    double nearest = Math.min(a.at, b.at) + MARGIN * Math.abs(width);
    double farthest = Math.max(a.at, b.at) - MARGIN * Math.abs(width);
    return at >= nearest && at <= farthest ? at : middle;
  }
}
