package org.chainrule.answer;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.chainrule.differences.Settings;
import org.chainrule.evaluate.Context;
import org.chainrule.explain.Detail;
import org.jspecify.annotations.Nullable;

/**
 * The options of an answer.
 *
 * @param format the form of results
 * @param atKinks what a derivative is exactly at a kink
 * @param seed where the choice of points for checks starts
 * @param timeout the time that one question may take
 * @param checkTime the part of it that a check may take
 * @param names the defined names, plain or of families, that derivatives are given in, the others
 *     written out; null for whichever make them short
 * @param steps how much is told of how derivatives are found; null for nothing
 */
public record Options(
    Format format,
    AtKinks atKinks,
    long seed,
    Duration timeout,
    Duration checkTime,
    @Nullable Set<String> names,
    @Nullable Detail steps) {
  /** As good as no limit: work in Java has the time of its budget. */
  static final Duration UNLIMITED = Duration.ofDays(365);

  /** How Java is answered: checks have a time, all other work that of its budget alone. */
  public static final Options DEFAULT =
      new Options(Format.TEXT, AtKinks.ERROR, 1, UNLIMITED, Duration.ofSeconds(10), null, null);

  /** Options under which a check takes half of the time at most. */
  public Options(
      Format format, AtKinks atKinks, long seed, Duration timeout, @Nullable Set<String> names) {
    this(format, atKinks, seed, timeout, timeout.dividedBy(2), names, null);
  }

  /** Options for derivatives in whichever names make them short. */
  public Options(Format format, AtKinks atKinks, long seed, Duration timeout) {
    this(format, atKinks, seed, timeout, null);
  }

  /** The same with so much told of how derivatives are found. */
  public Options explaining(@Nullable Detail detail) {
    return new Options(format, atKinks, seed, timeout, checkTime, names, detail);
  }

  public Options {
    names = names == null ? null : Set.copyOf(names);
    Objects.requireNonNull(format);
    Objects.requireNonNull(atKinks);
    Objects.requireNonNull(timeout);
    Objects.requireNonNull(checkTime);
  }

  /** A context whose evaluations end when the time of the question is up. */
  <N> Context<N> limited(Context<N> context) {
    return context.withDeadline(System.nanoTime() + timeout.toNanos());
  }

  /** How checks are made. */
  public Settings checking() {
    return checking(checkTime);
  }

  /** How checks are made for which there is no more time than that. */
  Settings checking(Duration left) {
    Duration time = left.compareTo(checkTime) < 0 ? left : checkTime;
    return Settings.DEFAULT.seeded(seed).within(time);
  }
}
