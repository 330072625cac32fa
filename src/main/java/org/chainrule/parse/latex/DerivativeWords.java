package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/** The part of the pass that tells derivatives from quotients, however they are set. */
final class DerivativeWords {
  private final FormulaPass pass;
  private final RowScan scan;
  private final Vocabulary vocabulary;

  /** One variable, and how often. */
  private record By(List<Markup> variable, int order) {}

  DerivativeWords(FormulaPass pass, RowScan scan, Vocabulary vocabulary) {
    this.pass = pass;
    this.scan = scan;
    this.vocabulary = vocabulary;
  }

  /** Whether a mark is a d or ∂. */
  static boolean isDifferential(Markup mark) {
    return isPartial(mark) || isLetterD(mark);
  }

  private static boolean isPartial(Markup mark) {
    if (mark.is(Kind.COMMAND)) {
      return mark.text().equals("\\partial") || mark.text().equals("\\differentialD");
    }
    List<Markup> cell = mark.is(Kind.GROUP) ? mark.cell() : null;
    boolean font = cell != null && cell.size() == 2 && Commands.isSwitch(cell.get(0).text());
    boolean dressed = mark.is(Kind.WORD) || mark.is(Kind.STYLED) || font;
    NameMark name = dressed ? NameMark.of(mark) : null;
    return mark.is(Kind.SIGN, "∂")
        || name != null && name.word().equals("d") && name.accent() == null;
  }

  private static boolean isLetterD(Markup mark) {
    return mark.is(Kind.LETTER, "d");
  }

  /** Whether the d or ∂ here starts a derivative: d does where nothing else is called so. */
  private boolean isFree(Markup mark) {
    return isPartial(mark) || isLetterD(mark) && !vocabulary.known.contains("d");
  }

  /** Reads a fraction that is a derivative, or returns -1. */
  int fraction(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    return quotient(items, i, to, cell(mark.argument(0)), cell(mark.argument(1)));
  }

  private List<Markup> cell(Markup argument) {
    List<Markup> cell = List.of(argument);
    // As deep as a name may be in clothes; deeper there is no d.
    for (int depth = 0; depth < 4; depth++) {
      boolean group = cell.size() == 1 && cell.get(0).is(Kind.GROUP) && !cell.get(0).hasScripts();
      if (!group || cell.get(0).cell() == null) {
        break;
      }
      cell = cell.get(0).cell();
    }
    boolean font = cell.size() > 1 && Commands.isSwitch(cell.get(0).text());
    return font ? List.copyOf(cell.subList(1, cell.size())) : cell;
  }

  /** Reads braces that {@code \over} or {@code \choose} part, or returns -1. */
  int over(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    List<Markup> cell = pass.onlyCell(mark);
    int place = -1;
    for (int k = 0; k < cell.size(); k++) {
      if (cell.get(k).is(Kind.COMMAND, "\\over") || cell.get(k).is(Kind.COMMAND, "\\choose")) {
        if (place >= 0) {
          throw pass.refuse(
              cell.get(k), "two of `" + cell.get(k).text() + "` in one pair of braces", null);
        }
        place = k;
      }
    }
    if (place < 0) {
      if (cell.size() != 1) {
        return -1;
      }
      Markup only = cell.get(0);
      boolean fraction =
          only.is(Kind.FRACTION) && !only.text().endsWith("binom") && !only.hasScripts();
      return fraction ? quotient(items, i, to, cell(only.argument(0)), cell(only.argument(1))) : -1;
    }
    List<Markup> above = List.copyOf(cell.subList(0, place));
    List<Markup> below = List.copyOf(cell.subList(place + 1, cell.size()));
    if (above.isEmpty() || below.isEmpty()) {
      throw pass.refuse(mark, "a fraction with an empty part", null);
    }
    if (cell.get(place).text().equals("\\choose")) {
      pass.fractions().binomial(group(above), group(below), mark);
      return i + 1;
    }
    int derivative =
        quotient(
            items,
            i,
            to,
            above.size() == 1 ? cell(above.get(0)) : above,
            below.size() == 1 ? cell(below.get(0)) : below);
    if (derivative >= 0) {
      return derivative;
    }
    pass.openFactorial(items, i + 1, to, mark);
    pass.fractions().quotient(above, below, mark);
    return i + 1;
  }

