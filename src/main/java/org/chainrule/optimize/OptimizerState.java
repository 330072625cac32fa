package org.chainrule.optimize;

import org.chainrule.error.Require;
import org.chainrule.error.TrainingException;
import org.chainrule.error.UnknownNameException;

/** What an update rule remembers from step to step. Changes with each step, and for one thread. */
public final class OptimizerState {
  private final UpdateRule rule;
  private final double[] hyperparameters;
  private final double[][] memory;
  private final int dimension;
  private int steps;

  OptimizerState(UpdateRule rule, double[] hyperparameters, int dimension) {
    this.rule = rule;
    this.hyperparameters = hyperparameters;
    this.dimension = dimension;
    memory = new double[rule.memory().size()][dimension];
  }

  /** The number of steps that were taken. */
  public int steps() {
    return steps;
  }

  /**
   * Takes a step.
   *
   * @param point the parameters, which are changed
   * @param gradient the gradient there
   * @throws TrainingException if an array has another length than this was started for
   */
  public void step(double[] point, double[] gradient) {
    Vectors.requireLength("the point", dimension, Require.required(point, "the point").length);
    Vectors.requireLength(
        "the gradient", dimension, Require.required(gradient, "the gradient").length);
    steps++;
    rule.update().apply(hyperparameters, steps, gradient, memory, point);
  }

  /**
   * An array that the rule remembers, by its name in the formulas; a copy.
   *
   * @throws UnknownNameException if it remembers none of that name
   */
  public double[] memory(String name) {
    return memory[placeOf(rule, name)].clone();
  }

  static int placeOf(UpdateRule rule, String name) {
    int place = rule.memory().indexOf(Require.required(name, "the name"));
    if (place < 0) {
      throw new UnknownNameException(
          rule.title()
              + " remembers no "
              + name
              + (rule.memory().isEmpty() ? "" : "; it does " + String.join(", ", rule.memory())));
    }
    return place;
  }

  UpdateRule rule() {
    return rule;
  }

  double[][] copyOfMemory() {
    double[][] copy = memory.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }
}
