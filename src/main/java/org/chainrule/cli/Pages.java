package org.chainrule.cli;

import java.util.List;
import org.chainrule.document.Document;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.document.HtmlPage;
import org.chainrule.document.TextPage;
import org.chainrule.print.Printer;

/** Documents in the forms that a command gives them. */
final class Pages {
  private Pages() {}

  static List<String> lines(List<Element> elements) {
    return TextPage.of(new Document("", elements), Formula::text).lines().toList();
  }

  static String html(Document document) {
    return HtmlPage.of(document, Printer::mathmlOfAny);
  }
}
