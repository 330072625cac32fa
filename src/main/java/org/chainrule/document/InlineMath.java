package org.chainrule.document;

import org.commonmark.node.CustomNode;

/** A formula within a paragraph of prose. */
final class InlineMath extends CustomNode {
  final String latex;
  final boolean isDisplayed;

  InlineMath(String latex, boolean isDisplayed) {
    this.latex = latex;
    this.isDisplayed = isDisplayed;
  }
}
