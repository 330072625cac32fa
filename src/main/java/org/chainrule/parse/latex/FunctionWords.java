package org.chainrule.parse.latex;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.notation.Greek;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/** The part of the pass that says functions: their names, powers at these, and their arguments. */
final class FunctionWords {
  /** Commands that are no words of mathematics without their backslash. */
  private static final Set<String> COMMANDS =
      Set.of(
          "partial",
          "frac",
          "dfrac",
          "sqrt",
          "sum",
          "prod",
          "hat",
          "bar",
          "tilde",
          "cdot",
          "times",
          "infty",
          "text",
          "left",
          "right",
          "over",
          "begin",
          "end",
          "mathrm",
          "mathbf",
          "operatorname",
          "nabla",
          "odot",
          "binom");

  private static final int LONGEST_COMMAND = 16;

  /** Greek letters that are functions before a bracket although no row is named so. */
  private static final Set<String> LETTERS = Set.of("psi", "theta");

  private final FormulaPass pass;
  private final RowScan scan;
  private final Vocabulary vocabulary;

  /** A function's name in a row. */
  private record Named(String function, NameMark mark, Markup last) {}

  FunctionWords(FormulaPass pass, RowScan scan, Vocabulary vocabulary) {
    this.pass = pass;
    this.scan = scan;
    this.vocabulary = vocabulary;
  }

  /** Just after the function's name that stands here, or here where there is none. */
  int nameEnd(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (mark.is(Kind.LETTER)) {
      int end = scan.endOfLetters(items, i, to);
      boolean called =
          end - i > 1
              && pass.names().isCalled(items, end, to)
              && !scan.isWord(items, i, to)
              && vocabulary.function(RowScan.text(items, i, end)).isPresent();
      return called ? end : i;
    }
    return named(mark) == null ? i : i + 1;
  }

  /** Whether a derivative's operator stands here, {@code \frac{d}{dx}}. */
  boolean isOperator(List<Markup> items, int i) {
    Markup mark = items.get(i);
    if (!mark.is(Kind.FRACTION)) {
      return false;
    }
    Markup above = mark.argument(0);
    List<Markup> cell = above.is(Kind.GROUP) ? above.cell() : List.of(above);
    return cell != null && cell.size() == 1 && DerivativeWords.isDifferential(cell.get(0));
  }

  private @Nullable Named named(Markup mark) {
    if (mark.is(Kind.COMMAND)) {
      String name = mark.text().substring(1);
      if (Commands.letter(mark.text()) != null) {
        return null;
      }
      Optional<String> function = vocabulary.function(name.replace("*", ""));
      return function.isEmpty()
          ? null
          : new Named(
              function.get(),
              new NameMark(name, null, mark.scripts(), mark.primes(), mark.start(), mark.end()),
              mark);
    }
    boolean dressed =
        mark.is(Kind.WORD) || mark.is(Kind.STYLED) || mark.is(Kind.GROUP) && mark.cell() != null;
    NameMark name = dressed ? NameMark.of(mark) : null;
    if (name == null
        || name.accent() != null
        || name.word().length() < 2
        || Greek.isName(name.word())) {
      return null;
    }
    return vocabulary
        .function(name.word())
        .map(function -> new Named(function, name, mark))
        .orElse(null);
  }

  /** Reads a function whose name is one mark, or returns -1. */
  int named(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (mark.is(Kind.COMMAND) && LETTERS.contains(mark.text().substring(1))) {
      return letterFunction(items, i, to);
    }
    Named named = named(mark);
    if (named == null) {
      return -1;
    }
    boolean isLogarithm =
        (mark.is(Kind.COMMAND, "\\log") || mark.is(Kind.COMMAND, "\\ln"))
            && !mark.hasScripts()
            && pass.matrices().areThere();
    Named inner = isLogarithm && i + 1 < to ? named(items.get(i + 1)) : null;
    boolean isDeterminant =
        inner != null && MatrixFunction.named(inner.function()) == MatrixFunction.DETERMINANT;
    return isDeterminant && inner != null && inner.mark().scripts().isEmpty()
        ? call(
            items,
            i,
            i + 2,
            to,
            new Named(MatrixFunction.LOG_DETERMINANT.plainName(), inner.mark(), items.get(i + 1)))
        : call(items, i, i + 1, to, named);
  }

