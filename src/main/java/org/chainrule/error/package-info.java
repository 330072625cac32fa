/**
 * How work ends without a result: the root of all failures that a user meets, limits that were
 * reached, interruption, and the rejection of null at the doors.
 */
@NullMarked
package org.chainrule.error;

import org.jspecify.annotations.NullMarked;
