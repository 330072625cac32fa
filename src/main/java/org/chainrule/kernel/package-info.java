/**
 * The double kernels: what a function's row computes with.
 *
 * <p>Static methods of primitives, which the evaluator, the tape and compiled bytecode call alike.
 * All obey one contract:
 *
 * <ul>
 *   <li>a result is within 4 ulp of the exact value at the arguments as given, over the whole range
 *       of doubles (for subnormal results within 4 of their spacings); where a bound is looser, the
 *       method says so; tests measure this against references of arbitrary precision;
 *   <li>outside the real domain and at two-sided poles the result is NaN, and a NaN argument gives
 *       NaN; overflow gives an infinity, as does a pole at the edge of a domain (log at 0);
 *   <li>nothing throws, and every loop is bounded.
 * </ul>
 *
 * <p>The bounds rest on those that the platform promises for {@link java.lang.Math}: 1 ulp for most
 * functions, 2 for {@code atan2}. Polynomials are interpolated at Chebyshev nodes; {@code
 * src/test/scripts/kernel_coefficients.py} remakes them.
 *
 * <p>Kernels use nothing but the platform, and are used by the rows of {@code function} and, as
 * text, by the Java that {@code compile.java} emits.
 */
@NullMarked
package org.chainrule.kernel;

import org.jspecify.annotations.NullMarked;