  /** The functions that Greek letters are: psi for digamma as it is printed, theta for SymPy. */
  private int letterFunction(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    String letter = mark.text().substring(1);
    Markup order = letter.equals("psi") ? order(mark) : null;
    boolean called =
        pass.names().isCalled(items, i + 1, to)
            && (mark.script(false) == null || order != null)
            && mark.primes() == 0
            && !vocabulary.known.contains(letter);
    if (!called) {
      return -1;
    }
    Markup below = order == null ? mark.script(true) : order;
    String function = letter.equals("theta") ? "step" : "digamma";
    if (below != null && letter.equals("theta")) {
      return -1;
    }
    if (below != null) {
      String shown = pass.shown(below.start(), below.end()).replaceAll("[{}()\\s]", "");
      function = shown.equals("1") ? "trigamma" : shown.equals("0") ? "digamma" : "polygamma";
    }
    if (vocabulary.function(function).isEmpty()) {
      return -1;
    }
    pass.note(
        mark.start(),
        mark.end(),
        "`%s(` was read as the function %s; a product is written %s \\cdot"
            .formatted(mark.text(), function, mark.text()));
    NameMark name = new NameMark(letter, null, List.of(), 0, mark.start(), mark.end());
    if (!function.equals("polygamma") || below == null) {
      return call(items, i, i + 1, to, new Named(function, name, mark));
    }
    wordsLater(function, mark.start(), mark.end());
    pass.attachedLater(ChainruleLexer.LPAREN, "(", mark.start(), mark.start() + 1);
    pass.argumentLater(below);
    pass.wordLater(ChainruleLexer.COMMA, ",", below.end(), below.end());
    insideLater(items, i + 1);
    pass.closeLater(items.get(scan.endOfClosed(items, i + 1) - 1).end());
    pass.scriptsLater(items.get(scan.endOfClosed(items, i + 1) - 1), false);
    return scan.endOfClosed(items, i + 1);
  }

  /** The order in brackets above psi, as Mathematica writes polygamma, or null. */
  private @Nullable Markup order(Markup mark) {
    Markup above = mark.script(false);
    if (above == null || !above.is(Kind.GROUP) || mark.script(true) != null) {
      return null;
    }
    List<Markup> cell = above.cell();
    String shown = pass.shown(above.start(), above.end());
    return cell != null && pass.isBracketed(cell) && shown.matches("\\{\\s*\\([0-9]+\\)\\s*}")
        ? above
        : null;
  }

  /** Reads letters that stand together: a function, a name of several letters, or a product. */
  int letters(List<Markup> items, int i, int to) {
    int end = scan.endOfLetters(items, i, to);
    String text = RowScan.text(items, i, end);
    if (end - i == 1) {
      return letter(items, i, to);
    }
    if (vocabulary.words.contains(text)) {
      return joined(items, i, end, to, text);
    }
    boolean called = pass.names().isCalled(items, end, to);
    if (called) {
      int function = calledLetters(items, i, end, to);
      if (function >= 0) {
        return function;
      }
    }
    checkCommand(items, i, end, text);
    int k = i;
    while (k < end) {
      int known = knownWord(items, k, end);
      k =
          known > k
              ? joined(items, k, known, to, RowScan.text(items, k, known))
              : letter(items, k, to);
    }
    if (end - i > 2) {
      pass.note(
          items.get(i).start(),
          items.get(end - 1).end(),
          "`%s` was read as a product of letters; one name is written \\text{%s}"
              .formatted(text, text));
    }
    return Math.max(k, end);
  }

  private int letter(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    NameMark name = NameMark.of(mark);
    if (name == null) {
      throw pass.refuse(
          mark.start(), mark.scriptsEnd(), "two scripts in one place", "put braces around one");
    }
    return pass.names().name(items, i, i + 1, to, name);
  }

