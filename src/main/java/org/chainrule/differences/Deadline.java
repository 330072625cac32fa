package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Limit;

/** The moment at which a check stops, or the interruption that stops it before. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration limit) {
    long nanoseconds =
        limit.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : limit.toNanos();
    return new Deadline(System.nanoTime() + nanoseconds);
  }

  boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  boolean isOver() {
    return isInterrupted() || System.nanoTime() - end >= 0;
  }

  /** The source, refusing every value after the deadline. */
  ValueSource guard(ValueSource source) {
    return new ForwardingSource() {
      @Override
      public ValueSource source() {
        return source;
      }

      @Override
      public Set<String> names() {
        return source.names();
      }

      @Override
      public Optional<Boolean> isDefinedAt(Map<String, BigDecimal> point) {
        return isOver() ? Optional.empty() : source.isDefinedAt(point);
      }

      @Override
      public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
        if (isOver()) {
          throw isInterrupted()
              ? new BudgetException("interrupted")
              : Limit.TIME.refusal("out of time");
        }
        return source.at(point, context);
      }
    };
  }
}
