package org.chainrule.optimize;

/** A reader of how far training or a minimiser has come, told as it goes. */
@FunctionalInterface
public interface ProgressListener {
  /** No one who reads along. */
  ProgressListener NONE = (done, loss) -> {};

  /**
   * Takes note of a loss.
   *
   * @param done the epochs of training, or the steps of a minimiser, that are done; 0 at the start
   * @param loss the loss after them
   */
  void progress(int done, double loss);
}
