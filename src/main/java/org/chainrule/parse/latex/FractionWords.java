package org.chainrule.parse.latex;

import java.util.List;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;

/** The part of the pass that says fractions, binomials and roots. */
final class FractionWords {
  private final FormulaPass pass;
  private final DerivativeWords derivatives;

  FractionWords(FormulaPass pass, DerivativeWords derivatives) {
    this.pass = pass;
    this.derivatives = derivatives;
  }

  int fraction(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (mark.text().endsWith("binom")) {
      binomial(mark.argument(0), mark.argument(1), mark);
      return i + 1;
    }
    int derivative = derivatives.fraction(items, i, to);
    if (derivative >= 0) {
      return derivative;
    }
    pass.openFactorial(items, i + 1, to, mark);
    quotient(List.of(mark.argument(0)), List.of(mark.argument(1)), mark);
    return i + 1;
  }

  /** Puts off a quotient in brackets. */
  void quotient(List<Markup> above, List<Markup> below, Markup mark) {
    pass.openLater(mark.start());
    part(above, mark);
    pass.wordLater(ChainruleLexer.DIVIDE, "/", mark.start(), mark.start() + 1);
    part(below, mark);
    pass.closeLater(mark.end());
    pass.scriptsLater(mark, false);
  }

  private void part(List<Markup> part, Markup mark) {
    List<Markup> cell =
        part.size() == 1 && part.get(0).is(Kind.GROUP) && !part.get(0).hasScripts()
            ? pass.onlyCell(part.get(0))
            : part;
    if (cell.isEmpty()) {
      throw pass.refuse(mark, "a fraction with an empty part", null);
    }
    int start = cell.get(0).start();
    int end = cell.get(cell.size() - 1).scriptsEnd();
    pass.wordLater(ChainruleLexer.LPAREN, "(", start, start + 1);
    pass.rowLater(cell, 0, cell.size());
    pass.wordLater(ChainruleLexer.RPAREN, ")", end - 1, end);
  }

  void binomial(Markup above, Markup below, Markup mark) {
    pass.wordLater(ChainruleLexer.NAME, "binomial", mark.start(), mark.end());
    pass.attachedLater(ChainruleLexer.LPAREN, "(", mark.start(), mark.start() + 1);
    pass.argumentLater(above);
    pass.wordLater(ChainruleLexer.COMMA, ",", above.scriptsEnd(), above.scriptsEnd());
    pass.argumentLater(below);
    pass.closeLater(mark.end());
    pass.scriptsLater(mark, false);
  }

  int root(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    Markup radicand = mark.argument(mark.arguments().size() - 1);
    Markup order = mark.arguments().size() > 1 ? mark.argument(0) : null;
    List<Markup> degree = order == null ? List.of() : pass.onlyCell(order);
    String text =
        degree.isEmpty()
            ? "2"
            : pass.shown(degree.get(0).start(), degree.get(degree.size() - 1).scriptsEnd());
    pass.openFactorial(items, i + 1, to, mark);
    if (text.equals("2") || text.equals("3")) {
      pass.wordLater(
          ChainruleLexer.NAME, text.equals("2") ? "sqrt" : "cbrt", mark.start(), mark.start() + 5);
      pass.attachedLater(ChainruleLexer.LPAREN, "(", radicand.start(), radicand.start() + 1);
      pass.argumentLater(radicand);
      pass.closeLater(mark.end());
    } else {
      pass.openLater(mark.start());
      pass.openLater(radicand.start());
      pass.argumentLater(radicand);
      pass.closeLater(mark.end());
      pass.attachedLater(ChainruleLexer.POWER, "^", mark.start(), mark.start() + 1);
      pass.attachedLater(ChainruleLexer.LBRACE, "{", mark.start(), mark.start() + 1);
      pass.wordLater(ChainruleLexer.NUMBER, "1", mark.start(), mark.start() + 1);
      pass.wordLater(ChainruleLexer.DIVIDE, "/", mark.start(), mark.start() + 1);
      pass.openLater(mark.start());
      pass.rowLater(degree, 0, degree.size());
      pass.closeLater(mark.end());
      pass.wordLater(ChainruleLexer.RBRACE, "}", mark.end() - 1, mark.end());
      pass.closeLater(mark.end());
    }
    pass.scriptsLater(mark, false);
    return i + 1;
  }
}
