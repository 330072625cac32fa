package org.chainrule.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work apart, so that its time is limited and whatever it throws stays contained. */
final class Worker {
  private static final long STACK_BYTES = 4L << 20;

  /** The work knows its limit too, and may end with a better answer than being cut off. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private Worker() {}

  /** The result of the work; every way in which it can fail is a {@link Failure}. */
  static <T> T run(Callable<T> work, Duration timeout) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(null, task, "chainrule-work", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
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
