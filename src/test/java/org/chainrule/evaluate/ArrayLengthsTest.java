package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.Chainrule.diff;
import static org.chainrule.Chainrule.model;
import static org.chainrule.Chainrule.parse;

import java.util.List;
import org.chainrule.Gradient;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Test;

class ArrayLengthsTest {
  private static final double[][] W = {{1, 2, 3}, {4, 5, 6}};
  private static final double[] X = {1, 2, 7};

  @Test
  void eachIndexRunsAsFarAsTheAxesItStandsOn() {
    assertThat(parse("sum_k sum_j W_{k,j}*x_j").at("W", W, "x", X)).isEqualTo(82);
    assertThat(parse("sum_k a_k + sum_j b_j").at("a", new double[] {1, 2}, "b", X)).isEqualTo(13);
    assertThat(parse("log(sum_k exp(sum_j W_{k,j}))").at("W", W))
        .isEqualTo(Math.log(Math.exp(6) + Math.exp(15)));
  }

  @Test
  void derivativesHaveTheLengthsOfTheirArrays() {
    Expr slope = diff(parse("sum_k (sum_j W_{k,j}*x_j)^2"), "x_i");
    assertThat(slope.at("W", W, "x", X, "i", 3)).isEqualTo(2 * (26 * 3 + 56 * 6));
    Expr declared = model("W : R^{K x D}").diff("sum_k (sum_j W_{k,j}*x_j)^2", "x_i");
    assertThat(declared.at("W", W, "x", X, "i", 3)).isEqualTo(828);
  }

  @Test
  void compiledVectorsAreAsLongAsTheAxesTheyAreMadeOf() {
    Gradient gradient =
        model("W : R^{2 x 3}", "z_k = sum_j W_{k,j}*x_j")
            .compile("-log(softmax(z)_1)", List.of("W", "x"));
    double[] slopes = new double[9];
    double value = gradient.at(new double[] {1, 0, 0, 0, 0, 0, 1, 2, 7}, slopes);
    double second = 1 / (1 + Math.E);
    assertThat(value).isCloseTo(-Math.log(1 - second), within(1e-15));
    assertThat(slopes[0]).isCloseTo(-second, within(1e-15));
    assertThat(slopes[5]).isCloseTo(7 * second, within(1e-14));
    assertThat(slopes[6]).isCloseTo(-second, within(1e-15));
  }

  @Test
  void aBoundThatIsWrittenMayEndWithinAnArray() {
    assertThat(parse("sum(i=1..2, x_i)").at("x", X)).isEqualTo(3);
    assertThat(parse("sum(i=1..D, x_i)").at("x", X, "D", 2)).isEqualTo(3);
    assertThat(parse("sum(i=1..D, x_i)").at("x", X)).isEqualTo(10);
    assertThatThrownBy(() -> parse("sum(i=1..4, x_i)").at("x", X))
        .isInstanceOf(ChainruleException.class);
  }

  @Test
  void whatOneIndexTiesTogetherHasOneLength() {
    assertThatThrownBy(() -> parse("sum_k a_k*b_k").at("a", new double[] {1, 2}, "b", X))
        .hasMessageContaining("two lengths for one range");
    assertThatThrownBy(() -> parse("sum_k a_k").at("a", X, "n", 2))
        .hasMessageContaining("two lengths for one range");
    assertThatThrownBy(() -> parse("sum_k a_k/n + sum_j b_j").at("a", new double[] {1, 2}, "b", X))
        .isInstanceOf(ChainruleException.class);
  }

  /** And never of another in another run. */
  @Test
  void whatIsWrongIsToldOfTheArrayThatIsGivenLater() {
    Expr sum = parse("sum_k a_k*b_k");
    double[] two = {1, 2};
    assertThatThrownBy(() -> sum.at("a", two, "b", X)).hasMessageContaining("array of b has 3");
    assertThatThrownBy(() -> sum.at("b", X, "a", two)).hasMessageContaining("array of a has 2");
  }
}
