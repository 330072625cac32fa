/**
 * What names look like: Greek letters, marks over a letter, subscripts, the letters that are
 * indices and lengths by convention, precedences of operators, and the word that was likely meant.
 *
 * <p>Readers and printers share these facts, so that what is printed reads back; nothing here knows
 * an expression.
 */
@NullMarked
package org.chainrule.notation;

import org.jspecify.annotations.NullMarked;
