package org.chainrule.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Markdown that nobody trusts, as a tree that is safe to write: HTML in it is text, links lead to
 * the web, to mail or into the page, and an image is a link to it, so that a page asks for nothing.
 */
final class MarkdownReader {
  /** What writers have to be told of. */
  static final List<Extension> TABLES = List.of(TablesExtension.create());

  /** How deeply quotations and lists, and emphasis and links, can be nested: the rest is text. */
  private static final int MOST_NESTED = 50;

  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

  private static final Parser PARSER =
      Parser.builder()
          .extensions(TABLES)
          .extensions(List.of(new MathExtension()))
          .maxOpenBlockParsers(MOST_NESTED)
          .maxInlineNesting(MOST_NESTED)
          .build();

  private MarkdownReader() {}

  static Node read(String markdown) {
    Node root = PARSER.parse(SafeText.of(markdown));
    root.accept(new Tamer());
    return root;
  }

  /** The title of a document: its own, or the heading that it begins with. */
  static String title(Document document) {
    return document.title().isBlank()
        ? heading(document).orElse("")
        : SafeText.line(document.title().strip());
  }

  /** Whether a document begins with prose that has its title for a heading. */
  static boolean beginsWith(String title, Document document) {
    return heading(document).filter(title::equals).isPresent();
  }

  private static Optional<String> heading(Document document) {
    return !document.elements().isEmpty()
            && document.elements().get(0) instanceof Element.Prose prose
            && read(prose.markdown()).getFirstChild() instanceof Heading heading
            && heading.getLevel() == 1
        ? Optional.of(text(heading))
        : Optional.empty();
  }

  /** The tree of the prose of a document, without a heading that says the title again. */
  static Node readUnder(String title, String markdown) {
    Node root = read(markdown);
    if (root.getFirstChild() instanceof Heading heading
        && heading.getLevel() == 1
        && text(heading).equals(title)) {
      heading.unlink();
    }
    return root;
  }

  /** What a part of prose says, without markup. */
  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text each) {
            text.append(each.getLiteral());
          }

          @Override
          public void visit(Code each) {
            text.append(each.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak each) {
            text.append(' ');
          }

          @Override
          public void visit(HardLineBreak each) {
            text.append(' ');
          }

          @Override
          public void visit(CustomNode each) {
            if (each instanceof InlineMath formula) {
              text.append(formula.latex);
            } else {
              visitChildren(each);
            }
          }
        });
    return text.toString().strip();
  }

  private static boolean isAllowed(String destination) {
    String plain = destination.strip();
    int colon = plain.indexOf(':');
    int path = plain.split("[/?#]", 2)[0].length();
    return colon < 0
        || colon > path
        || SCHEMES.contains(plain.substring(0, colon).toLowerCase(Locale.ROOT));
  }

  /** Replaces what is not to be trusted. */
  private static final class Tamer extends AbstractVisitor {
    @Override
    public void visit(HtmlBlock block) {
      Paragraph paragraph = new Paragraph();
      String[] lines = block.getLiteral().split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (i > 0) {
          paragraph.appendChild(new SoftLineBreak());
        }
        paragraph.appendChild(new Text(lines[i].strip()));
      }
      block.insertBefore(paragraph);
      block.unlink();
    }

    @Override
    public void visit(HtmlInline tag) {
      tag.insertBefore(new Text(tag.getLiteral()));
      tag.unlink();
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      if (!isAllowed(link.getDestination())) {
        unwrap(link);
      }
    }

    @Override
    public void visit(Image image) {
      visitChildren(image);
      if (image.getFirstChild() == null) {
        image.appendChild(new Text(image.getDestination()));
      }
      if (isAllowed(image.getDestination()) && !isInLink(image)) {
        Link link = new Link(image.getDestination(), image.getTitle());
        moveChildren(image, link);
        image.insertBefore(link);
        image.unlink();
      } else {
        unwrap(image);
      }
    }

    private static boolean isInLink(Node node) {
      for (Node each = node.getParent(); each != null; each = each.getParent()) {
        if (each instanceof Link) {
          return true;
        }
      }
      return false;
    }

    private static void unwrap(Node node) {
      for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
        node.insertBefore(child);
      }
      node.unlink();
    }

    private static void moveChildren(Node from, Node to) {
      for (Node child = from.getFirstChild(); child != null; child = from.getFirstChild()) {
        to.appendChild(child);
      }
    }
  }
}
