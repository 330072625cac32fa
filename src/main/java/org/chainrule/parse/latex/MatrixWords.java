package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.notation.Convention;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The part of the pass that says matrices and vectors: transposes, norms, rows and cells, vectors
 * of ones. Where a problem has none, it says nothing, and all is read as numbers.
 */
final class MatrixWords {
  private final FormulaPass pass;
  private final Vocabulary vocabulary;

  MatrixWords(FormulaPass pass, Vocabulary vocabulary) {
    this.pass = pass;
    this.vocabulary = vocabulary;
  }

  /** Whether the problem has matrices or vectors. */
  boolean areThere() {
    return vocabulary.shaped;
  }

  /** Puts off a transpose or a power of each element; returns false where a script is neither. */
  boolean raisedLater(Markup above) {
    if (!areThere()) {
      return false;
    }
    List<Markup> cell = above.is(Kind.GROUP) ? above.cell() : null;
    if (cell != null && cell.size() > 1 && cell.get(0).is(Kind.COMMAND, "\\circ")) {
      pass.attachedLater(ChainruleLexer.ELEMENTWISE_POWER, ".^", above.start(), above.start());
      pass.attachedLater(ChainruleLexer.LBRACE, "{", above.start(), above.start() + 1);
      pass.rowLater(cell, 1, cell.size());
      pass.wordLater(ChainruleLexer.RBRACE, "}", above.end() - 1, above.end());
      return true;
    }
    String text = text(above);
    if (text.equals("\\dagger")) {
      throw pass.refuse(
          above, "`\\dagger` could be the transpose or another inverse", "write ^{\\top}");
    }
    boolean inverse = text.startsWith("-");
    if (!isTranspose(inverse ? text.substring(1) : text)) {
      return false;
    }
    transposeLater(inverse, above);
    return true;
  }

  private void transposeLater(boolean inverse, Markup above) {
    pass.attachedLater(
        inverse ? ChainruleLexer.INVERSE_TRANSPOSE : ChainruleLexer.TRANSPOSE,
        inverse ? "⁻ᵀ" : "ᵀ",
        above.start(),
        above.end());
  }

  /** What a script says without braces and blanks; nothing where it is long. */
  private String text(Markup above) {
    return above.end() - above.start() > FormulaPass.LONGEST_SIGN
        ? ""
        : pass.shown(above.start(), above.end()).replaceAll("[{}\\s]", "");
  }

  private boolean isTranspose(String text) {
    return switch (text) {
      case Convention.TRANSPOSE -> !vocabulary.known.contains(text);
      case "\\top", "\\intercal", "\\mathsfT", "\\mathrmT", "\\textT" -> true;
      default -> false;
    };
  }

  /**
   * The label alone of a script in which a transpose follows it, {@code W^{[1]\top}}, or null where
   * none does.
   */
  @Nullable Markup label(Markup above) {
    List<Markup> cell = areThere() && above.is(Kind.GROUP) ? above.cell() : null;
    if (cell == null || cell.size() < 2 || !cell.get(0).is(Kind.OPEN)) {
      return null;
    }
    int close = pass.scan().partner(cell, 0);
    if (close < 0) {
      return null;
    }
    Markup last = cell.get(close);
    Markup script = last.script(false);
    boolean isTransposed =
        close + 1 == cell.size()
            ? script != null && last.scripts().size() == 1 && isTranspose(text(script))
            : close + 2 == cell.size()
                && !last.hasScripts()
                && isTranspose(text(cell.get(close + 1)));
    if (!isTransposed) {
      return null;
    }
    List<Markup> label = new ArrayList<>(cell.subList(0, close));
    label.add(new Markup(last.kind(), last.text(), last.start(), last.end()));
    return new Markup(
        Kind.GROUP,
        above.text(),
        above.start(),
        last.end(),
        List.of(),
        List.of(List.of(List.copyOf(label))));
  }

  /** Puts off the transpose that follows a label. */
  void transposeLater(Markup above) {
    transposeLater(false, above);
  }

  /** The norm that double bars are, as a script at the closing one says, or null. */
  @Nullable String norm(Markup closing) {
    Markup below = areThere() ? closing.script(true) : null;
    if (below == null) {
      return areThere() ? MatrixFunction.NORM.plainName() : null;
    }
    MatrixFunction norm =
        switch (text(below)) {
          case "1" -> MatrixFunction.NORM_1;
          case "2" -> MatrixFunction.NORM_2;
          case "F", "\\mathrmF", "\\textF", "\\mathsfF" -> MatrixFunction.NORM;
          default ->
              throw pass.refuse(
                  below,
                  "no norm of this kind",
                  "write \\|x\\|_1, \\|x\\|_2 or \\|X\\|_F; the largest element is \\max(|x|)");
        };
    return norm.plainName();
  }

