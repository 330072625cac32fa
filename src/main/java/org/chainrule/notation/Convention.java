package org.chainrule.notation;

import java.util.Set;

/** The letters that are indices and lengths where nothing else is said. */
public final class Convention {
  /** The length of a family of which nothing is said. */
  public static final String LENGTH = "n";

  /** The letter that makes a transpose as a power, {@code A^T}, where it names nothing else. */
  public static final String TRANSPOSE = "T";

  /** The letters that are indices. */
  private static final Set<String> INDICES = Set.of("i", "j", "k", "l", "m", LENGTH, "t");

  /** The letters among them that are lengths as well. */
  private static final Set<String> LENGTHS = Set.of("m", LENGTH);

  private Convention() {}

  /** Whether a letter is an index. */
  public static boolean isIndex(String name) {
    return INDICES.contains(name);
  }

  /** Whether a letter may be a length. */
  public static boolean isLength(String name) {
    return LENGTHS.contains(name);
  }
}
