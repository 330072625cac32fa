/** The façade: what embedders, jshell and the command line call. */
@NullMarked
package org.chainrule;

import org.jspecify.annotations.NullMarked;