  private int joined(List<Markup> items, int i, int end, int to, String text) {
    Markup last = items.get(end - 1);
    NameMark name =
        new NameMark(text, null, last.scripts(), last.primes(), items.get(i).start(), last.end());
    return pass.names().name(items, i, end, to, name);
  }

  /** Just after the longest known name of several letters that starts here, or here. */
  private int knownWord(List<Markup> items, int i, int end) {
    for (int k = Math.min(end, i + vocabulary.longestWord()); k > i + 1; k--) {
      if (vocabulary.words.contains(RowScan.text(items, i, k))) {
        return k;
      }
    }
    return i;
  }

  private int calledLetters(List<Markup> items, int i, int end, int to) {
    Markup last = items.get(end - 1);
    for (int from = i; from < end - 1; from++) {
      String text = RowScan.text(items, from, end);
      Optional<String> function = vocabulary.function(text);
      boolean whole = from == i && text.length() > 1 && function.isPresent();
      boolean part = from > i && text.length() > 2 && function.isPresent();
      if (!whole && !part) {
        continue;
      }
      for (int k = i; k < from; k++) {
        letter(items, k, to);
      }
      pass.note(
          items.get(from).start(),
          last.end(),
          "the letters `%s` were read as the function".formatted(text));
      NameMark name =
          new NameMark(
              text, null, last.scripts(), last.primes(), items.get(from).start(), last.end());
      return call(items, from, end, to, new Named(function.orElseThrow(), name, last));
    }
    if (end - i < 3) {
      return -1;
    }
    String text = RowScan.text(items, i, end);
    throw pass.refuse(
        items.get(i).start(),
        last.end(),
        "unknown function `%s`".formatted(text),
        "declare `%s : \\mathbb{R} \\to \\mathbb{R}`, or put \\cdot between factors"
            .formatted(text));
  }

  /** Refuses letters that are a command without its backslash. */
  private void checkCommand(List<Markup> items, int i, int end, String text) {
    String command = null;
    boolean function = text.length() > 2 && vocabulary.isFunctionName(text);
    if (COMMANDS.contains(text) || Greek.isName(text) || function) {
      command = text;
    }
    for (int k = 3; k < Math.min(text.length(), LONGEST_COMMAND) && command == null; k++) {
      String start = text.substring(0, k);
      boolean starts =
          COMMANDS.contains(start) && k > 3
              || Greek.isName(start) && k > 3
              || vocabulary.isFunctionName(start);
      command = starts ? start : null;
    }
    if (command != null) {
      throw pass.refuse(
          items.get(i).start(),
          items.get(end - 1).end(),
          "the letters `%s` could be a command without its backslash or a product".formatted(text),
          "write \\%s, or \\cdot between factors".formatted(command));
    }
  }

  /** Puts off the words that a function's name is. */
  void wordsLater(String function, int start, int end) {
    int split = function.indexOf('_');
    String first = split < 0 ? function : function.substring(0, split);
    pass.wordLater(ChainruleLexer.NAME, first, start, end);
    if (split >= 0) {
      boolean isNumber = Character.isDigit(function.charAt(split + 1));
      pass.attachedLater(
          isNumber ? ChainruleLexer.SUBSCRIPT_NUMBER : ChainruleLexer.SUBSCRIPT_NAME,
          function.substring(split),
          start,
          end);
    }
  }

  /** Puts off what is in the brackets or braces that start here. */
  private void insideLater(List<Markup> items, int i) {
    Markup mark = items.get(i);
    if (mark.is(Kind.OPEN) && !mark.text().contains("floor") && !mark.text().contains("ceil")) {
      argumentsLater(items, i + 1, scan.partner(items, i));
    } else if (mark.is(Kind.FENCED) && isRound(mark)) {
      List<Markup> cell = pass.onlyCell(mark);
      scan.fence(cell);
      argumentsLater(cell, 0, cell.size());
    } else if (mark.is(Kind.GROUP)) {
      List<Markup> cell = pass.onlyCell(mark);
      if (pass.isBracketed(cell) && !cell.get(cell.size() - 1).hasScripts()) {
        insideLater(cell, 0);
      } else {
        argumentsLater(cell, 0, cell.size());
      }
    } else {
      pass.rowLater(items, i, scan.endOfClosed(items, i));
    }
  }

