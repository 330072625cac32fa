package org.chainrule.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Function;
import org.chainrule.number.Interval;
import org.chainrule.number.Interval.Decoration;
import org.jspecify.annotations.Nullable;

/**
 * The values on an interval of a function of one argument that strictly rises or falls on each of
 * some pieces of its domain, and is continuous where they meet.
 */
final class MonotonePieces implements Function.LimitsAtEnds {
  private static final double FAR = Double.POSITIVE_INFINITY;

  /**
   * A piece.
   *
   * @param domain the arguments
   * @param rises whether the values rise with them
   * @param atLower the value, or the limit, at the lower end; null where it is computed
   * @param atUpper the same at the upper end
   */
  private record Piece(
      Interval domain, boolean rises, @Nullable Interval atLower, @Nullable Interval atUpper) {}

  private final List<Piece> pieces;

  private MonotonePieces(List<Piece> pieces) {
    this.pieces = pieces;
  }

  static MonotonePieces none() {
    return new MonotonePieces(List.of());
  }

  private MonotonePieces with(
      Interval domain, boolean rises, @Nullable Interval atLower, @Nullable Interval atUpper) {
    List<Piece> more = new ArrayList<>(pieces);
    more.add(new Piece(domain, rises, atLower, atUpper));
    return new MonotonePieces(List.copyOf(more));
  }

  /** A function that rises everywhere from one limit to another, neither of which it takes. */
  static MonotonePieces rising(double from, double to) {
    return rising(limit(from), limit(to));
  }

  static MonotonePieces rising(Interval from, Interval to) {
    return none().rises(-FAR, FAR, from, to);
  }

  static MonotonePieces falling(Interval from, Interval to) {
    return none().falls(-FAR, FAR, from, to);
  }

  /** A piece without its ends, with the limits there. */
  MonotonePieces rises(double from, double to, Interval atFrom, Interval atTo) {
    return with(open(from, to), true, atFrom, atTo);
  }

  MonotonePieces falls(double from, double to, Interval atFrom, Interval atTo) {
    return with(open(from, to), false, atFrom, atTo);
  }

  /** A piece with its ends, where they are finite; an infinite one has a limit. */
  MonotonePieces rises(double from, double to, @Nullable Interval limit) {
    return with(closed(from, to), true, from == -FAR ? limit : null, to == FAR ? limit : null);
  }

  MonotonePieces falls(double from, double to, @Nullable Interval limit) {
    return with(closed(from, to), false, from == -FAR ? limit : null, to == FAR ? limit : null);
  }

  /** A piece from a limit at an end that is left out to the value at one that is not. */
  MonotonePieces fallsFromPole(double pole, double to) {
    return with(
        new Interval(pole, to, true, false, Decoration.CONTINUOUS), false, limit(FAR), null);
  }

  /** A piece from a pole, or a zero of a logarithm, on. */
  MonotonePieces risesFromPole(double pole) {
    return with(open(pole, FAR), true, limit(-FAR), limit(FAR));
  }

  /**
   * Two pieces, of which the first falls and the second rises, with the least value in between.
   *
   * @param from where the first begins, left out
   * @param turn the argument of the least value, to 20 digits or more
   * @param least the value
   */
  static MonotonePieces turning(double from, Interval atFrom, String turn, String least) {
    Interval turning = Interval.near(new BigDecimal(turn), 20);
    Interval value = Interval.near(new BigDecimal(least), 20);
    return none()
        .with(
            new Interval(from, turning.upper(), true, false, Decoration.CONTINUOUS),
            false,
            atFrom,
            value)
        .with(
            new Interval(turning.lower(), FAR, false, true, Decoration.CONTINUOUS),
            true,
            value,
            limit(FAR));
  }

  /** A limit that is not taken. */
  static Interval limit(double value) {
    return value == FAR
        ? new Interval(Double.MAX_VALUE, FAR, true, true, Decoration.CONTINUOUS)
        : value == -FAR
            ? limit(FAR).negate()
            : new Interval(value, value, true, true, Decoration.CONTINUOUS);
  }

  private static Interval open(double from, double to) {
    return new Interval(from, to, true, true, Decoration.CONTINUOUS);
  }

  private static Interval closed(double from, double to) {
    return Interval.of(from, to);
  }

  @Override
  public Interval of(Function function, List<Interval> arguments) {
    Interval argument = arguments.get(0);
    Interval values = null;
    Interval covered = null;
    for (Piece piece : pieces) {
      Interval part = argument.intersect(piece.domain());
      if (part.isEmpty()) {
        continue;
      }
      Interval image = image(function, piece, part);
      values = values == null ? image : values.hull(image);
      boolean isNext = covered != null && meets(covered, part);
      covered = covered == null ? part : isNext ? covered.hull(part) : covered;
    }
    if (values == null || covered == null) {
      return Interval.EMPTY;
    }
    boolean isInside =
        covered.lower() == argument.lower()
            && covered.upper() == argument.upper()
            && (argument.isLowerOpen() || !covered.isLowerOpen())
            && (argument.isUpperOpen() || !covered.isUpperOpen());
    return values.decorated(isInside ? argument.decoration() : Decoration.PARTIAL);
  }

  @Override
  public Optional<Interval> limit(double end, boolean isFromAbove) {
    for (Piece piece : pieces) {
      double of = isFromAbove ? piece.domain().lower() : piece.domain().upper();
      Interval limit = isFromAbove ? piece.atLower() : piece.atUpper();
      if (of == end && limit != null) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }

  /** Whether a part goes on where others ended, with no argument left out. */
  private static boolean meets(Interval covered, Interval part) {
    return part.lower() < covered.upper()
        || part.lower() == covered.upper() && !(part.isLowerOpen() && covered.isUpperOpen());
  }

  private static Interval image(Function function, Piece piece, Interval part) {
    if (part.isPoint()) {
      return value(function, part.lower(), false);
    }
    boolean isFromStart = part.lower() == piece.domain().lower();
    boolean isToEnd = part.upper() == piece.domain().upper();
    Interval atLower =
        isFromStart && piece.atLower() != null
            ? piece.atLower()
            : value(function, part.lower(), part.isLowerOpen());
    Interval atUpper =
        isToEnd && piece.atUpper() != null
            ? piece.atUpper()
            : value(function, part.upper(), part.isUpperOpen());
    Interval low = piece.rises() ? atLower : atUpper;
    Interval high = piece.rises() ? atUpper : atLower;
    return new Interval(
        Math.min(low.lower(), high.upper()),
        Math.max(low.lower(), high.upper()),
        low.isLowerOpen(),
        high.isUpperOpen(),
        Decoration.CONTINUOUS);
  }

  private static Interval value(Function function, double at, boolean isOpen) {
    Interval value = clipped(function, PointEnclosure.of(function, at));
    return isOpen
        ? new Interval(value.lower(), value.upper(), true, true, value.decoration())
        : value;
  }

  /** Values within the row's range, where that is told without rounding. */
  private static Interval clipped(Function function, Interval value) {
    Interval range = IntervalExtensions.range(function);
    Interval inside = value.intersect(range);
    return inside.isEmpty() ? value : inside;
  }
}
