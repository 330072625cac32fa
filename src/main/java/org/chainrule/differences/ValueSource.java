package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;

/**
 * A real function of named numbers, whose values can be had to any precision.
 *
 * <p>A value need not be right to all the digits of the context: who uses it compares values at
 * rising precision.
 */
public interface ValueSource {
  /** The canonical names ({@code x}, {@code x_1}, {@code W_{1,2}}) that the value depends on. */
  Set<String> names();

  /**
   * The value at a point, computed with the digits of a context.
   *
   * @throws DomainException where there is no real value
   * @throws BudgetException where the value takes too many digits or too long
   */
  BigDecimal at(Map<String, BigDecimal> point, MathContext context);

  /**
   * Whether there is a value at a point, where that is told for less than the value takes; else
   * empty.
   */
  default Optional<Boolean> isDefinedAt(Map<String, BigDecimal> point) {
    return Optional.empty();
  }

  /** Whether values may jump at places that lie as close as one likes, as those of floor do. */
  default boolean mayJumpAnywhere() {
    return false;
  }

  /** Whether functions that oscillate are among those that lead to values. */
  default boolean mayOscillate() {
    return false;
  }

  /**
   * The arguments that functions which oscillate had in the last value, in the order of their
   * calls: a difference tells something only where it moves these by far less than a turn.
   */
  default List<BigDecimal> turning() {
    return List.of();
  }

  /**
   * The digits up to which values may differ by nothing but what was written, as those of x and of
   * (1 + 1e-50)*x do.
   */
  default int tellingDigits() {
    return 0;
  }
}
