package org.chainrule.optimize;

import org.chainrule.error.Limit;

/** A guard against sizes beyond a limit, before the work is begun. */
final class Sizes {
  private Sizes() {}

  static void requireWithin(Limit limit, long count, String subject) {
    if (count > limit.most()) {
      throw limit.refusal(
          subject + " " + count + " " + limit.counted() + ", more than " + limit.most());
    }
  }
}
