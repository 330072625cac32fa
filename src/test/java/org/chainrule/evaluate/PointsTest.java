package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.PointException;
import org.junit.jupiter.api.Test;

/** Values for names, as one would give them in Java. */
class PointsTest {
  private static double at(String expression, Object... values) {
    return Chainrule.parse(expression).at(values);
  }

  @Test
  void arraysBindFamilies() {
    assertThat(at("sum(i=1..n, x_i)", "x", new double[] {1, 2, 4.5})).isEqualTo(7.5);
    assertThat(at("sum(i=1..3, x_i)", "x", new int[] {1, 2, 4})).isEqualTo(7);
    assertThat(at("sum(i=1..3, x_i)", "x", List.of(1, 2, 4))).isEqualTo(7);
    assertThat(at("W_{2,1}", "W", new double[][] {{1, 2}, {3, 4}})).isEqualTo(3);
    assertThat(at("W_{2,1}", "W", new Number[][] {{1, 2}, {3, 4}})).isEqualTo(3);
  }

  @Test
  void arraysGiveTheRangesThatTheyGoThrough() {
    List<Integer> three = List.of(1, 2, 4);
    assertThat(at("sum_i x_i/n", "x", List.of(1, 2, 6))).isEqualTo(3);
    assertThat(at("sum_i x_i/n", "x", List.of(1, 2, 6), "n", 3)).isEqualTo(3);
    assertThat(at("logsumexp(x)", "x", List.of(1000, 1000))).isEqualTo(1000 + Math.log(2));
    assertThatThrownBy(() -> at("sum_i x_i", "x", three, "n", 4))
        .isInstanceOf(ChainruleException.class);
    assertThatThrownBy(() -> at("sum_i x_i*y_i", "x", three, "y", List.of(1, 2)))
        .isInstanceOf(ChainruleException.class);
    assertThatThrownBy(() -> at("sum(i=2..n, x_i)", "x", three))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("n");
  }

  @Test
  void whatIsNoArrayOfNumbersIsRefused() {
    Object[] endless = new Object[1];
    endless[0] = endless;
    for (Object each :
        List.of(new double[0], new double[][] {{1}, {2, 3}}, new String[] {"1"}, endless)) {
      assertThatThrownBy(() -> at("x_1", "x", each)).isInstanceOf(PointException.class);
    }
  }
}
