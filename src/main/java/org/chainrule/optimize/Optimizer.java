package org.chainrule.optimize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.Require;
import org.chainrule.error.TrainingException;
import org.chainrule.error.UnknownNameException;

/** An update rule with its hyperparameters set: {@code UpdateRule.ADAM.with("rate", 0.1)}. */
public final class Optimizer {
  private final UpdateRule rule;
  private final double[] values;

  Optimizer(UpdateRule rule, double[] values) {
    this.rule = rule;
    this.values = values;
  }

  public UpdateRule rule() {
    return rule;
  }

  /** The hyperparameters by their names, in the order of the rule's row. */
  public Map<String, Double> values() {
    Map<String, Double> all = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      all.put(rule.hyperparameters().get(i).name(), values[i]);
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * The same with another value for a hyperparameter.
   *
   * @throws UnknownNameException if the rule has none of that name
   * @throws TrainingException if the value is outside its range
   */
  public Optimizer with(String hyperparameter, double value) {
    Require.required(hyperparameter, "the hyperparameter");
    List<Hyperparameter> known = rule.hyperparameters();
    for (int i = 0; i < values.length; i++) {
      if (known.get(i).name().equals(hyperparameter)) {
        double[] changed = values.clone();
        changed[i] = known.get(i).checked(value);
        return new Optimizer(rule, changed);
      }
    }
    throw new UnknownNameException(
        rule.title()
            + " has no "
            + hyperparameter
            + "; it has "
            + known.stream().map(Hyperparameter::name).collect(Collectors.joining(", ")));
  }

  /** The memory of the rule before its first step. */
  public OptimizerState start(int dimension) {
    return new OptimizerState(rule, values, dimension);
  }

  /**
   * The way down from a point: the point itself, and that after each step. It ends early where the
   * value or the gradient is not finite any more, and tells so.
   *
   * @throws TrainingException if they are not finite at the start, or there are fewer than 0 steps
   */
  public Trajectory trajectory(Objective objective, double[] start, int steps) {
    Require.required(objective, "the objective");
    double[] point = Require.required(start, "the start").clone();
    if (steps < 0) {
      throw new TrainingException(steps + " steps; there must be 0 or more");
    }
    long kept = (steps + 1L) * point.length * (2L + rule.memory().size());
    Sizes.requireWithin(Limit.DATA_VALUES, kept, "the steps have");
    Sizes.requireWithin(Limit.TRAINING_GRADIENTS, steps + 1L, "the steps need");
    OptimizerState state = start(point.length);
    List<TrajectoryPoint> points = new ArrayList<>();
    for (int step = 0; ; step++) {
      Interruption.poll();
      double[] gradient = new double[point.length];
      double value = objective.at(point, gradient);
      boolean isFinite = Vectors.isFinite(value, gradient);
      if (step == 0 && !isFinite) {
        throw NotFinite.at(value, point, objective);
      }
      points.add(new TrajectoryPoint(step, point, value, gradient, state));
      if (step == steps || !isFinite) {
        return new Trajectory(this, points, !isFinite);
      }
      state.step(point, gradient);
    }
  }

  @Override
  public String toString() {
    return values().entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", ", rule.title() + " with ", ""));
  }
}
