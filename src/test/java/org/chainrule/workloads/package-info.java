/** What Chainrule's speed is measured on, in Chainrule's notation and by hand. */
@NullMarked
package org.chainrule.workloads;

import org.jspecify.annotations.NullMarked;
