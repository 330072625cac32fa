package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.answer.Compilation;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.schedule.Block;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums that are products of matrices, against the same written out, and what they cost. */
class MatrixProductsTest {
  private static final List<String> SHAPES =
      List.of(
          "A : R^{m x n}",
          "B : R^{n x p}",
          "C : R^{p x q}",
          "D : R^{m x p}",
          "S : R^{n x n}",
          "E : R^{q x m}",
          "F : R^{q x p}",
          "b : R^m",
          "u : R^n",
          "v : R^p");
  private static final List<String> VARIABLES =
      List.of("A", "B", "C", "D", "S", "E", "F", "b", "u", "v");

  private static final String LAYER =
      "1/2*sum_{i=1}^m sum_{j=1}^p (sigma(sum_{a=1}^n A_{i,a}*B_{a,j} + b_i) - D_{i,j})^2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        LAYER,
        "sum(i=1..m, sum(j=1..p, D_{i,j}*sum(a=1..n, A_{i,a}*B_{a,j})))",
        "sum(i=1..m, sum(l=1..q, sin(sum(a=1..n, sum(k=1..p, A_{i,a}*B_{a,k}*C_{k,l})))))",
        "sum(i=1..m, sum(l=1..q, sin(sum(k=1..p, sum(a=1..n, A_{i,a}*u_a*B_{a,k})*v_k*C_{k,l}))))",
        "sum(i=1..m, sum(j=1..m, exp(-sum(a=1..n, A_{i,a}*A_{j,a})/9)))",
        "sum(i=1..n, sum(j=1..n, sin(sum(a=1..m, A_{a,i}*A_{a,j}) - S_{j,i})))",
        "sum(i=1..n, sum(j=1..n, (sum(a=1..n, S_{i,a}*S_{a,j}) - 2*S_{i,j})^3))",
        "sum(i=1..m, sum(j=1..p, relu(sum(a=1..n, A_{i,a}*B_{a,j}) + b_i)*D_{i,j}))",
        "sum(i=1..m, sum(l=1..q, sum(k=1..p, relu(sum(a=1..n, A_{i,a}*B_{a,k}))*C_{k,l})^2))",
        "sum(i=1..m, log(sum(j=1..p, exp(sum(a=1..n, A_{i,a}*B_{a,j})))))",
        "sum(i=1..m, sum(j=1..p, (sum(a=1..n, A_{i,a}*B_{a,j} + A_{i,a}^2*B_{a,j}/3 + u_a) -"
            + " v_j)^2))",
        "sum(i=1..m, sum(j=1..p-1, (sum(a=2..n, A_{i,a}*B_{a-1,j+1}) - v_j)^2))",
        "sum(i=1..m, sum(j=1..p, cases(sum(a=1..n, A_{i,a}*B_{a,j})^2 if D_{i,j} > 0, D_{i,j}^3"
            + " otherwise)))",
        "sum(i=1..n, sum(j=1..i, (sum(a=1..n, S_{i,a}*S_{j,a}) - 1)^2))",
        "sum(i=1..m, sum(j=1..m, sum(k=1..p, D_{i,k}*sum(a=1..n, A_{j,a}*B_{a,k}))*b_i*b_j))",
        "sum(a=1..n, u_a*sum(i=1..m, A_{i,a}*sum(k=1..p, D_{i,k}*sum(l=1..q, C_{k,l}^2))))",
      })
  void agreesWithSumsWrittenOut(String text) {
    Gradient loops = Chainrule.model(SHAPES.toArray(String[]::new)).compile(text, VARIABLES);
    for (int size = 0; size <= 6; size++) {
      int m = size;
      int n = size == 0 ? 2 : size - 1;
      Object[] lengths = {"m", m, "n", n, "p", size + 1, "q", 2};
      Object[] needed = needed(loops, lengths);
      double[] point = point(loops.sized(needed).dimension());
      double[] found = new double[point.length];
      double[] expected = new double[point.length];
      Gradient written = loops.fixed(needed);
      double value = loops.sized(needed).at(point, found);
      double other = written.at(point, expected);
      assertThat(value).as("size " + size).isCloseTo(other, within(1e-12 * (1 + Math.abs(other))));
      agree(found, expected, size);
      double[] direction = point(point.length);
      loops.sized(needed).hessianVector(point, direction, found);
      written.hessianVector(point, direction, expected);
      agree(found, expected, size);
    }
  }

  private static Object[] needed(Gradient gradient, Object[] lengths) {
    return IntStream.range(0, lengths.length)
        .filter(i -> gradient.sizes().contains(lengths[i - i % 2]))
        .mapToObj(i -> lengths[i])
        .toArray();
  }

  private static double[] point(int length) {
    return IntStream.range(0, length).mapToDouble(i -> Math.sin(3 * i + 1)).toArray();
  }

  private static void agree(double[] found, double[] expected, int size) {
    double scale = 1;
    for (double each : expected) {
      scale = Math.max(scale, Math.abs(each));
    }
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("size %d, %d", size, i).isCloseTo(expected[i], within(1e-12 * scale));
    }
  }

  /** What a case does not take is 0, also where the factor has no value: there it is multiplied. */
  @Test
  void whatIsNotTakenContributesNothing() {
    Gradient gradient =
        Chainrule.model("A : R^{m x n}", "B : R^{n x p}")
            .compile(
                "sum(i=1..m, sum(j=1..p, cases(0 if A_{i,1} = 0,"
                    + " sum(a=1..n, A_{i,a}*B_{a,j}) otherwise)))",
                List.of("A"),
                List.of("B"))
            .sized("m", 5, "n", 4, "p", 5);
    double[] point = new double[20];
    for (int i = 0; i < 20; i++) {
      point[i] = i % 4 == 0 ? i / 4 % 2 : 1;
    }
    double[] data = point(20);
    data[7] = Double.POSITIVE_INFINITY;
    double[] found = new double[20];
    gradient.at(point, data, found);
    for (int i = 0; i < 5; i++) {
      for (int a = 0; a < 4; a++) {
        double row = 0;
        for (int j = 0; j < 5; j++) {
          row += data[a * 5 + j];
        }
        double expected = i % 2 == 0 ? 0 : row;
        if (expected != found[4 * i + a]) {
          assertThat(found[4 * i + a]).as(i + ", " + a).isCloseTo(expected, within(1e-12));
        }
      }
    }
  }

  /** As many products of matrices as a person would need, for value and gradient. */
  @ParameterizedTest
  @CsvSource({"A b, 2", "B, 2", "A B b, 3"})
  void costsOfALayer(String variables, int products) {
    double found = multiplications(LAYER, variables, Map.of());
    assertThat(found / (products * 100.0 * 200 * 50)).isBetween(1.0, 1.06);
  }

  /** Two layers with a softmax: two products forwards, three back, none by the data. */
  @Test
  void costsOfANetwork() {
    String units = "sigma(sum(a=1..n, A_{i,a}*B_{a,j}) + b_i)";
    String logits = "sum(i=1..m, E_{l,i}*" + units + ")";
    double found =
        multiplications(
            "-sum(j=1..p, sum(l=1..q, F_{l,j}*log(exp(%s)/sum(k=1..q, exp(%s)))))"
                .formatted(logits, logits.replace("E_{l,i}", "E_{k,i}")),
            "A b E",
            Map.of());
    assertThat(found / (50 * (2 * 100.0 * 200 + 3 * 100 * 70))).isBetween(1.0, 1.06);
  }

  /** A chain is taken in the cheaper order, forwards and back. */
  @ParameterizedTest
  @CsvSource({
    "A, 100, 200, 50, 70",
    "A, 10, 500, 300, 90",
    "A, 300, 20, 200, 30",
    "C, 100, 200, 50, 70",
    "C, 10, 500, 300, 90",
    "C, 300, 20, 200, 30"
  })
  void costsOfAChain(String variable, int m, int n, int p, int q) {
    double found =
        multiplications(
            "sum(i=1..m, sum(l=1..q, sum(k=1..p, sum(a=1..n, A_{i,a}*B_{a,k}*C_{k,l}))^2))",
            variable,
            Map.of("m", m, "n", n, "p", p, "q", q));
    double left = (double) m * n * p + (double) m * p * q;
    double right = (double) n * p * q + (double) m * n * q;
    assertThat(found / (2 * Math.min(left, right))).isLessThan(1.06);
  }

  /**
   * @param known the lengths that are known when code is made
   */
  private static double multiplications(String text, String names, Map<String, Integer> known) {
    List<String> variables = List.of(names.split(" "));
    List<String> parameters = VARIABLES.stream().filter(each -> !variables.contains(each)).toList();
    Program.Request request =
        new Compilation(List.of(new Question(text, List.of(), Declarations.of(SHAPES))))
            .programs(variables, parameters)
            .request();
    Program.Request sized =
        new Program.Request(
            request.expressions(),
            request.variables(),
            request.parameters(),
            request.definitions(),
            request.ranges(),
            known);
    Block block = new Compiler(sized, Output.GRADIENT, false).block();
    return multiplications(block, Map.of("m", 100, "n", 200, "p", 50, "q", 70));
  }

  private static double multiplications(Block block, Map<String, Integer> lengths) {
    double count = 0;
    for (Block.Statement each : block.statements()) {
      if (each instanceof Block.Loop loop) {
        count += length(loop.axis(), lengths) * multiplications(loop.body(), lengths);
      } else if (each instanceof Block.MatrixProduct product) {
        count +=
            product.axes().stream()
                .mapToDouble(axis -> length(axis, lengths))
                .reduce(1, (x, y) -> x * y);
      } else if (each instanceof Block.Compute compute
          && (compute.node().kind == Node.Kind.MULTIPLY
              || compute.node().kind == Node.Kind.GUARDED_MULTIPLY)) {
        count++;
      }
    }
    return count;
  }

  private static int length(Axis axis, Map<String, Integer> lengths) {
    return whole(axis.upper, lengths) - whole(axis.lower, lengths) + 1;
  }

  private static int whole(Node node, Map<String, Integer> lengths) {
    return switch (node.kind) {
      case WHOLE -> node.whole();
      case SIZE -> lengths.getOrDefault((String) node.detail, 0);
      case WHOLE_ADD -> whole(node.input(0), lengths) + whole(node.input(1), lengths);
      default -> throw new IllegalStateException("not a length here: " + node);
    };
  }
}
