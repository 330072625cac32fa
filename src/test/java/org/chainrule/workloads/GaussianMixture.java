package org.chainrule.workloads;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Gamma;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;

/**
 * G6: ADBench's log-likelihood of a Gaussian mixture, with its Wishart prior.
 *
 * <p>Each component has a weight, a mean, and the root of the inverse covariance: a lower triangle
 * whose diagonal is given by its logarithms. Of each matrix {@code l} only what lies below the
 * diagonal counts.
 */
public final class GaussianMixture implements Workload {
  private final int points;
  private final int components;
  private final int dimensions;
  private final double scale = 1.5;
  private final int freedom = 2;

  private final double[] diagonal;
  private final double[] sums;
  private final double[] exponents;
  private final double[] scaled;
  private final double[] difference;

  public GaussianMixture(int points, int components, int dimensions) {
    this.points = points;
    this.components = components;
    this.dimensions = dimensions;
    diagonal = new double[components * dimensions];
    sums = new double[components];
    exponents = new double[components];
    scaled = new double[components * dimensions];
    difference = new double[components * dimensions];
  }

  private static Model model() {
    return Chainrule.model(
        "i in 1..n",
        "k in 1..m",
        "r in 1..p",
        "x : R^{n x p}",
        "alpha : R^m",
        "mu : R^{m x p}",
        "q : R^{m x p}",
        "l : R^{m x p x p}",
        "z_{i,k,r} = exp(q_{k,r})*(x_{i,r} - mu_{k,r})"
            + " + sum(s=1..r-1, l_{k,r,s}*(x_{i,s} - mu_{k,s}))",
        "u_{i,k} = alpha_k + sum_r q_{k,r} - sum_r z_{i,k,r}^2/2",
        "prior = sum_k (g^2/2*(sum_r exp(q_{k,r})^2 + sum_r sum(s=1..r-1, l_{k,r,s}^2))"
            + " - w*sum_r q_{k,r})",
        "L = C + sum_i log(sum_k exp(u_{i,k})) - n*log(sum_k exp(alpha_k)) + prior");
  }

  @Override
  public Gradient compile() {
    return model()
        .compile("L", List.of("alpha", "mu", "q", "l"), List.of("x", "g", "w", "C"))
        .sized("n", points, "m", components, "p", dimensions);
  }

  @Override
  public Written written() {
    int m = components;
    int p = dimensions;
    return new Written(
        model().unroll("L"),
        Written.joined(
            Written.elements("alpha", m),
            Written.elements("mu", m, p),
            Written.elements("q", m, p),
            Written.elements("l", m, p, p)),
        Written.joined(Written.elements("x", points, p), List.of("g", "w", "C")),
        Map.of("n", points, "m", m, "p", p));
  }

  @Override
  public double[] point() {
    return Numbers.normal(components * (1 + 2 * dimensions + dimensions * dimensions), 0.5, 5);
  }

  @Override
  public double[] parameters() {
    int length = points * dimensions;
    double[] parameters = Arrays.copyOf(Numbers.normal(length, 1, 6), length + 3);
    parameters[length] = scale;
    parameters[length + 1] = freedom;
    parameters[length + 2] = constant();
    return parameters;
  }

  private double constant() {
    double degrees = dimensions + freedom + 1;
    double gamma = 0.25 * dimensions * (dimensions - 1) * Math.log(Math.PI);
    for (int j = 1; j <= dimensions; j++) {
      gamma += Gamma.logGamma(0.5 * degrees + 0.5 * (1 - j));
    }
    double prior = degrees * dimensions * (Math.log(scale) - 0.5 * Math.log(2)) - gamma;
    return -points * dimensions * 0.5 * Math.log(2 * Math.PI) - components * prior;
  }

  @Override
  public double byHand(double[] point, double[] parameters, double[] gradient) {
    int d = dimensions;
    int atMean = components;
    int atDiagonal = atMean + components * d;
    int atLower = atDiagonal + components * d;
    int atConstants = points * d;
    double g = parameters[atConstants];
    double w = parameters[atConstants + 1];

    double value = parameters[atConstants + 2];
    Arrays.fill(gradient, 0, point.length, 0);
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < components; k++) {
      double sum = 0;
      double squares = 0;
      for (int r = 0; r < d; r++) {
        double logarithm = point[atDiagonal + k * d + r];
        double entry = Math.exp(logarithm);
        diagonal[k * d + r] = entry;
        sum += logarithm;
        squares += entry * entry;
        gradient[atDiagonal + k * d + r] = g * g * entry * entry - w;
        int row = atLower + (k * d + r) * d;
        for (int s = 0; s < r; s++) {
          squares += point[row + s] * point[row + s];
          gradient[row + s] = g * g * point[row + s];
        }
      }
      sums[k] = sum;
      value += 0.5 * g * g * squares - w * sum;
      largest = Math.max(largest, point[k]);
    }
    double total = 0;
    for (int k = 0; k < components; k++) {
      total += Math.exp(point[k] - largest);
    }
    value -= points * (largest + Math.log(total));
    for (int k = 0; k < components; k++) {
      gradient[k] = -points * Math.exp(point[k] - largest) / total;
    }

    for (int i = 0; i < points; i++) {
      value += addPoint(i * d, point, parameters, gradient);
    }
    return value;
  }

  private double addPoint(int atPoint, double[] point, double[] x, double[] gradient) {
    int d = dimensions;
    int atMean = components;
    int atDiagonal = atMean + components * d;
    int atLower = atDiagonal + components * d;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < components; k++) {
      int base = k * d;
      double squares = 0;
      for (int r = 0; r < d; r++) {
        difference[base + r] = x[atPoint + r] - point[atMean + base + r];
      }
      for (int r = 0; r < d; r++) {
        double sum = diagonal[base + r] * difference[base + r];
        int row = atLower + (base + r) * d;
        for (int s = 0; s < r; s++) {
          sum += point[row + s] * difference[base + s];
        }
        scaled[base + r] = sum;
        squares += sum * sum;
      }
      double exponent = point[k] + sums[k] - 0.5 * squares;
      exponents[k] = exponent;
      largest = Math.max(largest, exponent);
    }
    double total = 0;
    for (int k = 0; k < components; k++) {
      exponents[k] = Math.exp(exponents[k] - largest);
      total += exponents[k];
    }
    double reciprocal = 1 / total;
    for (int k = 0; k < components; k++) {
      double weight = exponents[k] * reciprocal;
      int base = k * d;
      gradient[k] += weight;
      for (int r = 0; r < d; r++) {
        double byScaled = -weight * scaled[base + r];
        double byEntry = byScaled * difference[base + r];
        gradient[atDiagonal + base + r] += weight + byEntry * diagonal[base + r];
        gradient[atMean + base + r] -= byScaled * diagonal[base + r];
        int row = atLower + (base + r) * d;
        for (int s = 0; s < r; s++) {
          gradient[row + s] += byScaled * difference[base + s];
          gradient[atMean + base + s] -= byScaled * point[row + s];
        }
      }
    }
    return largest + Math.log(total);
  }
}
