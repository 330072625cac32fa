package org.chainrule.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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

/**
 * A document as one file of HTML that asks for nothing else. Formulas are MathML, figures SVG; it
 * is light or dark as the reader has it, and whole without its script, which copies formulas.
 */
public final class HtmlPage implements Element.Visitor {
  /** From how many headings on there is a table of contents. */
  private static final int WITH_CONTENTS = 4;

  /** What messages quote. */
  private static final Pattern BACKTICKS = Pattern.compile("`([^`]+)`");

  private final StringBuilder body = new StringBuilder();
  private final Contents contents = new Contents();
  private final HtmlProse prose;
  private final String title;
  private int questions;
  private int figures;

  private HtmlPage(String title, Function<String, Optional<String>> mathMl) {
    this.title = title;
    prose = new HtmlProse(mathMl, contents);
  }

  /**
   * The page.
   *
   * @param mathMl a {@code math} element of a formula that prose has in LaTeX, where there is one;
   *     else the page shows the LaTeX
   */
  public static String of(Document document, Function<String, Optional<String>> mathMl) {
    HtmlPage page = new HtmlPage(MarkdownReader.title(document), mathMl);
    document.elements().forEach(each -> each.accept(page));
    return page.text();
  }

  private String text() {
    String script = Resources.text("page.js");
    String name = SafeText.escaped(title.isEmpty() ? "Chainrule" : title);
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%HASH'; base-uri 'none'; form-action 'none'"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>%NAME</title>
    <style>
    %STYLE</style>
    </head>
    <body>
    <main>
    """
            .replace("%HASH", hash(script))
            .replace("%STYLE", Resources.text("page.css") + Resources.text("figure.css"))
            .replace("%NAME", name)
        + (title.isEmpty() ? "" : "<h1>" + name + "</h1>\n")
        + table()
        + body
        + "</main>\n<p id=\"told\" role=\"status\" class=\"unseen\"></p>\n<script>"
        + script
        + "</script>\n</body>\n</html>\n";
  }

  /** The table of contents, where there are many headings. */
  private String table() {
    List<Contents.Heading> headings = contents.headings();
    if (headings.size() < WITH_CONTENTS) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "<nav aria-label=\"Contents\"><details open=\"\"><summary>Contents</summary>\n<ol>\n");
    for (Contents.Heading each : headings) {
      text.append("<li class=\"l")
          .append(each.level())
          .append("\"><a href=\"#")
          .append(each.id())
          .append("\">")
          .append(each.isQuestion() ? "<code>" + each.text() + "</code>" : each.text())
          .append("</a></li>\n");
    }
    return text.append("</ol>\n</details></nav>\n").toString();
  }

  private static String hash(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void prose(Element.Prose words) {
    body.append("<div class=\"prose\">\n")
        .append(prose.html(MarkdownReader.readUnder(title, words.markdown())))
        .append("</div>\n");
  }

  @Override
  public void given(Given given) {
    String source =
        "<pre><code>" + SafeText.escaped(String.join("\n", given.lines())) + "</code></pre>";
    body.append("<div class=\"given\">\n");
    if (given.read().isEmpty()) {
      body.append(source).append('\n');
    } else {
      given.read().forEach(each -> display(each, ""));
      body.append("<details><summary>as written</summary>").append(source).append("</details>\n");
    }
    body.append("</div>\n");
  }

  @Override
  public void answered(Answered answered) {
    String asked = SafeText.escaped(SafeText.line(answered.asked()));
    Contents.Heading heading = contents.ofQuestion(++questions, asked);
    String name = "h" + heading.level();
    body.append("<section class=\"question\" aria-labelledby=\"")
        .append(heading.id())
        .append("\">\n<")
        .append(name)
        .append(" id=\"")
        .append(heading.id())
        .append("\" class=\"asked\"><code>")
        .append(asked)
        .append("</code></")
        .append(name)
        .append(">\n");
    answered.answer().forEach(each -> each.accept(this));
    body.append("</section>\n");
  }

  @Override
  public void equation(Equation equation) {
    Formula formula = equation.formula();
    display(
        formula,
        " data-latex=\""
            + SafeText.escaped(formula.latex())
            + "\" data-text=\""
            + SafeText.escaped(formula.text())
            + "\"");
  }

  @Override
  public void line(Line line) {
    body.append("<p>").append(words(line.parts())).append("</p>\n");
  }

  @Override
  public void plotted(Plotted plotted) {
    figure("plot", plotted.plot().title(), SvgPlot.inline(plotted.plot(), "f" + ++figures));
  }

  @Override
  public void drawn(Drawn drawn) {
    Element.Table table = FigureText.table(drawn.graph());
    if (SvgGraph.canDraw(drawn.graph())) {
      figure("graph", "", SvgGraph.inline(drawn.graph(), "f" + ++figures));
      body.append("<details class=\"as-table\"><summary>the graph as a table</summary>\n");
      table(table);
      body.append("</details>\n");
    } else {
      table(table);
    }
  }

  private void display(Formula formula, String attributes) {
    body.append("<div class=\"equation\"")
        .append(attributes)
        .append("><div class=\"scroll\">")
        .append(HtmlFormulas.displayed(formula.mathMl(), formula.text(), ""))
        .append("</div></div>\n");
  }

  private static String words(List<Inline> parts) {
    StringBuilder text = new StringBuilder();
    for (Inline part : parts) {
      text.append(
          part.map(
              SafeText::escaped,
              formula -> HtmlFormulas.inline(formula.mathMl(), formula.text()),
              code -> "<code>" + SafeText.escaped(code) + "</code>"));
    }
    return text.toString();
  }

  @Override
  public void remark(Remark remark) {
    String name =
        switch (remark.kind()) {
          case CONDITION -> "condition";
          case NOTE -> "note";
        };
    body.append("<p class=\"remark ")
        .append(name)
        .append("\"><span class=\"kind\">")
        .append(name)
        .append("</span> ")
        .append(words(remark.parts()))
        .append("</p>\n");
  }

  @Override
  public void verdict(Verdict verdict) {
    body.append("<p class=\"verdict\">")
        .append(outcome(verdict.outcome(), ""))
        .append(' ')
        .append(SafeText.escaped(verdict.sentence()))
        .append("</p>\n");
  }

  /** How a check ended, by colour, sign and word. */
  private static String outcome(Verdict.Outcome outcome, String told) {
    String word =
        switch (outcome) {
          case PROVED -> "proved";
          case PROBABLE -> "probable";
          case REFUTED -> "refuted";
          case UNDECIDED -> "undecided";
        };
    String sign =
        switch (outcome) {
          case PROVED -> "✓";
          case PROBABLE -> "≈";
          case REFUTED -> "✗";
          case UNDECIDED -> "?";
        };
    return "<span class=\"outcome %s\"%s><span aria-hidden=\"true\">%s</span> %s</span>"
        .formatted(
            word, told.isEmpty() ? "" : " title=\"" + SafeText.escaped(told) + "\"", sign, word);
  }

  @Override
  public void table(Table table) {
    body.append("<div class=\"scroll\"><table>\n");
    if (!table.caption().isEmpty()) {
      body.append("<caption>").append(SafeText.escaped(table.caption())).append("</caption>\n");
    }
    body.append("<thead><tr>");
    for (int i = 0; i < table.head().size(); i++) {
      cell(new Cell(table.head().get(i).parts(), table.isNumeric(i)), "th scope=\"col\"");
    }
    body.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : table.rows()) {
      body.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        cell(row.get(i), i == 0 && row.size() > 1 ? "th scope=\"row\"" : "td");
      }
      body.append("</tr>\n");
    }
    body.append("</tbody>\n</table></div>\n");
  }

  private void cell(Cell cell, String tag) {
    body.append('<')
        .append(tag)
        .append(cell.isNumber() ? " class=\"number\">" : ">")
        .append(cell.isNumber() ? words(cell.parts()).replace('-', '−') : words(cell.parts()))
        .append("</")
        .append(tag, 0, 2)
        .append('>');
  }

  @Override
  public void derivation(Derivation derivation) {
    body.append("<details class=\"derivation\"><summary>")
        .append(words(derivation.summary()))
        .append("</summary>\n<ol>\n");
    for (DerivationLine line : derivation.lines()) {
      body.append("<li class=\"d")
          .append(Math.min(line.depth(), 6))
          .append(line.isContinued() ? " more" : "")
          .append("\"><div class=\"scroll\">");
      if (!line.isContinued()) {
        Formula left = line.left();
        body.append(HtmlFormulas.displayed(left.mathMl(), left.text(), "")).append("<wbr/>");
      }
      Formula right = line.right();
      body.append(HtmlFormulas.displayed(right.mathMl(), right.text(), "="))
          .append("</div><div class=\"by\">")
          .append(SafeText.escaped(String.join(", ", line.rules())));
      line.check()
          .forEach(each -> body.append(' ').append(outcome(each.outcome(), each.sentence())));
      body.append("</div></li>\n");
    }
    body.append("</ol>\n</details>\n");
  }

  private void figure(String kind, String caption, String svg) {
    body.append("<figure class=\"")
        .append(kind)
        .append("\"><div class=\"scroll\">\n")
        .append(svg)
        .append("</div>")
        .append(
            caption.isEmpty() ? "" : "<figcaption>" + SafeText.escaped(caption) + "</figcaption>")
        .append("</figure>\n");
  }

  @Override
  public void failed(Failed failed) {
    body.append("<div class=\"failed\"><p><span class=\"outcome refuted\">")
        .append("<span aria-hidden=\"true\">✗</span> mistake</span> ")
        .append(BACKTICKS.matcher(SafeText.escaped(failed.message())).replaceAll("<code>$1</code>"))
        .append("</p>\n");
    if (!failed.source().isEmpty()) {
      body.append("<pre><code>")
          .append(SafeText.escaped(Caret.under(failed.source(), failed.column())))
          .append("</code></pre>\n");
    }
    body.append("</div>\n");
  }
}
