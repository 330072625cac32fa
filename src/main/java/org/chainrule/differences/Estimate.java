package org.chainrule.differences;

import java.math.BigDecimal;

/**
 * A number with what is known of its error.
 *
 * @param value the number
 * @param spread how far the parts that it was extrapolated from lie apart
 * @param error what the extrapolation may have left, by estimate
 * @param noise what rounding may have done to it, where no intermediate result is above 1 and above
 *     the values themselves
 * @param scale what the number is where the function changes by itself as its variables do, by the
 *     function's size and theirs
 * @param kinked whether the function looks not differentiable at the point
 */
record Estimate(
    BigDecimal value,
    BigDecimal spread,
    BigDecimal error,
    BigDecimal noise,
    BigDecimal scale,
    boolean kinked) {}
