package org.chainrule.document;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** The writer of prose as HTML. */
final class HtmlProse {
  private final Function<String, Optional<String>> mathMl;
  private final Contents contents;
  private final HtmlRenderer renderer;

  /**
   * @param mathMl a {@code math} element of a formula in LaTeX, where there is one
   * @param contents where headings are added
   */
  HtmlProse(Function<String, Optional<String>> mathMl, Contents contents) {
    this.mathMl = mathMl;
    this.contents = contents;
    renderer =
        HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .extensions(MarkdownReader.TABLES)
            .attributeProviderFactory(
                context ->
                    (node, tag, attributes) -> {
                      if (tag.equals("th")) {
                        attributes.put("scope", "col");
                      }
                    })
            .nodeRendererFactory(Own::new)
            .build();
  }

  String html(Node root) {
    return renderer.render(root);
  }

  /** A displayed formula, or its source. */
  private String displayed(String latex) {
    return mathMl
        .apply(latex)
        .map(
            math ->
                "<div class=\"equation\"><div class=\"scroll\">"
                    + HtmlFormulas.displayed(math, latex, "")
                    + "</div></div>")
        .orElse("<pre class=\"latex\"><code>" + SafeText.escaped(latex) + "</code></pre>");
  }

  private String inline(InlineMath formula) {
    String latex = formula.latex;
    Optional<String> math = mathMl.apply(latex);
    if (math.isEmpty()) {
      String source = formula.isDisplayed ? "$$" + latex + "$$" : "$" + latex + "$";
      return "<code class=\"latex\">" + SafeText.escaped(source) + "</code>";
    }
    return formula.isDisplayed
        ? "<span class=\"shown\">" + HtmlFormulas.displayed(math.get(), latex, "") + "</span>"
        : HtmlFormulas.inline(math.get(), latex);
  }

  /** What the library does not write, or writes otherwise. */
  private final class Own implements NodeRenderer {
    private final HtmlNodeRendererContext context;

    Own(HtmlNodeRendererContext context) {
      this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Heading.class, InlineMath.class, MathBlock.class);
    }

    @Override
    public void render(Node node) {
      HtmlWriter writer = context.getWriter();
      if (node instanceof InlineMath formula) {
        writer.raw(inline(formula));
      } else if (node instanceof MathBlock block) {
        writer.line();
        writer.raw(displayed(block.latex));
        writer.line();
      } else if (node instanceof Heading heading) {
        heading(heading, writer);
      }
    }

    private void heading(Heading heading, HtmlWriter writer) {
      String plain = MarkdownReader.text(heading);
      Contents.Heading entry = contents.ofProse(heading.getLevel(), plain, SafeText.escaped(plain));
      writer.line();
      writer.tag("h" + entry.level(), Map.of("id", entry.id()));
      for (Node child = heading.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      writer.tag("/h" + entry.level());
      writer.line();
    }
  }
}
