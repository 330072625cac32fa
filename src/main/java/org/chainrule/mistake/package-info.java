/**
 * The mistake that explains a wrong claim: the derivation made once more with one slip in it.
 *
 * <p><b>The problem.</b> That a claim is refuted at a point tells a student that it is wrong, not
 * what went wrong. A guess at the cause is worse than none where it is not the cause.
 *
 * <p><b>The method.</b> The log of the right derivation ({@link org.chainrule.trace.Trace}) is a
 * list of uses of rules. {@link org.chainrule.mistake.RuleSlips} lists, rule by rule, what is
 * written for such a use by mistake; {@link org.chainrule.mistake.SlippedTrace} replays the log
 * with one use replaced, and {@link org.chainrule.mistake.AnswerSlips} changes the derivative
 * itself. What comes out is compared with the claim, as two expressions that are said to be equal
 * are. A slip is told where it explains the claim exactly and no other mistake of the same rank
 * does.
 *
 * <p><b>Its limits.</b> One mistake, made once or wherever it can be made. Second derivatives are
 * explained by slips in the last derivation alone.
 */
@NullMarked
package org.chainrule.mistake;

import org.jspecify.annotations.NullMarked;
