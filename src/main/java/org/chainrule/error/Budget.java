package org.chainrule.error;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The limits of a piece of work, one number each: {@code
 * Budget.standard().with(Limit.NAMING_TRIALS, 50).run(() -> model.derive("L", "w"))}. They hold for
 * all that the work does on its thread, and on others for it. Immutable.
 */
public final class Budget {
  private static final Budget STANDARD =
      new Budget(Arrays.stream(Limit.values()).mapToLong(Limit::standard).toArray());

  /** The numbers, each at the place of its limit. */
  private final long[] most;

  private final boolean searchesAsStandard;

  private Budget(long[] most) {
    this.most = most;
    searchesAsStandard =
        Arrays.stream(Limit.values())
            .allMatch(limit -> limit == Limit.TIME || most(limit) == limit.standard());
  }

  /** The numbers that hold where nobody sets others. */
  public static Budget standard() {
    return STANDARD;
  }

  /** The budget of the work that this thread is doing. */
  public static Budget current() {
    return Work.current().scope().budget();
  }

  /**
   * The same with another number for a limit.
   *
   * @throws IllegalArgumentException where it is below zero or above the {@linkplain
   *     Limit#highest() highest} of that limit
   */
  public Budget with(Limit limit, long number) {
    if (number < 0 || number > Require.required(limit, "the limit").highest()) {
      throw new IllegalArgumentException("the limit " + limit + " would be " + number);
    }
    long[] changed = most.clone();
    changed[place(limit)] = number;
    return new Budget(changed);
  }

  /** Where the number of a limit stands: an array is read faster than a map, and often. */
  @SuppressWarnings("EnumOrdinal")
  private static int place(Limit limit) {
    return limit.ordinal();
  }

  /** The same with another time for the work. */
  public Budget with(Duration time) {
    return with(Limit.TIME, Require.required(time, "the time").toMillis());
  }

  /** The number for a limit. */
  public long most(Limit limit) {
    return most[place(limit)];
  }

  /** Whether all numbers but the time are the standard ones, so that searches end where they do. */
  public boolean searchesAsStandard() {
    return searchesAsStandard;
  }

  /** The numbers that differ from the standard ones. */
  @Override
  public String toString() {
    return Arrays.stream(Limit.values())
        .filter(limit -> most(limit) != STANDARD.most(limit))
        .map(this::text)
        .collect(Collectors.joining(", ", "Budget[", "]"));
  }

  /** A limit as a note tells it: its name, and how much of what it allows. */
  public String text(Limit limit) {
    return String.format(Locale.ROOT, "%s (%,d %s)", limit.title(), most(limit), limit.counted());
  }

  /**
   * The result of work within this budget. Within other work these numbers hold instead of the
   * others, but of two times the one that ends first.
   *
   * @throws BudgetException where a limit is reached that refuses
   */
  public <T> T run(Supplier<T> work) {
    return Work.current().within(Work.current().scope().within(this), work);
  }

  /**
   * The result of work, with the limits at which searches in it stopped. Of several results the one
   * that is taken {@linkplain Searched#told() tells} its own, so that none is noted in vain.
   */
  public static <T> Searched<T> search(Supplier<T> work) {
    Work.Scope scope = Work.current().scope();
    Work.Observer observer = new Work.Observer();
    T result = Work.current().within(scope.observedBy(observer), work);
    return new Searched<>(result, observer.stops());
  }

  /**
   * The result of a search within a budget.
   *
   * @param result what was found, which is right
   * @param stops the limits beyond which there might be more or better
   */
  public record Searched<T>(T result, List<Limit> stops) {
    public Searched {
      stops = List.copyOf(stops);
    }

    /** The result, its stops being those of the search around as well. */
    public T told() {
      stops.forEach(Limit::stop);
      return result;
    }
  }

  /** A task that does a part of this thread's work on another thread, within the same budget. */
  public static Runnable shared(Runnable task) {
    Work.Scope scope = Work.current().scope();
    return () ->
        Work.current()
            .within(
                scope,
                () -> {
                  task.run();
                  return true;
                });
  }
}
