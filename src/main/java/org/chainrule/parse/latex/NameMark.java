package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.parse.latex.Markup.Kind;
import org.chainrule.parse.latex.Markup.Script;
import org.jspecify.annotations.Nullable;

/**
 * A name in whatever clothes: {@code y}, {@code \alpha}, {@code \hat{y}}, {@code {s}_{i}}, {@code
 * \text{output}}.
 *
 * @param word the bare name, Greek letters by their names
 * @param accent the mark over it, or null
 * @param scripts what stands below and above
 * @param primes how many primes
 * @param start where it starts
 * @param end just after its bare name
 */
record NameMark(
    String word, @Nullable String accent, List<Script> scripts, int primes, int start, int end) {
  /** In how many clothes a name may be. */
  private static final int DEEPEST = 16;

  /** The name that a mark is, or null where it is none. */
  static @Nullable NameMark of(Markup mark) {
    List<Markup> around = new ArrayList<>();
    Markup inner = mark;
    String word = null;
    while (word == null) {
      if (around.size() == DEEPEST) {
        return null;
      }
      around.add(inner);
      switch (inner.kind()) {
        case LETTER -> word = inner.text();
        case COMMAND -> {
          word = Commands.letter(inner.text());
          if (word == null) {
            return null;
          }
        }
        case WORD -> {
          word = content(inner.text());
          if (!isName(word)) {
            return null;
          }
        }
        case STYLED, GROUP -> {
          if (inner.is(Kind.STYLED) && !isDress(inner)) {
            return null;
          }
          List<Markup> cell = inner.is(Kind.STYLED) ? inner.arguments() : inner.cell();
          word = letters(cell, inner.is(Kind.STYLED) && isWordFont(inner));
          Markup last = word == null ? null : lastOf(cell);
          if (last != null && last.hasScripts()) {
            around.add(last);
          }
          if (word == null) {
            if (cell == null || cell.size() != 1) {
              return null;
            }
            inner = cell.get(0);
          }
        }
        default -> {
          return null;
        }
      }
    }
    return dressed(word, around);
  }

  private static @Nullable NameMark dressed(String bare, List<Markup> around) {
    String word = bare;
    String accent = null;
    List<Script> scripts = new ArrayList<>();
    int primes = 0;
    for (int i = around.size() - 1; i >= 0; i--) {
      Markup each = around.get(i);
      if (each.is(Kind.STYLED) || each.is(Kind.WORD)) {
        for (String style : styles(each)) {
          String mark = Commands.accent(style);
          if (mark != null && accent != null) {
            return null;
          }
          accent = mark == null ? accent : mark;
        }
      }
      if (each.is(Kind.GROUP) && each.primes() > 0) {
        // SymPy writes the name xprime so.
        word += "prime".repeat(each.primes());
      } else {
        primes += each.primes();
      }
      for (Script script : each.scripts()) {
        if (scripts.stream().anyMatch(other -> other.below() == script.below())) {
          return null;
        }
        scripts.add(script);
      }
    }
    return new NameMark(word, accent, scripts, primes, around.get(0).start(), around.get(0).end());
  }

  /** The commands of a dress, without their backslashes. */
  static List<String> styles(Markup mark) {
    int brace = mark.text().indexOf('{');
    String commands = brace < 0 ? mark.text() : mark.text().substring(0, brace);
    List<String> styles = new ArrayList<>();
    for (String each : commands.split("\\\\", -1)) {
      if (!each.isBlank()) {
        styles.add(each.strip().replace("*", ""));
      }
    }
    return styles;
  }

  private static boolean isDress(Markup mark) {
    return styles(mark).stream()
        .allMatch(each -> Commands.isFont(each) || Commands.accent(each) != null);
  }

  /** What a word in clothes wears, without blanks at its ends. */
  static String content(String text) {
    int brace = text.indexOf('{');
    return text.substring(brace + 1, text.length() - 1)
        .replace("\\_", "_")
        .replaceAll("\\\\[ ,;:]|~", " ")
        .strip();
  }

  /** Whether a text is a name, perhaps with a part below. */
  static boolean isName(String text) {
    return text.matches("\\p{L}[\\p{L}\\p{M}\\p{N}]*(_[\\p{L}\\p{N}]+)*");
  }

  /** The last mark of an argument, whose scripts are those of the word. */
  private static @Nullable Markup lastOf(@Nullable List<Markup> cell) {
    if (cell == null || cell.isEmpty()) {
      return null;
    }
    Markup last = cell.get(cell.size() - 1);
    List<Markup> inner = last.is(Kind.GROUP) && !last.hasScripts() ? last.cell() : null;
    return inner == null || inner.isEmpty() ? last : inner.get(inner.size() - 1);
  }

  /** Whether a font sets words, and not letters one by one. */
  private static boolean isWordFont(Markup mark) {
    return styles(mark).stream()
        .allMatch(each -> Commands.isFont(each) && !Commands.isBold(each) && !each.equals("vec"));
  }

  /** The word that letters make together where a font is set for them, or null. */
  private static @Nullable String letters(@Nullable List<Markup> argument, boolean styled) {
    List<Markup> cell = argument;
    if (styled && cell != null && cell.size() == 1) {
      Markup only = cell.get(0);
      cell = only.is(Kind.GROUP) && !only.hasScripts() ? only.cell() : cell;
    }
    if (cell == null) {
      return null;
    }
    boolean font = cell.size() > 1 && Commands.isSwitch(cell.get(0).text());
    StringBuilder word = new StringBuilder();
    for (int i = font ? 1 : 0; i < cell.size(); i++) {
      Markup each = cell.get(i);
      boolean plain = each.is(Kind.LETTER) || (each.is(Kind.DIGIT) && !word.isEmpty());
      boolean last = i == cell.size() - 1;
      if (!plain || each.hasScripts() && !last) {
        return null;
      }
      word.append(each.text());
    }
    return (font || styled && word.length() > 1) && !word.isEmpty() ? word.toString() : null;
  }

  @Nullable Markup script(boolean below) {
    for (Script script : scripts) {
      if (script.below() == below) {
        return script.content();
      }
    }
    return null;
  }
}
