package org.chainrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.chainrule.error.ChainruleException;
import org.junit.jupiter.api.Test;

class ModelMatricesTest {
  private static final double[][] A = {{1, 2}, {3, 4}};
  private static final double[] X = {1, 1};

  private final Model model = new Model(List.of("A : R^{n x n}", "x : R^n", "f = x^T*A*x"));

  @Test
  void arraysGoInAndOut() {
    assertThat(model.columnAt("A*x", "A", A, "x", X).toArray()).containsExactly(3, 7);
    assertThat(model.matrixAt("A^2", "A", A).getData())
        .isDeepEqualTo(new double[][] {{7, 10}, {15, 22}});
    assertThat(model.at("f", "A", A, "x", X)).isEqualTo(10);
  }

  @Test
  void matricesOfTheLibraryGoInToo() {
    assertThat(
            model
                .columnAt("A*x", "A", new Array2DRowRealMatrix(A), "x", new ArrayRealVector(X))
                .toArray())
        .containsExactly(3, 7);
  }

  @Test
  void derivativesAreColumnsAndMatrices() {
    Derivative gradient = model.derive("f", "x");
    assertThat(gradient.toString()).isEqualTo("(A + A^T)*x");
    assertThat(gradient.columnAt("A", A, "x", X).toArray()).containsExactly(7, 13);
    assertThat(model.derive("f", "A").matrixAt("A", A, "x", X).getData())
        .isDeepEqualTo(new double[][] {{1, 1}, {1, 1}});
  }

  @Test
  void productsWithDirectionsAndCotangents() {
    Derivative along = model.jvp("A*x", "x", "x");
    assertThat(along.toString()).isEqualTo("A*x");
    assertThat(along.columnAt("A", A, "x", X).toArray()).containsExactly(3, 7);
    assertThat(model.vjp("A*x", "A", "x").matrixAt("A", A, "x", X).getData())
        .isDeepEqualTo(new double[][] {{1, 1}, {1, 1}});
    Derivative second = model.hvp("f", "x", "x");
    assertThat(second.toString()).isEqualTo("(A + A^T)*x");
    assertThat(new Model().jvp("x^2*y", "x,y", "y,x").expr().at("x", 2, "y", 3)).isEqualTo(44);
    assertThatThrownBy(() -> model.vjp("A*x", "x,A", "x"))
        .hasMessage("a vjp is by one variable here, and not by x,A");
  }

  @Test
  void whatIsNoColumnIsRefused() {
    assertThatThrownBy(() -> model.columnAt("f", "A", A, "x", X))
        .isInstanceOf(ChainruleException.class)
        .hasMessage("the value is no column: 10");
    assertThatThrownBy(() -> model.matrixAt("A*x", "A", A, "x", X))
        .hasMessage("the value is no matrix: [3, 7]");
    assertThatThrownBy(() -> model.columnAt("A*x", "A", A)).isInstanceOf(ChainruleException.class);
  }
}
