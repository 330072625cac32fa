package org.chainrule.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A document as plain text: questions as they were asked, answers indented below them. */
public final class TextPage implements Element.Visitor {
  private final StringBuilder text = new StringBuilder();
  private final Function<Formula, String> spelling;
  private String indent = "";

  private TextPage(Function<Formula, String> spelling) {
    this.spelling = spelling;
  }

  /**
   * The text.
   *
   * @param spelling how formulas are spelled, on one line
   */
  public static String of(Document document, Function<Formula, String> spelling) {
    TextPage page = new TextPage(spelling);
    String title = SafeText.line(document.title().strip());
    if (!title.isEmpty() && !MarkdownReader.beginsWith(title, document)) {
      page.lines(title + "\n" + "=".repeat(width(title)));
    }
    document.elements().forEach(page::block);
    return page.text.toString();
  }

  /** An element with an empty line before it, where anything stands before it. */
  private void block(Element element) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    element.accept(this);
  }

  private void lines(String lines) {
    lines
        .lines()
        .forEach(
            each -> text.append(each.isBlank() ? "" : indent + each.stripTrailing()).append('\n'));
  }

  private void indented(String by, Runnable writing) {
    String outer = indent;
    indent += by;
    writing.run();
    indent = outer;
  }

  private String words(List<Inline> parts) {
    StringBuilder words = new StringBuilder();
    parts.forEach(
        each -> words.append(SafeText.line(each.map(text -> text, spelling, text -> text))));
    return words.toString();
  }

  @Override
  public void prose(Element.Prose prose) {
    lines(SafeText.of(prose.markdown()).strip());
  }

  @Override
  public void given(Element.Given given) {
    given.lines().forEach(each -> lines(SafeText.of(each)));
  }

  @Override
  public void answered(Element.Answered answered) {
    lines(SafeText.of(answered.asked()));
    indented("  ", () -> answered.answer().forEach(each -> each.accept(this)));
  }

  @Override
  public void equation(Element.Equation equation) {
    lines(SafeText.line(spelling.apply(equation.formula())));
  }

  @Override
  public void line(Element.Line line) {
    lines(words(line.parts()));
  }

  @Override
  public void remark(Element.Remark remark) {
    String kind =
        switch (remark.kind()) {
          case CONDITION -> "condition: ";
          case NOTE -> "note: ";
        };
    lines(kind + words(remark.parts()));
  }

  @Override
  public void verdict(Element.Verdict verdict) {
    lines("check: " + verdict.outcome() + ": " + SafeText.line(verdict.sentence()));
  }

  @Override
  public void table(Element.Table table) {
    if (!table.caption().isEmpty()) {
      lines(SafeText.line(table.caption()));
    }
    List<List<Cell>> rows = new ArrayList<>(List.of(table.head()));
    rows.addAll(table.rows());
    int[] widths = new int[table.head().size()];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(words(row.get(i).parts())));
      }
    }
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = words(row.get(i).parts());
        String space = " ".repeat(widths[i] - width(cell));
        line.append(i == 0 ? "" : "  ").append(table.isNumeric(i) ? space + cell : cell + space);
      }
      lines(line.toString());
    }
  }

  @Override
  public void derivation(Element.Derivation derivation) {
    lines(words(derivation.summary()));
    for (DerivationLine line : derivation.lines()) {
      indented("  ".repeat(line.depth() + 1), () -> derived(line));
    }
  }

  private void derived(DerivationLine line) {
    String left = line.isContinued() ? "  = " : SafeText.line(spelling.apply(line.left())) + " = ";
    StringBuilder by = new StringBuilder(SafeText.line(String.join(", ", line.rules())));
    for (Element.Verdict each : line.check()) {
      if (each.outcome() == Element.Verdict.Outcome.REFUTED) {
        by.append(by.isEmpty() ? "" : "; ")
            .append("REFUTED: ")
            .append(SafeText.line(each.sentence()));
      }
    }
    lines(
        left
            + SafeText.line(spelling.apply(line.right()))
            + (by.isEmpty() ? "" : "   [" + by + "]"));
  }

  @Override
  public void plotted(Element.Plotted plotted) {
    lines(TextPlot.of(plotted.plot(), spelling));
  }

  @Override
  public void drawn(Element.Drawn drawn) {
    table(FigureText.table(drawn.graph()));
  }

  @Override
  public void failed(Element.Failed failed) {
    lines("error: " + SafeText.line(failed.message()));
    if (!failed.source().isEmpty()) {
      indented("  ", () -> lines(Caret.under(failed.source(), failed.column())));
    }
  }

  /** How many columns a line takes on a terminal that shows a character in one. */
  private static int width(String line) {
    return (int)
        line.codePoints()
            .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
            .count();
  }
}
