package org.chainrule.differences;

import java.math.BigDecimal;
import java.util.List;

/** A source whose function is, but for its values at some points, that of another. */
public interface ForwardingSource extends ValueSource {
  /** The other source. */
  ValueSource source();

  @Override
  default boolean mayJumpAnywhere() {
    return source().mayJumpAnywhere();
  }

  @Override
  default boolean mayOscillate() {
    return source().mayOscillate();
  }

  @Override
  default List<BigDecimal> turning() {
    return source().turning();
  }

  @Override
  default int tellingDigits() {
    return source().tellingDigits();
  }
}
