package org.chainrule.function;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the nearest of some names by the number of letters to change. */
final class PrintedForms {
  private static final int LONGEST = 40;

  private PrintedForms() {}

  /** The nearest name, if fewer than half of its letters must change; the first of several. */
  static Optional<String> nearest(String word, Collection<String> names) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    String best = null;
    int least = Math.min(4, 1 + word.length() / 2);
    for (String name : names) {
      int distance = name.equals(word) ? -1 : distance(lower, name.toLowerCase(Locale.ROOT));
      if (distance < least || distance == least && best != null && name.compareTo(best) < 0) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many letters to insert, drop, replace or swap with a neighbour. */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    int kept = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int least = Math.min(kept, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, 1 + cost[i - 2][j - 2]) : least;
  }
}
