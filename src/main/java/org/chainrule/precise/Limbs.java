package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A number from 0 on in binary fixed point, whose operations change it in place where they can.
 *
 * <p>It is made of words of 32 bits, the highest first. A product is computed no further than its
 * last word, and no operation touches words above the first that is not 0, so the ever smaller
 * terms of a power series cost ever less: at fifty digits a whole series takes a few microseconds,
 * a tenth of what it takes in integers of the library, which are copied by each operation.
 *
 * <p>Products and quotients are rounded down, by fewer units of the last word than twice as many as
 * there are words.
 */
final class Limbs {
  private static final int BITS = Integer.SIZE;
  private static final long MASK = 0xffff_ffffL;

  /** From so many words on the library's products, of fewer steps, are the faster ones. */
  private static final int LONG = 200;

  private static final BigInteger[] POWERS = new BigInteger[2_048];

  private final int[] words;

  /** How many words stand before the point. */
  private final int whole;

  /** The index of the first word that is not 0. */
  private int start;

  private Limbs(int[] words, int whole) {
    this.words = words;
    this.whole = whole;
    settle(0);
  }

  /**
   * The magnitude of a decimal, rounded down.
   *
   * @param whole the words before the point, which also hold what comes of the number
   * @param bits the least number of bits behind the point
   */
  static Limbs of(BigDecimal value, int whole, int bits) {
    int fraction = bits / BITS + 1;
    return of(fixed(value.abs(), fraction * BITS), whole, whole + fraction);
  }

  /**
   * An integer from 0 on times 2 to a power, rounded down.
   *
   * @param bits the least number of bits behind the point
   */
  static Limbs of(BigInteger value, int power, int whole, int bits) {
    int fraction = bits / BITS + 1;
    return of(value.shiftLeft(power + fraction * BITS), whole, whole + fraction);
  }

  /** This times 2 to a power, rounded down, where there are as many bits behind the point. */
  BigInteger integer(int power) {
    return integer().shiftRight((words.length - whole) * BITS - power);
  }

  /** A decimal times 2 to a power, rounded towards 0. */
  static BigInteger fixed(BigDecimal value, int bits) {
    if (Decimals.exponent(value) < -bits / 3 - 1) {
      return BigInteger.ZERO;
    }
    BigInteger scaled = value.unscaledValue().shiftLeft(bits);
    return value.scale() <= 0
        ? scaled.multiply(powerOfTen(-value.scale()))
        : scaled.divide(powerOfTen(value.scale()));
  }

  /** The decimal of a number that was multiplied by 2 to a power, rounded down. */
  static BigDecimal decimal(BigInteger fixed, int bits, int decimals) {
    return new BigDecimal(fixed.multiply(powerOfTen(decimals)).shiftRight(bits), decimals);
  }

  private static Limbs of(BigInteger value, int whole, int size) {
    byte[] bytes = value.toByteArray();
    int[] words = new int[size];
    // By hand: buffers of bytes take several times as long where little is compiled.
    int shift = 0;
    int word = size - 1;
    for (int i = bytes.length - 1; i >= 0 && word >= 0; i--) {
      words[word] |= (bytes[i] & 0xff) << shift;
      shift += Byte.SIZE;
      if (shift == BITS) {
        shift = 0;
        word--;
      }
    }
    return new Limbs(words, whole);
  }

  /** 1, in as many words. */
  Limbs one() {
    int[] one = new int[words.length];
    one[whole - 1] = 1;
    return new Limbs(one, whole);
  }

  /** 0, in as many words. */
  Limbs zero() {
    return new Limbs(new int[words.length], whole);
  }

  Limbs copy() {
    return new Limbs(words.clone(), whole);
  }

  boolean isZero() {
    return start == words.length;
  }

  /** The decimal, rounded down to a number of digits behind its point. */
  BigDecimal decimal(int decimals) {
    return decimal(integer(), (words.length - whole) * BITS, decimals);
  }

  private BigInteger integer() {
    byte[] bytes = new byte[(words.length - start) * Integer.BYTES];
    for (int i = start, at = 0; i < words.length; i++) {
      int word = words[i];
      bytes[at++] = (byte) (word >> 24);
      bytes[at++] = (byte) (word >> 16);
      bytes[at++] = (byte) (word >> 8);
      bytes[at++] = (byte) word;
    }
    return new BigInteger(1, bytes);
  }

