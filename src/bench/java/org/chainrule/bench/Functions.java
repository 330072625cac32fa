package org.chainrule.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The workloads in the arithmetic of the peers; what is variable is given by the peer, the rest is
 * numbers.
 *
 * @param <T> the peer's numbers
 */
final class Functions<T> {
  private final Arithmetic<T> on;

  Functions(Arithmetic<T> arithmetic) {
    on = arithmetic;
  }

  T value(String workload, List<T> point, double[] parameters) {
    return switch (workload) {
      case "G1" -> networkN(point);
      case "G2-50", "G2-1000" -> recurrence(point, parameters);
      case "G3-2-2-2" -> perceptron(2, 2, 2, point, parameters);
      case "G3-10-20-5" -> perceptron(10, 20, 5, point, parameters);
      case "G3-30-50-10" -> perceptron(30, 50, 10, point, parameters);
      case "G4-100" -> rosenbrock(point);
      default -> throw new IllegalArgumentException("no peer computes " + workload);
    };
  }

  private T networkN(List<T> point) {
    T x2 = point.get(5);
    T x3 = point.get(6);
    T x4 = point.get(7);
    T x5 = on.sigmoid(point.get(4));
    T x6 =
        on.add(
            on.add(on.multiply(point.get(0), x2), on.multiply(point.get(1), x3)),
            on.multiply(point.get(2), on.multiply(x2, x3)));
    T x7 = on.add(on.multiply(x4, x4), point.get(3));
    T e6 = on.exp(x6);
    return on.scale(3, on.divide(e6, on.add(on.add(on.exp(x5), e6), on.exp(x7))));
  }

  private T recurrence(List<T> weights, double[] x) {
    T state = on.sigmoid(on.scale(x[0], weights.get(0)));
    for (int t = 1; t < x.length; t++) {
      state =
          on.sigmoid(
              on.add(on.scale(x[t], weights.get(0)), on.multiply(weights.get(1), state)));
    }
    return state;
  }

  private T perceptron(int inputs, int hidden, int outputs, List<T> weights, double[] sample) {
    int atB = hidden * inputs;
    int atV = atB + hidden;
    int atC = atV + outputs * hidden;
    List<T> units = new ArrayList<>();
    for (int i = 0; i < hidden; i++) {
      T sum = weights.get(atB + i);
      for (int j = 0; j < inputs; j++) {
        sum = on.add(sum, on.scale(sample[j], weights.get(i * inputs + j)));
      }
      units.add(on.sigmoid(sum));
    }
    List<T> logits = new ArrayList<>();
    List<T> powers = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      T sum = weights.get(atC + k);
      for (int i = 0; i < hidden; i++) {
        sum = on.add(sum, on.multiply(weights.get(atV + k * hidden + i), units.get(i)));
      }
      logits.add(sum);
      powers.add(on.exp(sum));
    }
    T loss = on.log(on.sum(powers));
    for (int k = 0; k < outputs; k++) {
      double target = sample[inputs + k];
      if (target != 0) {
        loss = on.add(loss, on.scale(-target, logits.get(k)));
      }
    }
    return loss;
  }

  private T rosenbrock(List<T> x) {
    List<T> terms = new ArrayList<>();
    for (int i = 0; i + 1 < x.size(); i++) {
      T here = x.get(i);
      T valley = on.add(x.get(i + 1), on.scale(-1, on.multiply(here, here)));
      terms.add(on.scale(100, on.multiply(valley, valley)));
      // (1 - x)^2 but for the 1, which no derivative sees.
      terms.add(on.add(on.scale(-2, here), on.multiply(here, here)));
    }
    return on.sum(terms);
  }
}
