/**
 * Values: of expressions and, by the same machine but without the constructors of expressions, of
 * syntax trees; in double precision with error bounds and to any number of digits.
 */
@NullMarked
package org.chainrule.evaluate;

import org.jspecify.annotations.NullMarked;