  private static boolean isRound(Markup fence) {
    return switch (fence.argument(0).text()) {
      case "(", "[", "\\{", "\\lbrace", "\\lbrack", "\\lparen" -> true;
      default -> false;
    };
  }

  /** Puts off arguments, of which some may be named, {@code \alpha = 0.01}. */
  private void argumentsLater(List<Markup> items, int from, int to) {
    int begin = from;
    List<Integer> ends = scan.commas(items, from, to);
    ends.add(to);
    for (int end : ends) {
      int relation = scan.relation(items, begin, end);
      boolean named =
          begin > from
              && relation == begin + 1
              && RowScan.operator(items, relation) == ChainruleLexer.EQUAL
              && NameMark.of(items.get(begin)) != null;
      if (named) {
        pass.note(
            items.get(begin).start(),
            items.get(end - 1).end(),
            "`%s` was read as the argument in its place"
                .formatted(pass.shown(items.get(begin).start(), items.get(end - 1).end())));
      }
      pass.rowLater(items, named ? relation + 1 : begin, end);
      if (end < to) {
        pass.wordLater(ChainruleLexer.COMMA, ",", items.get(end).start(), items.get(end).end());
      }
      begin = end + 1;
    }
  }

  private int call(List<Markup> items, int i, int next, int to, Named named) {
    NameMark mark = named.mark();
    Markup above = mark.script(false);
    int primes = mark.primes() + NameWords.primes(above);
    above = primes > 0 && NameWords.primes(above) > 0 ? null : above;
    Markup below = mark.script(true);
    String function = named.function();
    boolean closed = next < to && scan.isClosed(items, next);
    int end = closed ? scan.endOfClosed(items, next) : scan.argumentEnd(items, next, to);
    if (end == next) {
      throw missing(named, above, below);
    }
    Markup last = items.get(end - 1);
    int start = mark.start();
    if (!closed) {
      checkOpen(items, i, next, end, to);
    } else {
      checkBraces(items, next, last, mark);
    }
    if (closed) {
      pass.openFactorial(items, end, to, scripted(items, next, last));
    }
    String inverse = above == null ? null : inverse(function, mark, above);
    if (inverse != null) {
      function = inverse;
      above = null;
    }
    if (above != null) {
      pass.openLater(start);
    }
    int gamma = gammaIn(items, next, function, closed);
    if (gamma >= 0 && below == null && above == null) {
      return logGamma(items, next, named);
    }
    boolean natural = mark.word().equals("log") && below == null;
    if (natural) {
      pass.note(
          start,
          mark.end(),
          "`\\log` was read as the natural logarithm; to the base 10 it is \\log_{10}");
    }
    Markup base = base(function, below);
    Markup element = base == null && below != null ? below : null;
    if (element != null) {
      String joined =
          function + "_" + pass.shown(element.start(), element.end()).replaceAll("[{}\\s]", "");
      Optional<String> whole = vocabulary.function(joined);
      if (whole.isPresent()) {
        function = whole.get();
        element = null;
      } else if (!vocabulary.functions().takesVector(canonical(function), 0)) {
        throw pass.refuse(
            start,
            element.end(),
            "a subscript on the name of the function `%s`".formatted(function),
            "put it at the argument");
      }
    }
    if (base != null) {
      pass.openLater(start);
    }
    wordsLater(function, start, mark.end());
    for (int k = 0; k < primes; k++) {
      pass.attachedLater(ChainruleLexer.PRIME, "'", mark.end(), mark.end() + 1);
    }
    int open = items.get(next).start();
    pass.attachedLater(ChainruleLexer.LPAREN, "(", open, open + 1);
    if (closed) {
      insideLater(items, next);
    } else {
      pass.rowLater(items, next, end);
    }
    pass.wordLater(ChainruleLexer.RPAREN, ")", last.end() - 1, last.end());
    if (element != null) {
      pass.names().subscriptLater(element, List.of());
    }
    if (base != null) {
      pass.wordLater(ChainruleLexer.DIVIDE, "/", base.start(), base.start());
      pass.wordLater(ChainruleLexer.NAME, "log", base.start(), base.start());
      pass.attachedLater(ChainruleLexer.LPAREN, "(", base.start(), base.start());
      pass.argumentLater(base);
      pass.wordLater(ChainruleLexer.RPAREN, ")", base.end(), base.end());
      pass.wordLater(ChainruleLexer.RPAREN, ")", last.end() - 1, last.end());
    }
    if (above != null) {
      pass.closeLater(last.end());
      pass.raisedLater(above);
      if (closed && last.hasScripts()) {
        throw pass.refuse(
            start, last.scriptsEnd(), "two powers at one call", "put brackets around the call");
      }
    } else if (closed) {
      Markup scripts = scripted(items, next, last);
      pass.scriptsLater(scripts, true);
    }
    return end;
  }

