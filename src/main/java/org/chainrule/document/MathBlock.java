package org.chainrule.document;

import org.commonmark.node.CustomBlock;

/** A formula that is a paragraph of prose. */
final class MathBlock extends CustomBlock {
  String latex = "";
}
