package org.chainrule.bench.symbolic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.bench.symbolic.Program.Definition;
import org.chainrule.bench.symbolic.Program.Question;

/** The symbolic workloads by name: {@code W3-10-20-5}. */
public final class Programs {
  private Programs() {}

  /** The workload of that name, of any size. */
  static Program named(String name) {
    String[] parts = name.split("-");
    int[] sizes = Stream.of(parts).skip(1).mapToInt(Integer::parseInt).toArray();
    return switch (parts[0]) {
      case "W1" -> orders(sizes[0]);
      case "W2" -> recurrence(sizes[0]);
      case "W3" -> perceptron(sizes[0], sizes[1], sizes[2]);
      case "W4" -> crossEntropy(sizes[0]);
      case "W5" -> texts(sizes[0]);
      case "W6" -> rosenbrock(sizes[0]);
      case "W7sig" -> composed(sizes[0], Programs::sigma);
      case "W7sin" -> composed(sizes[0], u -> "sin(" + u + ")*" + u);
      case "factors" -> factors(sizes[0]);
      default -> throw new IllegalArgumentException("no workload " + name);
    };
  }

  /**
   * Writes workloads for peers to read.
   *
   * @param arguments a folder, and names
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (String name : List.of(arguments).subList(1, arguments.length)) {
      Files.writeString(folder.resolve(name + ".slp"), named(name).text());
    }
  }

  private static String sigma(String u) {
    return "1/(1+exp(-(" + u + ")))";
  }

  private static List<String> numbered(String letter, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> letter + i).toList();
  }

  private static Program orders(int order) {
    List<Definition> one = List.of(new Definition("f", "sin(x)*exp(x^2)/(1+x^2)"));
    return new Program(Question.ORDERS, order, List.of("x"), List.of("x"), one, "f");
  }

  private static Program recurrence(int steps) {
    List<String> symbols = new ArrayList<>(List.of("w1", "w2"));
    symbols.addAll(numbered("x", 1, steps));
    List<Definition> states = new ArrayList<>();
    for (int t = 1; t <= steps; t++) {
      String before = t > 1 ? "+w2*h" + (t - 1) : "";
      states.add(new Definition("h" + t, sigma("w1*x" + t + before)));
    }
    return new Program(Question.DERIVATIVE, 1, symbols, List.of("w1"), states, "h" + steps);
  }

  private static Program perceptron(int inputs, int hidden, int outputs) {
    List<String> parameters = new ArrayList<>();
    List<Definition> units = new ArrayList<>();
    for (int h = 0; h < hidden; h++) {
      int unit = h;
      List<String> weights = numbered("a" + h + "q", 0, inputs - 1);
      String products = dot(inputs, i -> "a" + unit + "q" + i + "*x" + i);
      parameters.addAll(weights);
      parameters.add("b" + h);
      units.add(new Definition("h" + h, sigma(products + "+b" + h)));
    }
    for (int k = 0; k < outputs; k++) {
      int unit = k;
      parameters.addAll(numbered("c" + k + "q", 0, hidden - 1));
      parameters.add("d" + k);
      String products = dot(hidden, h -> "c" + unit + "q" + h + "*h" + h);
      units.add(new Definition("z" + k, products + "+d" + k));
    }
    units.addAll(entropy(outputs));
    List<String> symbols = new ArrayList<>(numbered("x", 0, inputs - 1));
    symbols.addAll(numbered("y", 0, outputs - 1));
    symbols.addAll(parameters);
    return new Program(Question.GRADIENT, 1, symbols, parameters, units, "L");
  }

  private static String dot(int length, IntFunction<String> term) {
    return IntStream.range(0, length).mapToObj(term).collect(Collectors.joining("+"));
  }

  private static List<Definition> entropy(int outputs) {
    return List.of(
        new Definition("s", dot(outputs, k -> "exp(z" + k + ")")),
        new Definition("L", "-(" + dot(outputs, k -> "y" + k + "*log(exp(z" + k + ")/s)") + ")"));
  }

  private static Program crossEntropy(int outputs) {
    List<String> variables = numbered("z", 0, outputs - 1);
    List<String> symbols = new ArrayList<>(variables);
    symbols.addAll(numbered("y", 0, outputs - 1));
    return new Program(Question.HESSIAN, 2, symbols, variables, entropy(outputs), "L");
  }

  private static Program rosenbrock(int variables) {
    List<String> names = numbered("x", 0, variables - 1);
    String sum = dot(variables - 1, i -> "100*(x%2$d-x%1$d^2)^2+(1-x%1$d)^2".formatted(i, i + 1));
    return new Program(Question.BOTH, 2, names, names, List.of(new Definition("f", sum)), "f");
  }

  private static Program composed(int depth, UnaryOperator<String> function) {
    List<Definition> levels = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      levels.add(new Definition("u" + i, function.apply(i == 0 ? "x" : "u" + (i - 1))));
    }
    String last = "u" + (depth - 1);
    return new Program(Question.DERIVATIVE, 1, List.of("x"), List.of("x"), levels, last);
  }

  private static Program factors(int number) {
    List<String> symbols = new ArrayList<>(List.of("x"));
    symbols.addAll(numbered("a", 1, number));
    String product =
        numbered("a", 1, number).stream()
            .map(a -> "(x+" + a + ")")
            .collect(Collectors.joining("*"));
    List<Definition> one = List.of(new Definition("f", product));
    return new Program(Question.DERIVATIVE, 1, symbols, List.of("x"), one, "f");
  }

  private static Program texts(int number) {
    Random random = new Random(20261120);
    List<Definition> texts = new ArrayList<>();
    List<String> symbols = List.of("x", "y", "z", "w");
    while (texts.size() < number) {
      String text = RandomFormulas.ofSize(15, random);
      if (RandomFormulas.hasValue(text)) {
        texts.add(new Definition("e" + texts.size(), text));
      }
    }
    return new Program(Question.PARSING, 0, symbols, List.of("x"), texts, "e0");
  }
}