  /** Where the Gamma function stands that is all in the bars here, or -1. */
  private int gammaIn(List<Markup> items, int next, String function, boolean closed) {
    if (!closed || !canonical(function).equals("log")) {
      return -1;
    }
    Markup mark = items.get(next);
    boolean fenced = mark.is(Kind.FENCED) && mark.argument(0).text().equals("|");
    List<Markup> inside = fenced ? pass.onlyCell(mark) : items;
    int from = fenced ? 0 : next + 1;
    int to = fenced ? inside.size() : scan.partner(items, next);
    boolean gamma =
        (fenced || mark.is(Kind.BAR))
            && from + 1 < to
            && inside.get(from).is(Kind.COMMAND, "\\Gamma")
            && !inside.get(from).hasScripts()
            && scan.isClosed(inside, from + 1)
            && scan.endOfClosed(inside, from + 1) == to
            && !inside.get(to - 1).hasScripts()
            && !vocabulary.known.contains("Gamma");
    return gamma ? from : -1;
  }

  /** The logarithm of the absolute value of the Gamma function, which has a name of its own. */
  private int logGamma(List<Markup> items, int next, Named named) {
    Markup mark = items.get(next);
    boolean fenced = mark.is(Kind.FENCED);
    int end = scan.endOfClosed(items, next);
    Markup last = items.get(end - 1);
    wordsLater("lgamma", named.mark().start(), named.mark().end());
    pass.attachedLater(ChainruleLexer.LPAREN, "(", mark.start(), mark.start() + 1);
    if (fenced) {
      insideLater(pass.onlyCell(mark), 1);
    } else {
      insideLater(items, next + 2);
    }
    pass.wordLater(ChainruleLexer.RPAREN, ")", last.end() - 1, last.end());
    pass.scriptsLater(scripted(items, next, last), false);
    return end;
  }

  private String canonical(String function) {
    return vocabulary.functions().canonical(function).orElse(function);
  }

  /** The mark that carries the scripts of a closed argument: of {@code {\left(x\right)}^2}. */
  private static Markup scripted(List<Markup> items, int next, Markup last) {
    return items.get(next).is(Kind.OPEN) || items.get(next).is(Kind.BAR) ? last : items.get(next);
  }

  /** The base of a logarithm that is neither e nor one that has a name. */
  private @Nullable Markup base(String function, @Nullable Markup below) {
    if (below == null || !canonical(function).equals("log")) {
      return null;
    }
    String text = pass.shown(below.start(), below.end()).replaceAll("[{}\\s]", "");
    return text.equals("2") || text.equals("10") ? null : below;
  }

