package org.chainrule.parse.latex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.parse.TokenText;
import org.chainrule.parse.Word;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.chainrule.parse.latex.Markup.Script;
import org.jspecify.annotations.Nullable;

/**
 * The pass over the marks of LaTeX that says them in the words of the notation.
 *
 * <p>Each step looks at what stands in a row from one mark on, and puts off what it says of it, so
 * that nothing recurses on how deep braces nest. Names are read by {@link NameWords}, functions by
 * {@link FunctionWords}, sums by {@link BinderWords}, derivatives by {@link DerivativeWords}, cases
 * by {@link CaseWords}; each returns the place in the row at which reading goes on.
 */
final class FormulaPass {
  /** How long a sign above a name may be that is no power: a transposition in clothes. */
  static final int LONGEST_SIGN = 16;

  /** Among how many notes one is looked for that says the same. */
  private static final int MOST_NOTES = 100;

  private final SourceText source;
  private final Vocabulary vocabulary;
  private final List<Word> words = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final List<Runnable> steps = new ArrayList<>();
  private final RowScan scan;
  private final NameWords names;
  private final FunctionWords functions;
  private final BinderWords binders;
  private final DerivativeWords derivatives;
  private final CaseWords cases;
  private final BracketWords brackets;
  private final FractionWords fractions;
  private final MatrixWords matrices;
  private final Set<Markup> factorials = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean lineStarts;

  FormulaPass(SourceText source, Vocabulary vocabulary) {
    this.source = source;
    this.vocabulary = vocabulary;
    scan = new RowScan(this, vocabulary);
    names = new NameWords(this, vocabulary);
    functions = new FunctionWords(this, scan, vocabulary);
    binders = new BinderWords(this, scan);
    derivatives = new DerivativeWords(this, scan, vocabulary);
    cases = new CaseWords(this, scan);
    matrices = new MatrixWords(this, vocabulary);
    brackets = new BracketWords(this, scan, cases, matrices);
    fractions = new FractionWords(this, derivatives);
  }

