package org.chainrule.parse.latex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import org.chainrule.error.Interruption;
import org.chainrule.notation.Convention;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/** The scan of all texts of a problem for the names that tell how each is meant. */
final class ProblemScan {
  private final Vocabulary vocabulary;

  ProblemScan(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Looks at a list of variables. */
  void variables(List<Markup> displays) {
    displays.forEach(
        display ->
            display.rows().forEach(row -> row.forEach(cell -> target(cell, 0, cell.size(), true))));
    text(displays);
  }

  /** Looks at a name of a point, of which numbers in brackets are labels. */
  void names(List<Markup> displays) {
    variables(displays);
    vocabulary.labelled.addAll(vocabulary.bracketed.keySet());
  }

  /** Looks at a text of statements or an expression. */
  void text(List<Markup> displays) {
    Deque<List<Markup>> pending = new ArrayDeque<>();
    for (Markup display : displays) {
      pending.push(List.of(display));
      statements(display);
    }
    while (!pending.isEmpty()) {
      Interruption.poll();
      List<Markup> row = pending.pop();
      for (Markup mark : row) {
        look(mark);
        mark.rows().forEach(cells -> cells.forEach(pending::push));
        if (!mark.arguments().isEmpty() && !mark.is(Kind.FENCED)) {
          pending.push(mark.arguments());
        }
        mark.scripts().forEach(script -> pending.push(List.of(script.content())));
      }
    }
  }

  private void statements(Markup display) {
    Markup around = display;
    for (int depth = 0; depth < 4; depth++) {
      for (List<List<Markup>> cells : around.rows()) {
        List<Markup> row = new ArrayList<>();
        cells.forEach(row::addAll);
        statement(List.copyOf(row));
      }
      List<Markup> cell = around.cell();
      if (cell == null || cell.size() != 1 || !cell.get(0).is(Kind.ENVIRONMENT)) {
        return;
      }
      around = cell.get(0);
    }
  }

  /** Looks at the left sides in a row, each up to a relation after the start or a comma. */
  private void statement(List<Markup> row) {
    int from = 0;
    int depth = 0;
    for (int i = 0; i < row.size(); i++) {
      depth += row.get(i).is(Kind.OPEN) ? 1 : row.get(i).is(Kind.CLOSE) ? -1 : 0;
      int operator = depth > 0 ? 0 : RowScan.operator(row, i);
      boolean relation =
          operator == ChainruleLexer.EQUAL
              || operator == ChainruleLexer.COLON
              || operator == ChainruleLexer.IN;
      if (relation) {
        target(row, from, i, operator != ChainruleLexer.IN || isReals(row, i + 1));
        tuple(row, from, i);
      }
      vocabulary.shaped |= relation && isArray(row, i + 1);
      boolean line = i > 0 && row.get(i - 1).scriptsEnd() < row.get(i).start();
      if (operator == ChainruleLexer.COMMA || relation) {
        if (operator == ChainruleLexer.COMMA && isDeclared(row, i)) {
          target(row, from, i, true);
        }
        from = i + 1;
      } else if (line && row.get(i).is(Kind.LETTER) && isTarget(row, i)) {
        from = i;
      }
    }
  }

  /** Looks at the names of a list that is said to equal another. */
  private void tuple(List<Markup> row, int from, int to) {
    if (to - from < 3 || !row.get(from).is(Kind.OPEN) || !row.get(to - 1).is(Kind.CLOSE)) {
      return;
    }
    int begin = from + 1;
    for (int i = begin; i < to; i++) {
      if (i == to - 1 || row.get(i).is(Kind.SIGN, ",")) {
        target(row, begin, i, true);
        begin = i + 1;
      }
    }
  }

  private static boolean isReals(List<Markup> row, int i) {
    return i < row.size()
        && (row.get(i).is(Kind.COMMAND, "\\R")
            || (row.get(i).is(Kind.WORD) || row.get(i).is(Kind.STYLED))
                && NameMark.styles(row.get(i)).contains("mathbb"));
  }

  /** Whether a space of more than one number is what something is declared to be in. */
  private static boolean isArray(List<Markup> row, int i) {
    boolean power = isReals(row, i) && row.get(i).script(false) != null;
    return power && (i + 1 == row.size() || RowScan.operator(row, i + 1) != ChainruleLexer.ARROW);
  }

  /** Whether a list of names ends in a declaration. */
  private static boolean isDeclared(List<Markup> row, int comma) {
    for (int i = comma; i < row.size(); i++) {
      int operator = RowScan.operator(row, i);
      if (operator == ChainruleLexer.IN || operator == ChainruleLexer.COLON) {
        return true;
      } else if (operator != 0 && operator != ChainruleLexer.COMMA) {
        return false;
      }
    }
    return false;
  }

  /** Whether letters from here on are all up to a relation. */
  private static boolean isTarget(List<Markup> row, int i) {
    int end = i + 1;
    while (end < row.size()
        && row.get(end).is(Kind.LETTER)
        && row.get(end).start() == row.get(end - 1).end()) {
      end++;
    }
    return end < row.size() && RowScan.operator(row, end) == ChainruleLexer.EQUAL;
  }

  private void target(List<Markup> row, int from, int to, boolean value) {
    if (from >= to) {
      return;
    }
    int end = from;
    StringBuilder letters = new StringBuilder();
    while (end < to && row.get(end).is(Kind.LETTER)) {
      letters.append(row.get(end++).text());
      if (row.get(end - 1).hasScripts()) {
        break;
      }
    }
    boolean called = end < to && (row.get(end).is(Kind.OPEN) || row.get(end).is(Kind.FENCED));
    if (letters.length() > 1 && (end == to || called)) {
      String word = letters.toString();
      if (!called || vocabulary.function(word).isEmpty()) {
        vocabulary.words.add(word);
      }
      if (!called) {
        vocabulary.known.add(word);
      }
    }
    NameMark first = NameMark.of(row.get(from));
    boolean function =
        first != null
            && (to - from > 1
                    && (row.get(from + 1).is(Kind.OPEN)
                        || row.get(from + 1).is(Kind.FENCED)
                        || row.get(from + 1).is(Kind.GROUP))
                || to < row.size() && RowScan.operator(row, to) == ChainruleLexer.COLON);
    if (first != null && function) {
      vocabulary.defined.add(first.word());
      boolean one = first.accent() == null && first.scripts().isEmpty();
      List<String> parameters = one ? parameters(row.subList(from + 1, to)) : List.of();
      if (!parameters.isEmpty()) {
        vocabulary.parameters.put(first.word(), parameters);
      }
    }
    NameMark name = to - from == 1 ? first : null;
    if (name != null) {
      if (value) {
        vocabulary.known.add(name.word());
      } else if (name.word().length() == 1) {
        vocabulary.indices.add(name.word());
      }
      if (digits(name.script(false)) != null) {
        vocabulary.labelled.add(name.word());
      }
    }
  }

  /** The names in brackets, {@code (x, y)}; none where there is anything else. */
  private static List<String> parameters(List<Markup> marks) {
    Markup fence = marks.size() == 1 ? marks.get(0) : null;
    boolean open = marks.size() > 2 && marks.get(0).is(Kind.OPEN, "(");
    List<Markup> cell =
        fence != null && fence.is(Kind.FENCED)
            ? fence.cell()
            : open && marks.get(marks.size() - 1).is(Kind.CLOSE, ")")
                ? marks.subList(1, marks.size() - 1)
                : null;
    List<String> names = new ArrayList<>();
    for (int i = 0; cell != null && i < cell.size(); i++) {
      NameMark name = i % 2 == 0 ? NameMark.of(cell.get(i)) : null;
      boolean bare = name != null && name.accent() == null && name.scripts().isEmpty();
      if (name != null && bare && name.primes() == 0) {
        names.add(name.word());
      } else if (i % 2 == 0 || !cell.get(i).is(Kind.SIGN, ",")) {
        return List.of();
      }
    }
    return List.copyOf(names);
  }

  private void look(Markup mark) {
    vocabulary.shaped |=
        mark.is(Kind.ENVIRONMENT) && mark.text().endsWith("matrix") && mark.rows().size() > 1;
    if (mark.is(Kind.FRACTION)) {
      differential(mark);
    }
    if (BinderWords.isBinder(mark)) {
      bind(mark.script(true));
    }
    String letter = mark.is(Kind.COMMAND) ? Commands.letter(mark.text()) : null;
    if (letter != null) {
      vocabulary.write(letter, mark.text());
    }
    NameMark name = NameMark.of(mark);
    if (name == null) {
      return;
    }
    boolean dressed = mark.is(Kind.WORD) || mark.is(Kind.STYLED);
    boolean word =
        dressed && name.word().length() > 1 && vocabulary.function(name.word()).isEmpty();
    boolean together = NameMark.styles(mark).stream().noneMatch(Commands::isBold);
    if (word && together && !RowScan.isText(mark) && !mark.text().startsWith("\\mathbb")) {
      vocabulary.words.add(name.word());
    }
    if (isMovedIndex(name.script(false))) {
      vocabulary.raised.add(name.word());
    }
    String digits = digits(name.script(false));
    if (digits != null) {
      vocabulary.bracketed.computeIfAbsent(name.word(), key -> new HashSet<>()).add(digits);
      if (name.script(true) != null || name.accent() != null) {
        vocabulary.labelled.add(name.word());
      }
    }
  }

  /** Whether an index and how far it is moved stands in brackets above a name, {@code (t-1)}. */
  private static boolean isMovedIndex(@Nullable Markup above) {
    List<Markup> inside = inBrackets(above);
    return inside != null
        && inside.size() == 3
        && inside.get(0).is(Kind.LETTER)
        && Convention.isIndex(inside.get(0).text())
        && (inside.get(1).is(Kind.SIGN, "-") || inside.get(1).is(Kind.SIGN, "+"))
        && inside.get(2).is(Kind.DIGIT)
        && inside.stream().noneMatch(Markup::hasScripts);
  }

  /** What stands in round brackets above a name, or null. */
  private static @Nullable List<Markup> inBrackets(@Nullable Markup above) {
    List<Markup> cell = above == null || !above.is(Kind.GROUP) ? null : above.cell();
    if (cell == null || cell.isEmpty()) {
      return null;
    }
    if (cell.size() == 1 && cell.get(0).is(Kind.FENCED)) {
      return cell.get(0).argument(0).text().equals("(") ? cell.get(0).cell() : null;
    }
    boolean round = cell.get(0).is(Kind.OPEN, "(") && cell.get(cell.size() - 1).is(Kind.CLOSE, ")");
    return round ? cell.subList(1, cell.size() - 1) : null;
  }

  /** Whole numbers in brackets above a name, or null. */
  private static @Nullable String digits(@Nullable Markup above) {
    List<Markup> inside = inBrackets(above);
    boolean all =
        inside != null
            && !inside.isEmpty()
            && inside.stream().allMatch(each -> each.is(Kind.DIGIT));
    return all && inside != null ? RowScan.text(inside, 0, inside.size()) : null;
  }

  /** The name that is differentiated, {@code \partial Loss}, and by what. */
  private void differential(Markup mark) {
    for (Markup part : mark.arguments()) {
      List<Markup> cell = part.is(Kind.GROUP) ? part.cell() : null;
      if (cell == null || cell.size() < 2 || !DerivativeWords.isDifferential(cell.get(0))) {
        continue;
      }
      int end = 1;
      StringBuilder letters = new StringBuilder();
      while (end < cell.size() && cell.get(end).is(Kind.LETTER)) {
        letters.append(cell.get(end++).text());
        if (cell.get(end - 1).hasScripts()) {
          break;
        }
      }
      if (letters.length() > 2) {
        vocabulary.words.add(letters.toString());
      }
      NameMark name = cell.size() == 2 ? NameMark.of(cell.get(1)) : null;
      if (name != null && digits(name.script(false)) != null) {
        vocabulary.labelled.add(name.word());
      }
    }
  }

  private void bind(@Nullable Markup below) {
    List<Markup> cell = below == null ? null : below.is(Kind.GROUP) ? below.cell() : List.of(below);
    if (cell == null) {
      return;
    }
    boolean starts = true;
    for (Markup mark : cell) {
      NameMark name = starts ? NameMark.of(mark) : null;
      if (name != null && name.word().length() == 1) {
        vocabulary.indices.add(name.word());
      }
      starts = mark.is(Kind.SIGN, ",");
    }
  }
}
