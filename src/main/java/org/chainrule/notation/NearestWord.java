package org.chainrule.notation;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The search for the word that was likely meant. */
public final class NearestWord {
  private static final int LONGEST = 40;

  private NearestWord() {}

  /** The nearest of some words, if one is near enough to be likely. */
  public static Optional<String> nearest(String word, Collection<String> words) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int least = word.length() <= 3 ? 2 : word.length() <= 8 ? 3 : 4;
    for (String candidate : words) {
      if (Math.abs(candidate.length() - word.length()) < least) {
        int distance =
            candidate.equalsIgnoreCase(word)
                ? 0
                : distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
        if (distance < least
            || (distance == least && best != null && candidate.compareTo(best) < 0)) {
          least = distance;
          best = candidate;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many letters to insert, drop, replace or swap with a neighbour. */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
        } else {
          int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
          cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
          if (i > 1
              && j > 1
              && from.charAt(i - 1) == to.charAt(j - 2)
              && from.charAt(i - 2) == to.charAt(j - 1)) {
            cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
          }
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