  /** The words of some displays. */
  TokenText read(List<Markup> displays) {
    List<Line> lines = new Lines(this, scan, source).of(displays);
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      work.push(() -> row(line.items(), 0, line.items().size()));
      work.push(() -> start(line));
    }
    while (!work.isEmpty()) {
      Interruption.poll();
      work.pop().run();
    }
    return new TokenText(source, words, notes);
  }

  private void start(Line line) {
    if (line.start() == Line.Start.STATEMENT && !words.isEmpty()) {
      int place = words.get(words.size() - 1).getStopIndex() + 1;
      say(ChainruleLexer.SEMICOLON, ";", place, place, false);
    }
    lineStarts = line.start() == Line.Start.PERHAPS;
  }

  RowScan scan() {
    return scan;
  }

  SourceText source() {
    return source;
  }

  NameWords names() {
    return names;
  }

  FunctionWords functions() {
    return functions;
  }

  /** Puts off a step to after those that were put off before. */
  void later(Runnable step) {
    steps.add(step);
  }

  /** Puts off the words of a part of a row. */
  void rowLater(List<Markup> items, int from, int to) {
    later(() -> row(items, from, to));
  }

  /** Puts off the words of a group's only cell. */
  void cellLater(Markup group) {
    List<Markup> cell = onlyCell(group);
    rowLater(cell, 0, cell.size());
  }

  /** Puts off the words of an argument, of which a group is what is in it. */
  void argumentLater(Markup argument) {
    if (argument.is(Kind.GROUP) && !argument.hasScripts()) {
      cellLater(argument);
    } else {
      rowLater(List.of(argument), 0, 1);
    }
  }

  /** Puts off a word. */
  void wordLater(int type, String text, int start, int end) {
    later(() -> say(type, text, start, end, false));
  }

  /** Puts off a word that belongs to the one before it. */
  void attachedLater(int type, String text, int start, int end) {
    later(() -> say(type, text, start, end, true));
  }

  void openLater(int place) {
    wordLater(ChainruleLexer.LPAREN, "(", place, place + 1);
  }

  void closeLater(int end) {
    wordLater(ChainruleLexer.RPAREN, ")", end - 1, end);
  }

  private void say(int type, String text, int start, int end, boolean attached) {
    Word word = new Word(type, text, start, Math.max(start, end), attached);
    if (lineStarts) {
      word.startLine();
      lineStarts = false;
    }
    words.add(word);
  }

  List<Markup> onlyCell(Markup group) {
    List<Markup> cell = group.cell();
    if (cell == null) {
      throw refuse(group, "several rows or cells where a formula belongs", null);
    }
    return cell;
  }

  private void row(List<Markup> items, int from, int to) {
    int i = from;
    while (i < to) {
      Interruption.poll();
      int next = step(items, i, to);
      if (!steps.isEmpty()) {
        int rest = next;
        work.push(() -> row(items, rest, to));
        for (int k = steps.size() - 1; k >= 0; k--) {
          work.push(steps.get(k));
        }
        steps.clear();
        return;
      }
      i = next;
    }
  }

  private int step(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    checkDigits(items, i, to);
    int next = derivatives.inLine(items, i, to);
    if (next >= 0) {
      return next;
    }
    return switch (mark.kind()) {
      case EMPTY -> throw refuse(mark, "a script with nothing before it", null);
      case DIGIT -> number(items, i, to);
      case LETTER -> functions.letters(items, i, to);
      case COMMAND -> command(items, i, to);
      case WORD -> word(items, i, to);
      case STYLED -> styled(items, i, to);
      case GROUP -> group(items, i, to);
      case FENCED -> brackets.fenced(items, i, to);
      case OPEN, BAR -> brackets.bracket(items, i, to);
      case CLOSE -> brackets.close(items, i, to);
      case FRACTION -> fractions.fraction(items, i, to);
      case ROOT -> fractions.root(items, i, to);
      case ENVIRONMENT -> environment(items, i, to);
      case SIGN -> sign(items, i, to);
      case PRIME, SEPARATOR -> throw refuse(mark, "found `" + mark.text() + "`", null);
    };
  }

  /** Refuses a digit straight after a script of one digit without braces. */
  private void checkDigits(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (i + 1 >= to || !mark.hasScripts() || !items.get(i + 1).is(Kind.DIGIT)) {
      return;
    }
    Markup next = items.get(i + 1);
    for (Script script : mark.scripts()) {
      Markup content = script.content();
      boolean adjacent = content.end() == next.start();
      if (content.is(Kind.DIGIT) && (adjacent || !script.below())) {
        int last = scan.endOfNumber(items, i + 1, to);
        String digits = shown(next.start(), items.get(last - 1).end());
        String sign = script.below() ? "_" : "^";
        String base = shown(mark.start(), mark.end());
        throw refuse(
            mark.start(),
            items.get(last - 1).end(),
            "a script without braces takes one digit, and more follow",
            "write %s%s{%s%s} or %s%s%s \\cdot %s"
                .formatted(base, sign, content.text(), digits, base, sign, content.text(), digits));
      }
    }
  }

  private int number(List<Markup> items, int i, int to) {
    int end = scan.endOfNumber(items, i, to);
    Markup first = items.get(i);
    Markup last = items.get(end - 1);
    StringBuilder digits = new StringBuilder();
    items.subList(i, end).forEach(each -> digits.append(each.text()));
    checkAfterNumber(items, i, end, to, digits.toString());
    openFactorial(items, end, to, last);
    wordLater(ChainruleLexer.NUMBER, digits.toString(), first.start(), last.end());
    scriptsLater(last, false);
    return end;
  }

  private void checkAfterNumber(List<Markup> items, int i, int end, int to, String digits) {
    Markup next = end < to ? items.get(end) : null;
    if (next == null || items.get(end - 1).hasScripts()) {
      return;
    }
    if (next.is(Kind.DIGIT)) {
      int last = scan.endOfNumber(items, end, to);
      String rest = shown(next.start(), items.get(last - 1).end());
      throw refuse(
          items.get(i).start(),
          items.get(last - 1).end(),
          "two numbers with a space between them could be one or a product",
          "write %s%s or %s \\cdot %s".formatted(digits, rest, digits, rest));
    }
    if (next.is(Kind.SIGN, ".")) {
      throw refuse(
          next,
          "a point that is no decimal point here",
          "write \\cdot for a product, and digits on both sides of a decimal point");
    }
    List<Markup> comma = next.is(Kind.GROUP) ? next.cell() : null;
    if (comma != null && comma.size() == 1 && comma.get(0).is(Kind.SIGN, ",")) {
      throw refuse(
          next,
          "`{,}` could be a decimal point or part thousands",
          "write a decimal point, 0.5, and digits without parting them");
    }
    boolean power =
        next.is(Kind.LETTER, "e")
            && !next.hasScripts()
            && end + 1 < to
            && next.start() == items.get(end - 1).end()
            && items.get(end + 1).start() == next.end()
            && (items.get(end + 1).is(Kind.DIGIT)
                || items.get(end + 1).is(Kind.SIGN, "-")
                    && end + 2 < to
                    && items.get(end + 2).is(Kind.DIGIT));
    if (power) {
      throw refuse(
          items.get(i).start(),
          items.get(end + 1).end(),
          "`%s` could be a power of ten or a product with e"
              .formatted(shown(items.get(i).start(), items.get(end + 1).end())),
          "write %s \\cdot 10^{…} or %s \\cdot e".formatted(digits, digits));
    }
    if (next.is(Kind.FRACTION) && isWhole(next) && digits.matches("[0-9]+")) {
      String fraction = shown(next.start(), next.end());
      throw refuse(
          items.get(i).start(),
          next.end(),
          "`%s` could be a mixed number or a product"
              .formatted(shown(items.get(i).start(), next.end())),
          "write %s + %s or %s \\cdot %s".formatted(digits, fraction, digits, fraction));
    }
  }

  /** Whether a fraction is one of two whole numbers. */
  private static boolean isWhole(Markup fraction) {
    return fraction.text().endsWith("frac")
        && fraction.arguments().stream()
            .allMatch(
                each -> {
                  List<Markup> cell = each.is(Kind.GROUP) ? each.cell() : List.of(each);
                  return cell != null
                      && !cell.isEmpty()
                      && cell.stream()
                          .allMatch(digit -> digit.is(Kind.DIGIT) && !digit.hasScripts());
                });
  }

  private int command(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    String text = mark.text();
    int operator = Commands.operator(text);
    if (operator != 0) {
      return operator(items, i, to, operator);
    }
    if (Commands.isSwitch(text)) {
      return i + 1;
    }
    int binder = binders.read(items, i, to);
    if (binder >= 0) {
      return binder;
    }
    switch (text) {
      case "\\partial", "\\differentialD" -> {
        if (text.equals("\\differentialD") || mark.script(true) == null) {
          throw derivatives.malformed(items, i, to);
        }
        return derivatives.nabla(items, i, to);
      }
      case "\\nabla" -> {
        return derivatives.nabla(items, i, to);
      }
      case "\\infty" -> {
        wordLater(ChainruleLexer.INFINITY, "∞", mark.start(), mark.end());
        scriptsLater(mark, false);
        return i + 1;
      }
      case "\\in" -> {
        return binders.in(items, i, to);
      }
      case "\\bullet" -> {
        return productOfNumbers(items, i, to);
      }
      case "\\over", "\\choose", "\\atop" ->
          throw refuse(mark, "`" + text + "` outside of braces", "write {a " + text + " b}");
      default -> {}
    }
    String unread = Commands.unread(text);
    boolean isFunction = matrices.areThere() && vocabulary.function(text.substring(1)).isPresent();
    if (unread != null && !isFunction) {
      if (text.equals("\\otimes") && matrices.areThere()) {
        throw refuse(
            mark,
            "`\\otimes` could be the Kronecker product or the outer product",
            "write \\operatorname{kron}(A, B), or x y^{\\top}");
      }
      throw refuse(mark, unread, null);
    }
    String letter = Commands.letter(text);
    if (letter != null && vocabulary.commands(letter).size() > 1) {
      throw refuse(
          mark,
          "`" + String.join("` and `", vocabulary.commands(letter)) + "` are one name here",
          "write one of them as another letter");
    }
    if (Commands.isDots(mark)) {
      throw refuse(
          mark, "`" + text + "` leaves something out", "a range is 1, \\dots, n; else write all");
    }
    int function = functions.named(items, i, to);
    if (function >= 0) {
      return function;
    }
    NameMark name = NameMark.of(mark);
    if (name == null) {
      throw refuse(mark, "the command `" + text + "` is not read", null);
    }
    return names.name(items, i, i + 1, to, name);
  }

  /** Reads a sign that multiplies element by element where there are numbers alone. */
  private int productOfNumbers(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    note(
        mark.start(),
        mark.end(),
        "`%s` was read as the product of numbers, since nothing is declared as a vector"
            .formatted(mark.text()));
    return operator(items, i, to, ChainruleLexer.TIMES);
  }

  private int operator(List<Markup> items, int i, int to, int type) {
    Markup mark = items.get(i);
    if (type == ChainruleLexer.ELEMENTWISE_MULTIPLY && !matrices.areThere()) {
      return productOfNumbers(items, i, to);
    }
    if (type == ChainruleLexer.ELEMENTWISE_DIVIDE && !matrices.areThere()) {
      throw refuse(mark, "the command `" + mark.text() + "` is not read", null);
    }
    if (mark.hasScripts()) {
      throw refuse(mark.start(), mark.scriptsEnd(), "a script at an operator", null);
    }
    if (type == ChainruleLexer.COMMA && i + 2 < to && Commands.isDots(items.get(i + 1))) {
      Markup comma = items.get(i + 2);
      if (comma.is(Kind.SIGN, ",")) {
        wordLater(ChainruleLexer.DOTDOT, "..", mark.start(), comma.end());
        return i + 3;
      }
    }
    String remark = Commands.remark(mark.text());
    if (remark != null) {
      note(mark.start(), mark.end(), remark);
    }
    wordLater(type, Commands.plain(type), mark.start(), mark.end());
    return i + 1;
  }

  private int word(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    String content = NameMark.content(mark.text());
    int type =
        switch (content) {
          case "and", "and ," -> ChainruleLexer.AND;
          case "or" -> ChainruleLexer.OR;
          case "not" -> ChainruleLexer.NOT;
          case "if", "for", "when" -> ChainruleLexer.IF;
          case "in" -> ChainruleLexer.IN;
          case "otherwise", "else" -> ChainruleLexer.OTHERWISE;
          default -> 0;
        };
    int maxima = cases.conditional(items, i, to);
    if (maxima >= 0) {
      return maxima;
    }
    if (type != 0 && !mark.hasScripts()) {
      wordLater(type, content, mark.start(), mark.end());
      return i + 1;
    }
    if (content.isEmpty()) {
      return i + 1;
    }
    if (content.equals("E") && mark.text().startsWith("\\mathbb")) {
      throw refuse(mark, "expected values are not read", null);
    }
    if (content.matches("[0-9]+")) {
      if (matrices.constantLater(mark, content)) {
        return i + 1;
      }
      matrices.checkLength(mark);
      if (!NameMark.styles(mark).contains("mathrm")) {
        throw refuse(
            mark,
            "`%s` is no number: indicators, and vectors of one number, are not read"
                .formatted(shown(mark.start(), mark.end())),
            "write \\begin{cases} 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}");
      }
      wordLater(ChainruleLexer.NUMBER, content, mark.start(), mark.end());
      scriptsLater(mark, false);
      return i + 1;
    }
    int binder = binders.read(items, i, to);
    if (binder >= 0) {
      return binder;
    }
    if (content.equals("d") && NameMark.styles(mark).contains("mathrm")) {
      throw derivatives.malformed(items, i, to);
    }
    String unread = vocabulary.known.contains(content) ? null : Commands.unread("\\" + content);
    if (unread != null && mark.text().startsWith("\\operatorname")) {
      throw refuse(mark, unread, null);
    }
    int function = functions.named(items, i, to);
    if (function >= 0) {
      return function;
    }
    NameMark name = NameMark.of(mark);
    if (name != null
        && name.word().matches("\\p{L}{2,}")
        && !vocabulary.words.contains(name.word())
        && NameMark.styles(mark).stream().anyMatch(Commands::isBold)) {
      return boldLetters(mark, name.word(), i);
    }
    if (name == null) {
      throw refuse(
          mark,
          "text within a formula",
          "leave words out, or write them before or behind the formula");
    }
    return names.name(items, i, i + 1, to, name);
  }

  /** Letters that are bold one by one, {@code \mathbf{Wx}}: a product. */
  private int boldLetters(Markup mark, String word, int i) {
    note(
        mark.start(),
        mark.end(),
        "`%s` was read as a product of letters; one name is written \\text{%s}"
            .formatted(shown(mark.start(), mark.end()), word));
    int open = mark.text().indexOf('{') + 1;
    boolean scripted = mark.hasScripts();
    for (int k = 0; k < word.length(); k++) {
      int place = Math.min(mark.start() + open + k, mark.end() - 1);
      Markup letter = new Markup(Kind.LETTER, word.substring(k, k + 1), place, place + 1);
      if (k == word.length() - 1 && scripted) {
        mark.scripts().forEach(each -> letter.addScript(each, mark.scriptsEnd()));
      }
      rowLater(List.of(letter), 0, 1);
    }
    return i + 1;
  }

  private int styled(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    List<String> styles = NameMark.styles(mark);
    if (styles.stream().allMatch(Commands::isClass)) {
      Markup inner = mark.argument(0);
      List<Markup> cell = inner.is(Kind.GROUP) ? onlyCell(inner) : List.of(inner);
      if (cell.size() == 1 && cell.get(0).is(Kind.SIGN, "!")) {
        return factorial(mark, i);
      }
      rowLater(cell, 0, cell.size());
      Markup remark = mark.script(styles.contains("underbrace"));
      if (remark != null && mark.scripts().size() == 1 && styles.get(0).endsWith("brace")) {
        note(
            remark.start(),
            remark.end(),
            "`%s` was left aside as a remark".formatted(shown(remark.start(), remark.end())));
      } else {
        scriptsLater(mark, false);
      }
      return i + 1;
    }
    int function = functions.named(items, i, to);
    if (function >= 0) {
      return function;
    }
    NameMark name = NameMark.of(mark);
    if (name != null) {
      return names.name(items, i, i + 1, to, name);
    }
    if (matrices.constantLater(mark, mark.argument(0).text())) {
      return i + 1;
    }
    if (styles.stream().allMatch(Commands::isFont)) {
      // Bold type over more than a name: what is in it, in brackets.
      openLater(mark.start());
      argumentLater(mark.argument(0));
      closeLater(mark.end());
      scriptsLater(mark, false);
      return i + 1;
    }
    for (String style : styles) {
      if (Commands.accent(style) == null && !Commands.isFont(style)) {
        throw refuse(
            mark,
            "`\\%s` is not read".formatted(style),
            style.contains("dot") ? "write \\frac{d}{dt} before the name" : null);
      }
    }
    throw refuse(
        mark,
        "`%s` goes over a name alone".formatted(String.join(" ", styles)),
        "write \\hat{y} and then its scripts, \\hat{y}_i");
  }

  private int group(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    List<Markup> cell = onlyCell(mark);
    if (cell.isEmpty()) {
      Markup above = mark.script(false);
      if (i > 0 && above != null && mark.count(true) == 0 && mark.primes() == 0) {
        boolean bare = items.get(i - 1).script(false) == null;
        if (bare && RowScan.operator(items, i - 1) == 0) {
          raisedLater(above);
          return i + 1;
        }
        checkTranspose(above);
      }
      if (mark.hasScripts()) {
        throw refuse(mark.start(), mark.scriptsEnd(), "a script with nothing before it", null);
      }
      return i + 1;
    }
    int over = derivatives.over(items, i, to);
    if (over >= 0) {
      return over;
    }
    int function = functions.named(items, i, to);
    if (function >= 0) {
      return function;
    }
    NameMark name = NameMark.of(mark);
    if (name != null) {
      return names.name(items, i, i + 1, to, name);
    }
    boolean bare =
        !mark.hasScripts()
            && (cell.size() == 1 || isBracketed(cell))
            && factorialAt(items, i + 1, to) == null;
    if (bare) {
      rowLater(cell, 0, cell.size());
      return i + 1;
    }
    openFactorial(items, i + 1, to, mark);
    openLater(mark.start());
    rowLater(cell, 0, cell.size());
    closeLater(mark.end());
    scriptsLater(mark, false);
    return i + 1;
  }

  /** Whether brackets stand around all of a cell. */
  boolean isBracketed(List<Markup> cell) {
    if (cell.size() == 1) {
      return cell.get(0).is(Kind.FENCED);
    }
    return cell.size() > 1 && cell.get(0).is(Kind.OPEN) && scan.partner(cell, 0) == cell.size() - 1;
  }

  FractionWords fractions() {
    return fractions;
  }

  private int environment(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (cases.isCases(mark)) {
      openFactorial(items, i + 1, to, mark);
      cases.environment(mark);
      return i + 1;
    }
    if (matrices.isMatrix(mark)) {
      matrices.rowsLater(mark);
      scriptsLater(mark, false);
      return i + 1;
    }
    if (mark.text().endsWith("matrix") || mark.text().equals("array")) {
      throw refuse(
          mark,
          "one row of a matrix, and nothing here is a column or a matrix",
          "declare what is, as in x \\in \\mathbb{R}^{n}");
    }
    if (mark.rows().size() == 1) {
      List<Markup> row = new ArrayList<>();
      mark.rows().get(0).forEach(row::addAll);
      openLater(mark.start());
      rowLater(row, 0, row.size());
      closeLater(mark.end());
      return i + 1;
    }
    throw refuse(mark, "several lines within a formula", "write them apart");
  }

  private int sign(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    String text = mark.text();
    if (text.equals(".") && i + 1 < to && items.get(i + 1).is(Kind.DIGIT)) {
      return number(items, i, to);
    }
    if (text.equals("!")) {
      return factorial(mark, i);
    }
    if (text.equals(":") && i + 1 < to && items.get(i + 1).is(Kind.SIGN, "=")) {
      wordLater(ChainruleLexer.EQUAL, "=", mark.start(), items.get(i + 1).end());
      return i + 2;
    }
    int operator = Commands.operator(text);
    if (text.equals(";") && scan.isInside(items, i)) {
      operator = ChainruleLexer.COMMA;
    }
    if (operator != 0) {
      return operator(items, i, to, operator);
    }
    if (text.equals("∞")) {
      wordLater(ChainruleLexer.INFINITY, text, mark.start(), mark.end());
      scriptsLater(mark, false);
      return i + 1;
    }
    if (text.equals("\\_")) {
      throw refuse(mark, "`\\_` that follows no name", null);
    }
    String problem =
        text.equals(".") ? "a point that is no decimal point here" : "found `" + text + "`";
    String hint =
        switch (text) {
          case "." -> "write \\cdot for a product";
          case ";" -> "one statement a row";
          case "\\%" -> "write x/100";
          default -> null;
        };
    throw refuse(mark, problem, hint);
  }

  /** The factorial sign at a place, or null. */
  private static @Nullable Markup factorialAt(List<Markup> items, int i, int to) {
    if (i >= to) {
      return null;
    }
    Markup mark = items.get(i);
    if (mark.is(Kind.STYLED)) {
      Markup inner = mark.argument(0);
      List<Markup> cell = inner.is(Kind.GROUP) ? inner.cell() : List.of(inner);
      boolean wrapped = cell != null && cell.size() == 1 && cell.get(0).is(Kind.SIGN, "!");
      return wrapped && NameMark.styles(mark).stream().allMatch(Commands::isClass) ? mark : null;
    }
    return mark.is(Kind.SIGN, "!") ? mark : null;
  }

  /** Opens the factorial of the operand that starts here and ends before a place in the row. */
  void openFactorial(List<Markup> items, int end, int to, Markup operand) {
    Markup sign = factorialAt(items, end, to);
    if (sign == null || factorials.contains(sign)) {
      return;
    }
    if (operand.script(false) != null) {
      throw refuse(
          operand.start(),
          sign.end(),
          "a factorial after a power could be of the power or of its base",
          "put one of them in brackets");
    }
    if (factorialAt(items, end + 1, to) != null) {
      throw refuse(sign, "double factorials are not read", null);
    }
    factorials.add(sign);
    wordLater(ChainruleLexer.NAME, "factorial", sign.start(), sign.end());
    attachedLater(ChainruleLexer.LPAREN, "(", sign.start(), sign.end());
  }

  private int factorial(Markup mark, int i) {
    if (!factorials.contains(mark)) {
      throw refuse(mark, "a factorial of what?", "put its argument in brackets, (n + 1)!");
    }
    wordLater(ChainruleLexer.RPAREN, ")", mark.start(), mark.end());
    scriptsLater(mark, false);
    return i + 1;
  }

  /** Puts off the scripts at a closed operand: a power, and elements of what a call returns. */
  void scriptsLater(Markup mark, boolean isCall) {
    if (mark.primes() > 0 && mark.scripts().isEmpty() && matrices.areThere()) {
      names.primesLater(mark.primes(), mark.end());
      return;
    }
    if (mark.primes() > 0) {
      throw refuse(
          mark.start(),
          mark.scriptsEnd(),
          "a prime after what is no name",
          "write \\frac{d}{dx} before it");
    }
    scriptsLater(mark.scripts(), mark, isCall);
  }

  private void scriptsLater(List<Script> scripts, Markup mark, boolean isCall) {
    if (scripts.isEmpty()) {
      return;
    }
    if (mark.count(false) > 1 || mark.count(true) > 1) {
      throw refuse(
          mark.start(), mark.scriptsEnd(), "two scripts in one place", "put braces around one");
    }
    Markup below = mark.script(true);
    if (below != null && !brackets.isNorm(mark)) {
      boolean norm = mark.is(Kind.BAR) || mark.is(Kind.FENCED) && mark.argument(1).is(Kind.BAR);
      if (norm) {
        throw refuse(
            mark,
            "a norm of a kind, and nothing here is a column or a matrix",
            "declare what is, as in x \\in \\mathbb{R}^{n}");
      }
      if (!isCall) {
        throw refuse(
            below,
            "a subscript after what is no name",
            "put it at the name; values at a place are not read");
      }
      names.subscriptLater(below, List.of());
    }
    Markup above = mark.script(false);
    if (above != null) {
      raisedLater(above);
    }
  }

  MatrixWords matrices() {
    return matrices;
  }

  /** Puts off what stands above an operand: a transpose, or a power. */
  void raisedLater(Markup above) {
    if (!matrices.raisedLater(above)) {
      checkTranspose(above);
      powerLater(above);
    }
  }

  private void checkTranspose(Markup above) {
    if (above.end() - above.start() > LONGEST_SIGN) {
      return;
    }
    String text = shown(above.start(), above.end()).replaceAll("^\\{\\s*|\\s*\\}$", "");
    boolean isName = text.equals("T") && vocabulary.known.contains("T");
    if (Commands.isTranspose(text) && !isName) {
      throw refuse(
          above,
          "a transpose, and nothing here is a column or a matrix",
          text.equals("T")
              ? "declare what is, as in x \\in \\mathbb{R}^{n}; for a power declare T \\in"
                  + " \\mathbb{R}"
              : "declare what is, as in x \\in \\mathbb{R}^{n}");
    }
    if (text.equals("\\circ")) {
      throw refuse(above, "degrees are not read", "multiply by \\pi/180");
    }
  }

  /** Puts off a power. */
  private void powerLater(Markup above) {
    attachedLater(ChainruleLexer.POWER, "^", above.start(), above.start());
    boolean sign = above.is(Kind.SIGN) || above.is(Kind.PRIME);
    if (sign) {
      throw refuse(
          above,
          "`%s` alone above a name".formatted(above.text()),
          "put the power in braces, ^{-x}");
    }
    attachedLater(ChainruleLexer.LBRACE, "{", above.start(), above.start() + 1);
    argumentLater(above);
    wordLater(ChainruleLexer.RBRACE, "}", above.scriptsEnd() - 1, above.scriptsEnd());
  }

  String shown(int start, int end) {
    return source.normal(start, end);
  }

  void note(int start, int end, String text) {
    if (notes.stream().limit(MOST_NOTES).noneMatch(each -> each.text().equals(text))) {
      notes.add(new Note(source.span(start, end), text));
    }
  }

  ParseException refuse(Markup mark, String problem, @Nullable String suggestion) {
    return refuse(mark.start(), mark.end(), problem, suggestion);
  }

  ParseException refuse(int start, int end, String problem, @Nullable String suggestion) {
    Span span = source.span(start, end);
    return source.refusal(span, problem, suggestion);
  }
}
