/**
 * Rewriting: what is known of symbols and ranges, the contraction of deltas, and the matching of
 * rules.
 */
@NullMarked
package org.chainrule.rewrite;

import org.jspecify.annotations.NullMarked;
