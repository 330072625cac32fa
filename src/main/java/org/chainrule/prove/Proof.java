package org.chainrule.prove;

import java.util.List;

/**
 * The outcome of a search for a proof.
 *
 * @param isProved whether there is one
 * @param reason why there is none, empty where there is
 * @param steps what it consists of, in order
 */
public record Proof(boolean isProved, String reason, List<Step> steps) {
  public Proof {
    steps = List.copyOf(steps);
  }

  /**
   * A step: an equality.
   *
   * @param before an expression
   * @param after an equal one
   * @param rule by what
   */
  public record Step(String before, String after, String rule) {}

  static Proof none(String reason) {
    return new Proof(false, reason, List.of());
  }
}
