package org.chainrule.expr;

/** Mixing of 64-bit structural hashes: the same in every process, so that orders are too. */
final class Hash {
  private Hash() {}

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  static long mix(long first, long second) {
    return mix(mix(first) * 3 + second);
  }

  static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash, text.charAt(i));
    }
    return hash;
  }

  static long of(long seed, Iterable<? extends Expr> nodes) {
    long hash = seed;
    for (Expr node : nodes) {
      hash = mix(hash, node.structuralHash());
    }
    return hash;
  }
}
