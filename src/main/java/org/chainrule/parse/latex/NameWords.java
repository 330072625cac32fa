package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.chainrule.parse.latex.Markup.Script;
import org.jspecify.annotations.Nullable;

/** The part of the pass that says names: marks over them, labels, subscripts, powers. */
final class NameWords {
  private final FormulaPass pass;
  private final Vocabulary vocabulary;

  /** A part of a subscript: a number, a name, or a formula. */
  private record Part(Sort sort, String text, List<Markup> items) {
    int start() {
      return items.get(0).start();
    }

    int end() {
      return items.get(items.size() - 1).scriptsEnd();
    }
  }

  private enum Sort {
    NUMBER,
    NAME,
    FORMULA
  }

  NameWords(FormulaPass pass, Vocabulary vocabulary) {
    this.pass = pass;
    this.vocabulary = vocabulary;
  }

  /** Reads a name that ends before a place in the row. */
  int name(List<Markup> items, int i, int end, int to, NameMark name) {
    Markup last = items.get(end - 1);
    NameMark whole = underscored(items, end, to, name);
    int next = whole == name ? end : end + 2;
    pass.openFactorial(items, next, to, last);
    boolean called = isCalled(items, next, to);
    int after = called ? pass.scan().endOfClosed(items, next) : to;
    if (after < to
        && items.get(after).is(Kind.SIGN, "!")
        && vocabulary.functions().isFunctionName(whole.word())) {
      throw pass.refuse(
          name.start(),
          items.get(after).end(),
          "a factorial after `%s(…)` could be of the call or of the bracket".formatted(name.word()),
          "put brackets around the call");
    }
    if (called) {
      checkFunction(items, next, whole);
      boolean function =
          whole.primes() > 0 || above(whole) > 0 || vocabulary.defined.contains(whole.word());
      if (function && after < to) {
        pass.openFactorial(items, after, to, items.get(after - 1));
      }
    }
    if (whole.word().equals("Delta") && whole.scripts().isEmpty() && next < to && !called) {
      checkDifference(items.get(next), whole);
    }
    nameLater(whole, called);
    boolean product =
        called
            && whole.scripts().isEmpty()
            && !hasComma(items, next)
            && (whole.word().equals("delta")
                || whole.word().equals("gamma") && isSquareBracket(items.get(next)));
    if (product) {
      // The Kronecker delta has two indices; before one operand the letter is a number. The Gamma
      // function has round brackets.
      int place = items.get(next).start();
      pass.wordLater(ChainruleLexer.TIMES, "*", place, place);
    }
    return next;
  }

  /** The name of which mathjs escapes the underscore, {@code w\_1}. */
  private NameMark underscored(List<Markup> items, int end, int to, NameMark name) {
    boolean below = end + 1 < to && items.get(end).is(Kind.SIGN, "\\_");
    if (!below || !name.scripts().isEmpty()) {
      return name;
    }
    Markup part = items.get(end + 1);
    List<Script> scripts = new ArrayList<>(part.scripts());
    scripts.add(
        new Script(
            true, new Markup(part.kind(), part.text(), part.start(), part.end()), part.start()));
    return new NameMark(
        name.word(), name.accent(), scripts, part.primes(), name.start(), name.end());
  }

  /** Refuses f, g and h with scripts before what could be their argument. */
  private void checkFunction(List<Markup> items, int next, NameMark name) {
    boolean letter =
        switch (name.word()) {
          case "f", "g", "h", "D" -> !name.scripts().isEmpty();
          case "delta" -> name.scripts().isEmpty();
          default -> false;
        };
    if (!letter || vocabulary.defined.contains(name.word())) {
      return;
    }
    Markup mark = items.get(next);
    List<Markup> inside = mark.is(Kind.OPEN) ? items : pass.onlyCell(mark);
    int from = mark.is(Kind.OPEN) ? next + 1 : 0;
    int to = mark.is(Kind.OPEN) ? pass.scan().partner(items, next) : inside.size();
    Markup above = name.script(false);
    if (above != null && above.is(Kind.GROUP) && isOrders(above)) {
      throw pass.refuse(
          name.start(),
          above.end(),
          "orders in brackets could say by which arguments, or how often by each",
          "write \\frac{\\partial}{\\partial x}");
    }
    boolean alone = to == from + 1 && NameMark.of(inside.get(from)) != null;
    if (alone || hasComma(items, next) && !name.word().equals("delta")) {
      String shown = pass.shown(name.start(), items.get(next).start());
      throw pass.refuse(
          name.start(),
          pass.scan().endOfClosed(items, next) - 1 < items.size()
              ? items.get(pass.scan().endOfClosed(items, next) - 1).end()
              : mark.end(),
          "`%s(` could be a function or a product".formatted(shown.strip()),
          "declare `%s : \\mathbb{R} \\to \\mathbb{R}` for a function, or write %s \\cdot (…)"
              .formatted(shown.strip(), shown.strip()));
    }
  }

