/**
 * What a {@link org.chainrule.Derivative} tells, as values that a program can keep: kinks, adjoints
 * the result of a check, the places where a matrix of derivatives may not be 0. Made by {@code
 * condition}, {@code answer}, {@code compile} and {@code verify}; nothing here computes.
 */
@NullMarked
package org.chainrule.result;

import org.jspecify.annotations.NullMarked;
