package org.chainrule.differences;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.differences.Comparison.Outcome;
import org.chainrule.differences.Comparison.Result;
import org.chainrule.error.DomainException;

/** The check whether two expressions have the same value wherever the first has one. */
public final class Equivalence {
  private Equivalence() {}

  /** Compares a source with another, which may have values where the first has none. */
  public static Check run(ValueSource first, ValueSource second, Settings settings) {
    Set<String> names = new TreeSet<>(first.names());
    names.addAll(second.names());
    Deadline deadline = Deadline.in(settings.limit());
    Judge judge = new Judge(deadline.guard(first), deadline.guard(second));
    return new Survey(settings, deadline, judge, List.copyOf(names), Set.of(), true).run();
  }

  private record Judge(ValueSource source, ValueSource other) implements Survey.Judge {
    @Override
    public Result at(Map<String, BigDecimal> point, int zeroLevel, int maximumDigits) {
      DerivativeCheck.Values expected = new DerivativeCheck.Values(source, point);
      DerivativeCheck.Values claimed = new DerivativeCheck.Values(other, point);
      try {
        int telling = Math.max(source.tellingDigits(), other.tellingDigits());
        return new Comparison(expected, claimed, telling, zeroLevel, maximumDigits).run();
      } catch (DomainException exception) {
        if (!claimed.isMissing()) {
          throw exception;
        }
        BigDecimal value = expected.at(Level.ALL.get(0)).value();
        return new Result(
            Outcome.DIFFER,
            0,
            value,
            null,
            Level.ALL.get(0),
            "the other has no value where the first has one");
      }
    }
  }
}
