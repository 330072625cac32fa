package org.chainrule.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.chainrule.number.Rational;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many threads that build, simplify and drop the same and different expressions at once. */
class InternerLoadTest {
  private static final int THREADS = 16;
  private static final int SHARED = 20;

  /** So many nodes may stay: those of tables that are made when a class is used first. */
  private static final int MOST_KEPT = 500;

  @Test
  void noNodeIsThereTwiceAndMemoryReturns() throws InterruptedException {
    underLoadFor(Duration.ofSeconds(2));
  }

  @Test
  @Tag("slow")
  void noNodeIsThereTwiceAndMemoryReturnsAfterAMinute() throws InterruptedException {
    underLoadFor(Duration.ofMinutes(1));
  }

  private static void underLoadFor(Duration time) throws InterruptedException {
    shared(0).simplify();
    collected(Integer.MAX_VALUE);
    int before = Interner.size();
    long made = run(time);
    assertThat(made).isGreaterThan(2L * THREADS);
    assertThat(collected(before + MOST_KEPT)).isLessThanOrEqualTo(before + MOST_KEPT);
  }

  /** Runs the threads, and tells how many expressions they made. */
  private static long run(Duration time) throws InterruptedException {
    Map<Integer, Expr> known = new ConcurrentHashMap<>();
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    long[] made = new long[THREADS];
    long end = System.nanoTime() + time.toNanos();
    for (int t = 0; t < THREADS; t++) {
      int place = t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < SHARED || System.nanoTime() < end; i++) {
                  int number = i % SHARED;
                  Expr same = shared(number);
                  Expr first = known.putIfAbsent(number, same);
                  if (first != null && first != same) {
                    faults.add("two nodes for " + same);
                  }
                  Expr own = own(place, i);
                  if (i % 8 == 0) {
                    own.simplify();
                  }
                  made[place] += 2;
                }
              });
      thread.setUncaughtExceptionHandler((failed, failure) -> faults.add(failure.toString()));
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(faults).isEmpty();
    assertThat(known).hasSize(SHARED);
    long all = 0;
    for (long each : made) {
      all += each;
    }
    return all;
  }

  private static Expr shared(int number) {
    Expr x = Expr.symbol("x");
    Expr sum = Expr.of(number);
    for (int i = 1; i < 20; i++) {
      sum = sum.plus(x.power(i).times(Expr.of(Rational.of(number, i))));
    }
    return sum.dividedBy(x.plus(number + 1L));
  }

  private static Expr own(int thread, int number) {
    Expr y = Expr.symbol("y" + thread);
    return y.plus(number).times(y.minus(number)).plus(y.power(2));
  }

  /** How many nodes are left after those that nobody holds were collected. */
  private static int collected(int enough) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      System.gc();
      Thread.sleep(20);
      // Making a node also drops the entries of those that were collected.
      Expr.symbol("drop" + i);
      if (Interner.size() <= enough && i > 2) {
        break;
      }
    }
    return Interner.size();
  }
}
