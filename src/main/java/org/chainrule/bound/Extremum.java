package org.chainrule.bound;

import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.number.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The least upper bound of an expression on a box, or the greatest lower one.
 *
 * @param isMaximum whether it is the upper one
 * @param exact what it is, where that is known; null too where it is infinite
 * @param isInfinite whether there are values beyond all numbers
 * @param enclosure an interval that holds it; a number where there is none is infinite
 * @param isStrict whether no value is equal to it; with an exact bound that is not strict and not
 *     taken, that is open
 * @param isTaken whether a value is known to be equal to it
 * @param places where it is taken or approached, as far as they are known
 * @param witness a point at which the expression has the best value that was met; empty for none
 */
public record Extremum(
    boolean isMaximum,
    @Nullable Expr exact,
    boolean isInfinite,
    Interval enclosure,
    boolean isStrict,
    boolean isTaken,
    List<Place> places,
    List<Double> witness) {
  public Extremum {
    places = List.copyOf(places);
    witness = List.copyOf(witness);
  }

  /** The same of a multiple of the expression and a number. */
  Extremum scaled(Expr factor, int sign, Expr offset) {
    Interval scale = IntervalProgram.constant(factor);
    Interval moved = IntervalProgram.constant(offset);
    return new Extremum(
        sign > 0 == isMaximum,
        exact == null ? null : exact.times(factor).plus(offset),
        isInfinite,
        enclosure.times(scale).plus(moved),
        isStrict,
        isTaken,
        places,
        witness);
  }
}
