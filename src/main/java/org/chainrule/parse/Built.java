package org.chainrule.parse;

import org.chainrule.error.Span;
import org.chainrule.syntax.Syntax;

/**
 * A finished part of the tree, and where it stands with the brackets around it.
 *
 * @param node the part
 * @param extent the stretch of text that it takes
 */
record Built(Syntax node, Span extent) {
  private static final String WRITE_CASES =
      "a number is made of it by cases(1 if x > 0, 0 otherwise)";

  Built(Syntax node) {
    this(node, node.span());
  }

  boolean isCondition() {
    return node instanceof Syntax.Comparison
        || node instanceof Syntax.Logical
        || node instanceof Syntax.Not;
  }

  /** Refuses a condition, which is no number to calculate with. */
  void checkValue(SourceText source) {
    if (isCondition()) {
      throw source.refusal(extent, "a condition where a number belongs", WRITE_CASES);
    }
  }
}
