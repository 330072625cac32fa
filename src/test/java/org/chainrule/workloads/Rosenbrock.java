package org.chainrule.workloads;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;

/** G4: Rosenbrock's function of many variables. */
public final class Rosenbrock implements Workload {
  private static final String TEXT = "sum(i=1..n-1, 100*(x_{i+1} - x_i^2)^2 + (1 - x_i)^2)";

  private final int length;
  private final boolean isText;

  public Rosenbrock(int length) {
    this(length, false);
  }

  /**
   * @param isText whether each term is written out
   */
  public Rosenbrock(int length, boolean isText) {
    this.length = length;
    this.isText = isText;
  }

  private String text() {
    return IntStream.range(1, length)
        .mapToObj(
            i ->
                TEXT.substring(TEXT.indexOf("100"), TEXT.length() - 1)
                    .replace("i+1", String.valueOf(i + 1))
                    .replace("_i", "_" + i))
        .collect(Collectors.joining(" + "));
  }

  @Override
  public Gradient compile() {
    if (isText) {
      return Chainrule.compile(Chainrule.parse(text()), Written.elements("x", length));
    }
    return Chainrule.model("x : R^n").compile(TEXT, List.of("x")).fixed("n", length);
  }

  @Override
  public Written written() {
    return new Written(
        Chainrule.parse(isText ? text() : TEXT),
        Written.elements("x", length),
        List.of(),
        isText ? Map.of() : Map.of("n", length));
  }

  @Override
  public double[] point() {
    return Numbers.normal(length, 1, 4);
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public double byHand(double[] x, double[] parameters, double[] gradient) {
    int last = length - 1;
    double value = 0;
    double carried = 0;
    for (int i = 0; i < last; i++) {
      double here = x[i];
      double valley = x[i + 1] - here * here;
      double distance = 1 - here;
      value += 100 * valley * valley + distance * distance;
      gradient[i] = carried - 400 * valley * here - 2 * distance;
      carried = 200 * valley;
    }
    gradient[last] = carried;
    return value;
  }

  /** The second derivatives, row by row. */
  public void hessianByHand(double[] x, double[] hessian) {
    Arrays.fill(hessian, 0);
    for (int i = 0; i < length - 1; i++) {
      int diagonal = i * (length + 1);
      hessian[diagonal] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
      hessian[diagonal + 1] = -400 * x[i];
      hessian[diagonal + length] = -400 * x[i];
      hessian[diagonal + length + 1] += 200;
    }
  }
}
