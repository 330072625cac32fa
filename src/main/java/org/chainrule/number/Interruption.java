package org.chainrule.number;

/** The request to a thread to stop, which long computations ask for now and then. */
public final class Interruption {
  private Interruption() {}

  /**
   * Stops the computation if its thread is interrupted, and leaves it so.
   *
   * @throws BudgetException if the thread is interrupted
   */
  public static void poll() {
    if (Thread.currentThread().isInterrupted()) {
      throw new BudgetException("interrupted");
    }
  }
}
