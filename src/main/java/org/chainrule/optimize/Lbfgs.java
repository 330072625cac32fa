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
      reason = step();
    }
    return descent.stop(reason);
  }

  /** Takes a step, anew without memory if that led nowhere; tells why to stop, if so. */
  private @Nullable StopReason step() {
    LineSearch search = search();
    Evaluated next = search.result();
    if (next == null && !memory.isEmpty()) {
      memory.clear();
      search = search();
      next = search.result();
    }
    if (next == null) {
      return StopReason.NO_PROGRESS;
    }
    remember(descent.here(), next);
    descent.arrive(next);
    StopReason reason = descent.reason();
    return reason == null && search.isEndless() ? StopReason.UNBOUNDED : reason;
  }

  private LineSearch search() {
    double[] direction = direction(descent.here().gradient());
    double first = memory.isEmpty() ? Math.min(1, 1 / Vectors.norm(direction)) : 1;
    return new LineSearch(descent, direction, first);
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
