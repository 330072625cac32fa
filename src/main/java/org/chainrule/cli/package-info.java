/** The command line. */
@NullMarked
package org.chainrule.cli;

import org.jspecify.annotations.NullMarked;
