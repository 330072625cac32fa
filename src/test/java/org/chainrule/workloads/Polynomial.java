package org.chainrule.workloads;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;

/** A polynomial of many terms, by its variable or by its coefficients; as a sum or written out. */
public final class Polynomial implements Workload {
  private static final String SUM = "sum(k=1..n, c_k*x^(k-1))";

  private final int terms;
  private final boolean byCoefficients;
  private final boolean writtenOut;

  public Polynomial(int terms, boolean byCoefficients, boolean writtenOut) {
    this.terms = terms;
    this.byCoefficients = byCoefficients;
    this.writtenOut = writtenOut;
  }

  @Override
  public Gradient compile() {
    List<String> coefficients = writtenOut ? Written.elements("c", terms) : List.of("c");
    List<String> variables = byCoefficients ? coefficients : List.of("x");
    List<String> parameters = byCoefficients ? List.of("x") : coefficients;
    return writtenOut
        ? Chainrule.compile(Chainrule.parse(text()), variables, parameters)
        : Chainrule.model("c : R^n").compile(SUM, variables, parameters).sized("n", terms);
  }

  private String text() {
    return IntStream.rangeClosed(1, terms)
        .mapToObj(k -> "c_" + k + "*x^" + (k - 1))
        .collect(Collectors.joining(" + "));
  }

  @Override
  public Written written() {
    List<String> coefficients = Written.elements("c", terms);
    return new Written(
        Chainrule.parse(writtenOut ? text() : SUM),
        byCoefficients ? coefficients : List.of("x"),
        byCoefficients ? List.of("x") : coefficients,
        writtenOut ? Map.of() : Map.of("n", terms));
  }

  private double[] coefficients() {
    return Numbers.normal(terms, 1, 6);
  }

  @Override
  public double[] point() {
    return byCoefficients ? coefficients() : new double[] {0.9};
  }

  @Override
  public double[] parameters() {
    return byCoefficients ? new double[] {0.9} : coefficients();
  }

  @Override
  public double byHand(double[] point, double[] parameters, double[] gradient) {
    return byCoefficients
        ? byCoefficients(point, parameters[0], gradient)
        : horner(point[0], parameters, gradient);
  }

  private static double byCoefficients(double[] c, double x, double[] gradient) {
    double value = 0;
    double power = 1;
    for (int k = 0; k < c.length; k++) {
      value += c[k] * power;
      gradient[k] = power;
      power *= x;
    }
    return value;
  }

  private static double horner(double x, double[] c, double[] gradient) {
    double value = 0;
    double slope = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      slope = slope * x + value;
      value = value * x + c[k];
    }
    gradient[0] = slope;
    return value;
  }
}