  private boolean isOrders(Markup above) {
    List<Markup> inside = bracketed(above);
    return inside != null && inside.stream().anyMatch(each -> each.is(Kind.SIGN, ","));
  }

  /** Refuses a difference, which is one name to most readers. */
  private void checkDifference(Markup next, NameMark name) {
    if (NameMark.of(next) != null && !vocabulary.known.contains("Delta")) {
      String shown = pass.shown(next.start(), next.scriptsEnd());
      throw pass.refuse(
          name.start(),
          next.end(),
          "`\\Delta %s` could be one name or a product".formatted(shown),
          "write \\text{…} for a name, \\Delta \\cdot %s for the product".formatted(shown));
    }
  }

  private static boolean isSquareBracket(Markup mark) {
    String open = mark.is(Kind.FENCED) ? mark.argument(0).text() : mark.text();
    return open.equals("[") || open.equals("\\lbrack");
  }

  private static int above(NameMark name) {
    return primes(name.script(false));
  }

  /** Whether the brackets that start here hold a comma. */
  private boolean hasComma(List<Markup> items, int i) {
    Markup mark = items.get(i);
    List<Markup> inside = mark.is(Kind.OPEN) ? items : pass.onlyCell(mark);
    int from = mark.is(Kind.OPEN) ? i + 1 : 0;
    int end = mark.is(Kind.OPEN) ? pass.scan().partner(items, i) : inside.size();
    return end < from || !pass.scan().commas(inside, from, end).isEmpty();
  }

  boolean isCalled(List<Markup> items, int next, int to) {
    if (next >= to) {
      return false;
    }
    Markup mark = items.get(next);
    return switch (mark.kind()) {
      case OPEN -> pass.scan().partner(items, next) > next;
      case FENCED -> !mark.argument(0).text().equals(".");
      case GROUP -> mark.cell() != null && pass.isBracketed(pass.onlyCell(mark));
      default -> false;
    };
  }

  /** Puts off a name with all that stands at it. */
  void nameLater(NameMark name, boolean called) {
    @Nullable Markup above = name.script(false);
    @Nullable Markup below = name.script(true);
    String joined = wordBelow(below);
    bareLater(name, joined == null ? "" : "_" + joined);
    if (joined != null) {
      below = null;
    }
    int order = called && above != null ? order(above, name) : 0;
    above = order > 0 ? null : above;
    List<Markup> raised = List.of();
    Markup whole = above;
    Markup labelled = above == null ? null : pass.matrices().label(above);
    above = labelled == null ? above : labelled;
    if (above != null) {
      String label = label(above, name, called);
      if (label != null) {
        labelLater(label, above);
        above = null;
      } else {
        raised = indices(above, name);
        above = raised.isEmpty() ? above : null;
      }
    }
    if (!raised.isEmpty()) {
      Markup first = raised.get(0);
      pass.note(
          name.start(),
          raised.get(raised.size() - 1).end(),
          "`%s` in brackets above `%s` was read as an index"
              .formatted(
                  pass.shown(first.start(), raised.get(raised.size() - 1).scriptsEnd()),
                  name.word()));
    }
    if (below != null || !raised.isEmpty()) {
      subscriptLater(below, raised);
    }
    primesLater(order + name.primes() + primes(above), name.end());
    if (above != null && primes(above) == 0) {
      pass.raisedLater(above);
    }
    if (labelled != null && whole != null) {
      pass.matrices().transposeLater(whole);
    }
  }

  /** How often a defined function is differentiated, {@code f^{(3)}(x)}; 0 where it is not. */
  private int order(Markup above, NameMark name) {
    List<Markup> inside = bracketed(above);
    boolean one =
        inside != null
            && inside.size() == 1
            && inside.get(0).is(Kind.DIGIT)
            && !isSquare(above)
            && name.script(true) == null
            && vocabulary.parameters.getOrDefault(name.word(), List.of()).size() == 1
            && !vocabulary.labelled.contains(name.word());
    return one && inside != null ? Integer.parseInt(inside.get(0).text()) : 0;
  }

