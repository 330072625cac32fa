/**
 * What answers hold, as values that a program can keep: texts, numbers, verdicts, and the choices
 * of how they are given. Made by {@code answer}; nothing here computes.
 */
@NullMarked
package org.chainrule.result;

import org.jspecify.annotations.NullMarked;
