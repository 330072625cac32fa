package org.chainrule.optimize;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.chainrule.error.TrainingException;

/** The refusals of an objective that is not finite where that is needed. */
final class NotFinite {
  private static final int SHOWN = 6;

  private NotFinite() {}

  /** The refusal of a point; of a loss over data it tells the row. */
  static TrainingException at(double value, double[] point, Objective objective) {
    return objective instanceof DataLoss data ? data.notFinite(point) : at(value, point, "");
  }

  static TrainingException at(double value, double[] point, String where) {
    String what = Double.isFinite(value) ? "the gradient is not finite" : "the loss is " + value;
    return new TrainingException(what + " at " + shown(point) + where);
  }

  static String shown(double[] point) {
    return Arrays.stream(point)
        .limit(SHOWN)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(", ", "(", point.length > SHOWN ? ", …)" : ")"));
  }
}