  private static Markup group(List<Markup> items) {
    return new Markup(
        Kind.GROUP,
        "{",
        items.get(0).start(),
        items.get(items.size() - 1).scriptsEnd(),
        List.of(),
        List.of(List.of(items)));
  }

  private int quotient(List<Markup> items, int i, int to, List<Markup> above, List<Markup> below) {
    Markup mark = items.get(i);
    boolean starts = !above.isEmpty() && isFree(above.get(0));
    boolean below0 = !below.isEmpty() && isFree(below.get(0));
    if (!starts || !below0) {
      boolean partial = starts && isPartial(above.get(0)) || below0 && isPartial(below.get(0));
      if (partial) {
        throw pass.refuse(
            mark,
            "a `\\partial` above or below alone",
            "a derivative is written \\frac{\\partial L}{\\partial x}");
      }
      checkSpelledOut(mark, above);
      return -1;
    }
    List<By> by = variables(below, 0, below.size());
    if (by == null) {
      if (isPartial(above.get(0)) || isPartial(below.get(0))) {
        throw pass.refuse(
            mark,
            "no variable to differentiate by",
            "below stand names, \\frac{\\partial L}{\\partial x}");
      }
      boolean sum = below.size() == 1 || RowScan.operator(below, 1) != 0;
      if (!sum) {
        throw pass.refuse(
            mark,
            "this could be a derivative or a quotient",
            "below a derivative stand names, \\frac{dL}{dx}; a product is d \\cdot x");
      }
      return -1;
    }
    int order = order(above.get(0));
    int total = by.stream().mapToInt(By::order).sum();
    if (order != total || order < 1) {
      throw pass.refuse(
          mark,
          "the orders above and below differ",
          "write \\frac{\\partial^{2} L}{\\partial x^{2}} or"
              + " \\frac{\\partial^{2} L}{\\partial x \\partial y}");
    }
    if (above.size() > 1) {
      String function = function(above, 1, above.size());
      derivativeLater(mark, by, () -> bodyLater(above, 1, above.size()), above.get(1).start());
      pass.scriptsLater(mark, false);
      return function == null || mark.hasScripts() ? i + 1 : place(items, i + 1, to, function);
    }
    if (mark.hasScripts()) {
      throw pass.refuse(
          mark.start(), mark.scriptsEnd(), "a script at the sign of a derivative", null);
    }
    return operator(items, i, i + 1, to, by, mark);
  }

  /** Refuses {@code \frac{partialL}{partialw_1}}. */
  private void checkSpelledOut(Markup mark, List<Markup> above) {
    int end = above.isEmpty() ? 0 : scan.endOfLetters(above, 0, above.size());
    String text = RowScan.text(above, 0, end);
    if (text.startsWith("partial")) {
      throw pass.refuse(
          mark,
          "the letters `partial` could be `\\partial` or a product",
          "write \\frac{\\partial %s}{\\partial …}".formatted(text.substring(7)));
    }
  }

