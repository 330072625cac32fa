package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.ChainruleException;
import org.chainrule.result.CheckResult.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacobianProductTest {
  private static final List<String> PROBLEM =
      List.of(
          "A : R^{m x n}",
          "X, V : R^{n x n}",
          "x, v, w : R^n",
          "b, u : R^m",
          "S, Q : R^{n x n} symmetric",
          "p = softmax(x)",
          "r = A*x - b",
          "q = tanh(r)",
          "f_t = a*f_{t-1} + t",
          "f_0 = a");

  private static final Map<String, Object> POINT = point();

  private static Map<String, Object> point() {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("A", List.of(List.of(1.0, 2.0, -1.0), List.of(0.5, -1.0, 0.25)));
    point.put(
        "X", List.of(List.of(3.0, 1.0, -1.0), List.of(0.5, 4.0, 0.25), List.of(1.0, 0.0, 2.0)));
    point.put(
        "V", List.of(List.of(1.0, 2.0, 3.0), List.of(-1.0, 0.5, 0.0), List.of(0.0, 0.25, -2.0)));
    point.put("S", List.of(List.of(3.0, 1.0, 0.0), List.of(1.0, 4.0, 0.5), List.of(0.0, 0.5, 2.0)));
    point.put(
        "Q", List.of(List.of(1.0, 2.0, 3.0), List.of(2.0, 0.5, 0.0), List.of(3.0, 0.0, -2.0)));
    point.put("x", List.of(0.5, -0.25, 0.75));
    point.put("v", List.of(1.0, 0.5, -2.0));
    point.put("w", List.of(0.25, 1.5, 1.0));
    point.put("b", List.of(0.125, -0.5));
    point.put("u", List.of(2.0, -1.0));
    point.put("a", 0.5);
    point.put("c", 1.5);
    return point;
  }

  private static DerivingEngine engine() {
    return new DerivingEngine(new Problem(PROBLEM, List.of()), Options.DEFAULT);
  }

  private static Derived product(JacobianProduct kind, String of, String by, String vector) {
    return engine().products(kind, of, List.of(by), List.of(vector)).get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "JVP; A*x; x; v; A*v",
        "JVP; A*x; A; b*v^T; v^T*x*b",
        "JVP; inv(X); X; V; -inv(X)*V*inv(X)",
        "JVP; logdet(X); X; V; tr(V*inv(X))",
        "JVP; X^T*X; X; V; V^T*X + X^T*V",
        "JVP; p; x; v; p .* (v - p^T*v)",
        "JVP; norm(x)^2; x; v; 2*v^T*x",
        "JVP; A*x; x; x; A*x",
        "JVP; q; r; u; u .* (1 - q.^2)",
        "JVP; q; x; v; (A*v) .* (1 - q.^2)",
        "JVP; x^T*S*x; S; Q; x^T*Q*x",
        "JVP; a^2*c; a; 3; 6*a*c",
        "JVP; b; x; v; zeros(m)",
        "VJP; p; x; v; p .* (v - p^T*v)",
        "VJP; A*x; x; u; A^T*u",
        "VJP; A*x; A; u; u*x^T",
        "VJP; r; x; r; A^T*r",
        "VJP; q; x; r; A^T*(r .* (1 - q.^2))",
        "VJP; inv(X); X; V; -inv(X)^T*V*inv(X)^T",
        "VJP; x^T; x; v^T; v",
        "VJP; a^2; a; c; 2*a*c",
        "HVP; norm(A*x - b)^2; x; v; 2*A^T*A*v",
        "HVP; x^T*X*x; x; v; (X + X^T)*v",
        "HVP; x^T*S*x; x; v; 2*S*v",
        "HVP; logdet(X); X; V; -(inv(X)*V*inv(X))^T",
        "HVP; a^3; a; c; 6*a*c"
      })
  void productsComeOutInMatrixForm(
      JacobianProduct kind, String of, String by, String vector, String expected) {
    Derived found = product(kind, of, by, vector);
    assertThat(found.printed(Format.TEXT)).isEqualTo(expected);
    assertThat(found.check().verdict()).isEqualTo(Verdict.PROBABLE);
  }

  /** What moves is told apart from what stands still by the values alone: no rule is shared. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A*x; x; v",
        "q; x; v",
        "q; x; x",
        "q; r; b",
        "p; x; p",
        "inv(X)*x; X; V",
        "inv(X)*x; X; X*X",
        "X*V*X^T; X; V",
        "logdet(X); X; V",
        "sum(exp(A) .* A); A; u*v^T",
        "norm(x)*x; x; v",
        "A*(x .* x); x; v - x",
        "a^2*c*x; a; 1.5",
        "x_2^2*A; x_2; c"
      })
  void valuesAreDifferencesAlongTheDirection(String of, String by, String direction) {
    Value found = product(JacobianProduct.JVP, of, by, direction).values(List.of(POINT)).get(0);
    assertThat(found.error()).isNull();
    double step = 1e-5;
    List<Double> above = moved(of, by, direction, step);
    List<Double> below = moved(of, by, direction, -step);
    List<Double> values = numbers(found);
    assertThat(values).hasSameSizeAs(above);
    for (int i = 0; i < values.size(); i++) {
      double difference = (above.get(i) - below.get(i)) / (2 * step);
      assertThat(values.get(i)).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
    }
  }

  /** {@code u^T*(J*v) = (J^T*u)^T*v}, for whatever J is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A*x; x; v; u",
        "q; x; v; r",
        "q; A; u*v^T; b",
        "p; x; p; w",
        "inv(X); X; V; X*V^T",
        "X*V*X^T; X; V; X",
        "x*x^T; x; v; V",
        "norm(x); x; w; c",
        "A*x; x_2; c; u"
      })
  void forwardsAndBackwardsAreAdjoint(String of, String by, String direction, String cotangent) {
    List<Double> along = numbers(value(JacobianProduct.JVP, of, by, direction));
    List<Double> back = numbers(value(JacobianProduct.VJP, of, by, cotangent));
    double one = dot(numbers(evaluated(cotangent, POINT)), along);
    double other = dot(back, numbers(evaluated(direction, POINT)));
    assertThat(one).isCloseTo(other, within(1e-12 * (1 + Math.abs(one))));
  }

  @Test
  void severalVariablesMoveAtOnce() {
    DerivingEngine engine = engine();
    Derived along =
        engine
            .products(JacobianProduct.JVP, "A*x", List.of("A", "x"), List.of("u*w^T", "v"))
            .get(0);
    assertThat(along.printed(Format.TEXT)).isEqualTo("A*v + w^T*x*u");
    assertThat(along.check().verdict()).isEqualTo(Verdict.PROBABLE);
    List<Derived> back =
        engine.products(JacobianProduct.VJP, "A*x", List.of("A", "x"), List.of("u"));
    assertThat(back.stream().map(each -> each.printed(Format.TEXT)).toList())
        .containsExactly("u*x^T", "A^T*u");
    List<Derived> second =
        engine.products(JacobianProduct.HVP, "a^2*c", List.of("a", "c"), List.of("d", "k"));
    assertThat(second.stream().map(each -> each.printed(Format.TEXT)).toList())
        .containsExactly("2*a*k + 2*c*d", "2*a*d");
  }

  @Test
  void familiesMoveElementByElement() {
    DerivingEngine engine =
        new DerivingEngine(
            new Problem(List.of("y_i = sum(j=1..m, W_{i,j}*z_j)"), List.of()), Options.DEFAULT);
    assertThat(printed(engine, JacobianProduct.JVP, "y_i", "z_j", "d_j"))
        .isEqualTo("sum(j=1..m, W_{i,j}*d_j)");
    assertThat(printed(engine, JacobianProduct.VJP, "y_i", "z_j", "d_i"))
        .isEqualTo("sum(i=1..n, W_{i,j}*d_i)");
    assertThat(printed(engine, JacobianProduct.JVP, "softmax(z)_i", "z_j", "d_j"))
        .isEqualTo("softmax(z)_i*(d_i - sum(j=1..m, d_j*softmax(z)_j))");
  }

  private static String printed(
      DerivingEngine engine, JacobianProduct kind, String of, String by, String vector) {
    Derived found = engine.products(kind, of, List.of(by), List.of(vector)).get(0);
    assertThat(found.check().verdict()).isEqualTo(Verdict.PROBABLE);
    return found.printed(Format.TEXT);
  }

  @Test
  void recurrencesKeepTheirClosedForm() {
    Derived found = product(JacobianProduct.JVP, "f_t", "a", "c");
    assertThat(found.closedForm()).isPresent();
    assertThat(found.check().verdict()).isEqualTo(Verdict.PROBABLE);
  }

  @Test
  void notesSayWhatMovesAndWhatIsHeld() {
    assertThat(product(JacobianProduct.JVP, "A*x", "x", "v").notes())
        .containsExactly("along v: by s at s = 0, with x + s*v in the place of x");
    assertThat(product(JacobianProduct.VJP, "r", "x", "r").notes())
        .containsExactly(
            "L = sum(c .* r), whose gradient the product is",
            "r, which depends on what is differentiated by, is held as it is: c = r");
    assertThat(product(JacobianProduct.VJP, "p", "x", "log(v)").conditions())
        .containsExactly("for every element: v > 0");
  }

  @Test
  void latexIsReadAndNamesOfItsPoints() {
    DerivingEngine engine =
        new DerivingEngine(
            new Problem(
                List.of(
                    "\\mathbf{W}^{[1]} \\in \\mathbb{R}^{m \\times n}",
                    "\\mathbf{x}, v \\in \\mathbb{R}^n",
                    "z = \\mathbf{W}^{[1]} \\mathbf{x}"),
                List.of(),
                true),
            Options.DEFAULT);
    DerivativeAnswer answer =
        engine
            .product(
                JacobianProduct.JVP,
                "\\sigma(z)",
                List.of("\\mathbf{x}"),
                List.of("v"),
                List.of(
                    Map.of(
                        "\\mathbf{W}^{[1]}", List.of(List.of(0, 0)),
                        "\\mathbf{x}", List.of(1, 2),
                        "v", List.of(3, 4))))
            .get(0);
    assertThat(answer.result()).isEqualTo("(W^[1]*v) .* sigma(z) .* (1 - sigma(z))");
    assertThat(answer.values().get(0).digits()).isEqualTo("[0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JVP | A*x | x | u | shapes do not fit: the direction `u` is a column of m, and `x` is a"
            + " column of n",
        "VJP | A*x | x | v | shapes do not fit: the cotangent `v` is a column of n, and `A*x` is a"
            + " column of m",
        "VJP | A*X | X | A^T | shapes do not fit: the cotangent `A^T` is n x m, and `A*X` is m x n;"
            + " its transpose has the shape",
        "JVP | A*x | x | k | shapes do not fit: the direction `k` is a number, and `x` is a column"
            + " of n; declare `k : R^n`",
        "JVP | A*x | x | v,v | each variable moves along a direction of its own: 1 are named, and"
            + " for directions 2",
        "JVP | x^T*S*x | S | X | S is declared to be symmetric, and moves along symmetric matrices"
            + " alone: name the direction `X`, and declare it as symmetric too",
        "JVP | f_t | f_t | c | `f_t` has several definitions, so it does not move as one"
      })
  void whatDoesNotFitIsRefused(
      JacobianProduct kind, String of, String by, String vector, String message) {
    assertThatThrownBy(() -> engine().products(kind, of, List.of(by), Texts.split(vector, ',')))
        .isInstanceOf(ChainruleException.class)
        .hasMessage(message);
  }

  @Test
  void whatThePointLacksIsTold() {
    Map<String, Object> without = new LinkedHashMap<>(POINT);
    without.remove("x");
    assertThat(product(JacobianProduct.JVP, "q", "x", "v").values(List.of(without)).get(0).error())
        .isEqualTo("no value is given for x");
  }

  private static Value value(JacobianProduct kind, String of, String by, String vector) {
    return product(kind, of, by, vector).values(List.of(POINT)).get(0);
  }

  private static Value evaluated(String text, Map<String, Object> point) {
    Value value = engine().evaluate(text, List.of(point)).values().get(0);
    assertThat(value.error()).isNull();
    return value;
  }

  /** The values where the variable has moved so far: a defined one by an offset in its place. */
  private static List<Double> moved(String of, String by, String direction, double step) {
    List<Double> directions = numbers(evaluated(direction, POINT));
    Map<String, Object> point = new LinkedHashMap<>(POINT);
    if (by.equals("x_2")) {
      point.put("x", List.of(0.5, -0.25 + step * directions.get(0), 0.75));
      return numbers(evaluated(of, point));
    }
    List<Double> start = numbers(evaluated(by, POINT));
    int[] next = {0};
    Object shifted = shifted(evaluated(by, POINT), start, directions, step, next);
    List<String> problem = new ArrayList<>(PROBLEM);
    if (by.equals("r")) {
      problem.remove("r = A*x - b");
      problem.add("r : R^m");
    }
    point.put(by, shifted);
    return numbers(
        new DerivingEngine(new Problem(problem, List.of()), Options.DEFAULT)
            .evaluate(of, List.of(point))
            .values()
            .get(0));
  }

  private static Object shifted(
      Value shape, List<Double> start, List<Double> directions, double step, int[] next) {
    if (shape.elements().isEmpty()) {
      int at = next[0]++;
      return start.get(at) + step * directions.get(at);
    }
    return shape.elements().stream()
        .map(each -> shifted(each, start, directions, step, next))
        .toList();
  }

  private static double dot(List<Double> one, List<Double> other) {
    assertThat(one).hasSameSizeAs(other);
    double sum = 0;
    for (int i = 0; i < one.size(); i++) {
      sum += one.get(i) * other.get(i);
    }
    return sum;
  }

  private static List<Double> numbers(Value value) {
    assertThat(value.error()).isNull();
    List<Double> numbers = new ArrayList<>();
    if (value.elements().isEmpty()) {
      numbers.add(value.number());
    }
    value.elements().forEach(each -> numbers.addAll(numbers(each)));
    return numbers;
  }
}
