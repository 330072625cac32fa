/**
 * Text to syntax tree: characters, words, the pass that decides what a word means where it stands,
 * the parser, and the builder of the tree.
 *
 * <p>Nothing here keeps state between texts. {@link org.chainrule.parse.Parser} is the door; what
 * the trees mean is decided in {@link org.chainrule.resolve}.
 */
@NullMarked
package org.chainrule.parse;

import org.jspecify.annotations.NullMarked;