  /** Whether an environment is a matrix, with or without brackets of its own. */
  boolean isMatrix(Markup mark) {
    return areThere()
        && mark.is(Kind.ENVIRONMENT)
        && switch (mark.text().replace("*", "")) {
          case "matrix", "bmatrix", "pmatrix", "Bmatrix", "smallmatrix", "vmatrix" -> true;
          default -> false;
        };
  }

  /** The matrix that is all between square or round brackets, or null. */
  @Nullable Markup fenced(Markup fence) {
    List<Markup> cell = areThere() ? fence.cell() : null;
    boolean brackets = "([".contains(fence.argument(0).text()) && cell != null && cell.size() == 1;
    Markup only = brackets && cell != null ? cell.get(0) : null;
    boolean isArray = only != null && only.is(Kind.ENVIRONMENT) && only.text().equals("array");
    return only != null && !only.hasScripts() && (isArray || isMatrix(only)) ? only : null;
  }

  /** Puts off a matrix by its rows. */
  void rowsLater(Markup matrix) {
    boolean determinant = matrix.text().startsWith("vmatrix");
    List<List<List<Markup>>> rows = new ArrayList<>(matrix.rows());
    List<List<Markup>> end = rows.get(rows.size() - 1);
    if (rows.size() > 1 && end.size() == 1 && end.get(0).isEmpty()) {
      rows.remove(rows.size() - 1);
    }
    int start = matrix.start();
    if (determinant) {
      pass.wordLater(
          ChainruleLexer.NAME,
          MatrixFunction.DETERMINANT.plainName(),
          matrix.start(),
          matrix.start() + 1);
      pass.attachedLater(ChainruleLexer.LPAREN, "(", start, start + 1);
    }
    boolean single = rows.size() == 1 && rows.get(0).size() == 1;
    pass.wordLater(
        single ? ChainruleLexer.LPAREN : ChainruleLexer.LBRACKET,
        single ? "(" : "[",
        start,
        start + 1);
    for (int i = 0; i < rows.size(); i++) {
      List<List<Markup>> row = rows.get(i);
      for (int k = 0; k < row.size(); k++) {
        List<Markup> cell = row.get(k);
        if (cell.isEmpty()) {
          throw pass.refuse(matrix, "an empty cell in a matrix", "write the element, be it 0");
        }
        int place = cell.get(0).start();
        if (k > 0) {
          pass.wordLater(ChainruleLexer.COMMA, ",", place, place);
        } else if (i > 0) {
          pass.wordLater(ChainruleLexer.SEMICOLON, ";", place, place);
        }
        pass.rowLater(cell, 0, cell.size());
      }
    }
    pass.wordLater(
        single ? ChainruleLexer.RPAREN : ChainruleLexer.RBRACKET,
        single ? ")" : "]",
        matrix.end() - 1,
        matrix.end());
    if (determinant) {
      pass.closeLater(matrix.end());
    }
  }

  /** Refuses a column of ones, or zeros, that does not say its length. */
  void checkLength(Markup mark) {
    if (areThere() && NameMark.styles(mark).stream().anyMatch(Commands::isBold)) {
      String shown = pass.shown(mark.start(), mark.end());
      throw pass.refuse(
          mark, "`%s` does not say its length".formatted(shown), "write %s_n".formatted(shown));
    }
  }

  /** Puts off a column or matrix of ones or zeros, {@code \mathbf{1}_n}; false where it is none. */
  boolean constantLater(Markup mark, String digits) {
    Markup below = areThere() ? mark.script(true) : null;
    boolean bold =
        NameMark.styles(mark).stream()
            .anyMatch(style -> Commands.isBold(style) || style.equals("mathbb"));
    if (below == null || !bold || !(digits.equals("1") || digits.equals("0"))) {
      return false;
    }
    MatrixFunction function = digits.equals("1") ? MatrixFunction.ONES : MatrixFunction.ZEROS;
    pass.wordLater(ChainruleLexer.NAME, function.plainName(), mark.start(), mark.end());
    pass.attachedLater(ChainruleLexer.LPAREN, "(", mark.start(), mark.end());
    List<Markup> cell = below.is(Kind.GROUP) ? pass.onlyCell(below) : List.of(below);
    int from = 0;
    for (int i = 0; i <= cell.size(); i++) {
      boolean ends =
          i == cell.size()
              || cell.get(i).is(Kind.SIGN, ",")
              || cell.get(i).is(Kind.COMMAND, "\\times");
      if (ends) {
        pass.rowLater(cell, from, i);
        from = i + 1;
      }
      if (ends && i < cell.size()) {
        pass.wordLater(ChainruleLexer.COMMA, ",", cell.get(i).start(), cell.get(i).end());
      }
    }
    pass.closeLater(mark.end());
    Markup above = mark.script(false);
    if (above != null) {
      pass.raisedLater(above);
    }
    return true;
  }
}
