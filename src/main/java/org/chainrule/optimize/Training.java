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
  private Optimizer optimizer = UpdateRule.GRADIENT_DESCENT.standard();
  private int epochs = 1;
  private int batch;
  private @Nullable Long seed = 1L;
  private boolean keepsBatchLosses;
  private boolean takesLossesAsMet;
  private ProgressListener listener = ProgressListener.NONE;

  private Training(DataLoss loss) {
    this.loss = loss;
    batch = loss.size();
  }

  /** A copy, which is changed once before anyone sees it. */
  private Training(Training other) {
    loss = other.loss;
    optimizer = other.optimizer;
    epochs = other.epochs;
    batch = other.batch;
    seed = other.seed;
    keepsBatchLosses = other.keepsBatchLosses;
    takesLossesAsMet = other.takesLossesAsMet;
    listener = other.listener;
  }

  /** One epoch of gradient descent with all rows in one batch; where batches are set, seed 1. */
  public static Training on(DataLoss loss) {
    return new Training(Require.required(loss, "the loss"));
  }

  /** The same by another rule. */
  public Training by(Optimizer other) {
    Training changed = new Training(this);
    changed.optimizer = Require.required(other, "the optimizer");
    return changed;
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
    Training changed = new Training(this);
    changed.epochs = count;
    return changed;
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
    Training changed = new Training(this);
    changed.batch = Math.min(rows, loss.size());
    return changed;
  }

  /** The same with rows that are shuffled before each epoch in the way that a seed determines. */
  public Training seed(long number) {
    Training changed = new Training(this);
    changed.seed = number;
    return changed;
  }

  /** The same with rows in the order of the data. */
  public Training inOrder() {
    Training changed = new Training(this);
    changed.seed = null;
    return changed;
  }

  /** The same with the loss of each batch in the result. */
  public Training withBatchLosses() {
    Training changed = new Training(this);
    changed.keepsBatchLosses = true;
    return changed;
  }

  /**
   * The same in half the time, where there are several batches: for the loss after an epoch counts
   * the mean, or the sum, of what was met in it for each row, before the step that the row was for.
   */
  public Training lossesAsMet() {
    Training changed = new Training(this);
    changed.takesLossesAsMet = true;
    return changed;
  }

  /** The same with someone who is told the loss at the start and after each epoch. */
  public Training telling(ProgressListener other) {
    Training changed = new Training(this);
    changed.listener = Require.required(other, "the listener");
    return changed;
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
        throw NotFinite.at(first, point, loss);
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
      keep(losses.getElement(epoch - 1));
      state.step(point, gradient);
      return after(epoch, loss.at(point, gradient));
    }

    private @Nullable Divergence epoch(int epoch) {
      int[] rows = order == null ? null : order.shuffle();
      double met = 0;
      for (int from = 0; from < loss.size(); from += batch) {
        int to = Math.min(from + batch, loss.size());
        double value = loss.over(rows, from, to, point, gradient);
        if (!Double.isFinite(value)) {
          return new Divergence(epoch, from / batch + 1, value);
        }
        keep(value);
        met += loss.share(value, to - from);
        state.step(point, gradient);
      }
      return after(epoch, takesLossesAsMet ? met : loss.at(point, gradient));
    }

    private @Nullable Divergence after(int epoch, double value) {
      if (!Vectors.isFinite(value, point)) {
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
      if (keepsBatchLosses) {
        Sizes.requireWithin(Limit.DATA_VALUES, batches.getNumElements() + 1L, "the batches have");
        batches.addElement(value);
      }
    }
  }
}
