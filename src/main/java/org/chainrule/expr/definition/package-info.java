/**
 * What definitions use of each other, by elements and ranges: a graph that recurrences are found
 * in.
 */
@NullMarked
package org.chainrule.expr.definition;

import org.jspecify.annotations.NullMarked;
