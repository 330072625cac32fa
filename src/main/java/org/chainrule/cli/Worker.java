package org.chainrule.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.chainrule.error.Budget;

/** A runner of work apart, so that its time is limited and whatever it throws stays contained. */
final class Worker {
  private static final long STACK_BYTES = 4L << 20;

  /** The work knows its limit too, and may end with a better answer than being cut off. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private Worker() {}

  /** The result of the work; every way in which it can fail is a {@link Failure}. */
  static <T> T run(Callable<T> work, Duration timeout) {
    return run(work, timeout, passed -> {});
  }

  /**
   * The result of the work.
   *
   * @param watcher is told the time that has passed, after a second and then now and again
   */
  static <T> T run(Callable<T> work, Duration timeout, Consumer<Duration> watcher) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(null, Budget.shared(task), "chainrule-work", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    Duration limit = timeout.plus(GRACE);
    Duration passed = Duration.ZERO;
    try {
      while (true) {
        Duration next = passed.isZero() ? FIRST : passed.equals(FIRST) ? EVERY : passed.plus(EVERY);
        boolean isLast = next.compareTo(limit) >= 0;
        Duration wait = (isLast ? limit : next).minus(passed);
        try {
          return task.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (isLast) {
            throw e;
          }
          passed = next;
          watcher.accept(passed);
        }
      }
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new Failure(
          "no answer within " + Seconds.text(timeout) + "; --timeout gives more time");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    } catch (ExecutionException e) {
      throw Failure.of(e.getCause() == null ? e : e.getCause());
    }
  }
}
