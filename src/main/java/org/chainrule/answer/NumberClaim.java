package org.chainrule.answer;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A printed decimal compared with the value that it is to be.
 *
 * @param isRight whether the value is within half a unit of the last digit printed
 * @param claimed the decimal
 * @param value the value, or why there is none
 * @param rounded the value rounded to the digits printed, where there is one
 * @param sentence all of it in one line
 */
public record NumberClaim(
    boolean isRight,
    BigDecimal claimed,
    Value value,
    Optional<BigDecimal> rounded,
    String sentence) {}
