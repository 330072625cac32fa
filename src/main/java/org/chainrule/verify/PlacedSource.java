package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differences.ValueSource;
import org.chainrule.error.ChainruleException;

/**
 * A source that stands at an exact value of a name, such as pi: a point has that to many digits,
 * and the value there is that of the expression with the exact value in the name's place.
 */
record PlacedSource(ValueSource source, ValueSource placed, ValueSource value, String name)
    implements ValueSource {
  private static final MathContext DIGITS = new MathContext(600);

  /** A point with the exact value for the name, where that is a number. */
  static Map<String, BigDecimal> put(
      Map<String, BigDecimal> point, String name, ValueSource value) {
    Map<String, BigDecimal> changed = new LinkedHashMap<>(point);
    valueAt(point, value).ifPresent(number -> changed.put(name, number));
    return changed;
  }

  private static Optional<BigDecimal> valueAt(Map<String, BigDecimal> point, ValueSource value) {
    try {
      return Optional.of(value.at(point, DIGITS).round(DIGITS));
    } catch (ChainruleException nowhere) {
      return Optional.empty();
    }
  }

  /** Whether a point is at the exact value. */
  static boolean isAt(Map<String, BigDecimal> point, String name, ValueSource value) {
    return valueAt(point, value).equals(Optional.ofNullable(point.get(name)));
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(source.names());
    names.addAll(placed.names());
    names.addAll(value.names());
    names.add(name);
    return names;
  }

  @Override
  public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
    return (isAt(point, name, value) ? placed : source).at(point, context);
  }

  @Override
  public boolean mayJumpAnywhere() {
    return source.mayJumpAnywhere();
  }

  @Override
  public boolean mayOscillate() {
    return source.mayOscillate();
  }

  @Override
  public List<BigDecimal> turning() {
    return source.turning();
  }

  @Override
  public int tellingDigits() {
    return source.tellingDigits();
  }
}
