package org.chainrule.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.error.InputException;

/** The helpers for texts before they are looked into or shown. */
public final class Texts {
  private static final int LONGEST_SHOWN = 60;

  private Texts() {}

  /** A number of bytes: {@code 16 MB}. */
  public static String size(long bytes) {
    return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MB";
  }

  /**
   * The parts between separators that stand outside all brackets.
   *
   * @throws InputException if the brackets do not match
   */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    Nesting nesting = new Nesting();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      nesting.over(text, at);
      if (text.charAt(at) == separator && nesting.isOutside()) {
        parts.add(text.substring(from, at).strip());
        from = at + 1;
      }
    }
    if (!nesting.isOutside() || !nesting.isMatched()) {
      throw new InputException("the brackets of '" + shown(text) + "' do not match");
    }
    parts.add(text.substring(from).strip());
    return parts;
  }

  /** A text from outside, cut to a length that a message can hold, nothing in it invisible. */
  public static String shown(String text) {
    String cut =
        text.length() <= LONGEST_SHOWN
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "…";
    return visible(cut);
  }

  /** A text whose control characters, but for line ends, are escaped. */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.chars()
        .forEach(
            character -> {
              if (Character.isISOControl(character) && character != '\n') {
                visible.append(String.format(Locale.ROOT, "\\u%04x", character));
              } else {
                visible.append((char) character);
              }
            });
    return visible.toString();
  }
}
