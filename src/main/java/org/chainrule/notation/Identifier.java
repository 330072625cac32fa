package org.chainrule.notation;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/**
 * A word as a name: Greek letters by their names, a decorated letter as {@code hat(y)}.
 *
 * @param canonical the canonical name
 * @param kind what sort of name it is
 */
public record Identifier(String canonical, Kind kind) {
  /** The sort of name that a word is, as far as reading it depends on that. */
  public enum Kind {
    /** One Latin letter. */
    LETTER,
    /** A Greek letter, by name or as itself. */
    GREEK,
    /** A letter with a hat, bar or tilde. */
    DECORATED,
    /** Letters and digits. */
    WORD,
    /** Greek letters joined to others: a name only where it is known as one. */
    MIXED,
    /** A decorated letter joined to others, which is no name. */
    MALFORMED
  }

  private static final Map<Character, String> DECORATIONS =
      Map.of('\u0302', "hat", '\u0303', "tilde", '\u0304', "bar", '\u0305', "bar");

  /** Whether a word puts its argument under a mark. */
  public static boolean isDecoration(String word) {
    return DECORATIONS.containsValue(word);
  }

  /** The words for marks over a name. */
  public static Collection<String> decorations() {
    return new TreeSet<>(DECORATIONS.values());
  }

  /** Whether this is a combining hat, bar or tilde. */
  public static boolean isMark(int point) {
    return point < 0x10000 && DECORATIONS.containsKey((char) point);
  }

  /** Whether this is a Greek letter with a hat, bar or tilde. */
  public static boolean isMarkedGreek(int point) {
    String parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD);
    return parts.length() == 2 && Greek.nameOf(parts.charAt(0)) != null && isMark(parts.charAt(1));
  }

  /** The name with a mark over it. */
  public static String decorated(String decoration, String name) {
    return decoration + "(" + name + ")";
  }

  /** Reads a word in normal form. */
  public static Identifier of(String word) {
    if (isPlain(word)) {
      if (word.length() == 1) {
        return new Identifier(word, Kind.LETTER);
      }
      return new Identifier(word, Greek.isName(word) ? Kind.GREEK : Kind.WORD);
    }
    String parts = Normalizer.normalize(word, Normalizer.Form.NFD);
    String decoration = parts.length() == 2 ? DECORATIONS.get(parts.charAt(1)) : null;
    if (decoration != null) {
      return new Identifier(decorated(decoration, letter(parts.charAt(0))), Kind.DECORATED);
    }
    StringBuilder name = new StringBuilder();
    int greek = 0;
    int latin = 0;
    for (int i = 0; i < word.length(); i++) {
      char each = word.charAt(i);
      if (isMark(each) || (Greek.nameOf(each) == null && isMarkedGreek(each))) {
        return new Identifier(word, Kind.MALFORMED);
      }
      String letter = letter(each);
      if (Greek.nameOf(each) != null) {
        greek++;
      } else if (!Character.isDigit(each)) {
        latin++;
      }
      name.append(letter);
    }
    if (greek == 0) {
      return new Identifier(word, word.length() == 1 ? Kind.LETTER : Kind.WORD);
    } else if (greek == 1 && word.length() == 1) {
      return new Identifier(name.toString(), Kind.GREEK);
    }
    boolean numbered = greek == 1 && latin == 0;
    return new Identifier(name.toString(), numbered ? Kind.WORD : Kind.MIXED);
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static String letter(char letter) {
    String greek = Greek.nameOf(letter);
    return greek == null ? String.valueOf(letter) : greek;
  }

  /** Whether this alone is one symbol, so that a bracket after it makes a product. */
  public boolean isSymbol() {
    return kind == Kind.LETTER || kind == Kind.GREEK || kind == Kind.DECORATED;
  }
}