  static BigInteger powerOfTen(int exponent) {
    if (exponent >= POWERS.length) {
      return BigInteger.TEN.pow(exponent);
    }
    BigInteger known = POWERS[exponent];
    if (known == null) {
      known = BigInteger.TEN.pow(exponent);
      POWERS[exponent] = known;
    }
    return known;
  }

  /** This times another number. */
  Limbs times(Limbs other) {
    int size = words.length;
    if (size - start > LONG && size - other.start > LONG) {
      BigInteger product = integer().multiply(other.integer());
      return of(product.shiftRight((size - whole) * BITS), whole, size);
    }
    int[] product = new int[size];
    for (int i = size - 1; i >= start; i--) {
      addProducts(i, other.words, other.start, product);
    }
    return new Limbs(product, whole);
  }

  /** This times itself: the products of two words, each of which counts twice, and the squares. */
  Limbs squared() {
    int size = words.length;
    if (size - start > LONG) {
      return times(this);
    }
    int[] product = new int[size];
    for (int i = size - 2; i >= start; i--) {
      addProducts(i, words, i + 1, product);
    }
    int bit = 0;
    for (int k = size - 1; k >= 0; k--) {
      int twice = product[k] << 1 | bit;
      bit = product[k] >>> BITS - 1;
      product[k] = twice;
    }
    for (int i = size - 1; i >= start; i--) {
      int last = 2 * i - whole + 1;
      long square = (words[i] & MASK) * (words[i] & MASK);
      if (last < size) {
        long sum = (product[last] & MASK) + (square & MASK);
        product[last] = (int) sum;
        carry((square >>> BITS) + (sum >>> BITS), last - 1, product);
      } else if (last == size) {
        carry(square >>> BITS, size - 1, product);
      }
    }
    return new Limbs(product, whole);
  }

  /** Adds the products of a word with those of a factor from one of them on. */
  private void addProducts(int place, int[] factor, int from, int[] product) {
    int size = words.length;
    long word = words[place] & MASK;
    int shift = place - whole + 1;
    // The first product beyond the last word leaves its upper half.
    int beyond = size - shift;
    boolean isBeyond = beyond >= from && beyond < size;
    long carry = isBeyond ? (word * (factor[beyond] & MASK)) >>> BITS : 0;
    int j = Math.min(size, beyond) - 1;
    for (; j >= from; j--) {
      long sum = word * (factor[j] & MASK) + (product[j + shift] & MASK) + carry;
      product[j + shift] = (int) sum;
      carry = sum >>> BITS;
    }
    carry(carry, j + shift, product);
  }

  private static void carry(long first, int from, int[] product) {
    long carry = first;
    for (int k = from; carry != 0; k--) {
      long sum = (product[k] & MASK) + carry;
      product[k] = (int) sum;
      carry = sum >>> BITS;
    }
  }

  /** Divides this. */
  Limbs over(int divisor) {
    long rest = 0;
    for (int i = start; i < words.length; i++) {
      long dividend = rest << BITS | words[i] & MASK;
      long quotient = dividend / divisor;
      words[i] = (int) quotient;
      rest = dividend - quotient * divisor;
    }
    settle(start);
    return this;
  }

  /** Adds another number to this. */
  void add(Limbs other) {
    long carry = 0;
    for (int i = words.length - 1; i >= other.start || carry != 0; i--) {
      long sum = (words[i] & MASK) + (i >= other.start ? other.words[i] & MASK : 0) + carry;
      words[i] = (int) sum;
      carry = sum >>> BITS;
    }
    settle(0);
  }

  /** Subtracts a number that is no larger from this. */
  void subtract(Limbs other) {
    long borrow = 0;
    for (int i = words.length - 1; i >= other.start || borrow != 0; i--) {
      long difference = (words[i] & MASK) - (i >= other.start ? other.words[i] & MASK : 0) + borrow;
      words[i] = (int) difference;
      borrow = difference >> BITS;
    }
    settle(0);
  }

  private void settle(int from) {
    start = from;
    while (start < words.length && words[start] == 0) {
      start++;
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(words);
  }
}
