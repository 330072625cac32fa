package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An element of a family with numbers for its indices, such as {@code x_1} or {@code W_{2,1}}.
 *
 * @param family the canonical name of the family
 * @param indices one index or more
 */
public record Element(String family, List<BigInteger> indices) {
  public Element {
    indices = List.copyOf(indices);
  }

  /** Whether the one index is a whole number from 0 on, such as a name may have below it. */
  boolean isNumbered() {
    return indices.size() == 1 && indices.get(0).signum() >= 0;
  }

  /** The name in plain notation. */
  @Override
  public String toString() {
    String list = indices.stream().map(BigInteger::toString).collect(Collectors.joining(","));
    return isNumbered() ? family + "_" + list : family + "_{" + list + "}";
  }
}
