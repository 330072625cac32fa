/**
 * The schedule as the text of a class in Java. Methods come from {@code compile.schedule}, and are
 * walked over as those of {@code compile.jvm} are; the text goes to {@code Gradient.javaSource} and
 * the command line.
 */
@NullMarked
package org.chainrule.compile.java;

import org.jspecify.annotations.NullMarked;
