package org.chainrule.workloads;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The workloads by name. */
public final class Workloads {
  private static final Map<String, Supplier<Workload>> ALL = new LinkedHashMap<>();

  /** What takes seconds to be read. */
  private static final Map<String, Supplier<Workload>> LARGE =
      Map.of(
          "G3-64-128-10", () -> new Perceptron(64, 128, 10, true),
          "G3-784-30-10", () -> new Perceptron(784, 30, 10, true));

  static {
    ALL.put("G1", NetworkN::new);
    ALL.put("G2-50", () -> new ScalarRecurrence(50));
    ALL.put("G2-1000", () -> new ScalarRecurrence(1_000));
    ALL.put("G3-2-2-2", () -> new Perceptron(2, 2, 2, true));
    ALL.put("G3-2-2-2-sums", () -> new Perceptron(2, 2, 2, false));
    ALL.put("G3-10-20-5", () -> new Perceptron(10, 20, 5, true));
    ALL.put("G3-10-20-5-sums", () -> new Perceptron(10, 20, 5, false));
    ALL.put("G3-30-50-10", () -> new Perceptron(30, 50, 10, true));
    ALL.put("G3-30-50-10-sums", () -> new Perceptron(30, 50, 10, false));
    ALL.put("G4-100", () -> new Rosenbrock(100));
    ALL.put("G4-100-text", () -> new Rosenbrock(100, true));
    ALL.put("G5", Formula::new);
    ALL.put("G6", () -> new GaussianMixture(1_000, 25, 10));
    ALL.put("P-x", () -> new Polynomial(200, false, false));
    ALL.put("P-x-text", () -> new Polynomial(200, false, true));
    ALL.put("P-c", () -> new Polynomial(200, true, false));
    ALL.put("P-c-text", () -> new Polynomial(200, true, true));
    ALL.put("M1", () -> new MatrixLayer(128, 784, 32));
    ALL.put("M2", () -> new BatchNetwork(784, 128, 10, 32));
  }

  private Workloads() {}

  /** The names, but for those of large ones. */
  public static Iterable<String> names() {
    return ALL.keySet();
  }

  /** A new one of that name. */
  public static Workload named(String name) {
    Supplier<Workload> found = ALL.getOrDefault(name, LARGE.get(name));
    if (found == null) {
      throw new IllegalArgumentException("no workload " + name + "; there are " + ALL.keySet());
    }
    return found.get();
  }
}
