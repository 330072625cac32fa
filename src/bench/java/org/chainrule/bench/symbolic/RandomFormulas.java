package org.chainrule.bench.symbolic;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Formulas of a number of nodes, drawn at random. */
final class RandomFormulas {
  private static final List<String> FUNCTIONS = List.of("sin", "cos", "exp", "log");
  private static final Map<String, Complex> POINT =
      Map.of(
          "x", new Complex(0.37, 0.1),
          "y", new Complex(-0.81, 0.2),
          "z", new Complex(1.43, -0.3),
          "w", new Complex(0.59, 0.4));

  private RandomFormulas() {}

  static String ofSize(int size, Random random) {
    if (size == 1) {
      int choice = random.nextInt(5);
      return choice < 4 ? "xyzw".substring(choice, choice + 1) : "" + (2 + random.nextInt(8));
    }
    if (size == 2 || random.nextInt(4) == 0) {
      String function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
      return function + "(" + ofSize(size - 1, random) + ")";
    }
    if (random.nextInt(10) == 0) {
      return "(" + ofSize(size - 2, random) + ")^" + (2 + random.nextInt(2));
    }
    int left = 1 + random.nextInt(size - 2);
    char operation = "+-**/".charAt(random.nextInt(5));
    return "(" + ofSize(left, random) + operation + ofSize(size - 1 - left, random) + ")";
  }

  /** Whether there is a value at a complex point: nothing is divided by what is always zero. */
  static boolean hasValue(String formula) {
    return FormulaReader.read(formula, new ComplexAlgebra(), POINT).isFinite();
  }

  private record Complex(double re, double im) {
    boolean isFinite() {
      return Math.hypot(re, im) < 1e300;
    }

    Complex times(Complex other) {
      return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }
  }

  private static final class ComplexAlgebra implements Algebra<Complex> {
    private static final Complex ONE = new Complex(1, 0);

    @Override
    public Complex number(long value) {
      return new Complex(value, 0);
    }

    @Override
    public Complex symbol(String name) {
      throw new IllegalArgumentException(name);
    }

    @Override
    public Complex sum(List<Complex> terms) {
      return terms.stream()
          .reduce(new Complex(0, 0), (a, b) -> new Complex(a.re + b.re, a.im + b.im));
    }

    @Override
    public Complex product(List<Complex> factors) {
      return factors.stream().reduce(ONE, Complex::times);
    }

    @Override
    public Complex power(Complex base, int exponent) {
      Complex result = ONE;
      for (int i = 0; i < Math.abs(exponent); i++) {
        result = result.times(base);
      }
      double square = result.re * result.re + result.im * result.im;
      return exponent < 0 ? new Complex(result.re / square, -result.im / square) : result;
    }

    @Override
    public Complex call(String function, Complex z) {
      return switch (function) {
        case "exp" -> polar(Math.exp(z.re), z.im);
        case "log" -> new Complex(Math.log(Math.hypot(z.re, z.im)), Math.atan2(z.im, z.re));
        case "sin" ->
            new Complex(Math.sin(z.re) * Math.cosh(z.im), Math.cos(z.re) * Math.sinh(z.im));
        case "cos" ->
            new Complex(Math.cos(z.re) * Math.cosh(z.im), -Math.sin(z.re) * Math.sinh(z.im));
        default -> throw new IllegalArgumentException(function);
      };
    }

    private static Complex polar(double length, double angle) {
      return new Complex(length * Math.cos(angle), length * Math.sin(angle));
    }
  }
}
