package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mark of LaTeX, or what several make together, with the scripts at it. */
final class Markup {
  /** The kinds of marks. */
  enum Kind {
    /** One letter. */
    LETTER,
    DIGIT,
    /** One character that is neither, or one behind a backslash. */
    SIGN,
    COMMAND,
    /** A word in clothes, {@code \text{…}}; the text is what it wears. */
    WORD,
    OPEN,
    CLOSE,
    BAR,
    PRIME,
    /** Braces. */
    GROUP,
    /** What stands between {@code \left} and {@code \right}. */
    FENCED,
    ENVIRONMENT,
    FRACTION,
    ROOT,
    /** A command that dresses its argument: a font, an accent. */
    STYLED,
    /** What parts cells and rows. */
    SEPARATOR,
    /** Nothing, with scripts at it. */
    EMPTY
  }

  /** A script: whether below or above, and what it says. */
  record Script(boolean below, Markup content, int start) {}

  private final Kind kind;
  private final String text;
  private final int start;
  private final int end;

  /** The arguments of a command; the two delimiters of what is fenced. */
  private final List<Markup> arguments;

  /** The rows of a group or environment, each of cells. */
  private final List<List<List<Markup>>> rows;

  private final List<Script> scripts = new ArrayList<>(1);
  private int primes;
  private int scriptsEnd;

  Markup(
      Kind kind,
      String text,
      int start,
      int end,
      List<Markup> arguments,
      List<List<List<Markup>>> rows) {
    this.kind = kind;
    this.text = text;
    this.start = start;
    this.end = end;
    this.arguments = arguments;
    this.rows = rows;
    scriptsEnd = end;
  }

  Markup(Kind kind, String text, int start, int end) {
    this(kind, text, start, end, List.of(), List.of());
  }

  void addScript(Script script, int scriptEnd) {
    scripts.add(script);
    scriptsEnd = scriptEnd;
  }

  void addPrime(int primeEnd) {
    primes++;
    scriptsEnd = primeEnd;
  }

  Kind kind() {
    return kind;
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean is(Kind other, String says) {
    return kind == other && text.equals(says);
  }

  /** What it says, as far as that is not in its arguments and rows. */
  String text() {
    return text;
  }

  int start() {
    return start;
  }

  /** Just after it, its scripts not counted. */
  int end() {
    return end;
  }

  /** Just after its last script. */
  int scriptsEnd() {
    return scriptsEnd;
  }

  List<Markup> arguments() {
    return arguments;
  }

  Markup argument(int i) {
    return arguments.get(i);
  }

  List<List<List<Markup>>> rows() {
    return rows;
  }

  /** The only cell of a group; null where there are several. */
  @Nullable List<Markup> cell() {
    return rows.size() == 1 && rows.get(0).size() == 1 ? rows.get(0).get(0) : null;
  }

  List<Script> scripts() {
    return scripts;
  }

  boolean hasScripts() {
    return !scripts.isEmpty() || primes > 0;
  }

  int primes() {
    return primes;
  }

  /** The first script below or above, or null. */
  @Nullable Markup script(boolean below) {
    for (Script script : scripts) {
      if (script.below() == below) {
        return script.content();
      }
    }
    return null;
  }

  int count(boolean below) {
    int count = 0;
    for (Script script : scripts) {
      count += script.below() == below ? 1 : 0;
    }
    return count;
  }
}
