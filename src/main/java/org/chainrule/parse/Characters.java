package org.chainrule.parse;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import org.chainrule.notation.Greek;
import org.chainrule.notation.Identifier;
import org.chainrule.notation.VisibleText;
import org.jspecify.annotations.Nullable;

/** The characters that the notation has, and the names of those that it has not. */
public final class Characters {
  /** Every character beyond ASCII, letters and spaces that some rule reads, or refuses by name. */
  private static final String SIGNS = "·⋅×÷−√≤≥≠∑Σ∏∂∞′’″→…ᵀ‖⊙∘⊘¬∧∨";

  private static final String SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ";

  /** Signs that are written otherwise here. */
  private static final Map<Integer, String> INSTEAD =
      Map.ofEntries(
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '‐', "-"),
          Map.entry((int) '‑', "-"),
          Map.entry((int) '∗', "*"),
          Map.entry((int) '∙', "*"),
          Map.entry((int) '•', "*"),
          Map.entry((int) '✕', "*"),
          Map.entry((int) '⁄', "/"),
          Map.entry((int) '∕', "/"),
          Map.entry((int) '∛', "cbrt(…)"),
          Map.entry((int) 'ς', "σ"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) 'ϖ', "π"),
          Map.entry((int) '∇', "diff(f, x)"),
          Map.entry((int) '∫', "a closed form (there are no integrals)"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '´', "'"),
          Map.entry((int) 'ⁿ', "^n"),
          Map.entry((int) 'ˣ', "^x"),
          Map.entry((int) '∈', "in"),
          Map.entry((int) '∥', "‖"),
          Map.entry((int) '⊤', "T"),
          Map.entry((int) '⊺', "ᵀ"),
          Map.entry((int) '⊗', "kron(A, B)"),
          Map.entry((int) '⟨', "dot(x, y)"),
          Map.entry((int) '½', "1/2"),
          Map.entry((int) '¼', "1/4"),
          Map.entry((int) '¾', "3/4"));

  private static final String LATIN_LIKE = "ABCEHIJKMOPSTXYabcehijkmopstxy";
  private static final String CYRILLIC_LIKE = "АВСЕНІЈКМОРЅТХУаьсеһіјкморѕтху";

  private Characters() {}

  /** Whether a character of the normalised text belongs to the notation. */
  static boolean isKnown(int point) {
    return (point >= ' ' && point < 0x7F)
        || VisibleText.isSpace(point)
        || isLetter(point)
        || Identifier.isMark(point)
        || SIGNS.indexOf(point) >= 0
        || SMALL.indexOf(point) >= 0;
  }

  /** Whether this is a subscript by itself. */
  public static boolean isSmallSubscript(int point) {
    return point >= '₀' && SMALL.indexOf(point) >= 0;
  }

  /** Whether this is a Latin letter, perhaps with an accent, or a Greek one. */
  static boolean isLetter(int point) {
    if ((point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z')) {
      return true;
    }
    return Greek.nameOf(point) != null
        || (((point >= 0xC0 && point <= 0x24F && point != '×' && point != '÷')
                || (point >= 0x1E00 && point <= 0x1EFF))
            && point != 'ı'
            && Normalizer.isNormalized(Character.toString(point), Normalizer.Form.NFKC))
        || (point >= 0x370 && point <= 0x1FFF && Identifier.isMarkedGreek(point));
  }

  /** Whether this must not stand in the text as sent, even in a comment. */
  static boolean isForbidden(int point) {
    int type = Character.getType(point);
    return (type == Character.CONTROL && point != '\t' && point != '\n' && point != '\r')
        || type == Character.SURROGATE;
  }

  /** What the normal form would quietly turn into a letter: the Kelvin, Ohm and Ångström signs. */
  static boolean isDisguised(int point) {
    return point == 0x212A || point == 0x2126 || point == 0x212B;
  }

  /** The character with its number and name, safe to print. */
  static String describe(int point) {
    String number = String.format(Locale.ROOT, "U+%04X", point);
    int type = Character.getType(point);
    if (type == Character.SURROGATE) {
      return number + " (half of a surrogate pair)";
    }
    String name = Character.getName(point);
    String shown = VisibleText.isPrintable(point) ? "`" + Character.toString(point) + "` " : "";
    return shown + number + (name == null ? "" : " (" + name + ")");
  }

  /** What to write instead of a character, where that is likely. */
  static @Nullable String replacement(int point) {
    String instead = INSTEAD.get(point);
    if (instead != null) {
      return instead;
    }
    int like = CYRILLIC_LIKE.indexOf(point);
    if (like >= 0) {
      return LATIN_LIKE.substring(like, like + 1);
    }
    String plain = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
    boolean known = plain.codePoints().allMatch(each -> each > ' ' && isKnown(each));
    return known && !plain.equals(Character.toString(point)) ? plain : null;
  }
}