  /** The word below a name whose letters could be indices, but are none; null elsewhere. */
  private @Nullable String wordBelow(@Nullable Markup below) {
    List<Markup> cell = below != null && below.is(Kind.GROUP) ? below.cell() : null;
    if (cell != null && cell.size() == 1 && cell.get(0).is(Kind.WORD)) {
      return wordOfIndices(cell.get(0));
    }
    if (cell == null || cell.size() < 2 || cell.size() > 6) {
      return null;
    }
    boolean letters = cell.stream().allMatch(each -> each.is(Kind.LETTER) && !each.hasScripts());
    String text = RowScan.text(cell, 0, cell.size());
    return letters && isTogether(cell) && Vocabulary.isWordOfIndices(text) ? text : null;
  }

  /** A word in clothes of which each letter could be an index: text says that it is a word. */
  private @Nullable String wordOfIndices(Markup word) {
    String content = NameMark.content(word.text());
    boolean letters = content.matches("[A-Za-z]{2,6}") && !word.hasScripts();
    boolean together = NameMark.styles(word).stream().noneMatch(Commands::isBold);
    boolean indices =
        Vocabulary.isWordOfIndices(content) || letters && vocabulary.areIndices(content);
    return letters && together && indices ? content : null;
  }

  private void bareLater(NameMark name, String below) {
    String accent = name.accent();
    String word = name.word();
    int split = word.indexOf('_');
    String first = (split < 0 ? word : word.substring(0, split)) + below;
    if (accent == null) {
      pass.wordLater(ChainruleLexer.NAME, first, name.start(), name.end());
    } else {
      pass.wordLater(ChainruleLexer.NAME, accent, name.start(), name.end());
      pass.attachedLater(ChainruleLexer.LPAREN, "(", name.start(), name.end());
      pass.attachedLater(ChainruleLexer.NAME, first, name.start(), name.end());
      pass.attachedLater(ChainruleLexer.RPAREN, ")", name.start(), name.end());
    }
    if (split >= 0) {
      String rest = word.substring(split + 1);
      pass.attachedLater(
          Character.isDigit(rest.charAt(0))
              ? ChainruleLexer.SUBSCRIPT_NUMBER
              : ChainruleLexer.SUBSCRIPT_NAME,
          "_" + rest,
          name.start(),
          name.end());
    }
  }

  void primesLater(int primes, int place) {
    for (int k = 0; k < primes; k++) {
      pass.attachedLater(ChainruleLexer.PRIME, "'", place, place + 1);
    }
  }

  /** How many primes a script is. */
  static int primes(@Nullable Markup above) {
    if (above == null) {
      return 0;
    }
    List<Markup> marks = above.is(Kind.GROUP) ? above.cell() : List.of(above);
    if (marks == null || marks.isEmpty()) {
      return 0;
    }
    int primes = 0;
    for (Markup mark : marks) {
      int own =
          switch (mark.text()) {
            case "\\prime", "'" -> 1;
            case "\\doubleprime" -> 2;
            case "\\tripleprime" -> 3;
            default -> 0;
          };
      if (own == 0 || mark.hasScripts()) {
        return mark.is(Kind.EMPTY) && mark.primes() > 0 && marks.size() == 1 ? mark.primes() : 0;
      }
      primes += own;
    }
    return primes;
  }

