package org.chainrule.shape;

import java.util.HashMap;
import java.util.Map;

/**
 * What is known of lengths: the names that were found to be numbers, and what open lengths are.
 *
 * <p>A name is one length in the whole problem. Two names are two lengths, whatever else they may
 * stand for.
 */
final class Lengths {
  private final Map<String, Length> known = new HashMap<>();
  private int opened;

  /** What was found out so far. */
  record Found(Map<String, Length> known) {}

  Found found() {
    return new Found(Map.copyOf(known));
  }

  /** Forgets what was found out since. */
  void reset(Found found) {
    known.keySet().retainAll(found.known().keySet());
  }

  /** A length that its surroundings have to tell. */
  Length open() {
    return Length.open(++opened);
  }

  /** A length with all that is known put in. */
  Length resolved(Length length) {
    Length result = length;
    // What is put in may itself have become known since.
    for (int i = 0; i <= known.size() && isKnown(result); i++) {
      result = result.with(known);
    }
    return result;
  }

  private boolean isKnown(Length length) {
    return length.name().map(known::containsKey).orElse(length.number().isEmpty());
  }

  /** Makes two lengths one, or says that they are not. */
  boolean unify(Length first, Length second) {
    Length left = resolved(first);
    Length right = resolved(second);
    if (left.equals(right)) {
      return true;
    }
    return left.isOpen() && bind(left, right)
        || right.isOpen() && bind(right, left)
        || isSize(right) && bind(left, right)
        || isSize(left) && bind(right, left);
  }

  /** Whether a name may turn out to be this number; 1 is a shape of its own. */
  private static boolean isSize(Length length) {
    return length.number().filter(each -> each > 1).isPresent();
  }

  private boolean bind(Length name, Length value) {
    return name.name().map(each -> known.put(each, value) == null).orElse(false);
  }
}
