/**
 * Numbers that make a loss small: update rules step by step, minimisers that stop by themselves,
 * data sets and training over them. Losses come as functions on arrays; expressions are not known
 * here.
 */
@NullMarked
package org.chainrule.optimize;

import org.jspecify.annotations.NullMarked;