  /** Reads what an operator such as d/dx is of. */
  private int operator(List<Markup> items, int i, int next, int to, List<By> by, Markup mark) {
    int from = next;
    int end = scan.termEnd(items, from, to);
    if (end == from) {
      throw pass.refuse(
          mark.start(),
          items.get(next - 1).end(),
          "a derivative of nothing",
          "write what is differentiated behind it or above");
    }
    Markup first = items.get(from);
    boolean closed = first.is(Kind.FENCED) || first.is(Kind.OPEN) && scan.partner(items, from) > 0;
    int closes = closed ? scan.endOfClosed(items, from) : end;
    if (closed && !items.get(closes - 1).hasScripts() && !isFactorial(items, closes, to)) {
      end = closes;
    }
    int reach = end;
    String shown = pass.shown(items.get(i).start(), items.get(next - 1).end());
    String body = pass.shown(first.start(), items.get(end - 1).scriptsEnd());
    boolean goesOn = end < to && !items.get(end).is(Kind.CLOSE) && !items.get(end).is(Kind.BAR);
    boolean relation = goesOn && Commands.isRelation(RowScan.operator(items, end));
    if (scan.factors(items, from, end) > 1
        || goesOn && !relation && !items.get(end).is(Kind.SIGN, ",")) {
      pass.note(
          items.get(i).start(),
          items.get(end - 1).scriptsEnd(),
          "`%s` was read as the derivative of `%s` alone".formatted(shown, body));
    }
    derivativeLater(mark, by, () -> bodyLater(items, from, reach), first.start());
    return end;
  }

  /** The defined function that a body is the mere name of, or null. */
  private @Nullable String function(List<Markup> items, int from, int to) {
    NameMark name = to == from + 1 ? NameMark.of(items.get(from)) : null;
    boolean bare =
        name != null
            && name.accent() == null
            && name.scripts().isEmpty()
            && name.primes() == 0
            && vocabulary.parameters.containsKey(name.word());
    return name != null && bare ? name.word() : null;
  }

  /** Puts off what is differentiated: a function that stands alone is so at its parameters. */
  private void bodyLater(List<Markup> items, int from, int to) {
    pass.rowLater(items, from, to);
    String function = function(items, from, to);
    if (function == null) {
      return;
    }
    Markup name = items.get(from);
    List<String> parameters = vocabulary.parameters.getOrDefault(function, List.of());
    pass.note(
        name.start(),
        name.end(),
        "`%s` was read as `%s(%s)`".formatted(function, function, String.join(", ", parameters)));
    int end = name.end();
    pass.attachedLater(ChainruleLexer.LPAREN, "(", end, end);
    for (int k = 0; k < parameters.size(); k++) {
      if (k > 0) {
        pass.wordLater(ChainruleLexer.COMMA, ",", end, end);
      }
      pass.wordLater(ChainruleLexer.NAME, parameters.get(k), end, end);
    }
    pass.wordLater(ChainruleLexer.RPAREN, ")", end, end);
  }

  /** Just after the place behind a derivative of a function, which is at its parameters or none. */
  private int place(List<Markup> items, int next, int to, String function) {
    if (!pass.names().isCalled(items, next, to)) {
      return next;
    }
    int end = scan.endOfClosed(items, next);
    Markup last = items.get(end - 1);
    String shown = pass.shown(items.get(next).start(), last.end());
    String parameters = String.join(",", vocabulary.parameters.getOrDefault(function, List.of()));
    String inside =
        shown.replace("\\left", "").replace("\\right", "").replaceAll("[()\\\\\\s]", "");
    if (!inside.equals(parameters) || last.hasScripts()) {
      throw pass.refuse(
          items.get(next).start(),
          last.scriptsEnd(),
          "`%s` behind a derivative could be the place of it or a factor".formatted(shown),
          "give the values in their place, or write \\cdot before it");
    }
    return end;
  }

  private static boolean isFactorial(List<Markup> items, int i, int to) {
    return i < to && items.get(i).is(Kind.SIGN, "!");
  }

