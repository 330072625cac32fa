package org.chainrule.shape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The letters for indices that a problem does not use: the first stand for positions on axes, the
 * others are bound by sums.
 */
public final class Letters {
  private static final List<String> USUAL =
      List.of("i", "j", "k", "l", "p", "q", "r", "s", "u", "v", "w", "g", "h", "o");

  /** The letters where nothing has axes. */
  static final Letters NONE = new Letters(List.of(), 0);

  private final Set<String> taken;
  private final int axes;
  private final List<String> free = new ArrayList<>();

  /**
   * Starts with what is taken.
   *
   * @param taken the names that are used
   * @param axes how many letters are no bound ones
   */
  Letters(Collection<String> taken, int axes) {
    this.taken = new HashSet<>(taken);
    this.axes = axes;
    USUAL.stream().filter(each -> !this.taken.contains(each)).forEach(free::add);
  }

  /** The letter of an axis, counted from 0. */
  public String axis(int number) {
    return letter(number);
  }

  /** The letter that a sum inside so many others binds. */
  String bound(int depth) {
    return letter(axes + depth);
  }

  private String letter(int number) {
    for (int next = 1; free.size() <= number; next++) {
      String name = "i" + next;
      if (!taken.contains(name) && !free.contains(name)) {
        free.add(name);
      }
    }
    return free.get(number);
  }
}
