package org.chainrule.parse;

import org.antlr.v4.runtime.CommonToken;
import org.jspecify.annotations.Nullable;

/** A token for the parser, with what the token pass found out about it. */
final class Symbol extends CommonToken {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String spelling;
  private final int primes;
  private final transient @Nullable Symbol exponent;

  /**
   * Makes a token.
   *
   * @param start the offset of its first code point in the normal form of the text
   * @param end the offset just after its last
   * @param name the canonical name where it is a name, else its text
   * @param spelling the name as it was written
   * @param primes for a function, how often it is differentiated
   * @param exponent for a function, the power to which its value is raised
   */
  Symbol(
      int type,
      int start,
      int end,
      String name,
      String spelling,
      int primes,
      @Nullable Symbol exponent) {
    super(type, spelling);
    setStartIndex(start);
    setStopIndex(end - 1);
    this.name = name;
    this.spelling = spelling;
    this.primes = primes;
    this.exponent = exponent;
  }

  String name() {
    return name;
  }

  String spelling() {
    return spelling;
  }

  int primes() {
    return primes;
  }

  @Nullable Symbol exponent() {
    return exponent;
  }
}
