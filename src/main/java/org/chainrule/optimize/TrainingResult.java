package org.chainrule.optimize;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a training came to, and how. Immutable. */
public final class TrainingResult {
  private final double[] parameters;
  private final double[] losses;
  private final double[] batchLosses;
  private final @Nullable Divergence divergence;

  TrainingResult(
      double[] parameters, double[] losses, double[] batchLosses, @Nullable Divergence divergence) {
    this.parameters = parameters;
    this.losses = losses;
    this.batchLosses = batchLosses;
    this.divergence = divergence;
  }

  /** The parameters after the last epoch at whose end the loss was finite; a copy. */
  public double[] parameters() {
    return parameters.clone();
  }

  /** The loss over all rows for these parameters. */
  public double loss() {
    return losses[losses.length - 1];
  }

  /** The loss over all rows at the start, and after each epoch, as far as it is finite; a copy. */
  public double[] losses() {
    return losses.clone();
  }

  /**
   * The loss of each batch before the step that was taken by it, where {@link
   * Training#withBatchLosses} asked for them, else none; a copy.
   */
  public double[] batchLosses() {
    return batchLosses.clone();
  }

  /** How it ended before its last epoch, if it did. */
  public Optional<Divergence> divergence() {
    return Optional.ofNullable(divergence);
  }

  @Override
  public String toString() {
    int epochs = losses.length - 1;
    return "loss "
        + loss()
        + " after "
        + epochs
        + (epochs == 1 ? " epoch" : " epochs")
        + (divergence == null ? "" : "; " + divergence);
  }
}