  private void derivativeLater(Markup mark, List<By> by, Runnable body, int start) {
    pass.wordLater(ChainruleLexer.NAME, "diff", mark.start(), mark.end());
    pass.attachedLater(ChainruleLexer.LPAREN, "(", start, start + 1);
    pass.openLater(start);
    body.run();
    pass.closeLater(mark.end());
    for (By each : by) {
      Markup first = each.variable().get(0);
      Markup last = each.variable().get(each.variable().size() - 1);
      pass.wordLater(ChainruleLexer.COMMA, ",", first.start(), first.start());
      pass.rowLater(each.variable(), 0, each.variable().size());
      if (each.order() > 1) {
        pass.wordLater(ChainruleLexer.COMMA, ",", last.end(), last.end());
        pass.wordLater(
            ChainruleLexer.NUMBER, Integer.toString(each.order()), last.end(), last.scriptsEnd());
      }
    }
    pass.closeLater(mark.end());
  }

  /** The order that stands at a d or ∂, 0 where it is none. */
  private static int order(Markup mark) {
    if (mark.script(true) != null || mark.primes() > 0) {
      return 0;
    }
    Markup above = mark.script(false);
    return above == null ? 1 : number(above);
  }

  private static int number(Markup above) {
    List<Markup> cell = above.is(Kind.GROUP) ? above.cell() : List.of(above);
    if (cell == null
        || cell.isEmpty()
        || cell.size() > 2
        || !cell.stream().allMatch(each -> each.is(Kind.DIGIT))) {
      return 0;
    }
    return Integer.parseInt(RowScan.text(cell, 0, cell.size()));
  }

  /** The variables of {@code dx\,dy^2}; null where it is something else. */
  private @Nullable List<By> variables(List<Markup> below, int from, int to) {
    List<By> all = new ArrayList<>();
    int i = from;
    while (i < to) {
      Markup mark = below.get(i);
      if (!isFree(mark) || mark.hasScripts() || i + 1 >= to) {
        return null;
      }
      int end = endOfName(below, i + 1, to);
      if (end <= i + 1) {
        return null;
      }
      all.add(by(List.copyOf(below.subList(i + 1, end))));
      i = end;
    }
    return all.isEmpty() ? null : all;
  }

  /** A variable without the power that is its order. */
  private static By by(List<Markup> variable) {
    Markup last = variable.get(variable.size() - 1);
    Markup above = last.script(false);
    int order = above == null ? 0 : number(above);
    if (order == 0) {
      return new By(variable, 1);
    }
    Markup bare =
        new Markup(
            last.kind(), last.text(), last.start(), last.end(), last.arguments(), last.rows());
    for (Markup.Script script : last.scripts()) {
      if (script.below()) {
        bare.addScript(script, script.content().scriptsEnd());
      }
    }
    List<Markup> stripped = new ArrayList<>(variable.subList(0, variable.size() - 1));
    stripped.add(bare);
    return new By(List.copyOf(stripped), order);
  }

  /** Just after the name that starts here, or here where there is none. */
  private int endOfName(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (mark.is(Kind.LETTER)) {
      return scan.isWord(items, i, to) ? scan.endOfLetters(items, i, to) : i + 1;
    }
    boolean brackets =
        mark.is(Kind.OPEN)
            && scan.partner(items, i) == i + 2
            && NameMark.of(items.get(i + 1)) != null;
    if (brackets) {
      return i + 3;
    }
    return NameMark.of(mark) == null ? i : i + 1;
  }

