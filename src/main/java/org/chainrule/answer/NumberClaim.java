package org.chainrule.answer;

import java.math.BigDecimal;
import java.util.Optional;
import org.chainrule.result.CheckResult;

/**
 * A printed decimal compared with the value that it is to be.
 *
 * @param verdict whether the value is within half a unit of the last digit printed; undecided where
 *     there is no value, and of a whole number that is right only if it was rounded
 * @param claimed the decimal
 * @param value the value, or why there is none
 * @param rounded the value rounded to the digits printed, where there is one
 * @param sentence all of it in one line
 */
public record NumberClaim(
    CheckResult.Verdict verdict,
    BigDecimal claimed,
    Value value,
    Optional<BigDecimal> rounded,
    String sentence) {}
