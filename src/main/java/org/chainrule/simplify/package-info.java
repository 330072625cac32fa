/**
 * Simplification: rational normal forms, identities as data, and a cost that prefers textbooks'
 * forms.
 */
@NullMarked
package org.chainrule.simplify;

import org.jspecify.annotations.NullMarked;
