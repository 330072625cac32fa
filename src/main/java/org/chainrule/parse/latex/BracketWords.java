package org.chainrule.parse.latex;

import java.util.List;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/** The part of the pass that says brackets, bars and what stands between them. */
final class BracketWords {
  private final FormulaPass pass;
  private final RowScan scan;
  private final CaseWords cases;
  private final MatrixWords matrices;

  BracketWords(FormulaPass pass, RowScan scan, CaseWords cases, MatrixWords matrices) {
    this.matrices = matrices;
    this.pass = pass;
    this.scan = scan;
    this.cases = cases;
  }

  int fenced(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    int piecewise = cases.fenced(items, i);
    if (piecewise >= 0) {
      return piecewise;
    }
    pass.openFactorial(items, i + 1, to, mark);
    Markup matrix = matrices.fenced(mark);
    if (matrix == null) {
      fenceLater(mark);
    } else {
      matrices.rowsLater(matrix);
    }
    boolean isRound = mark.argument(0).text().equals("(") && mark.argument(1).text().equals(")");
    pass.scriptsLater(mark, isRound && matrices.areThere());
    return i + 1;
  }

  /** Puts off the words of what is fenced, with its brackets. */
  private void fenceLater(Markup mark) {
    Markup open = mark.argument(0);
    Markup close = mark.argument(1);
    if (close.text().equals("|") && open.text().equals(".")) {
      throw pass.refuse(mark, "values at a place are not read", "give the value in its place");
    }
    String function = function(open, close, mark);
    if (function == null) {
      throw pass.refuse(
          mark,
          "brackets `%s` and `%s` that do not go together".formatted(open.text(), close.text()),
          null);
    }
    if (!function.isEmpty()) {
      pass.functions().wordsLater(function, open.start(), open.end());
    }
    pass.attachedLater(ChainruleLexer.LPAREN, "(", open.start(), open.end());
    scan.fence(pass.onlyCell(mark));
    pass.cellLater(mark);
    pass.wordLater(ChainruleLexer.RPAREN, ")", close.start(), close.end());
  }

  /**
   * The function that brackets are: abs, floor, ceil, a norm, none where they are brackets; null if
   * bad.
   */
  private @Nullable String function(Markup open, Markup close, Markup scripted) {
    String both = shape(open.text()) + shape(close.text());
    String norm = both.equals("‖‖") ? matrices.norm(scripted) : null;
    if (norm != null) {
      return norm;
    }
    if (both.equals("⟨⟩") && matrices.areThere()) {
      return MatrixFunction.DOT.plainName();
    }
    if (both.equals("‖‖")) {
      pass.note(open.start(), close.end(), "the norm of a number was read as its absolute value");
    }
    return switch (both) {
      case "()", "[]", "{}" -> "";
      case "||", "‖‖" -> "abs";
      case "⌊⌋" -> "floor";
      case "⌈⌉" -> "ceil";
      default -> null;
    };
  }

  private static String shape(String delimiter) {
    return switch (delimiter) {
      case "(", "\\lparen" -> "(";
      case ")", "\\rparen" -> ")";
      case "[", "\\lbrack" -> "[";
      case "]", "\\rbrack" -> "]";
      case "\\{", "\\lbrace" -> "{";
      case "\\}", "\\rbrace" -> "}";
      case "|", "\\vert", "\\lvert", "\\rvert" -> "|";
      case "\\|", "\\Vert", "\\lVert", "\\rVert" -> "‖";
      case "\\lfloor" -> "⌊";
      case "\\rfloor" -> "⌋";
      case "\\langle" -> "⟨";
      case "\\rangle" -> "⟩";
      case "\\lceil" -> "⌈";
      case "\\rceil" -> "⌉";
      default -> "?";
    };
  }

  int bracket(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    int piecewise = cases.bracketed(items, i, to);
    if (piecewise >= 0) {
      return piecewise;
    }
    int partner = scan.partner(items, i);
    if (partner < 0) {
      throw pass.refuse(
          mark,
          mark.is(Kind.BAR) ? "a bar without a partner" : "`" + mark.text() + "` is not closed",
          mark.is(Kind.BAR) ? "the absolute value is |x|; conditions are not read" : null);
    }
    if (partner < i) {
      return close(items, i, to);
    }
    Markup close = items.get(partner);
    String function = function(mark, close, close);
    if (function == null) {
      throw pass.refuse(
          close, "found `" + close.text() + "`, which does not close `" + mark.text() + "`", null);
    }
    if (mark.hasScripts()) {
      throw pass.refuse(mark.start(), mark.scriptsEnd(), "a script at an opening bracket", null);
    }
    pass.openFactorial(items, partner + 1, to, close);
    if (!function.isEmpty()) {
      pass.functions().wordsLater(function, mark.start(), mark.end());
    }
    pass.attachedLater(ChainruleLexer.LPAREN, "(", mark.start(), mark.end());
    return i + 1;
  }

  /** Whether this closes a norm, so that a script below tells which. */
  boolean isNorm(Markup closing) {
    String sign = closing.is(Kind.FENCED) ? closing.argument(1).text() : closing.text();
    boolean closes = closing.is(Kind.FENCED) || closing.is(Kind.BAR);
    return matrices.areThere() && closes && shape(sign).equals("‖");
  }

  int close(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    if (scan.partner(items, i) < 0 || i >= to) {
      throw pass.refuse(mark, "`" + mark.text() + "` closes nothing", null);
    }
    pass.wordLater(ChainruleLexer.RPAREN, ")", mark.start(), mark.end());
    pass.scriptsLater(mark, mark.text().equals(")") && matrices.areThere());
    return i + 1;
  }
}
