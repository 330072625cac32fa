package org.chainrule.workloads;

import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;

/** M1: half the squared distance of sigma(W*X + b) from Y, by W and b. */
public final class MatrixLayer implements Workload {
  private final int rows;
  private final int inputs;
  private final int columns;
  private final Multiplication multiplication;
  private final double[] byZ;

  public MatrixLayer(int rows, int inputs, int columns) {
    this(rows, inputs, columns, Multiplication.BY_HAND);
  }

  /**
   * @param multiplication how the hand-written side multiplies
   */
  public MatrixLayer(int rows, int inputs, int columns, Multiplication multiplication) {
    this.rows = rows;
    this.inputs = inputs;
    this.columns = columns;
    this.multiplication = multiplication;
    byZ = new double[rows * columns];
  }

  private static Model model() {
    return Chainrule.model("W : R^{m x n}", "X : R^{n x p}", "b : R^m", "Y : R^{m x p}");
  }

  private static final String LOSS =
      "1/2*sum_{i=1}^m sum_{j=1}^p (sigma(sum_{a=1}^n W_{i,a}*X_{a,j} + b_i) - Y_{i,j})^2";

  @Override
  public Gradient compile() {
    return model()
        .compile(LOSS, List.of("W", "b"), List.of("X", "Y"))
        .sized("m", rows, "n", inputs, "p", columns);
  }

  @Override
  public Written written() {
    return new Written(
        model().unroll(LOSS),
        Written.joined(Written.elements("W", rows, inputs), Written.elements("b", rows)),
        Written.joined(
            Written.elements("X", inputs, columns), Written.elements("Y", rows, columns)),
        Map.of("m", rows, "n", inputs, "p", columns));
  }

  @Override
  public double[] point() {
    return Numbers.normal(rows * inputs + rows, 1 / Math.sqrt(inputs), 3);
  }

  @Override
  public double[] parameters() {
    return Numbers.normal(inputs * columns + rows * columns, 1, 4);
  }

  @Override
  public double byHand(double[] weights, double[] data, double[] gradient) {
    int atB = rows * inputs;
    int atY = inputs * columns;
    multiplication.product(weights, 0, data, 0, byZ, 0, rows, columns, inputs);
    double total = 0;
    for (int i = 0; i < rows; i++) {
      double shift = weights[atB + i];
      double byShift = 0;
      for (int j = 0; j < columns; j++) {
        int at = i * columns + j;
        double unit = 1 / (1 + Math.exp(-byZ[at] - shift));
        double distance = unit - data[atY + at];
        double slope = distance * unit * (1 - unit);
        byZ[at] = slope;
        byShift += slope;
        total += distance * distance;
      }
      gradient[atB + i] = byShift;
    }
    multiplication.turnedSecond(byZ, 0, data, 0, gradient, 0, rows, inputs, columns);
    return total / 2;
  }
}
