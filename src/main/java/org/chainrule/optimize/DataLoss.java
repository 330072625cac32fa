package org.chainrule.optimize;

import org.chainrule.error.Interruption;
import org.chainrule.error.Require;
import org.chainrule.error.TrainingException;
import org.jspecify.annotations.Nullable;

/** The mean of a loss over the rows of a data set, or its sum. For one thread at a time. */
public final class DataLoss implements Objective {
  private final RowLoss loss;
  private final DataSet data;
  private final boolean isMean;
  private double[] scratch = new double[0];

  private DataLoss(RowLoss loss, DataSet data, boolean isMean) {
    this.loss = Require.required(loss, "the loss");
    this.data = Require.required(data, "the data set");
    this.isMean = isMean;
    if (data.size() == 0) {
      throw new TrainingException("the data set has no row");
    }
  }

  /**
   * The mean over the rows.
   *
   * @throws TrainingException if there are none
   */
  public static DataLoss mean(DataSet data, RowLoss loss) {
    return new DataLoss(loss, data, true);
  }

  /**
   * The sum over the rows.
   *
   * @throws TrainingException if there are none
   */
  public static DataLoss sum(DataSet data, RowLoss loss) {
    return new DataLoss(loss, data, false);
  }

  @Override
  public double at(double[] point, double[] gradientOut) {
    return over(null, 0, data.size(), point, gradientOut);
  }

  int size() {
    return data.size();
  }

  /** The mean or sum over some rows, which stand next to each other in an order of all. */
  double over(int @Nullable [] order, int from, int to, double[] point, double[] gradientOut) {
    Vectors.requireLength("the gradient", point.length, gradientOut.length);
    double sum = ofRow(order, from, point, gradientOut);
    if (to - from > 1) {
      sum += addRest(order, from + 1, to, point, gradientOut);
      if (isMean) {
        for (int i = 0; i < gradientOut.length; i++) {
          gradientOut[i] /= to - from;
        }
        sum /= to - from;
      }
    }
    return sum;
  }

  private double ofRow(int @Nullable [] order, int place, double[] point, double[] gradientOut) {
    Interruption.poll();
    return loss.at(point, data.rows()[order == null ? place : order[place]], gradientOut);
  }

  private double addRest(
      int @Nullable [] order, int from, int to, double[] point, double[] gradientOut) {
    if (scratch.length != point.length) {
      scratch = new double[point.length];
    }
    double[] gradient = scratch;
    double sum = 0;
    for (int place = from; place < to; place++) {
      sum += ofRow(order, place, point, gradient);
      Vectors.add(1, gradient, gradientOut);
    }
    return sum;
  }

  /** What some rows contribute to the loss over all, by their own. */
  double share(double ofThem, int count) {
    return isMean ? ofThem * count / data.size() : ofThem;
  }

  /** The refusal of a point at which the loss, or its gradient, is not finite. */
  TrainingException notFinite(double[] point) {
    double[] gradient = new double[point.length];
    for (int i = 0; i < data.size(); i++) {
      double value = loss.at(point, data.rows()[i], gradient);
      if (!Vectors.isFinite(value, gradient)) {
        return NotFinite.at(value, point, ", in row " + (i + 1) + " of the data");
      }
    }
    return NotFinite.at(at(point, gradient), point, "");
  }
}
