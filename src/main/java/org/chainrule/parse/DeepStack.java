package org.chainrule.parse;

import org.chainrule.error.Budget;
import org.jspecify.annotations.Nullable;

/** A stack that is large enough for a parser, which recurses once a bracket. */
public final class DeepStack {
  /** The nesting of brackets up to which the parser runs on the caller's stack. */
  private static final int SHALLOW = 50;

  private static final long STACK = 1L << 20;
  private static final long STACK_PER_BRACKET = 1L << 13;

  private DeepStack() {}

  /** Runs a parser over a text whose brackets nest so deep. */
  public static void run(int depth, Runnable task) {
    if (depth <= SHALLOW) {
      task.run();
      return;
    }
    DeepRun run = new DeepRun(task);
    Thread thread =
        new Thread(null, Budget.shared(run), "chainrule-parse", STACK + depth * STACK_PER_BRACKET);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException exception) {
        interrupted = true;
        thread.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    run.rethrow();
  }

  /** A task on another thread, whose failure is handed back. */
  private static final class DeepRun implements Runnable {
    private final Runnable task;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable Error error;

    DeepRun(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      try {
        task.run();
      } catch (RuntimeException exception) {
        failure = exception;
      } catch (Error thrown) {
        error = thrown;
      }
    }

    void rethrow() {
      RuntimeException exception = failure;
      Error thrown = error;
      if (exception != null) {
        throw exception;
      }
      if (thrown != null) {
        throw thrown;
      }
    }
  }
}
