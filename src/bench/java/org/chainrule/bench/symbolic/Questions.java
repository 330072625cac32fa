package org.chainrule.bench.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;

/**
 * Questions as users put them, answered with conditions and notes: long ones, and many short ones.
 */
record Questions(List<String> statements, String expression, List<String> variables) {
  /** Twenty-five questions of textbooks, each with a number that makes it another. */
  private static final List<String> TYPICAL =
      List.of(
          "x^%d + 3*x^2 - 5*x + %d",
          "(%d*x + 1)/(x^2 + %d)",
          "x^%d*exp(-%d*x)",
          "sin(%d*x)*cos(x/%d)",
          "log(x^2 + %d) - %d*x",
          "sqrt(x^2 + %d) + 1/(x + %d)",
          "exp(-(x - %d)^2/(2*%d))",
          "tan(x)^2 + %d*x - %d",
          "x*log(x) - %d*x^%d",
          "atan(%d*x) + atan(x/%d)",
          "(x^2 + %d)*exp(x)/(x - %d)",
          "1/(1 + exp(-(%d*x + %d)))",
          "tanh(%d*x) - tanh(x)^%d",
          "log(1 + exp(%d*x)) + %d*x^2",
          "sin(x^2 + %d)/(x^2 + %d)",
          "x^x + %d*x - %d",
          "2^x*%d + x^(1/%d)",
          "asin(x/%d) + %d*sqrt(1 - x^2)",
          "abs(x - %d) + %d*x",
          "a*x^%d + b*x + c*%d",
          "sum(k=1..n, x_k^%d) - %d",
          "log(sum(k=1..n, exp(%d*x_k))) + %d",
          "softmax(%d*x)_i - %d",
          "(y - sigma(%d*x + b))^2/%d",
          "cosh(x/%d)*sinh(%d*x)");

  /** A question by its name, such as {@code definitions-2000}. */
  static Questions named(String name) {
    String[] parts = name.split("-");
    int size = Integer.parseInt(parts[1]);
    return switch (parts[0]) {
      case "definitions" ->
          new Questions(
              numbered(
                  1, size, i -> "a" + i + " = " + (i == 1 ? "x" : "x*a" + (i - 1)) + " + " + i),
              "a" + size,
              List.of("x"));
      case "gradient" ->
          new Questions(
              List.of(),
              String.join(
                  " + ", numbered(1, size, i -> "sin(u" + i + ")*u" + (i % size + 1) + "^2")),
              numbered(1, size, i -> "u" + i));
      case "cases" ->
          new Questions(
              List.of(),
              "cases("
                  + String.join(", ", numbered(1, size, i -> i + "*x^2 if x < " + i))
                  + ", x otherwise)",
              List.of("x"));
      case "product" ->
          new Questions(
              List.of(),
              String.join("*", numbered(1, size, i -> "(x + a" + i + ")")),
              List.of("x"));
      default -> throw new IllegalArgumentException("no question " + name);
    };
  }

  private static List<String> numbered(int from, int to, IntFunction<String> text) {
    return IntStream.rangeClosed(from, to).mapToObj(text).toList();
  }

  /** The length of the answers as they are printed. */
  long answered() {
    DerivingEngine engine = new DerivingEngine(new Problem(statements, List.of()), Options.DEFAULT);
    return engine.gradient(expression, variables, List.of()).stream()
        .mapToLong(each -> each.toString().length())
        .sum();
  }

  /** Requests for derivatives, a line each, as batch reads them. */
  static String requests(int number, boolean isChecked) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String text = TYPICAL.get(i % TYPICAL.size());
      String formula = String.format(Locale.ROOT, text, 2 + i / TYPICAL.size(), 3 + i % 7);
      String by = formula.contains("x_k") || formula.contains("softmax") ? "x_j" : "x";
      lines.add(
          "{\"op\": \"diff\", \"expr\": \"%s\", \"var\": \"%s\", \"verify\": %s}"
              .formatted(formula, by, isChecked));
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
