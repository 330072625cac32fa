package org.chainrule.parse;

import org.chainrule.syntax.Span;
import org.chainrule.syntax.Syntax;

/**
 * A finished part of the tree, and where it stands with the brackets around it.
 *
 * @param node the part
 * @param extent the stretch of text that it takes
 */
record Part(Syntax node, Span extent) {
  Part(Syntax node) {
    this(node, node.span());
  }

  boolean isCondition() {
    return node instanceof Syntax.Comparison
        || node instanceof Syntax.Logical
        || node instanceof Syntax.Not;
  }
}
