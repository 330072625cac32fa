package org.chainrule.laws;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread with a small stack that counts what its work does: how often it looks whether it is to
 * stop, which is once a step, and the bytes that it allocates.
 */
public final class WorkMeter extends Thread {
  private static final long SMALL_STACK = 512 * 1024;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Runnable work;
  private long polls;
  private long bytes;

  private WorkMeter(Runnable work) {
    super(null, null, "small stack", SMALL_STACK);
    this.work = work;
  }

  /** What a piece of work took. */
  public record Count(long polls, long bytes) {}

  /**
   * Does the work, and counts.
   *
   * @throws AssertionError if it fails, with why
   */
  public static Count of(Runnable work) throws InterruptedException {
    WorkMeter meter = new WorkMeter(work);
    meter.start();
    meter.join();
    Throwable thrown = meter.failure.get();
    if (thrown != null) {
      throw new AssertionError("the work failed", thrown);
    }
    return new Count(meter.polls, meter.bytes);
  }

  @Override
  public void run() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(getId());
    try {
      work.run();
    } catch (Throwable thrown) {
      failure.set(thrown);
    }
    bytes = threads.getThreadAllocatedBytes(getId()) - before;
  }

  @Override
  public boolean isInterrupted() {
    polls++;
    return super.isInterrupted();
  }
}
