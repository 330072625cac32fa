package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrences over any number of steps. */
class RecurrencesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20})
  void aScalarState(int steps) {
    for (String text : new String[] {"h_T", "sum(t=1..T, (h_t - x_t)^2)", "h_T*sum(t=1..T, h_t)"}) {
      CompiledCase.of(text, "h_0 = 0", "h_t = sigma(w_1 x_t + w_2 h_{t-1})", "x : R^T")
          .variable("w_1")
          .variable("w_2")
          .variable("x", steps)
          .size("T", steps)
          .agrees();
    }
  }

  @Test
  void secondDerivatives() {
    CompiledCase.of(
            "sum(t=1..T, (h_t - x_t)^2)",
            "h_0 = a^2",
            "h_t = tanh(w_1 x_t + w_2 h_{t-1})",
            "x : R^T")
        .variable("w_1")
        .variable("w_2")
        .variable("a")
        .parameter("x", 6)
        .size("T", 6)
        .agreesTwice();
  }

  @Test
  void noSteps() {
    Gradient sum =
        Chainrule.model("h_0 = 3", "h_t = w*h_{t-1}")
            .compile("sum(t=1..T, h_t) + h_T", List.of("w"));
    double[] gradient = new double[1];
    assertThat(sum.sized("T", 0).at(new double[] {2}, gradient)).isEqualTo(3);
    assertThat(gradient).containsExactly(0);
    assertThat(sum.sized("T", 1).at(new double[] {2}, gradient)).isEqualTo(12);
    assertThat(gradient).containsExactly(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 20})
  void twoStepsBack(int steps) {
    CompiledCase.of(
            "sum(t=0..T, f_t^2) + f_T", "f_0 = a", "f_1 = b", "f_t = p*f_{t-1} + sin(f_{t-2}*q)/3")
        .variable("a")
        .variable("b")
        .variable("p")
        .variable("q")
        .size("T", steps)
        .at(0.5, -0.25, 0.75, 1.25)
        .agreesTwice();
  }

  @Test
  void coupledVectors() {
    CompiledCase.of(
            "sum(i=1..n, h_{T,i}^2 + c_{T,i}) + sum(t=1..T, sum(i=1..n, h_{t,i}))",
            "i in 1..n",
            "t in 1..T",
            "u : R^{n x n}",
            "v : R^{n x n}",
            "g : R^T",
            "h_{0,i} = 0",
            "c_{0,i} = s_i",
            "s : R^n",
            "c_{t,i} = sigma(sum(j=1..n, u_{i,j} h_{t-1,j}) + g_t)*c_{t-1,i} + tanh(g_t*s_i)",
            "h_{t,i} = tanh(c_{t,i})*sigma(sum(j=1..n, v_{i,j} h_{t-1,j}))")
        .variable("u", 2, 2)
        .variable("v", 2, 2)
        .variable("s", 2)
        .variable("g", 4)
        .size("n", 2)
        .size("T", 4)
        .agrees();
  }

  @Test
  void aGatedUnit() {
    CompiledCase.of(
            "h_T^2",
            "x : R^T",
            "h_0 = 0",
            "z_t = sigma(a*x_t + b*h_{t-1})",
            "r_t = sigma(c*x_t + d*h_{t-1})",
            "k_t = tanh(p*x_t + q*(r_t*h_{t-1}))",
            "h_t = (1 - z_t)*h_{t-1} + z_t*k_t")
        .variable("a")
        .variable("b")
        .variable("c")
        .variable("d")
        .variable("p")
        .variable("q")
        .parameter("x", 5)
        .size("T", 5)
        .agreesTwice();
  }

  @Test
  void backwards() {
    CompiledCase.of(
            "b_1 + sum(t=1..5, b_t^2)", "b_30 = c", "b_t = sin(w*b_{t+1}) + x_t", "x : R^30")
        .variable("w")
        .variable("c")
        .variable("x", 30)
        .agrees();
  }

  @Test
  void grids() {
    CompiledCase.of(
            "d_{m,n}",
            "x : R^m",
            "y : R^n",
            "d_{0,0} = 1",
            "d_{i,0} = a*i",
            "d_{0,j} = b*j",
            "i in 1..m",
            "j in 1..n",
            "d_{i,j} = a*d_{i-1,j} + b*d_{i,j-1} + sin(x_i*y_j)*d_{i-1,j-1}")
        .variable("a")
        .variable("b")
        .variable("x", 3)
        .variable("y", 4)
        .size("m", 3)
        .size("n", 4)
        .agrees();
  }

  @Test
  void powersOfAMatrix() {
    CompiledCase.of(
            "sum(i=1..n, v_{T,i}*w_i)",
            "i in 1..n",
            "t in 1..T",
            "A : R^{n x n}",
            "w : R^n",
            "v_{0,i} = w_i",
            "v_{t,i} = sum(j=1..n, A_{i,j}*v_{t-1,j})")
        .variable("A", 3, 3)
        .variable("w", 3)
        .size("n", 3)
        .size("T", 20)
        .within(1e-12)
        .agrees();
  }

  @Test
  void recurrencesThatUseEachOther() {
    CompiledCase.of(
            "s_T + sum(t=1..T, a_t*s_t)",
            "x : R^T",
            "a_0 = p",
            "a_t = q*a_{t-1} + x_t",
            "s_0 = 0",
            "s_t = s_{t-1} + log(1 + exp(a_t))*sum(k=1..t, a_k)")
        .variable("p")
        .variable("q")
        .variable("x", 4)
        .size("T", 4)
        .agrees();
  }

  /** With h_5 = 2 amid powers of a = 1/2, each sum is told from the elements written out. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "2, 1.75, 2",
    "4, 1.9375, 3.25",
    "5, 3.9375, 3.25",
    "7, 5.4375, 7.25",
  })
  void anElementGivenLater(int steps, double value, double derivative) {
    Gradient sum =
        Chainrule.model("h_0 = 1", "h_5 = 2", "h_t = a*h_{t-1}")
            .compile("sum(t=0..T, h_t)", List.of("a"));
    double[] gradient = new double[1];
    assertThat(sum.sized("T", steps).at(new double[] {0.5}, gradient)).isEqualTo(value);
    assertThat(gradient).containsExactly(derivative);
  }

  @Test
  void familiesWithStartsOfTheirOwn() {
    Gradient last =
        Chainrule.model(
                "h_0 = 1",
                "h_t = a*h_{t-1} + g_{t-1}",
                "g_0 = 1",
                "g_1 = 2",
                "g_2 = 3",
                "g_t = a*h_{t-1}")
            .compile("sum(t=0..T, h_t)", List.of("a"));
    double[] gradient = new double[1];
    // h is 1, a + 1, a^2 + a + 2, a^3 + a^2 + 2a + 3 and a^4 + 2a^3 + 3a^2 + 5a.
    assertThat(last.sized("T", 4).at(new double[] {2}, gradient)).isEqualTo(1 + 3 + 8 + 19 + 54);
    assertThat(gradient).containsExactly(0 + 1 + 5 + 18 + 73);
  }

  @Test
  void freeStartsAreInputs() {
    Gradient last =
        Chainrule.model("f_t = a*f_{t-1} + b*f_{t-2}")
            .compile("f_T", List.of("a", "f_0"), List.of("b", "f_1"));
    double[] gradient = new double[2];
    // f_4 = a^3 f_1 + a^2 b f_0 + 2a b f_1 + b^2 f_0.
    double value = last.sized("T", 4).at(new double[] {2, 3}, new double[] {5, 7}, gradient);
    assertThat(value).isEqualTo(56 + 60 + 140 + 75);
    assertThat(gradient).containsExactly(84 + 60 + 70, 20 + 25);
  }

  @Test
  void aStateWithinALoopIsIndependent() {
    Gradient sum =
        Chainrule.model("h_0 = 1", "h_t = a*h_{t-1}")
            .compile("sum(t=0..T, h_t)", List.of("h_2"), List.of("a"));
    double[] gradient = new double[1];
    assertThat(sum.sized("T", 4).at(new double[] {10}, new double[] {3}, gradient))
        .isEqualTo(1 + 3 + 10 + 30 + 90);
    assertThat(gradient).containsExactly(13);
  }

  @Test
  void elementsOfADefinedFamilyWithinALoopAreIndependent() {
    Gradient sum =
        Chainrule.model("x_k = a*k")
            .compile("sum(k=1..n, x_k^2)", List.of("x_2", "x_3"), List.of("a"));
    double[] gradient = new double[2];
    assertThat(sum.sized("n", 4).at(new double[] {10, 20}, new double[] {1}, gradient))
        .isEqualTo(1 + 100 + 400 + 16);
    assertThat(gradient).containsExactly(20, 40);
  }
}
