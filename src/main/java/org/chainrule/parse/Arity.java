package org.chainrule.parse;

/**
 * The numbers of arguments that a function takes.
 *
 * @param minimum the fewest
 * @param maximum the most; {@code Integer.MAX_VALUE} where there is no limit
 */
public record Arity(int minimum, int maximum) {
  /** Exactly so many. */
  public static Arity of(int count) {
    return new Arity(count, count);
  }

  /** So many or more. */
  public static Arity atLeast(int count) {
    return new Arity(count, Integer.MAX_VALUE);
  }

  boolean admits(int count) {
    return minimum <= count && count <= maximum;
  }

  @Override
  public String toString() {
    String bound = minimum == maximum ? "" + minimum : minimum + " to " + maximum;
    return (maximum == Integer.MAX_VALUE ? minimum + " or more" : bound)
        + (maximum == 1 ? " argument" : " arguments");
  }
}
