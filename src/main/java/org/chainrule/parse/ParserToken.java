package org.chainrule.parse;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.jspecify.annotations.Nullable;

/** A token for the parser, with what the token pass found out about it. */
final class ParserToken extends CommonToken {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String spelling;
  private final int primes;
  private final transient List<Integer> places;
  private final transient @Nullable ParserToken exponent;

  /**
   * Makes a token.
   *
   * @param start the offset of its first code point in the normal form of the text
   * @param end the offset just after its last
   * @param name the canonical name where it is a name, else its text
   * @param spelling the name as it was written
   * @param primes for a function, how often it is differentiated
   * @param places for a function of several arguments, by which of them it is differentiated
   * @param exponent for a function, the power to which its value is raised
   */
  ParserToken(
      int type,
      int start,
      int end,
      String name,
      String spelling,
      int primes,
      List<Integer> places,
      @Nullable ParserToken exponent) {
    super(type, spelling);
    setStartIndex(start);
    setStopIndex(end - 1);
    this.name = name;
    this.spelling = spelling;
    this.primes = primes;
    this.places = List.copyOf(places);
    this.exponent = exponent;
  }

  /** A token that is no function. */
  ParserToken(int type, int start, int end, String name, String spelling) {
    this(type, start, end, name, spelling, 0, List.of(), null);
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

  List<Integer> places() {
    return places;
  }

  @Nullable ParserToken exponent() {
    return exponent;
  }
}
