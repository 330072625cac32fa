package org.chainrule.optimize;

import java.util.Arrays;
import java.util.Optional;
import org.chainrule.error.Limit;
import org.chainrule.error.Require;
import org.chainrule.error.TrainingException;

/**
 * A method that goes down an objective by itself, with no rate to choose, until it is at a minimum.
 */
@SuppressWarnings("ImmutableEnumChecker") // its programs have no state
public enum Minimizer {
  L_BFGS(
      "L-BFGS",
      "J. Nocedal, S. Wright: Numerical Optimization, 2nd ed., 2006, algorithms 7.4, 3.5 and 3.6",
      Lbfgs::minimize),
  CONJUGATE_GRADIENT(
      "conjugate gradient",
      "E. Polak, G. Ribière: Note sur la convergence de méthodes de directions conjuguées, 1969",
      ConjugateGradient::minimize);

  /** The method as a program. */
  interface Method {
    Minimum minimize(Descent descent);
  }

  private final String title;
  private final String source;
  private final Method method;

  Minimizer(String title, String source, Method method) {
    this.title = title;
    this.source = source;
    this.method = method;
  }

  /** The method of a title, in letters of either case, or of the constant's name. */
  public static Optional<Minimizer> named(String title) {
    Require.required(title, "the title");
    return Arrays.stream(values())
        .filter(each -> each.title.equalsIgnoreCase(title) || each.name().equalsIgnoreCase(title))
        .findFirst();
  }

  /** What people call it: {@code L-BFGS}. */
  public String title() {
    return title;
  }

  /** Where it comes from. */
  public String source() {
    return source;
  }

  /** The minimum that is reached from a point. */
  public Minimum minimize(Objective objective, double... start) {
    return minimize(objective, start, StopCriteria.standard(), ProgressListener.NONE);
  }

  /**
   * The minimum that is reached from a point.
   *
   * @param listener told the value at the start and after each step
   * @throws TrainingException if value or gradient are not finite at the start
   */
  public Minimum minimize(
      Objective objective, double[] start, StopCriteria stop, ProgressListener listener) {
    Require.required(objective, "the objective");
    Require.required(listener, "the listener");
    Sizes.requireWithin(
        Limit.TRAINING_GRADIENTS, Require.required(stop, "the criteria").steps(), "the steps need");
    double[] point = Require.required(start, "the start").clone();
    return method.minimize(new Descent(objective, point, stop, listener));
  }

  @Override
  public String toString() {
    return title;
  }
}
