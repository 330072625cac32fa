package org.chainrule.simplify;

import java.math.BigInteger;
import java.util.Arrays;
import org.chainrule.error.Interruption;
import org.chainrule.number.Rational;

/**
 * Polynomials in one variable modulo a prime, with numbers in the place of all other variables: the
 * cheap proof that two polynomials have no divisor in common.
 */
final class ModularImage {
  private static final long PRIME = 1_000_003;
  private static final BigInteger MODULUS = BigInteger.valueOf(PRIME);

  private ModularImage() {}

  /**
   * Whether two polynomials have no common divisor but numbers and powers of single variables.
   * False does not prove that they have one.
   */
  static boolean areCoprime(Polynomial first, Polynomial second) {
    int size = Math.min(first.variables(), second.variables());
    for (int variable = 0; variable < size; variable++) {
      if (first.degree(variable) == 0 || second.degree(variable) == 0) {
        continue;
      }
      long[] a = first.image(variable);
      long[] b = second.image(variable);
      boolean isWhole = a.length > first.degree(variable) && b.length > second.degree(variable);
      if (!isWhole || degreeOfDivisor(a, b) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The polynomial in a variable, by the powers of that. */
  static long[] of(Polynomial polynomial, int variable) {
    long[] image = new long[polynomial.degree(variable) + 1];
    for (int term = 0; term < polynomial.size(); term++) {
      Polynomial.Monomial monomial = polynomial.monomial(term);
      long value = residue(polynomial.coefficient(term));
      for (int i = 0; i < monomial.size(); i++) {
        if (i != variable && monomial.exponent(i) != 0) {
          value = value * power(1_009L + 7_919L * i, monomial.exponent(i)) % PRIME;
        }
      }
      int power = monomial.exponent(variable);
      image[power] = (image[power] + value) % PRIME;
    }
    return trimmed(image);
  }

  private static long residue(Rational value) {
    long above = residue(value.numerator());
    if (value.isInteger()) {
      return above;
    }
    long below = residue(value.denominator());
    return above * power(below, (int) (PRIME - 2)) % PRIME;
  }

  private static long residue(BigInteger number) {
    return number.bitLength() < Long.SIZE
        ? Math.floorMod(number.longValue(), PRIME)
        : number.mod(MODULUS).longValueExact();
  }

  private static long power(long base, int exponent) {
    if (exponent == 1) {
      return base % PRIME;
    }
    long result = 1;
    long square = base % PRIME;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result * square % PRIME;
      }
      square = square * square % PRIME;
    }
    return result;
  }

  private static long[] trimmed(long[] image) {
    int length = image.length;
    while (length > 0 && image[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(image, length);
  }

  private static int degreeOfDivisor(long[] first, long[] second) {
    long[] dividend = first;
    long[] divisor = second;
    while (divisor.length > 0) {
      long[] rest = dividend.clone();
      long inverse = power(divisor[divisor.length - 1], (int) (PRIME - 2));
      for (int i = rest.length - divisor.length; i >= 0; i--) {
        Interruption.poll();
        long factor = rest[i + divisor.length - 1] * inverse % PRIME;
        for (int k = 0; k < divisor.length; k++) {
          rest[i + k] = Math.floorMod(rest[i + k] - factor * divisor[k], PRIME);
        }
      }
      dividend = divisor;
      divisor = trimmed(rest);
    }
    return dividend.length - 1;
  }
}
