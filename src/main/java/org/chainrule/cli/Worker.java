package org.chainrule.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.chainrule.error.Budget;

/**
 * A runner of the work of one request, apart, so that its time is limited and whatever it throws
 * stays contained.
 */
final class Worker {
  private static final long STACK_BYTES = 4L << 20;

  /** The work knows its limit too, and may end with a better answer than being cut off. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final long start = System.nanoTime();
  private final Duration timeout;
  private final Consumer<Duration> watcher;

  /** A runner of work that takes no longer than that altogether, from now on. */
  Worker(Duration timeout) {
    this(timeout, passed -> {});
  }

  /**
   * The same.
   *
   * @param watcher is told the time that has passed, after a second and then now and again
   */
  Worker(Duration timeout, Consumer<Duration> watcher) {
    this.timeout = timeout;
    this.watcher = watcher;
  }

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The time that is left for the request. */
  Duration left() {
    Duration left = timeout.minus(passed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Duration momentAfter(Duration passed) {
    return passed.compareTo(FIRST) < 0 ? FIRST : EVERY.multipliedBy(passed.dividedBy(EVERY) + 1);
  }

  /** The result of a part of the work; every way in which it can fail is a {@link Failure}. */
  <T> T run(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(null, Budget.shared(task), "chainrule-work", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    Duration limit = timeout.plus(GRACE);
    Duration passed = passed();
    try {
      while (true) {
        Duration next = momentAfter(passed);
        boolean isLast = next.compareTo(limit) >= 0;
        Duration wait = (isLast ? limit : next).minus(passed);
        try {
          return task.get(wait.toNanos(), TimeUnit.NANOSECONDS);
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
