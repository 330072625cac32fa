package org.chainrule.document;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pages and figures as trees: both are well-formed XML. */
final class PageXml {
  private PageXml() {}

  static Element root(String text) {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      builder.setEntityResolver((id, system) -> new InputSource(new StringReader("")));
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError(e.getMessage() + " in\n" + text, e);
    }
  }

  static List<Element> all(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add((Element) found.item(i));
    }
    return all;
  }
}
