package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differences.ForwardingSource;
import org.chainrule.differences.ValueSource;
import org.chainrule.error.ChainruleException;

/**
 * A source that stands at exact values of names, such as pi: a point has them to many digits, and
 * the value there is that of the expression with the exact values in the names' places.
 *
 * @param source the source at all other points
 * @param placed the source there
 * @param values the exact values, which the other coordinates give
 */
record PlacedSource(ValueSource source, ValueSource placed, Map<String, ValueSource> values)
    implements ForwardingSource {
  private static final MathContext DIGITS = new MathContext(600);

  /** A point with the exact values, where all of them are numbers. */
  static Map<String, BigDecimal> put(
      Map<String, BigDecimal> point, Map<String, ValueSource> values) {
    Map<String, BigDecimal> changed = new LinkedHashMap<>(point);
    changed.putAll(valuesAt(point, values));
    return changed;
  }

  private static Map<String, BigDecimal> valuesAt(
      Map<String, BigDecimal> point, Map<String, ValueSource> values) {
    Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    try {
      values.forEach((name, value) -> numbers.put(name, value.at(point, DIGITS).round(DIGITS)));
    } catch (ChainruleException nowhere) {
      return Map.of();
    }
    return numbers;
  }

  /** Whether a point is at the exact values. */
  static boolean isAt(Map<String, BigDecimal> point, Map<String, ValueSource> values) {
    Map<String, BigDecimal> numbers = valuesAt(point, values);
    return !numbers.isEmpty() && point.entrySet().containsAll(numbers.entrySet());
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(source.names());
    names.addAll(placed.names());
    values.values().forEach(value -> names.addAll(value.names()));
    names.addAll(values.keySet());
    return names;
  }

  @Override
  public Optional<Boolean> isDefinedAt(Map<String, BigDecimal> point) {
    return (isAt(point, values) ? placed : source).isDefinedAt(point);
  }

  @Override
  public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
    return (isAt(point, values) ? placed : source).at(point, context);
  }
}
