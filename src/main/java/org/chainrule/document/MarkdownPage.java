package org.chainrule.document;

import java.util.List;
import java.util.Set;
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
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.markdown.MarkdownNodeRendererContext;
import org.commonmark.renderer.markdown.MarkdownNodeRendererFactory;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/**
 * A document as Markdown: CommonMark with tables, formulas between dollar signs, and figures as
 * SVG.
 */
public final class MarkdownPage implements Element.Visitor {
  private final StringBuilder text = new StringBuilder();
  private final Contents contents = new Contents();
  private final String title;
  private final MarkdownRenderer prose =
      MarkdownRenderer.builder()
          .extensions(MarkdownReader.TABLES)
          .nodeRendererFactory(new Formulas())
          .build();
  private int questions;
  private int figures;

  private MarkdownPage(String title) {
    this.title = title;
  }

  /** The text. */
  public static String of(Document document) {
    MarkdownPage page = new MarkdownPage(MarkdownReader.title(document));
    if (!page.title.isEmpty()) {
      page.block("# " + MarkdownText.words(page.title));
    }
    document.elements().forEach(each -> each.accept(page));
    return page.text.toString();
  }

  /** Lines with an empty line before them. */
  private void block(String lines) {
    text.append(text.isEmpty() ? "" : "\n").append(lines.stripTrailing()).append('\n');
  }

  private static String words(List<Inline> parts) {
    StringBuilder words = new StringBuilder();
    for (Inline part : parts) {
      words.append(
          part.map(
              MarkdownText::words, formula -> "$" + formula.latex() + "$", MarkdownText::code));
    }
    return words.toString();
  }

  @Override
  public void prose(Element.Prose words) {
    Node root = MarkdownReader.readUnder(title, words.markdown());
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            heading.setLevel(contents.ofProse(heading.getLevel(), "", "").level());
          }
        });
    block(prose.render(root));
  }

  @Override
  public void given(Given given) {
    if (given.read().isEmpty()) {
      block(MarkdownText.block(String.join("\n", given.lines())));
    } else {
      given.read().forEach(this::display);
    }
  }

  @Override
  public void answered(Answered answered) {
    int level = contents.ofQuestion(++questions, "").level();
    block("#".repeat(level) + " " + MarkdownText.code(answered.asked()));
    answered.answer().forEach(each -> each.accept(this));
  }

  @Override
  public void equation(Equation equation) {
    display(equation.formula());
  }

  private void display(Formula formula) {
    block("$$\n" + formula.latex() + "\n$$");
  }

  @Override
  public void line(Line line) {
    block(MarkdownText.lineStart(words(line.parts())));
  }

  @Override
  public void remark(Remark remark) {
    String kind =
        switch (remark.kind()) {
          case CONDITION -> "Condition";
          case NOTE -> "Note";
        };
    block("- **" + kind + ":** " + words(remark.parts()));
  }

  @Override
  public void verdict(Verdict verdict) {
    block("- **Check: " + outcome(verdict) + ".** " + MarkdownText.words(verdict.sentence()));
  }

  private static String outcome(Verdict verdict) {
    return switch (verdict.outcome()) {
      case PROVED -> "✓ proved";
      case PROBABLE -> "≈ probable";
      case REFUTED -> "✗ refuted";
      case UNDECIDED -> "? undecided";
    };
  }

  @Override
  public void table(Table table) {
    StringBuilder rows = new StringBuilder(row(table.head()));
    for (int i = 0; i < table.head().size(); i++) {
      rows.append(table.isNumeric(i) ? "| ---: " : "| --- ");
    }
    rows.append("|\n");
    table.rows().forEach(each -> rows.append(row(each)));
    block((table.caption().isEmpty() ? "" : MarkdownText.words(table.caption()) + "\n\n") + rows);
  }

  private static String row(List<Cell> cells) {
    StringBuilder row = new StringBuilder();
    for (Cell cell : cells) {
      StringBuilder words = new StringBuilder();
      for (Inline part : cell.parts()) {
        words.append(
            part.map(
                MarkdownText::words,
                formula -> "$" + MarkdownText.inCell(formula.latex()) + "$",
                code -> MarkdownText.code(code).replace("|", "\\|")));
      }
      row.append("| ").append(words).append(' ');
    }
    return row.append("|\n").toString();
  }

  @Override
  public void derivation(Derivation derivation) {
    StringBuilder summary = new StringBuilder();
    derivation
        .summary()
        .forEach(
            each ->
                summary.append(
                    SafeText.escaped(
                        SafeText.line(each.map(part -> part, Formula::unicode, part -> part)))));
    StringBuilder lines = new StringBuilder();
    int last = -1;
    for (DerivationLine line : derivation.lines()) {
      // A list can go only one level deeper at once.
      last = Math.min(line.depth(), last + 1);
      lines
          .append("  ".repeat(last))
          .append("- $\\displaystyle ")
          .append(line.isContinued() ? "" : line.left().latex() + " ")
          .append("= ")
          .append(line.right().latex())
          .append('$');
      if (!line.rules().isEmpty()) {
        lines.append(" — ").append(MarkdownText.words(String.join(", ", line.rules())));
      }
      line.check().forEach(each -> lines.append(" (").append(outcome(each)).append(')'));
      lines.append('\n');
    }
    block("<details>\n<summary>" + summary + "</summary>\n\n" + lines + "\n</details>");
  }

  @Override
  public void plotted(Plotted plotted) {
    Plot plot = plotted.plot();
    figure(SvgPlot.alone(plot, "f" + ++figures));
    if (!plot.title().isEmpty()) {
      block(MarkdownText.lineStart(MarkdownText.words(plot.title())));
    }
  }

  @Override
  public void drawn(Drawn drawn) {
    if (SvgGraph.canDraw(drawn.graph())) {
      figure(SvgGraph.alone(drawn.graph(), "f" + ++figures));
    }
    table(FigureText.table(drawn.graph()));
  }

  /** An element of HTML, which is one as far as the first empty line. */
  private void figure(String svg) {
    block("<figure>\n" + svg.replaceAll("\n\\s*\n", "\n") + "</figure>");
  }

  @Override
  public void failed(Failed failed) {
    block("**✗ Mistake:** " + MarkdownText.words(failed.message()));
    if (!failed.source().isEmpty()) {
      block(MarkdownText.block(Caret.under(failed.source(), failed.column())));
    }
  }

  /** The writer of formulas in prose. */
  private static final class Formulas implements MarkdownNodeRendererFactory {
    @Override
    public Set<Character> getSpecialCharacters() {
      return Set.of('$');
    }

    @Override
    public NodeRenderer create(MarkdownNodeRendererContext context) {
      return new NodeRenderer() {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
          return Set.of(InlineMath.class, MathBlock.class);
        }

        @Override
        public void render(Node node) {
          if (node instanceof InlineMath formula) {
            String sign = formula.isDisplayed ? "$$" : "$";
            context.getWriter().raw(sign + formula.latex.replace('\n', ' ') + sign);
          } else if (node instanceof MathBlock block) {
            context.getWriter().raw("$$");
            for (String line : block.latex.split("\n", -1)) {
              context.getWriter().line();
              context.getWriter().raw(line);
            }
            context.getWriter().line();
            context.getWriter().raw("$$");
            context.getWriter().block();
          }
        }
      };
    }
  }
}
