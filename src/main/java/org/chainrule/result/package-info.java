/**
 * What a {@link org.chainrule.Derivative} tells, as values that a program can keep: kinks, adjoints
 * and the result of a check. Made by {@code condition}, {@code answer} and {@code verify}; nothing
 * here computes.
 */
@NullMarked
package org.chainrule.result;

import org.jspecify.annotations.NullMarked;
