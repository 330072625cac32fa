package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chainrule.Model;
import org.chainrule.error.ParseException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Piecewise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of functions of matrices, against differences of their values at sizes 1 to 4. */
class MatrixFunctionsLawTest {
  private static final double STEP = 1e-5;
  private static final Model MODEL =
      new Model(List.of("X : R^{n x n}", "v : R^n", "c : R", "i in 1..n", "j in 1..n"));

  static List<String> expressions() {
    return List.of(
        "det(X)",
        "logdet(X)",
        "inv(X)_{i,j}",
        "inv(X)_{i,1}*det(X)",
        "sum_{k=1}^n inv(X)_{k,k}",
        "sum_{k=1}^n sum_{l=1}^n v_k*inv(X)_{k,l}*v_l",
        "det(array(k=1..n, l=1..n, X_{k,l}^2 + c*delta(k,l)))",
        "det(array(k=1..n, l=1..n, X_{l,k}*v_k))",
        "logdet(array(k=1..n, l=1..n, sum_{a=1}^n X_{a,k}*X_{a,l} + c*delta(k,l)))",
        "inv(array(k=1..n, l=1..n, X_{k,l} + v_k*v_l))_{i,j}",
        "inv(array(k=1..n, l=1..n, delta(k,l) + inv(X)_{k,l}))_{j,i}",
        "exp(-logdet(X)/2)*sum_{k=1}^n sum_{l=1}^n v_k*inv(X)_{k,l}*v_l");
  }

  private static double value(Expr expression, double[][] matrix, int i, int j, int p, int q) {
    double[] vector = new double[matrix.length];
    Arrays.setAll(vector, at -> 0.5 + at);
    List<Object> point =
        new ArrayList<>(List.of("X", matrix, "v", vector, "c", 0.75, "n", matrix.length));
    point.addAll(List.of("i", i, "j", j, "p", p, "q", q));
    for (int at = point.size() - 2; at >= 0; at -= 2) {
      String name = (String) point.get(at);
      if (!expression.variables().contains(name)) {
        point.subList(at, at + 2).clear();
      }
    }
    return expression.at(point.toArray());
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void derivativesAreWhatDifferencesAre(String text) {
    Expr expression = MODEL.parse(text);
    Expr derivative = MODEL.diff(expression, "X_{p,q}");
    for (int size = 1; size <= 4; size++) {
      Random random = new Random(size);
      double[][] matrix = new double[size][size];
      for (int k = 0; k < size; k++) {
        int row = k;
        int most = size;
        Arrays.setAll(matrix[k], l -> random.nextDouble() + (l == row ? most : 0));
      }
      for (int k = 1; k <= size; k++) {
        for (int l = 1; l <= size; l++) {
          double[][] beside = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
          beside[k - 1][l - 1] += STEP;
          double above = value(expression, beside, size, 1, k, l);
          beside[k - 1][l - 1] -= 2 * STEP;
          double below = value(expression, beside, size, 1, k, l);
          double found = value(derivative, matrix, size, 1, k, l);
          assertThat(found)
              .isCloseTo((above - below) / (2 * STEP), within(1e-6 * Math.max(1, Math.abs(found))));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void whatIsPrintedReadsBack(String text) {
    Expr expression = MODEL.parse(text);
    readsBack(expression);
    Expr derivative = MODEL.diff(expression, "X_{p,q}");
    if (derivative instanceof Piecewise cases && cases.isRestriction()) {
      derivative = cases.shown();
    }
    readsBack(derivative);
  }

  private static void readsBack(Expr expression) {
    assertThat(MODEL.parse(expression.toString())).isSameAs(expression);
    assertThat(MODEL.parseLatex(expression.latex())).isSameAs(expression);
  }

  @Test
  void anElementOfWhatIsInBracketsIsThatOfTheMatrix() {
    assertThat(MODEL.parse("(X^-1)_{i,j}")).isSameAs(MODEL.parse("inv(X)_{i,j}"));
    assertThat(MODEL.parse("(X*v)_i^2")).isSameAs(MODEL.parse("(sum_{k=1}^n X_{i,k}*v_k)^2"));
    assertThat(MODEL.parse("2(X + X^T)_{i,1}")).isSameAs(MODEL.parse("2*(X_{i,1} + X_{1,i})"));
    assertThatThrownBy(() -> new Model().parse("(x + 1)_2"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("a subscript after a bracket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c*delta(k,l) + X_{k,l}", "X_{k,l}/v_k", "X_{l,k} - X_{k,l} + v_l"})
  void anInverseTimesItsMatrixIsTheIdentity(String element) {
    String inverse = "inv(array(k=1..n, l=1..n, " + element + "))_{i,m}";
    String at = element.replace('l', 'j').replace('k', 'm').replace("dejta", "delta");
    Expr product = MODEL.diff("t*sum_{m=1}^n " + inverse + "*(" + at + ")", "t");
    assertThat(product.toString()).isEqualTo("delta(i,j)");
  }
}
