package org.chainrule.document;

import java.util.List;

/**
 * A document of prose, questions and answers.
 *
 * @param title its title, or nothing
 */
public record Document(String title, List<Element> elements) {
  public Document {
    elements = List.copyOf(elements);
  }
}
