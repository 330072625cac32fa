package org.chainrule.error;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request to a thread to stop, which every long computation looks for as it goes: the thread is
 * interrupted, or the time that it was given is over.
 *
 * <p>All parts of a piece of work ask here, on the thread that does it, so that none counts for
 * itself. To ask costs a few nanoseconds; whatever repeats asks each time around.
 */
public final class Interruption {
  private static final Duration LONGEST = Duration.ofDays(365);

  /** The clock is looked at once in so many polls: it costs ten times as much as the flag. */
  private static final int POLLS_PER_LOOK = 16;

  /** How often a class that is being made ready may poll before it is looked for again. */
  private static final int POLLS_OF_CLASSES = 1_000;

  private static final ThreadLocal<Work> WORK = ThreadLocal.withInitial(Work::new);

  private Interruption() {}

  /**
   * Stops the computation if its thread is interrupted, and leaves it so, or if its time is over.
   *
   * @throws BudgetException if it is to stop
   */
  public static void poll() {
    Work work = WORK.get();
    if (Thread.currentThread().isInterrupted()) {
      work.stop("interrupted");
    } else if (work.limit != null && work.isOver(work.limit)) {
      work.stop("no answer within " + work.limit.most.toMillis() / 1000.0 + " s");
    }
  }

  /**
   * The result of work that stops with a {@link BudgetException} where it takes longer. Within work
   * that has a limit already, the one that ends first holds.
   */
  public static <T> T within(Duration most, Supplier<T> work) {
    Work own = WORK.get();
    Limit outer = own.limit;
    Limit inner = Limit.in(most.compareTo(LONGEST) > 0 ? LONGEST : most);
    own.limit = outer != null && outer.end - inner.end < 0 ? outer : inner;
    try {
      return work.get();
    } finally {
      own.limit = outer;
    }
  }

  /** A task that does a part of this thread's work on another thread, within the same time. */
  public static Runnable shared(Runnable task) {
    Limit limit = WORK.get().limit;
    return () -> {
      WORK.get().limit = limit;
      try {
        task.run();
      } finally {
        WORK.remove();
      }
    };
  }

  /** The moment at which work is to stop. */
  private record Limit(Duration most, long end) {
    static Limit in(Duration most) {
      return new Limit(most, System.nanoTime() + most.toNanos());
    }
  }

  /** What a thread is doing. */
  private static final class Work {
    private @Nullable Limit limit;
    private int polls;
    private int patience;

    boolean isOver(Limit given) {
      polls++;
      return polls % POLLS_PER_LOOK == 0 && System.nanoTime() - given.end >= 0;
    }

    /** Stops, unless a class is being made ready: it would stay unusable for all who follow. */
    void stop(String why) {
      if (patience > 0) {
        patience--;
        return;
      }
      for (StackTraceElement frame : new Throwable().getStackTrace()) {
        if (frame.getMethodName().equals("<clinit>")) {
          patience = POLLS_OF_CLASSES;
          return;
        }
      }
      throw new BudgetException(why);
    }
  }
}
