package org.chainrule.document;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.notation.Greek;
import org.jspecify.annotations.Nullable;

/**
 * Words as they stand in LaTeX. Signs that it has commands for are those; of other characters that
 * pdfTeX has no letter for, it remembers which there were.
 */
final class LatexWords {
  private static final String LETTERS = "ĂăĄąĆćČčĎďĐđĘęĚěĞğĹĺĽľŁłŃńŇňŐőŔŕŘřŚśŞşŠšŤťŢţŮůŰűŸŹźŻżŽžŒœ";

  private static final Map<Integer, String> ASCII =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '{', "\\{"),
          Map.entry((int) '}', "\\}"),
          Map.entry((int) '$', "\\$"),
          Map.entry((int) '&', "\\&"),
          Map.entry((int) '#', "\\#"),
          Map.entry((int) '%', "\\%"),
          Map.entry((int) '_', "\\_"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '<', "\\textless{}"),
          Map.entry((int) '>', "\\textgreater{}"),
          Map.entry((int) '|', "\\textbar{}"),
          Map.entry((int) '"', "\\symbol{34}"),
          Map.entry((int) '`', "\\textasciigrave{}"));

  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
          Map.entry((int) '·', "\\cdot"),
          Map.entry((int) '⋅', "\\cdot"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '×', "\\times"),
          Map.entry((int) '±', "\\pm"),
          Map.entry((int) '≈', "\\approx"),
          Map.entry((int) '≠', "\\neq"),
          Map.entry((int) '≤', "\\leq"),
          Map.entry((int) '≥', "\\geq"),
          Map.entry((int) '∞', "\\infty"),
          Map.entry((int) '∂', "\\partial"),
          Map.entry((int) '∇', "\\nabla"),
          Map.entry((int) '√', "\\surd"),
          Map.entry((int) '∑', "\\sum"),
          Map.entry((int) '∏', "\\prod"),
          Map.entry((int) '∈', "\\in"),
          Map.entry((int) '→', "\\to"),
          Map.entry((int) '⇒', "\\Rightarrow"),
          Map.entry((int) '∧', "\\land"),
          Map.entry((int) '∨', "\\lor"),
          Map.entry((int) 'ℝ', "\\mathbb{R}"),
          Map.entry((int) '✓', "\\checkmark"),
          Map.entry((int) '✗', "\\times"));

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry((int) '…', "\\ldots{}"),
          Map.entry((int) '–', "--"),
          Map.entry((int) '—', "---"),
          Map.entry((int) '“', "``"),
          Map.entry((int) '”', "''"),
          Map.entry((int) '„', ",,"),
          Map.entry((int) '‘', "`"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '°', "\\textdegree{}"),
          Map.entry((int) '§', "\\S{}"),
          Map.entry(0xA0, "~"),
          Map.entry(0xAD, "\\-"),
          Map.entry(0xFFFD, "?"));

  private final Set<Integer> unknown = new TreeSet<>();

  /** Words on one line, or several. */
  String words(String text) {
    StringBuilder words = new StringBuilder();
    SafeText.of(text).codePoints().forEach(each -> words.append(character(each)));
    return words.toString();
  }

  /** Text as it was written, on one line; no two of its characters become one. */
  String code(String text) {
    StringBuilder code = new StringBuilder();
    for (int point : SafeText.line(text).codePoints().toArray()) {
      code.append(
          switch (point) {
            case ' ' -> "\\ ";
            case '-', ',', '!', '?', '\'' -> Character.toString(point) + "{}";
            default -> character(point);
          });
    }
    return code.isEmpty() ? "" : "\\texttt{" + code + "}";
  }

  private String character(int point) {
    if (point < 0x80) {
      return ASCII.getOrDefault(point, Character.toString(point));
    }
    String word = WORDS.get(point);
    if (word != null) {
      return word;
    }
    String sign = sign(point);
    if (sign != null) {
      return "\\ensuremath{" + sign + "}";
    }
    int raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".indexOf(point);
    int lowered = "₀₁₂₃₄₅₆₇₈₉₋".indexOf(point);
    if (raised >= 0 || lowered >= 0) {
      char digit = "0123456789-".charAt(Math.max(raised, lowered));
      return "\\ensuremath{" + (raised >= 0 ? '^' : '_') + digit + "}";
    }
    boolean isLetter = point >= 'À' && point <= 'ÿ' || LETTERS.indexOf(point) >= 0;
    if (!isLetter) {
      unknown.add(point);
    }
    return Character.toString(point);
  }

  private static @Nullable String sign(int point) {
    String sign = SIGNS.get(point);
    String greek = Greek.nameOf(point);
    return sign != null || greek == null
        ? sign
        : Greek.isCommand(greek) ? "\\" + greek : "\\mathrm{" + latin(greek) + "}";
  }

  /** The Latin letter that looks like a Greek one which has no command. */
  private static String latin(String greek) {
    return switch (greek) {
      case "Eta" -> "H";
      case "Rho" -> "P";
      case "Chi" -> "X";
      case "Nu" -> "N";
      default -> greek.substring(0, 1);
    };
  }

  /** What pdfTeX is to put for the characters that it has no letters for. */
  String declarations() {
    StringBuilder text = new StringBuilder();
    for (int point : unknown) {
      String code = Integer.toHexString(point).toUpperCase(Locale.ROOT);
      text.append("  \\DeclareUnicodeCharacter{")
          .append("0".repeat(Math.max(0, 4 - code.length())))
          .append(code)
          .append("}{[U+")
          .append(code)
          .append("]}\n");
    }
    return text.toString();
  }
}
