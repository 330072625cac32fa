package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.Chainrule.compile;
import static org.chainrule.Chainrule.model;
import static org.chainrule.Chainrule.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.chainrule.Gradient;
import org.chainrule.Model;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Test;

/** Classes written in Java compile alone and compute what compiled code does, bit for bit. */
class JavaSourceTest {
  private static final String[] PERCEPTRON = {
    "i in 1..p",
    "j in 1..q",
    "k in 1..r",
    "W : R^{p x q}",
    "V : R^{r x p}",
    "b : R^p",
    "x : R^q",
    "t : R^r",
    "z_i = sum_j W_{i,j} x_j + b_i",
    "a_i = sigma(z_i)",
    "o_k = sum_i V_{k,i} a_i",
    "y_k = exp(o_k)/sum(l=1..r, exp(o_l))",
    "L = -sum_k t_k log(y_k)"
  };

  private static double[] numbers(int count, double scale) {
    Random random = new Random(count);
    return IntStream.range(0, count).mapToDouble(i -> scale * random.nextGaussian()).toArray();
  }

  /** Compares at several points; the lengths come in the order in which the gradient has them. */
  private void same(Gradient gradient, int variables, int parameters, Integer... lengths) {
    List<Object> named = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      named.add(gradient.sizes().get(i));
      named.add(lengths[i]);
    }
    Gradient sized = gradient.sized(named.toArray());
    Class<?> emitted = Emitted.compiled("Emitted", gradient.javaSource("Emitted"));
    for (double scale : List.of(0.1, 1.0, 30.0, 1_000.0)) {
      double[] point = numbers(variables, scale);
      double[] given = numbers(parameters + 1, scale);
      given = Arrays.copyOf(given, parameters);
      int[] sizes = Arrays.stream(lengths).mapToInt(each -> each).toArray();
      double[] expected = Emitted.run(sized, point, given);
      double[] found = Emitted.run(emitted, point, given, sizes);
      assertThat(found).containsExactly(expected);
    }
  }

  /** Names and their order must not follow from where objects happen to lie. */
  @Test
  void theTextIsTheSameEachTime() {
    Model recurrence = model("x : R^n", "h_0 = 0", "h_t = tanh(w*x_t + u*h_{t-1})");
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      // An object's hash code comes from those that were asked for before.
      IntStream.range(0, 7 * i).forEach(each -> System.identityHashCode(new Object()));
      texts.add(recurrence.compile("h_n", List.of("w", "u"), List.of("x")).javaSource("Emitted"));
    }

    assertThat(texts).hasSize(1);
  }

  @Test
  void networkN() {
    Model network =
        model(
            "x_5 = sigma(x_1)",
            "x_6 = a*x_2 + b*x_3 + c*x_2*x_3",
            "x_7 = x_4^2 + d",
            "x_8 = exp(x_6)/sum(i=5..7, exp(x_i))",
            "Loss = 3*x_8");
    same(network.compile("Loss", List.of("x_1", "x_2", "x_3", "x_4", "a", "b", "c", "d")), 8, 0);
  }

  @Test
  void recurrentNetworkOfAnyLength() {
    Model network = model("h_0 = 0", "h_t = sigma(w_1 x_t + w_2 h_{t-1})", "x : R^T");
    same(network.compile("h_T", List.of("w_1", "w_2"), List.of("x")), 2, 50, 50);
    same(network.compile("h_50", List.of("w_1", "w_2"), List.of("x")), 2, 50, 50);
    same(network.compile("sum(t=1..T, (h_t - x_t)^2)", List.of("w_1", "w_2", "x")), 9, 0, 7);
  }

  @Test
  void perceptronOfAnyWidth() {
    Gradient gradient = model(PERCEPTRON).compile("L", List.of("W", "b", "V"), List.of("x", "t"));
    assertThat(gradient.sizes()).containsExactly("p", "q", "r");
    same(gradient, 20 * 10 + 20 + 5 * 20, 15, 20, 10, 5);
  }

  @Test
  void perceptronWrittenOutIsCutIntoMethods() {
    StringJoiner scores = new StringJoiner(" + ");
    List<String> variables = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      StringJoiner score = new StringJoiner(" + ", "v_" + i + "*tanh(", ")");
      for (int j = 1; j <= 9; j++) {
        score.add("w_{" + i + "," + j + "}*x_" + j);
        variables.add("w_{" + i + "," + j + "}");
      }
      scores.add(score.toString());
    }
    IntStream.rangeClosed(1, 12).forEach(i -> variables.add("v_" + i));
    List<String> inputs = IntStream.rangeClosed(1, 9).mapToObj(i -> "x_" + i).toList();
    Gradient gradient = compile(parse("softplus(" + scores + ")"), variables, inputs);
    assertThat(gradient.codeMethods()).isGreaterThan(3);
    assertThat(gradient.javaSource("Emitted")).contains("part3(");
    same(gradient, 120, 9);
  }

  @Test
  void rosenbrockAndTheGaussianMixture() {
    same(
        model("x : R^n").compile("sum(i=1..n-1, 100*(x_{i+1}-x_i^2)^2 + (1-x_i)^2)", List.of("x")),
        100,
        0,
        100);
    Model mixture =
        model(
            "i in 1..n",
            "k in 1..m",
            "d in 1..p",
            "x : R^{n x p}",
            "mu : R^{m x p}",
            "al : R^m",
            "q : R^{m x p}",
            "L = sum_i log(sum_k exp(al_k + sum_d q_{k,d}"
                + " - sum_d (exp(q_{k,d})*(x_{i,d}-mu_{k,d}))^2/2)) - n*log(sum_k exp(al_k))");
    Gradient gradient = mixture.compile("L", List.of("al", "mu", "q"), List.of("x"));
    Integer[] lengths =
        gradient.sizes().stream()
            .map(name -> Map.of("n", 20, "m", 3, "p", 2).get(name))
            .toArray(Integer[]::new);
    same(gradient, 15, 40, lengths);
  }

  @Test
  void activationsWithKinks() {
    same(
        compile(
            parse(
                "relu(a)*leaky_relu(b, 0.01) + elu(c, 2) + selu(a*b) + abs(c - a) + max(a, b, c)"
                    + " + cases(a^2 if a > 0 and b != c, b^3 if not (c > b), c otherwise)"
                    + " + step(a)*sign(b) + floor(c)"),
            List.of("a", "b", "c")),
        3,
        0);
    same(
        compile(parse("prod(i=1..n, x_i) + max_k x_k + min_k x_k + sum_k relu(x_k)"), List.of("x")),
        5,
        0,
        5);
  }

  @Test
  void everyFunctionOfTheTableStandsAlone() {
    List<String> names = List.of("a", "b");
    Emitted all = new Emitted();
    Map<String, Gradient> gradients = new LinkedHashMap<>();
    for (Function function : Functions.all()) {
      if (function.java().isEmpty() || function.arity() > 2) {
        continue;
      }
      List<Expr> arguments = new ArrayList<>();
      for (int i = 0; i < function.arity(); i++) {
        boolean isWhole = i == 0 && function.name().equals("polygamma");
        arguments.add(isWhole ? Expr.of(2) : Expr.symbol(names.get(i)));
      }
      String name = "Of" + gradients.size();
      Gradient gradient = compile(Apply.of(function, arguments), names);
      gradients.put(name, gradient);
      all.add(name, gradient.javaSource(name));
    }
    assertThat(gradients).hasSizeGreaterThan(50);
    Map<String, Class<?>> classes = all.load();
    gradients.forEach(
        (name, gradient) -> {
          for (double a : new double[] {-1e3, -1.5, -0.3, 0, 0.4, 1, 2.5, 7, 40, 1e3, 1e300}) {
            double[] point = {a, 1.25 + a / 3};
            assertThat(Emitted.run(classes.get(name), point, new double[0]))
                .as(gradient + " at " + a)
                .containsExactly(Emitted.run(gradient, point, new double[0]));
          }
        });
  }

  @Test
  void namesThatJavaHasForItself() {
    Gradient gradient =
        compile(
            parse(
                "sum(i=1..int, class_i^2)*variables + gradient*hat(y)*θ + v1 + sum1*Math + count"),
            List.of("class", "variables", "gradient", "hat(y)", "θ", "v1", "sum1", "Math"),
            List.of("count"));
    assertThat(gradient.sizes()).containsExactly("int");
    same(gradient, 11, 1, 4);
  }

  @Test
  void aPackageIsPartOfTheName() {
    Gradient gradient = compile(parse("x^2"), List.of("x"));
    String source = gradient.javaSource("org.example.nets.Square");
    assertThat(source).startsWith("package org.example.nets;\n");
    Class<?> type = Emitted.compiled("org.example.nets.Square", source);
    assertThat(Emitted.run(type, new double[] {3}, new double[0])).containsExactly(9, 6);
  }

  @Test
  void whatCannotNameAClassIsRefused() {
    Gradient gradient = compile(parse("sigma(x)"), List.of("x"));
    for (String name : List.of("", "a b", "1x", "class", "a..B", "var", "A;B", "String", "a-b")) {
      assertThatThrownBy(() -> gradient.javaSource(name)).isInstanceOf(CompileException.class);
    }
    assertThatThrownBy(() -> gradient.javaSource("ActivationKernels"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("would hide another");
  }

  @Test
  void arraysOfAnotherLengthAreRefused() {
    Gradient gradient = compile(parse("sum(i=1..n, x_i^2)"), List.of("x"));
    Class<?> type = Emitted.compiled("Squares", gradient.javaSource("Squares"));
    assertThat(Emitted.run(type, new double[] {1, 2}, new double[0], 2)).containsExactly(5, 2, 4);
    assertThatThrownBy(() -> Emitted.run(type, new double[] {1, 2}, new double[0], 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("variables");
    assertThatThrownBy(() -> Emitted.run(type, new double[0], new double[0], -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClassReadsWell() throws IOException {
    String source =
        model(
                "i in 1..n",
                "j in 1..m",
                "x : R^{n x m}",
                "t : R^n",
                "w : R^m",
                "s_i = sum_j w_j x_{i,j} + b")
            .compile(
                "sum_i softplus(-t_i*s_i) + lambda*sum_j w_j^2",
                List.of("w", "b"),
                List.of("x", "t", "lambda"))
            .javaSource("org.example.LogisticLoss");
    try (InputStream golden = getClass().getResourceAsStream("LogisticLoss.java.txt")) {
      assertThat(source)
          .isEqualTo(
              new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
    }
    assertThat(source.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }
}