  /** Reads a derivative that a slash parts, {@code \partial L/\partial a}, or returns -1. */
  int inLine(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (!isFree(mark) || i + 3 >= to) {
      return -1;
    }
    int order = order(mark);
    int body = i + 1;
    int slash = body;
    if (!isSlash(items.get(body))) {
      slash = endOfOperand(items, body, to);
    }
    if (slash >= to || slash < body || !isSlash(items.get(slash)) || slash + 2 >= to) {
      return -1;
    }
    if (!isFree(items.get(slash + 1)) || isPartial(mark) != isPartial(items.get(slash + 1))) {
      return -1;
    }
    int end = slash + 1;
    List<By> by = new ArrayList<>();
    int total = 0;
    while (end + 1 < to && isFree(items.get(end)) && total < Math.max(order, 1)) {
      int next = endOfName(items, end + 1, to);
      if (next <= end + 1) {
        break;
      }
      By one = by(List.copyOf(items.subList(end + 1, next)));
      by.add(one);
      total += one.order();
      end = next;
    }
    if (by.isEmpty()) {
      return -1;
    }
    if (order != total) {
      throw pass.refuse(
          mark.start(),
          items.get(end - 1).scriptsEnd(),
          "the orders above and below differ",
          "write \\frac{\\partial^{2} L}{\\partial x^{2}}");
    }
    boolean further = end + 1 < to && isSlash(items.get(end)) && isFree(items.get(end + 1));
    if (further) {
      throw pass.refuse(
          mark.start(),
          items.get(end).end(),
          "a derivative next to another slash",
          "put brackets around it, or write \\frac");
    }
    int close = slash;
    if (slash == body) {
      return operator(items, i, end, to, by, mark);
    }
    derivativeLater(mark, by, () -> bodyLater(items, body, close), items.get(body).start());
    return end;
  }

  private static boolean isSlash(Markup mark) {
    return Commands.operator(mark.text()) == ChainruleLexer.DIVIDE && !mark.hasScripts();
  }

  /** Just after a name, a call or a bracket. */
  private int endOfOperand(List<Markup> items, int i, int to) {
    int end = pass.functions().nameEnd(items, i, to);
    if (end == i) {
      boolean closed = scan.isClosed(items, i) && NameMark.of(items.get(i)) == null;
      if (closed) {
        return scan.endOfClosed(items, i);
      }
      end = endOfName(items, i, to);
      if (end == i) {
        return -1;
      }
    }
    boolean called = end < to && scan.isClosed(items, end);
    return called ? scan.endOfClosed(items, end) : end;
  }

  /** Reads a gradient by one name, {@code \nabla_w L}. */
  int nabla(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    Markup below = mark.script(true);
    NameMark name = below == null ? null : NameMark.of(below);
    boolean function = i + 1 < to && pass.functions().nameEnd(items, i + 1, to) > i + 1;
    int end =
        function
            ? scan.argumentEnd(items, i + 1, to)
            : i + 1 < to ? endOfOperand(items, i + 1, to) : -1;
    Markup above = mark.script(false);
    int order = above == null ? 1 : mark.is(Kind.COMMAND, "\\partial") ? number(above) : 0;
    if (below == null || name == null || end < 0 || order < 1) {
      throw pass.refuse(
          mark.start(),
          mark.scriptsEnd(),
          "gradients by vectors are not read yet",
          "write \\frac{\\partial L}{\\partial w}, or \\nabla_{w} L for one number w");
    }
    List<By> by = List.of(new By(List.of(below), order));
    derivativeLater(mark, by, () -> bodyLater(items, i + 1, end), items.get(i + 1).start());
    return end;
  }

  /** The refusal of a d or ∂ that belongs to no derivative, with what may have been meant. */
  ParseException malformed(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    Markup next = i + 1 < to ? items.get(i + 1) : null;
    String hint = "write \\frac{\\partial L}{\\partial x}";
    if (next != null && next.is(Kind.FRACTION)) {
      List<Markup> above = cell(next.argument(0));
      List<Markup> below = cell(next.argument(1));
      if (below.size() > 1 && isDifferential(below.get(0)) && !above.isEmpty()) {
        String sign = mark.text().equals("\\partial") ? "\\partial" : "d";
        hint =
            "write \\frac{%s %s}{%s %s}"
                .formatted(
                    sign,
                    pass.shown(above.get(0).start(), above.get(above.size() - 1).scriptsEnd()),
                    sign,
                    pass.shown(below.get(1).start(), below.get(below.size() - 1).scriptsEnd()));
      }
    }
    return pass.refuse(mark, "`%s` that belongs to no derivative".formatted(mark.text()), hint);
  }
}
