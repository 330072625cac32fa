package org.chainrule.print;

import java.util.Comparator;

/**
 * The key that terms and factors are ordered by, computed from the parts' ranks at a bounded cost.
 *
 * @param kind what sort of factor this is
 * @param degree the largest power of a name, for a product of powers of names; else -1
 * @param totalDegree the sum of the powers
 * @param weight the number of nodes as printed, up to a bound
 * @param signature the beginning of a plain text for this
 */
record Rank(Kind kind, double degree, double totalDegree, long weight, String signature) {
  /** The sorts of factors, in the order of a product. */
  enum Kind {
    NUMBER,
    NAME,
    ELEMENT,
    DERIVATIVE,
    NAME_COMPANION,
    FUNCTION,
    COMPANION,
    BRACKET,
    REDUCTION
  }

  static final int SIGNATURE = 60;
  private static final long HEAVIEST = 1L << 40;

  static final Comparator<Rank> FACTORS =
      Comparator.comparing(Rank::kind)
          .thenComparing(rank -> rank.kind() == Kind.BRACKET ? rank.weight() : 0L)
          .thenComparing(Rank::signature)
          .thenComparing(Rank::weight);

  static final Comparator<Rank> TERMS =
      Comparator.comparing((Rank rank) -> rank.degree() < 0)
          .thenComparing(rank -> -rank.degree())
          .thenComparing(rank -> -rank.totalDegree())
          .thenComparing(Rank::weight)
          .thenComparing(Rank::signature);

  static final Comparator<Rank> HOMOGENEOUS = Comparator.comparing(Rank::signature);

  Rank {
    weight = Math.min(weight, HEAVIEST);
    signature = signature.length() > SIGNATURE ? signature.substring(0, SIGNATURE) : signature;
  }

  static Rank of(Kind kind, long weight, String signature) {
    return new Rank(kind, -1, -1, weight, signature);
  }

  boolean isMonomial() {
    return degree >= 0;
  }

  Rank as(Kind other) {
    return new Rank(other, degree, totalDegree, weight, signature);
  }
}
