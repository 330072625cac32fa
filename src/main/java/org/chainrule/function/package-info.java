/**
 * The table of functions: one row for each, and all that is known of a function is in its row.
 *
 * <p>{@link org.chainrule.function.Functions} is the whole table; the rows stand in one class for
 * each family, next to their kin. To add a function, write its row there and name it in that
 * family's {@code ALL}: every test that walks the table then holds it to account.
 *
 * <p>Kernels come from {@code kernel} and {@code precise}. Readers ask for rows by name, everyone
 * else for what a row says; {@link org.chainrule.function.StableForms} goes before every way to a
 * number in doubles.
 */
@NullMarked
package org.chainrule.function;

import org.jspecify.annotations.NullMarked;
