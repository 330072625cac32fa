package org.chainrule.optimize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.chainrule.optimize.Descent.Evaluated;
import org.jspecify.annotations.Nullable;

/**
 * The method of Broyden, Fletcher, Goldfarb and Shanno with limited memory: the inverse of the
 * Hessian is what the last few steps tell of it.
 */
final class Lbfgs {
  private static final int REMEMBERED = 10;

  private final Descent descent;
  private final Deque<Curvature> memory = new ArrayDeque<>();

  /** How the gradient changed along a step, and 1 over their product. */
  private static final class Curvature {
    final double[] step;
    final double[] change;
    final double inverse;

    Curvature(double[] step, double[] change, double product) {
      this.step = step;
      this.change = change;
      inverse = 1 / product;
    }
  }

  private Lbfgs(Descent descent) {
    this.descent = descent;
  }

  static Minimum minimize(Descent descent) {
    return new Lbfgs(descent).minimum();
  }

  private Minimum minimum() {
    StopReason reason = descent.reason();
    while (reason == null) {
      Evaluated next = next();
      if (next == null && !memory.isEmpty()) {
        memory.clear();
        next = next();
      }
      if (next == null) {
        reason = StopReason.NO_PROGRESS;
      } else {
        remember(descent.here(), next);
        descent.arrive(next);
        reason = descent.reason();
      }
    }
    return descent.stop(reason);
  }

  /** The next point, or none if there is no better one in the direction that is taken. */
  private @Nullable Evaluated next() {
    double[] direction = direction(descent.here().gradient());
    if (Vectors.dot(direction, descent.here().gradient()) >= 0) {
      return null;
    }
    double first = memory.isEmpty() ? Math.min(1, 1 / Vectors.norm(direction)) : 1;
    return new LineSearch(descent, direction).from(first);
  }

  /** Minus the inverse of the Hessian, as far as it is known, times the gradient. */
  private double[] direction(double[] gradient) {
    double[] direction = gradient.clone();
    List<Double> factors = new ArrayList<>();
    for (Curvature each : memory) {
      double factor = each.inverse * Vectors.dot(each.step, direction);
      factors.add(factor);
      Vectors.add(-factor, each.change, direction);
    }
    double scale = memory.isEmpty() ? 1 : scale(memory.getFirst());
    Vectors.scale(-scale, direction);
    int place = factors.size();
    for (var each = memory.descendingIterator(); each.hasNext(); ) {
      Curvature curvature = each.next();
      place--;
      double factor = curvature.inverse * Vectors.dot(curvature.change, direction);
      Vectors.add(-factors.get(place) - factor, curvature.step, direction);
    }
    return direction;
  }

  private static double scale(Curvature last) {
    return 1 / (last.inverse * Vectors.dot(last.change, last.change));
  }

  private void remember(Evaluated from, Evaluated to) {
    double[] step = to.point().clone();
    Vectors.add(-1, from.point(), step);
    double[] change = to.gradient().clone();
    Vectors.add(-1, from.gradient(), change);
    double product = Vectors.dot(step, change);
    if (product > Math.ulp(1.0) * Vectors.dot(change, change)) {
      memory.addFirst(new Curvature(step, change, product));
      if (memory.size() > REMEMBERED) {
        memory.removeLast();
      }
    }
  }
}
