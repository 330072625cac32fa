package org.chainrule.document;

import java.util.ArrayList;
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
  private int last = 1;
  private int ofProse = 1;

  /**
   * Adds a heading of prose.
   *
   * @param level which it has in the prose, from 1
   */
  Heading ofProse(int level, String plain, String text) {
    ofProse = Math.min(Math.min(level + 1, last + 1), DEEPEST);
    return add(new Heading(ofProse, unused("s-" + slug(plain)), text, false));
  }

  /** Adds the heading of a question. */
  Heading ofQuestion(int number, String text) {
    return add(new Heading(Math.min(ofProse + 1, DEEPEST), "q" + number, text, true));
  }

  List<Heading> headings() {
    return List.copyOf(headings);
  }

  private Heading add(Heading heading) {
    last = heading.level();
    headings.add(heading);
    return heading;
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