  private void labelLater(String label, Markup above) {
    int start = above.start();
    int end = above.end();
    pass.attachedLater(ChainruleLexer.POWER, "^", start, start + 1);
    pass.attachedLater(ChainruleLexer.LBRACKET, "[", start, start + 1);
    for (String part : label.split("(?<=[+,-])|(?=[+,-])", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int type =
          switch (part) {
            case "+" -> ChainruleLexer.PLUS;
            case "-" -> ChainruleLexer.MINUS;
            case "," -> ChainruleLexer.COMMA;
            default ->
                Character.isDigit(part.charAt(0)) ? ChainruleLexer.NUMBER : ChainruleLexer.NAME;
          };
      pass.attachedLater(type, part, start, end);
    }
    pass.attachedLater(ChainruleLexer.RBRACKET, "]", end - 1, end);
  }

  /** What stands in brackets above a name, or null. */
  private @Nullable List<Markup> bracketed(Markup above) {
    List<Markup> cell = above.is(Kind.GROUP) ? above.cell() : null;
    if (cell == null || cell.isEmpty()) {
      return null;
    }
    if (cell.size() == 1 && cell.get(0).is(Kind.FENCED)) {
      return cell.get(0).cell();
    }
    return pass.isBracketed(cell) ? cell.subList(1, cell.size() - 1) : null;
  }

  private static boolean isSquare(Markup above) {
    List<Markup> cell = above.cell();
    Markup first = cell == null || cell.isEmpty() ? above : cell.get(0);
    String open = first.is(Kind.FENCED) ? first.argument(0).text() : first.text();
    return open.equals("[") || open.equals("\\lbrack");
  }

  /** Whether angles are what stands above a name: a time, which is an index, {@code a^{<t>}}. */
  private static boolean isTime(Markup above) {
    List<Markup> cell = above.cell();
    Markup first = cell == null || cell.isEmpty() ? above : cell.get(0);
    String open = first.is(Kind.FENCED) ? first.argument(0).text() : first.text();
    return open.equals("\\langle");
  }

  private boolean isConstant(NameMark name) {
    return name.accent() == null && name.script(true) == null && !vocabulary.known.contains("e");
  }

  /** Whether brackets that grow stand above a name, as algebra systems write powers. */
  private static boolean isFenced(Markup above) {
    List<Markup> cell = above.cell();
    return cell != null && cell.size() == 1 && cell.get(0).is(Kind.FENCED);
  }

  /** The label that stands above a name, or null where it is something else. */
  private @Nullable String label(Markup above, NameMark name, boolean called) {
    if (above.is(Kind.SIGN, "+")) {
      return "+";
    }
    List<Markup> cell = above.is(Kind.GROUP) ? above.cell() : null;
    if (cell != null && cell.size() == 1 && cell.get(0).is(Kind.SIGN, "+")) {
      return "+";
    }
    if (above.is(Kind.SIGN, "*")
        || above.is(Kind.COMMAND, "\\ast")
        || above.is(Kind.COMMAND, "\\star")) {
      return "star";
    }
    checkAfterLabel(cell, name);
    List<Markup> inside = bracketed(above);
    if (inside == null || inside.isEmpty()) {
      return null;
    }
    if (isTime(above) || name.word().equals("e") && isConstant(name)) {
      return null;
    }
    String text = plain(inside);
    if (isSquare(above)) {
      if (text == null) {
        throw pass.refuse(
            above, "a label is letters and digits", "a power is written with ( and ), ^{(…)}");
      }
      return text;
    }
    if (text == null || !text.matches("[0-9]+")) {
      boolean word =
          text != null
              && text.matches("\\p{L}{2,}")
              && !vocabulary.areIndices(text)
              && !isFenced(above)
              && isTogether(inside);
      return word ? text : null;
    }
    if (vocabulary.isRaised(name.word())) {
      return null;
    }
    if (vocabulary.isLabelled(name.word())) {
      if (!vocabulary.isSurelyLabelled(name.word())) {
        pass.note(
            name.start(),
            above.end(),
            "`%s` was read as a name with a label; a power is written %s^{%s}"
                .formatted(
                    pass.shown(name.start(), above.end()),
                    pass.shown(name.start(), name.end()),
                    text));
      }
      return text;
    }
    if (called) {
      return null;
    }
    String base = pass.shown(name.start(), name.end());
    throw pass.refuse(
        name.start(),
        above.end(),
        "`%s^{(%s)}` could be a label of a layer or a power".formatted(base, text),
        "write %s^{[%s]} for the label, %s^{%s} for the power".formatted(base, text, base, text));
  }

  /** Refuses what follows a label in one script, as in {@code W^{[1]T}}. */
  private void checkAfterLabel(@Nullable List<Markup> cell, NameMark name) {
    if (cell == null || cell.size() < 2 || !cell.get(0).is(Kind.OPEN)) {
      return;
    }
    int close = pass.scan().partner(cell, 0);
    if (close < 0 || close + 1 >= cell.size() && !cell.get(close).hasScripts()) {
      return;
    }
    boolean transposed =
        close + 1 < cell.size()
            ? close + 2 == cell.size() && Commands.isTranspose(cell.get(close + 1).text())
            : isTranspose(cell.get(close).script(false));
    if (transposed) {
      throw pass.refuse(
          name.start(),
          cell.get(cell.size() - 1).scriptsEnd(),
          "a transpose, and nothing here is a column or a matrix",
          "declare what is, as in x \\in \\mathbb{R}^{n}");
    }
  }

  private static boolean isTranspose(@Nullable Markup above) {
    return above != null && Commands.isTranspose(above.text());
  }

  /** Letters, digits and signs as text; null where there is anything else. */
  private static @Nullable String plain(List<Markup> items) {
    StringBuilder text = new StringBuilder();
    for (Markup each : items) {
      boolean sign = each.is(Kind.SIGN, ",") || each.is(Kind.SIGN, "+") || each.is(Kind.SIGN, "-");
      if (each.hasScripts()) {
        return null;
      } else if (each.is(Kind.LETTER) || each.is(Kind.DIGIT) || sign) {
        text.append(each.text());
      } else if (each.is(Kind.WORD) && NameMark.isName(NameMark.content(each.text()))) {
        text.append(NameMark.content(each.text()));
      } else if (each.is(Kind.COMMAND) && Commands.letter(each.text()) != null) {
        text.append(Commands.letter(each.text()));
      } else {
        return null;
      }
    }
    return text.toString();
  }

  /** The indices in brackets above a name, as in {@code x^{(i)}}; none where it is a power. */
  private List<Markup> indices(Markup above, NameMark name) {
    List<Markup> inside = bracketed(above);
    if (inside == null || inside.isEmpty() || isSquare(above)) {
      return List.of();
    }
    boolean index = isTime(above) || vocabulary.isRaised(name.word());
    for (Markup each : inside) {
      boolean letter = each.is(Kind.LETTER) && vocabulary.isIndex(each.text());
      boolean sign = each.is(Kind.SIGN, "+") || each.is(Kind.SIGN, "-");
      if (each.hasScripts() || !(letter || sign || each.is(Kind.DIGIT))) {
        return List.of();
      }
      index |= letter;
    }
    return index ? inside : List.of();
  }

  /**
   * Puts off a subscript.
   *
   * @param below what it says, or null
   * @param raised an index that comes before it
   */
  void subscriptLater(@Nullable Markup below, List<Markup> raised) {
    List<Part> parts = new ArrayList<>();
    if (!raised.isEmpty()) {
      parts.add(part(raised));
    }
    if (below != null) {
      parts.addAll(parts(below));
    }
    if (parts.isEmpty() && below != null) {
      throw pass.refuse(below, "an empty subscript", "write the index in it, x_{i}");
    }
    Part first = parts.get(0);
    boolean word = first.sort() == Sort.NAME && !isIndex(first.text());
    if (parts.size() == 1 && first.sort() != Sort.FORMULA || word) {
      pass.attachedLater(
          first.sort() == Sort.NUMBER
              ? ChainruleLexer.SUBSCRIPT_NUMBER
              : ChainruleLexer.SUBSCRIPT_NAME,
          "_" + first.text(),
          Math.max(0, first.start() - 1),
          parts.size() == 1 && below != null ? below.end() : first.end());
      parts = parts.subList(1, parts.size());
      if (parts.isEmpty()) {
        return;
      }
    }
    int start = parts.get(0).start();
    int end = below == null ? parts.get(parts.size() - 1).end() : below.end();
    boolean square = word || parts.stream().anyMatch(NameWords::isNested);
    pass.attachedLater(
        square ? ChainruleLexer.LBRACKET : ChainruleLexer.SUBSCRIPT_OPEN,
        square ? "[" : "_{",
        start,
        start + 1);
    boolean more = false;
    for (Part part : parts) {
      if (more) {
        pass.wordLater(ChainruleLexer.COMMA, ",", part.start(), part.start());
      }
      partLater(part);
      more = true;
    }
    pass.wordLater(
        square ? ChainruleLexer.RBRACKET : ChainruleLexer.RBRACE, square ? "]" : "}", end - 1, end);
  }

  private boolean isIndex(String name) {
    return vocabulary.isIndex(name) || name.length() == 1;
  }

  private void partLater(Part part) {
    switch (part.sort()) {
      case NUMBER -> pass.wordLater(ChainruleLexer.NUMBER, part.text(), part.start(), part.end());
      case NAME -> pass.wordLater(ChainruleLexer.NAME, part.text(), part.start(), part.end());
      case FORMULA -> pass.rowLater(part.items(), 0, part.items().size());
    }
  }

  /** Whether names in a part have subscripts themselves. */
  private static boolean isNested(Part part) {
    return part.sort() == Sort.FORMULA
        && part.items().stream().anyMatch(each -> each.script(true) != null);
  }

  private List<Part> parts(Markup below) {
    List<Markup> cell = below.is(Kind.GROUP) && !below.hasScripts() ? pass.onlyCell(below) : null;
    if (cell == null) {
      return List.of(part(List.of(below)));
    }
    List<Part> parts = new ArrayList<>();
    List<Integer> ends = pass.scan().commas(cell, 0, cell.size());
    ends.add(cell.size());
    int from = 0;
    for (int end : ends) {
      List<Markup> piece = List.copyOf(cell.subList(from, end));
      if (piece.isEmpty() && ends.size() > 1) {
        throw pass.refuse(below, "an empty subscript", "write the index in it, x_{i}");
      }
      if (!piece.isEmpty()) {
        split(piece, parts);
      }
      from = end + 1;
    }
    return parts;
  }

  /** Parts of a subscript that no comma parts: {@code ij}, {@code 1 2}, {@code i1}. */
  private void split(List<Markup> piece, List<Part> parts) {
    boolean digits = piece.stream().allMatch(each -> each.is(Kind.DIGIT) && !each.hasScripts());
    boolean simple =
        piece.stream()
            .allMatch(
                each ->
                    !each.hasScripts()
                        && (each.is(Kind.DIGIT) || each.is(Kind.LETTER) || isGreek(each)));
    if (!simple || piece.size() == 1) {
      parts.add(part(piece));
      return;
    }
    String text = RowScan.text(piece, 0, piece.size());
    boolean letters = piece.stream().noneMatch(each -> each.is(Kind.DIGIT));
    boolean latin = piece.stream().allMatch(each -> each.is(Kind.LETTER));
    if (letters && latin && isTogether(piece) && !vocabulary.areIndices(text)) {
      parts.add(new Part(Sort.NAME, text, piece));
      return;
    }
    boolean coefficient = piece.get(0).is(Kind.DIGIT) && !digits;
    if (coefficient && !piece.get(0).text().equals("1")) {
      parts.add(new Part(Sort.FORMULA, "", piece));
      return;
    }
    boolean indices =
        piece.stream().allMatch(each -> each.is(Kind.DIGIT) || vocabulary.isIndex(each.text()));
    boolean counted = piece.get(0).is(Kind.LETTER) && !letters;
    if (!digits && counted && !indices && isTogether(piece)) {
      parts.add(new Part(Sort.NAME, text, piece));
      return;
    }
    if (coefficient && !indices) {
      throw pass.refuse(
          piece.get(0).start(),
          piece.get(piece.size() - 1).end(),
          "`%s` is no index".formatted(text),
          "write the subscript in braces of its own, x_{%s} %s"
              .formatted(text.replaceAll("[^0-9].*", ""), text.replaceAll("^[0-9]+", "")));
    }
    int i = 0;
    while (i < piece.size()) {
      int end =
          piece.get(i).is(Kind.DIGIT) ? pass.scan().endOfNumber(piece, i, piece.size()) : i + 1;
      parts.add(part(List.copyOf(piece.subList(i, end))));
      i = end;
    }
  }

  private static boolean isTogether(List<Markup> piece) {
    for (int i = 1; i < piece.size(); i++) {
      if (piece.get(i - 1).end() != piece.get(i).start()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGreek(Markup mark) {
    return mark.is(Kind.COMMAND) && Commands.letter(mark.text()) != null;
  }

  private static Part part(List<Markup> items) {
    boolean digits = items.stream().allMatch(each -> each.is(Kind.DIGIT) && !each.hasScripts());
    if (digits && !items.isEmpty()) {
      return new Part(Sort.NUMBER, RowScan.text(items, 0, items.size()), items);
    }
    Markup only = items.get(0);
    boolean command =
        only.is(Kind.COMMAND) && only.text().matches("\\\\(max|min|inf|sup|lim|star)");
    if (items.size() == 1 && command && !only.hasScripts()) {
      return new Part(Sort.NAME, only.text().substring(1), items);
    }
    NameMark name = items.size() == 1 ? NameMark.of(items.get(0)) : null;
    return name != null
            && name.accent() == null
            && name.scripts().isEmpty()
            && name.primes() == 0
            && name.word().indexOf('_') < 0
        ? new Part(Sort.NAME, name.word(), items)
        : new Part(Sort.FORMULA, "", items);
  }
}
