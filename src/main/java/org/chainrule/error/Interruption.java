package org.chainrule.error;

/**
 * The request to a thread to stop, which every long computation looks for as it goes: the thread is
 * interrupted, or the time that its {@link Budget} gives it is over.
 *
 * <p>All parts of a piece of work ask here, on the thread that does it, so that none counts for
 * itself. To ask costs a few nanoseconds; whatever repeats asks each time around.
 */
public final class Interruption {
  private Interruption() {}

  /**
   * Stops the computation if its thread is interrupted, and leaves it so, or if its time is over.
   *
   * @throws BudgetException if it is to stop
   */
  public static void poll() {
    Work.current().poll();
  }
}
