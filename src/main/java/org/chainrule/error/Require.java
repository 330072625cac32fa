package org.chainrule.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guard at the door that rejects null, telling what is null. */
public final class Require {
  private Require() {}

  /**
   * What is given, which must be something.
   *
   * @throws NullPointerException that tells what is null
   */
  public static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new NullPointerException(what + " is null");
    }
    return value;
  }

  /** A list of what is given, each element of which must be something. */
  public static <T> List<T> all(@Nullable List<T> values, String what, String each) {
    for (T value : required(values, what)) {
      required(value, each);
    }
    return List.copyOf(required(values, what));
  }
}
