package org.chainrule.optimize;

import org.apache.commons.math3.util.ResizableDoubleArray;
import org.chainrule.error.Limit;
import org.chainrule.error.Require;
import org.chainrule.error.TrainingException;
import org.jspecify.annotations.Nullable;

/**
 * A training over a data set, with all that it goes by: {@code Training.on(DataLoss.mean(data,
 * loss::at)).by(UpdateRule.ADAM.with("rate", 0.1)).epochs(50).batch(32).seed(7).from(0, 0)}.
 * Immutable. The same settings give the same bytes.
 */
public final class Training {
  private final DataLoss loss;
  private final Optimizer optimizer;
  private final int epochs;
  private final int batch;
  private final @Nullable Long seed;
  private final boolean keepsBatches;
  private final ProgressListener listener;

  private Training(
      DataLoss loss,
      Optimizer optimizer,
      int epochs,
      int batch,
      @Nullable Long seed,
      boolean keepsBatches,
      ProgressListener listener) {
    this.loss = loss;
    this.optimizer = optimizer;
    this.epochs = epochs;
    this.batch = batch;
    this.seed = seed;
    this.keepsBatches = keepsBatches;
    this.listener = listener;
  }

  /** One epoch of gradient descent with all rows in one batch; where batches are set, seed 1. */
  public static Training on(DataLoss loss) {
    int all = Require.required(loss, "the loss").size();
    return new Training(
        loss, UpdateRule.GRADIENT_DESCENT.standard(), 1, all, 1L, false, ProgressListener.NONE);
  }

  public Training by(Optimizer other) {
    Require.required(other, "the optimizer");
    return new Training(loss, other, epochs, batch, seed, keepsBatches, listener);
  }

  /**
   * The same for so many times through the data.
   *
   * @throws TrainingException if they are fewer than 0
   */
  public Training epochs(int count) {
    if (count < 0) {
      throw new TrainingException(count + " epochs; there must be 0 or more");
    }
    return new Training(loss, optimizer, count, batch, seed, keepsBatches, listener);
  }

  /**
   * The same with a step for so many rows: 1 for single examples. The last batch of an epoch has
   * what is left.
   *
   * @throws TrainingException if they are fewer than 1
   */
  public Training batch(int rows) {
    if (rows < 1) {
      throw new TrainingException("a batch of " + rows + " rows; there must be 1 or more");
    }
    return new Training(
        loss, optimizer, epochs, Math.min(rows, loss.size()), seed, keepsBatches, listener);
  }

  /** The same with rows that are shuffled before each epoch in the way that a seed determines. */
  public Training seed(long number) {
    return new Training(loss, optimizer, epochs, batch, number, keepsBatches, listener);
  }

  /** The same with rows in the order of the data. */
  public Training inOrder() {
    return new Training(loss, optimizer, epochs, batch, null, keepsBatches, listener);
  }

  /** The same with the loss of each batch in the result. */
  public Training withBatchLosses() {
    return new Training(loss, optimizer, epochs, batch, seed, true, listener);
  }

  /** The same with someone who is told the loss at the start and after each epoch. */
  public Training telling(ProgressListener other) {
    Require.required(other, "the listener");
    return new Training(loss, optimizer, epochs, batch, seed, keepsBatches, other);
  }

  /**
   * Trains.
   *
   * @param start the parameters to begin with
   * @throws TrainingException if the loss is not finite for these
   * @throws org.chainrule.error.BudgetException if it goes through more rows than the budget allows
   */
  public TrainingResult from(double... start) {
    Sizes.requireWithin(Limit.TRAINING_GRADIENTS, (long) epochs * loss.size(), "the epochs need");
    return new Run(Require.required(start, "the start").clone()).result();
  }

  /** A training as it goes. */
  private final class Run {
    private final double[] point;
    private final double[] gradient;
    private final OptimizerState state;
    private final @Nullable RowOrder order;
    private final ResizableDoubleArray losses = new ResizableDoubleArray();
    private final ResizableDoubleArray batches = new ResizableDoubleArray();
    private double[] best;

    Run(double[] start) {
      point = start;
      best = start.clone();
      gradient = new double[start.length];
      state = optimizer.start(start.length);
      order = seed == null || batch == loss.size() ? null : new RowOrder(loss.size(), seed);
    }

    TrainingResult result() {
      double first = loss.at(point, gradient);
      if (!Vectors.isFinite(first, gradient)) {
        throw loss.notFinite(point);
      }
      note(0, first);
      Divergence divergence = null;
      for (int epoch = 1; epoch <= epochs && divergence == null; epoch++) {
        divergence = batch == loss.size() ? wholeEpoch(epoch) : epoch(epoch);
      }
      return new TrainingResult(best, losses.getElements(), batches.getElements(), divergence);
    }

    /** A step by the gradient over all rows, which is known from the loss before. */
    private @Nullable Divergence wholeEpoch(int epoch) {
      keep(losses.getElement(losses.getNumElements() - 1));
      state.step(point, gradient);
      return after(epoch);
    }

    private @Nullable Divergence epoch(int epoch) {
      int[] rows = order == null ? null : order.shuffle();
      for (int from = 0; from < loss.size(); from += batch) {
        int to = Math.min(from + batch, loss.size());
        double value = loss.over(rows, from, to, point, gradient);
        if (!Vectors.isFinite(value, gradient)) {
          return new Divergence(epoch, from / batch + 1, value);
        }
        keep(value);
        state.step(point, gradient);
      }
      return after(epoch);
    }

    private @Nullable Divergence after(int epoch) {
      double value = loss.at(point, gradient);
      if (!Vectors.isFinite(value, gradient)) {
        return new Divergence(epoch, 0, value);
      }
      note(epoch, value);
      best = point.clone();
      return null;
    }

    private void note(int epoch, double value) {
      losses.addElement(value);
      listener.progress(epoch, value);
    }

    private void keep(double value) {
      if (keepsBatches) {
        Sizes.requireWithin(Limit.DATA_VALUES, batches.getNumElements() + 1L, "the batches have");
        batches.addElement(value);
      }
    }
  }
}
