package org.chainrule.document;

import java.util.Iterator;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** The writer of prose as LaTeX. */
final class LatexProse extends AbstractVisitor {
  /** How deeply LaTeX can nest lists of a kind. */
  private static final int DEEPEST = 4;

  private static final List<String> SECTIONS =
      List.of("section*", "subsection*", "subsubsection*", "paragraph", "paragraph", "paragraph");

  private final StringBuilder text;
  private final LatexWords words;
  private final Contents contents;
  private int lists;

  /**
   * @param text where it is written
   * @param contents where headings are added
   */
  LatexProse(StringBuilder text, LatexWords words, Contents contents) {
    this.text = text;
    this.words = words;
    this.contents = contents;
  }

  /** The command of a heading. */
  static String section(int level) {
    return "\\" + SECTIONS.get(level - 2);
  }

  private void around(String before, Node node, String after) {
    text.append(before);
    visitChildren(node);
    text.append(after);
  }

  @Override
  public void visit(Heading heading) {
    int level = contents.ofProse(heading.getLevel(), "", "").level();
    around("\n" + section(level) + "{", heading, "}\n");
  }

  @Override
  public void visit(Paragraph paragraph) {
    around("\n", paragraph, "\n");
  }

  @Override
  public void visit(Text node) {
    text.append(words.words(node.getLiteral()));
  }

  @Override
  public void visit(Code node) {
    text.append(words.code(node.getLiteral()));
  }

  @Override
  public void visit(SoftLineBreak node) {
    text.append('\n');
  }

  @Override
  public void visit(HardLineBreak node) {
    text.append("\\\\\\relax\n");
  }

  @Override
  public void visit(Emphasis node) {
    around("\\emph{", node, "}");
  }

  @Override
  public void visit(StrongEmphasis node) {
    around("\\textbf{", node, "}");
  }

  @Override
  public void visit(Link link) {
    String target = link.getDestination().replaceAll("[^!-~]", "").replaceAll("[\\\\{}]", "");
    if (target.startsWith("#") || target.isEmpty()) {
      visitChildren(link);
    } else {
      String escaped = target.replaceAll("([%#&_~^$])", "\\\\$1");
      around("\\href{" + escaped + "}{", link, "}");
    }
  }

  @Override
  public void visit(BlockQuote node) {
    list("quote", node);
  }

  @Override
  public void visit(BulletList node) {
    list("itemize", node);
  }

  @Override
  public void visit(OrderedList node) {
    list("enumerate", node);
  }

  private void list(String environment, Node node) {
    if (lists >= DEEPEST) {
      visitChildren(node);
      return;
    }
    lists++;
    around("\n\\begin{" + environment + "}", node, "\\end{" + environment + "}\n");
    lists--;
  }

  @Override
  public void visit(ListItem item) {
    around(lists > 0 ? "\n\\item\\relax " : "\n", item, "");
  }

  @Override
  public void visit(FencedCodeBlock block) {
    code(block.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock block) {
    code(block.getLiteral());
  }

  /** Lines as they were written. */
  void code(String lines) {
    text.append("\n\\begin{flushleft}\\small\n");
    Iterator<String> each = lines.stripTrailing().lines().iterator();
    while (each.hasNext()) {
      String line = words.code(each.next());
      text.append(line.isEmpty() ? "\\mbox{}" : line)
          .append(each.hasNext() ? "\\\\\\relax\n" : "\n");
    }
    text.append("\\end{flushleft}\n");
  }

  @Override
  public void visit(ThematicBreak node) {
    text.append("\n\\medskip\\hrule\\medskip\n");
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof InlineMath formula) {
      text.append(inline(formula.latex, formula.isDisplayed));
    } else if (node instanceof TableRow row) {
      for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
        around(cell.getPrevious() == null ? "{}" : " & ", cell, "");
      }
      text.append(" \\\\\n");
    } else {
      visitChildren(node);
    }
  }

  private String inline(String latex, boolean isDisplayed) {
    return !LatexCheck.isHarmless(latex)
        ? words.code("$" + latex + "$")
        : isDisplayed ? "\\[" + latex + "\\]" : "$" + latex + "$";
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof MathBlock formula) {
      text.append(
          LatexCheck.isHarmless(formula.latex)
              ? "\n\\[\n" + formula.latex + "\n\\]\n"
              : "\n\\begin{flushleft}" + words.code(formula.latex) + "\\end{flushleft}\n");
    } else if (block instanceof TableBlock table) {
      around(
          "\n\\begin{center}\\begin{tabular}{" + columns(table) + "}\n",
          table,
          "\\end{tabular}\\end{center}\n");
    } else {
      visitChildren(block);
    }
  }

  private static String columns(TableBlock table) {
    StringBuilder columns = new StringBuilder();
    Node row = table.getFirstChild() == null ? null : table.getFirstChild().getFirstChild();
    for (Node cell = row == null ? null : row.getFirstChild();
        cell != null;
        cell = cell.getNext()) {
      boolean isRight =
          cell instanceof TableCell each && each.getAlignment() == TableCell.Alignment.RIGHT;
      columns.append(isRight ? 'r' : 'l');
    }
    return columns.toString();
  }
}
