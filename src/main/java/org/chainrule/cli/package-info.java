/**
 * The command line: arguments and lines of JSON to questions, answers to lines of text or JSON.
 *
 * <p>Each command asks an {@link org.chainrule.answer.Engine}; nothing here derives anything.
 * Results go to standard output, everything else to standard error, and the exit code says which
 * kind of answer it was.
 */
@NullMarked
package org.chainrule.cli;

import org.jspecify.annotations.NullMarked;
