package org.chainrule.optimize;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chainrule.error.Require;

/**
 * A rule by which parameters go down a gradient, step by step: its formulas as they are told and as
 * they are run, and the numbers that it is given.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable, its programs have no state
public enum UpdateRule {
  GRADIENT_DESCENT(
      "gradient descent",
      "A. Cauchy: Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
      List.of(Hyperparameter.rate(0.01)),
      List.of(
          new UpdateFormula(
              "W", "W - alpha*dJ/dW", "W - \\alpha \\frac{\\partial J}{\\partial W}")),
      (h, t, g, s, w) -> {
        double rate = h[0];
        for (int i = 0; i < w.length; i++) {
          w[i] -= rate * g[i];
        }
      }),

  MOMENTUM(
      "momentum",
      "B. T. Polyak: Some methods of speeding up the convergence of iteration methods, 1964",
      List.of(Hyperparameter.rate(0.01), Hyperparameter.fraction("momentum", "beta", 0.9)),
      List.of(
          new UpdateFormula("v", "beta*v + dJ/dW", "\\beta v + \\frac{\\partial J}{\\partial W}"),
          new UpdateFormula("W", "W - alpha*v", "W - \\alpha v")),
      (h, t, g, s, w) -> {
        double rate = h[0];
        double beta = h[1];
        double[] v = s[0];
        for (int i = 0; i < w.length; i++) {
          v[i] = beta * v[i] + g[i];
          w[i] -= rate * v[i];
        }
      }),

  AVERAGED_MOMENTUM(
      "averaged momentum",
      "the first moment of Adam without its correction, as A. Ng: Improving Deep Neural Networks,"
          + " 2017, teaches momentum",
      List.of(Hyperparameter.rate(0.01), Hyperparameter.fraction("momentum", "beta", 0.9)),
      List.of(
          new UpdateFormula(
              "v",
              "beta*v + (1 - beta)*dJ/dW",
              "\\beta v + (1 - \\beta) \\frac{\\partial J}{\\partial W}"),
          new UpdateFormula("W", "W - alpha*v", "W - \\alpha v")),
      (h, t, g, s, w) -> {
        double rate = h[0];
        double beta = h[1];
        double[] v = s[0];
        for (int i = 0; i < w.length; i++) {
          v[i] = beta * v[i] + (1 - beta) * g[i];
          w[i] -= rate * v[i];
        }
      }),

  /**
   * With the parameters at the point to which momentum looks ahead, where the gradient is taken.
   */
  NESTEROV(
      "Nesterov",
      "Y. Nesterov: A method of solving a convex programming problem with convergence rate"
          + " O(1/k^2), 1983; as Y. Bengio, N. Boulanger-Lewandowski, R. Pascanu: Advances in"
          + " optimizing recurrent networks, 2013, write it",
      List.of(Hyperparameter.rate(0.01), Hyperparameter.fraction("momentum", "beta", 0.9)),
      List.of(
          new UpdateFormula("v", "beta*v + dJ/dW", "\\beta v + \\frac{\\partial J}{\\partial W}"),
          new UpdateFormula(
              "W",
              "W - alpha*(dJ/dW + beta*v)",
              "W - \\alpha \\left(\\frac{\\partial J}{\\partial W} + \\beta v\\right)")),
      (h, t, g, s, w) -> {
        double rate = h[0];
        double beta = h[1];
        double[] v = s[0];
        for (int i = 0; i < w.length; i++) {
          v[i] = beta * v[i] + g[i];
          w[i] -= rate * (g[i] + beta * v[i]);
        }
      }),

  ADAGRAD(
      "AdaGrad",
      "J. Duchi, E. Hazan, Y. Singer: Adaptive subgradient methods for online learning and"
          + " stochastic optimization, 2011",
      List.of(Hyperparameter.rate(0.01), Hyperparameter.epsilon()),
      List.of(
          new UpdateFormula(
              "s", "s + (dJ/dW)^2", "s + \\left(\\frac{\\partial J}{\\partial W}\\right)^2"),
          new UpdateFormula(
              "W",
              "W - alpha*(dJ/dW)/(sqrt(s) + epsilon)",
              "W - \\frac{\\alpha}{\\sqrt{s} + \\epsilon} \\frac{\\partial J}{\\partial W}")),
      (h, t, g, s, w) -> {
        double rate = h[0];
        double epsilon = h[1];
        double[] squares = s[0];
        for (int i = 0; i < w.length; i++) {
          squares[i] += g[i] * g[i];
          w[i] -= rate * g[i] / (Math.sqrt(squares[i]) + epsilon);
        }
      }),

  RMSPROP(
      "RMSProp",
      "T. Tieleman, G. Hinton: Neural Networks for Machine Learning, lecture 6.5, 2012; epsilon is"
          + " an addition of those who program it",
      List.of(
          Hyperparameter.rate(0.001),
          Hyperparameter.fraction("decay", "rho", 0.9),
          Hyperparameter.epsilon()),
      List.of(
          new UpdateFormula(
              "s",
              "rho*s + (1 - rho)*(dJ/dW)^2",
              "\\rho s + (1 - \\rho) \\left(\\frac{\\partial J}{\\partial W}\\right)^2"),
          new UpdateFormula(
              "W",
              "W - alpha*(dJ/dW)/(sqrt(s) + epsilon)",
              "W - \\frac{\\alpha}{\\sqrt{s} + \\epsilon} \\frac{\\partial J}{\\partial W}")),
      (h, t, g, s, w) -> {
        double rate = h[0];
        double rho = h[1];
        double epsilon = h[2];
        double[] squares = s[0];
        for (int i = 0; i < w.length; i++) {
          squares[i] = rho * squares[i] + (1 - rho) * (g[i] * g[i]);
          w[i] -= rate * g[i] / (Math.sqrt(squares[i]) + epsilon);
        }
      }),

  ADAM(
      "Adam",
      "D. P. Kingma, J. Ba: Adam: a method for stochastic optimization, 2015, algorithm 1",
      List.of(
          Hyperparameter.rate(0.001),
          Hyperparameter.fraction("beta_1", "beta_1", 0.9),
          Hyperparameter.fraction("beta_2", "beta_2", 0.999),
          Hyperparameter.epsilon()),
      List.of(
          new UpdateFormula(
              "m",
              "beta_1*m + (1 - beta_1)*dJ/dW",
              "\\beta_1 m + (1 - \\beta_1) \\frac{\\partial J}{\\partial W}"),
          new UpdateFormula(
              "v",
              "beta_2*v + (1 - beta_2)*(dJ/dW)^2",
              "\\beta_2 v + (1 - \\beta_2) \\left(\\frac{\\partial J}{\\partial W}\\right)^2"),
          new UpdateFormula(
              "W",
              "W - alpha*(m/(1 - beta_1^t))/(sqrt(v/(1 - beta_2^t)) + epsilon)",
              "W - \\alpha \\frac{\\frac{m}{1 - \\beta_1^t}}"
                  + "{\\sqrt{\\frac{v}{1 - \\beta_2^t}} + \\epsilon}")),
      (h, t, g, s, w) -> {
        double rate = h[0];
        double beta1 = h[1];
        double beta2 = h[2];
        double epsilon = h[3];
        double[] m = s[0];
        double[] v = s[1];
        double first = 1 - StrictMath.pow(beta1, t);
        double second = 1 - StrictMath.pow(beta2, t);
        for (int i = 0; i < w.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * (g[i] * g[i]);
          w[i] -= rate * (m[i] / first) / (Math.sqrt(v[i] / second) + epsilon);
        }
      });

  /** The formulas of a rule as a program. */
  interface Update {
    /**
     * Takes a step in place.
     *
     * @param h the hyperparameters in the order of the row
     * @param t the number of the step, from 1
     * @param g the gradient
     * @param s the rule's memory, in the order of its formulas
     * @param w the parameters
     */
    void apply(double[] h, int t, double[] g, double[][] s, double[] w);
  }

  private final String title;
  private final String source;
  private final List<Hyperparameter> hyperparameters;
  private final List<UpdateFormula> formulas;
  private final Update update;

  UpdateRule(
      String title,
      String source,
      List<Hyperparameter> hyperparameters,
      List<UpdateFormula> formulas,
      Update update) {
    this.title = title;
    this.source = source;
    this.hyperparameters = hyperparameters;
    this.formulas = formulas;
    this.update = update;
  }

  /** The rule of a title, in letters of either case, or of the constant's name. */
  public static Optional<UpdateRule> named(String title) {
    Require.required(title, "the title");
    return Arrays.stream(values())
        .filter(each -> each.title.equalsIgnoreCase(title) || each.name().equalsIgnoreCase(title))
        .findFirst();
  }

  /** The first rule that has all these hyperparameters: momentum, for a rate and a momentum. */
  public static Optional<UpdateRule> having(Collection<String> names) {
    Require.required(names, "the names");
    return Arrays.stream(values())
        .filter(
            each ->
                each.hyperparameters.stream()
                    .map(Hyperparameter::name)
                    .collect(Collectors.toSet())
                    .containsAll(names))
        .findFirst();
  }

  /** What people call it: {@code gradient descent}. */
  public String title() {
    return title;
  }

  /** Where it comes from. */
  public String source() {
    return source;
  }

  /** The numbers that it is given. */
  public List<Hyperparameter> hyperparameters() {
    return hyperparameters;
  }

  /** What a step does, one assignment after the other; the last is that of the parameters. */
  public List<UpdateFormula> formulas() {
    return formulas;
  }

  /** What it remembers from step to step, an array each that starts at 0: {@code v}. */
  public List<String> memory() {
    return formulas.stream().limit(formulas.size() - 1).map(UpdateFormula::target).toList();
  }

  Update update() {
    return update;
  }

  /** The rule with the standard hyperparameters. */
  public Optimizer standard() {
    return new Optimizer(
        this, hyperparameters.stream().mapToDouble(Hyperparameter::standard).toArray());
  }

  /** The rule with one hyperparameter set, and the others standard. */
  public Optimizer with(String hyperparameter, double value) {
    return standard().with(hyperparameter, value);
  }

  @Override
  public String toString() {
    return title;
  }
}
