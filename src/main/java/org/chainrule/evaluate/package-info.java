/**
 * Values: of expressions and, by the same machine but without the constructors of expressions, of
 * syntax trees; in double precision with error bounds and to any number of digits.
 *
 * <p>Trees come from {@code model}, {@code verify} and {@code answer}, with points and with what
 * names stand for ({@link org.chainrule.evaluate.Context}). Translators bring them to steps, {@code
 * Interpreter} computes steps over an {@code Arithmetic}, and {@link
 * org.chainrule.evaluate.Evaluator} asks for more digits until enough of them are right. Values go
 * back as doubles and decimals; what has none is told as a {@code ChainruleException}.
 */
@NullMarked
package org.chainrule.evaluate;

import org.jspecify.annotations.NullMarked;
