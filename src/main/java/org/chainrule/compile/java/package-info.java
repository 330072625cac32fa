/** The schedule as the text of a class in Java. */
@NullMarked
package org.chainrule.compile.java;

import org.jspecify.annotations.NullMarked;
