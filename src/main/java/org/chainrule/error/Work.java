package org.chainrule.error;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The work of a thread: within which budget it is, until when, and where its searches stopped. */
final class Work {
  /** The clock is looked at once in so many polls: it costs ten times as much as the flag. */
  private static final int POLLS_PER_LOOK = 16;

  /** How often a class that is being made ready may poll before it is looked for again. */
  private static final int POLLS_OF_CLASSES = 1_000;

  private static final long LONGEST_MILLISECONDS = 365L * 24 * 60 * 60 * 1_000;

  private static final ThreadLocal<Work> CURRENT = ThreadLocal.withInitial(Work::new);

  private Scope scope = Scope.OUTERMOST;
  private int polls;
  private int patience;

  static Work current() {
    return CURRENT.get();
  }

  Scope scope() {
    return scope;
  }

  <T> T within(Scope inner, Supplier<T> work) {
    Scope outer = scope;
    scope = inner;
    try {
      return work.get();
    } finally {
      scope = outer;
    }
  }

  void poll() {
    if (Thread.currentThread().isInterrupted()) {
      stop(null, "interrupted");
    } else if (scope.deadline != null && isOver(scope.deadline)) {
      stop(Limit.TIME, "no answer within " + scope.deadline.milliseconds / 1000.0 + " s");
    }
  }

  private boolean isOver(Deadline deadline) {
    polls++;
    return polls % POLLS_PER_LOOK == 0 && System.nanoTime() - deadline.end >= 0;
  }

  /** Stops, unless a class is being made ready: it would stay unusable for all who follow. */
  private void stop(@Nullable Limit limit, String why) {
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
    BudgetException failure = new BudgetException(why);
    failure.reach(limit);
    throw failure;
  }

  /** The moment at which work is to stop. */
  private record Deadline(long milliseconds, long end) {
    static @Nullable Deadline of(Budget budget) {
      long time = budget.most(Limit.TIME);
      long bounded = Math.min(time, LONGEST_MILLISECONDS);
      return time == Limit.TIME.standard()
          ? null
          : new Deadline(time, System.nanoTime() + 1_000_000 * bounded);
    }
  }

  /** A memory of the limits at which searches stopped, for whoever looks on. */
  static final class Observer {
    /** None where no search stopped, as hardly one does. */
    private @Nullable Set<Limit> stops;

    private synchronized void add(Limit limit) {
      Set<Limit> all = stops == null ? EnumSet.noneOf(Limit.class) : stops;
      all.add(limit);
      stops = all;
    }

    synchronized List<Limit> stops() {
      return stops == null ? List.of() : List.copyOf(stops);
    }
  }

  /** The limits that hold for work, and who looks on. */
  record Scope(Budget budget, @Nullable Deadline deadline, @Nullable Observer observer) {
    static final Scope OUTERMOST = new Scope(Budget.standard(), null, null);

    /** The scope of work within a budget, and until the first of two moments. */
    Scope within(Budget inner) {
      Deadline own = Deadline.of(inner);
      boolean isOuterFirst = deadline != null && (own == null || deadline.end - own.end < 0);
      return new Scope(inner, isOuterFirst ? deadline : own, observer);
    }

    Scope observedBy(Observer inner) {
      return new Scope(budget, deadline, inner);
    }

    void stop(Limit limit) {
      if (observer != null) {
        observer.add(limit);
      }
    }
  }
}
