package org.chainrule.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headings of a page: levels of which none is left out, and names that no two share. */
final class Contents {
  /** How many levels headings have. */
  private static final int DEEPEST = 6;

  /**
   * A heading.
   *
   * @param id its name in the page
   * @param text what it says, in the markup of the page
   */
  record Heading(int level, String id, String text, boolean isQuestion) {}

  private final List<Heading> headings = new ArrayList<>();
  private final Map<String, Integer> uses = new HashMap<>();

  /** The levels in prose of the headings that what follows stands under. */
  private final Deque<Integer> above = new ArrayDeque<>();

  /**
   * Adds a heading of prose.
   *
   * @param level which it has in the prose, from 1
   */
  Heading ofProse(int level, String plain, String text) {
    while (!above.isEmpty() && above.element() >= level) {
      above.pop();
    }
    above.push(level);
    return add(new Heading(1 + above.size(), unused("s-" + slug(plain)), text, false));
  }

  /** Adds the heading of a question. */
  Heading ofQuestion(int number, String text) {
    return add(new Heading(2 + above.size(), "q" + number, text, true));
  }

  List<Heading> headings() {
    return List.copyOf(headings);
  }

  private Heading add(Heading heading) {
    Heading added =
        new Heading(
            Math.min(heading.level(), DEEPEST), heading.id(), heading.text(), heading.isQuestion());
    headings.add(added);
    return added;
  }

  private static String slug(String plain) {
    String slug =
        plain.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "section" : slug;
  }

  /** The name, or with the first number behind it that makes it one of its own. */
  private String unused(String name) {
    int count = uses.merge(name, 1, Integer::sum);
    return count == 1 ? name : unused(name + "-" + count);
  }
}
