package org.chainrule.document;

import java.util.List;
import org.chainrule.document.Element.Answered;
import org.chainrule.document.Element.Derivation;
import org.chainrule.document.Element.Drawn;
import org.chainrule.document.Element.Equation;
import org.chainrule.document.Element.Failed;
import org.chainrule.document.Element.Given;
import org.chainrule.document.Element.Line;
import org.chainrule.document.Element.Plotted;
import org.chainrule.document.Element.Remark;
import org.chainrule.document.Element.Table;
import org.chainrule.document.Element.Verdict;
import org.chainrule.document.Element.Verdict.Outcome;

/**
 * A document as an article in LaTeX, for pdfTeX, XeTeX and LuaTeX; figures are drawn by TikZ and
 * pgfplots. What is wider than the line is made as wide.
 */
public final class LatexPage implements Element.Visitor {
  /** From how many rows on a table may be broken between pages. */
  private static final int LONG_TABLE = 30;

  private final StringBuilder body = new StringBuilder();
  private final LatexWords words = new LatexWords();
  private final Contents contents = new Contents();
  private final LatexProse prose = new LatexProse(body, words, contents);
  private final String title;
  private int questions;

  private LatexPage(String title) {
    this.title = title;
  }

  /** The text of a whole file. */
  public static String of(Document document) {
    LatexPage page = new LatexPage(MarkdownReader.title(document));
    document.elements().forEach(each -> each.accept(page));
    return page.text();
  }

  private String text() {
    String head = title.isEmpty() ? "" : "\\section*{\\LARGE " + words.words(title) + "}\n";
    return Resources.text("page.tex").replace("%DECLARATIONS\n", words.declarations())
        + "\\begin{document}\n"
        + head
        + body
        + "\n\\end{document}\n";
  }

  private String line(String text) {
    return words.words(SafeText.line(text));
  }

  private String words(List<Inline> parts) {
    StringBuilder text = new StringBuilder();
    for (Inline part : parts) {
      text.append(part.map(this::line, formula -> "$" + formula.latex() + "$", words::code));
    }
    return text.toString();
  }

  @Override
  public void prose(Element.Prose markdown) {
    MarkdownReader.readUnder(title, markdown.markdown()).accept(prose);
  }

  @Override
  public void given(Given given) {
    if (given.read().isEmpty()) {
      prose.code(String.join("\n", given.lines()));
    } else {
      given.read().forEach(this::display);
    }
  }

  @Override
  public void answered(Answered answered) {
    int level = contents.ofQuestion(++questions, "").level();
    body.append("\n\\question{")
        .append(LatexProse.section(level))
        .append("}{")
        .append(words.code(answered.asked()))
        .append("}\n");
    answered.answer().forEach(each -> each.accept(this));
  }

  @Override
  public void equation(Equation equation) {
    display(equation.formula());
  }

  private void display(Formula formula) {
    body.append("\n\\[\\fitted{").append(LatexBreaks.of(formula.latex())).append("}\\]\n");
  }

  @Override
  public void line(Line line) {
    body.append('\n').append(words(line.parts())).append("\\par\n");
  }

  @Override
  public void remark(Remark remark) {
    String kind =
        switch (remark.kind()) {
          case CONDITION -> "Condition";
          case NOTE -> "Note";
        };
    body.append("\n\\remark{")
        .append(kind)
        .append("}{")
        .append(words(remark.parts()))
        .append("}\n");
  }

  @Override
  public void verdict(Verdict verdict) {
    body.append("\n\\remark{")
        .append(outcome(verdict.outcome()))
        .append("}{")
        .append(line(verdict.sentence()))
        .append("}\n");
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case PROVED -> "\\outcome{good}{$\\checkmark$ proved}";
      case PROBABLE -> "\\outcome{likely}{$\\approx$ probable}";
      case REFUTED -> "\\outcome{bad}{$\\times$ refuted}";
      case UNDECIDED -> "\\outcome{undecided}{? undecided}";
    };
  }

  @Override
  public void table(Table table) {
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < table.head().size(); i++) {
      columns.append(table.isNumeric(i) ? 'r' : 'l');
    }
    if (!table.caption().isEmpty()) {
      body.append("\n").append(line(table.caption())).append("\\par\\nobreak\n");
    }
    boolean isLong = table.rows().size() >= LONG_TABLE;
    String name = isLong ? "longtable" : "tabular";
    body.append(isLong ? "\n" : "\n\\begin{center}\\fittedbox{%\n")
        .append("\\begin{" + name + "}{" + columns + "}\n")
        .append(row(table.head()))
        .append(isLong ? "\\hline\\endhead\n" : "\\hline\n");
    table.rows().forEach(each -> body.append(row(each)));
    body.append("\\end{" + name + "}").append(isLong ? "\n" : "}\\end{center}\n");
  }

  private String row(List<Cell> cells) {
    // What begins with a bracket would belong to the end of the row before.
    StringBuilder row = new StringBuilder("{}");
    for (Cell cell : cells) {
      String text = words(cell.parts());
      row.append(row.length() == 2 ? "" : " & ")
          .append(cell.isNumber() ? text.replaceFirst("^-", "\\$-\\$") : text);
    }
    return row.append(" \\\\\n").toString();
  }

  @Override
  public void derivation(Derivation derivation) {
    body.append("\n\\derivation{").append(words(derivation.summary())).append("}\n");
    for (DerivationLine line : derivation.lines()) {
      StringBuilder by = new StringBuilder(line(String.join(", ", line.rules())));
      line.check()
          .forEach(each -> by.append(by.isEmpty() ? "" : "\\ ").append(outcome(each.outcome())));
      String left = line.isContinued() ? "\\quad {}" : line.left().latex() + " ";
      body.append("\\step{")
          .append(Math.min(line.depth(), 6) * 1.5)
          .append("}{")
          .append(LatexBreaks.of(left + "= " + line.right().latex()))
          .append("}{")
          .append(by)
          .append("}\n");
    }
  }

  @Override
  public void plotted(Plotted plotted) {
    figure(LatexFigures.of(plotted.plot()));
    if (!plotted.plot().title().isEmpty()) {
      String caption = line(plotted.plot().title());
      body.append("\\begin{center}\\small ").append(caption).append("\\end{center}\n");
    }
  }

  @Override
  public void drawn(Drawn drawn) {
    if (SvgGraph.canDraw(drawn.graph())) {
      figure(LatexFigures.of(drawn.graph(), words));
    }
    table(FigureText.table(drawn.graph()));
  }

  private void figure(String drawing) {
    body.append("\n\\begin{center}\\fittedbox{%\n").append(drawing).append("}\\end{center}\n");
  }

  @Override
  public void failed(Failed failed) {
    body.append("\n\\remark{\\outcome{bad}{$\\times$ mistake}}{")
        .append(line(failed.message()))
        .append("}\n");
    if (!failed.source().isEmpty()) {
      prose.code(Caret.under(failed.source(), failed.column()));
    }
  }
}