  private void checkOpen(List<Markup> items, int i, int next, int end, int to) {
    String name = pass.shown(items.get(i).start(), items.get(next - 1).scriptsEnd());
    String argument = pass.shown(items.get(next).start(), items.get(end - 1).scriptsEnd());
    if (end < to && RowScan.operator(items, end) == ChainruleLexer.DIVIDE) {
      throw pass.refuse(
          items.get(i).start(),
          items.get(end).end(),
          "`%s %s/` could divide the function or its argument".formatted(name, argument),
          "write \\frac{%s %s}{…} or %s(\\frac{%s}{…})".formatted(name, argument, name, argument));
    }
    if (scan.factors(items, next, end) > 1) {
      pass.note(
          items.get(i).start(),
          items.get(end - 1).scriptsEnd(),
          "`%s %s` was read as `%s(%s)`".formatted(name, argument, name, argument));
    }
  }

  /** Refuses a power at braces that no bracket shows, {@code \sin{x}^2}. */
  private void checkBraces(List<Markup> items, int next, Markup last, NameMark mark) {
    Markup group = items.get(next);
    if (!group.is(Kind.GROUP)) {
      return;
    }
    List<Markup> cell = pass.onlyCell(group);
    if (cell.isEmpty()) {
      throw pass.refuse(
          mark.start(), group.end(), "`%s` without an argument".formatted(mark.word()), null);
    }
    if (group.script(false) != null && !pass.isBracketed(cell)) {
      String name = pass.shown(mark.start(), mark.end());
      String argument = pass.shown(cell.get(0).start(), cell.get(cell.size() - 1).scriptsEnd());
      throw pass.refuse(
          mark.start(),
          last.scriptsEnd(),
          "a power after braces could be of the function or of its argument",
          "write %s(%s)^{…} or %s(%s^{…})".formatted(name, argument, name, argument));
    }
  }

  /** The inverse function that a power of -1 at a name means, or null. */
  private @Nullable String inverse(String function, NameMark mark, Markup above) {
    String text = pass.shown(above.start(), above.end()).replaceAll("[{}\\s]", "");
    if (text.length() > 8 || !text.equals("-1")) {
      return null;
    }
    String inverse = "a" + canonical(function);
    String shown = pass.shown(mark.start(), mark.end());
    if (!vocabulary.functions().isFunctionName(inverse)) {
      throw pass.refuse(
          mark.start(),
          above.end(),
          "`%s^{-1}` could be the inverse or the reciprocal".formatted(shown),
          "write \\frac{1}{%s(x)} for the reciprocal".formatted(shown));
    }
    pass.note(
        mark.start(),
        above.end(),
        "`%s^{-1}` was read as the inverse, %s; the reciprocal is \\frac{1}{%s(x)}"
            .formatted(shown, inverse, shown));
    return inverse;
  }

  /** The refusal of a function without its argument, with what may have been meant. */
  private RuntimeException missing(Named named, @Nullable Markup above, @Nullable Markup below) {
    NameMark mark = named.mark();
    String name = pass.shown(mark.start(), mark.end());
    Markup swallowed = above == null ? below : above;
    String hint = "write %s(x)".formatted(name);
    if (swallowed != null) {
      String sign = above == null ? "_" : "^";
      List<Markup> cell = swallowed.is(Kind.GROUP) ? swallowed.cell() : null;
      if (cell != null && cell.size() > 1 && cell.get(0).is(Kind.DIGIT)) {
        int digits = scan.endOfNumber(cell, 0, cell.size());
        String number = RowScan.text(cell, 0, digits);
        if (digits < cell.size()) {
          String rest =
              pass.shown(cell.get(digits).start(), cell.get(cell.size() - 1).scriptsEnd());
          hint = "write %s%s{%s} %s".formatted(name, sign, number, rest);
        }
      } else if (above == null && cell != null && pass.isBracketed(cell)) {
        hint =
            "write %s%s"
                .formatted(
                    name, pass.shown(cell.get(0).start(), cell.get(cell.size() - 1).scriptsEnd()));
      }
    }
    return pass.refuse(
        mark.start(),
        swallowed == null ? mark.end() : swallowed.end(),
        "the function `%s` without an argument".formatted(name),
        hint);
  }
}
