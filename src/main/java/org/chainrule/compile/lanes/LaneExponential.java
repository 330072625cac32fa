package org.chainrule.compile.lanes;

import java.util.function.IntSupplier;
import org.objectweb.asm.Label;

/**
 * The exponential function for all lanes at once, as arithmetic in the place of a call: the JVM's
 * own takes three times as long, since what is in registers has to be saved from it.
 *
 * <p>exp(x) is 2^k*exp(r) with a whole number k and |r| at most log(2)/2; a polynomial is (exp(r) -
 * 1 - r)/r^2, within 2^-57 of exp(r) as a whole. Multiplications are joined with additions, so that
 * r is exact but for the second part of the logarithm; within 0.8 ulp.
 */
final class LaneExponential {
  /** Where no result or part is subnormal or infinite; elsewhere the JVM's function is called. */
  private static final double RANGE = 708;

  private static final double ONE_BY_LOG_2 = 0x1.71547652b82fep+0;

  /**
   * What rounds to a whole number when it is added, and has in its lowest bits that number plus
   * what makes it the bits of an exponent.
   */
  private static final double ROUNDING = 0x1.8p52 + 1_023;

  /** The bits of a double behind its exponent. */
  private static final int FRACTION = 52;

  /** log(2) in two parts; the lowest bit of the first is no lower than that of any r. */
  private static final double LOG_2_HIGH = 0x1.62e42fefa39efp-1;

  private static final double LOG_2_LOW = 0x1.abc9e3b39803fp-56;

  /** Of r^0, r^2 and so on. */
  private static final double[] EVEN = {
    0x1.0p-1,
    0x1.55555555536acp-5,
    0x1.6c16c17b761a8p-10,
    0x1.a019aee246d44p-16,
    0x1.289c25f4d6e06p-22
  };

  /** Of r^1, r^3 and so on. */
  private static final double[] ODD = {
    0x1.5555555555555p-3,
    0x1.11111111195dbp-7,
    0x1.a01a015a352f0p-13,
    0x1.71dee9853f04dp-19,
    0x1.ada703c67addcp-26
  };

  private final Vectors vectors;
  private final IntSupplier newLocal;

  /**
   * @param newLocal gives a local that nothing else uses
   */
  LaneExponential(Vectors vectors, IntSupplier newLocal) {
    this.vectors = vectors;
    this.newLocal = newLocal;
  }

  /** Replaces the vector on the stack by its exponential. */
  void write() {
    int x = store();
    vectors.load(x);
    vectors.broadcast(ONE_BY_LOG_2);
    vectors.broadcast(ROUNDING);
    vectors.multiplyAdd();
    int shifted = store();
    vectors.load(shifted);
    vectors.broadcast(ROUNDING);
    vectors.binary("sub");
    int whole = store();
    addMultiple(whole, -LOG_2_HIGH, x);
    int rough = store();
    addMultiple(whole, -LOG_2_LOW, rough);
    int r = store();
    vectors.load(r);
    vectors.load(r);
    vectors.binary("mul");
    int square = store();
    polynomial(ODD, square);
    vectors.load(r);
    polynomial(EVEN, square);
    vectors.multiplyAdd();
    vectors.load(square);
    vectors.load(r);
    vectors.multiplyAdd();
    vectors.load(shifted);
    vectors.shiftLeft(FRACTION);
    int power = store();
    vectors.load(power);
    vectors.load(power);
    vectors.multiplyAdd();
    int result = store();
    replaceOutside(x, result);
    vectors.load(result);
  }

  private int store() {
    int local = newLocal.getAsInt();
    vectors.store(local);
    return local;
  }

  /** Puts a multiple of one vector plus another on the stack. */
  private void addMultiple(int vector, double factor, int other) {
    vectors.load(vector);
    vectors.broadcast(factor);
    vectors.load(other);
    vectors.multiplyAdd();
  }

  private void polynomial(double[] coefficients, int variable) {
    vectors.broadcast(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      vectors.load(variable);
      vectors.broadcast(coefficients[i]);
      vectors.multiplyAdd();
    }
  }

  /** Takes the JVM's function for lanes out of range, which are seldom. */
  private void replaceOutside(int x, int result) {
    vectors.load(x);
    vectors.lanewise("ABS");
    vectors.compareNumber("LT", RANGE);
    int inside = store();
    Label all = new Label();
    vectors.load(inside);
    vectors.jumpIfAll(all);
    vectors.load(x);
    vectors.lanewise("EXP");
    vectors.load(result);
    vectors.load(inside);
    vectors.blend();
    vectors.store(result);
    vectors.mark(all);
  }
}
