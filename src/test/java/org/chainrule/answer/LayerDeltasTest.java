package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerDeltasTest {
  private static final List<String> NETWORK =
      List.of(
          "W^[1] : R^{h x n}",
          "W^[2] : R^{k x h}",
          "b^[1] : R^h",
          "x : R^n",
          "y : R^k",
          "z^[1] = W^[1]*x + b^[1]",
          "a^[1] = tanh(z^[1])",
          "z^[2] = W^[2]*a^[1]",
          "L = 1/2*norm(sigma(z^[2]) - y)^2");

  private static Derived derived(List<String> problem, String variable) {
    return new DerivingEngine(new Problem(problem, List.of()), Options.DEFAULT)
        .derive("L", variable, 1);
  }

  private static List<String> with(List<String> problem, String... more) {
    List<String> all = new ArrayList<>(problem);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void layersHaveTheNamesOfCourses() {
    Derived derived = derived(NETWORK, "W^[1]");
    assertThat(derived.printed(Format.TEXT))
        .isEqualTo(
            "((W^[2]^T*((sigma(z^[2]) - y) .* sigma(z^[2]) .* (1 - sigma(z^[2])))) .* (1 -"
                + " a^[1].^2))*x^T");
    assertThat(derived.notes())
        .containsExactly(
            "delta^[2] = dL/dz^[2] = (sigma(z^[2]) - y) .* sigma(z^[2]) .* (1 - sigma(z^[2]))",
            "delta^[1] = dL/dz^[1] = (W^[2]^T*delta^[2]) .* (1 - a^[1].^2)",
            "dL/dW^[1] = delta^[1]*x^T");
    assertThat(derived(NETWORK, "b^[1]").notes()).last().isEqualTo("dL/db^[1] = delta^[1]");
    assertThat(derived(NETWORK, "W^[2]").notes()).last().isEqualTo("dL/dW^[2] = delta^[2]*a^[1]^T");
  }

  @Test
  void aNameThatIsTakenOrALayerWithoutLabelIsLeftAlone() {
    List<String> taken = new ArrayList<>(NETWORK);
    taken.replaceAll(each -> each.replace("b^[1]", "delta"));
    assertThat(derived(taken, "W^[1]").notes())
        .contains("dL/da^[1] = W^[2]^T*dL/dz^[2]")
        .noneMatch(each -> each.startsWith("delta"));
    List<String> plain = new ArrayList<>(NETWORK);
    plain.replaceAll(each -> each.replace("z^[1]", "u").replace("z^[2]", "v"));
    assertThat(derived(plain, "W^[1]").notes())
        .contains("dL/dW^[1] = dL/du*x^T")
        .noneMatch(each -> each.startsWith("delta"));
    List<String> alike = with(NETWORK, "V : R^{h x h}", "v : R^h", "p^[1] = V*v");
    assertThat(derived(alike, "W^[1]").notes()).first().asString().startsWith("delta^[2] = ");
  }

  @Test
  void whatIsShorterInTheNamesIsPrintedSo() {
    List<String> residual =
        List.of(
            "W_1, W_2, W_3, W_4 : R^{n x n}",
            "x, y : R^n",
            "h_1 = x + tanh(W_1*x)",
            "h_2 = h_1 + tanh(W_2*h_1)",
            "h_3 = h_2 + tanh(W_3*h_2)",
            "h_4 = h_3 + tanh(W_4*h_3)",
            "L = 1/2*norm(h_4 - y)^2");
    String printed = derived(residual, "W_1").printed(Format.TEXT);
    assertThat(printed)
        .isEqualTo(
            "(delta_1 .* (1 - (h_1 - x).^2))*x^T where delta_1 = W_2^T*(delta_2 .* (1 - (h_2 -"
                + " h_1).^2)) + delta_2, delta_2 = W_3^T*(delta_3 .* (1 - (h_3 - h_2).^2)) +"
                + " delta_3, delta_3 = W_4^T*(delta_4 .* (1 - (h_4 - h_3).^2)) + delta_4, delta_4 ="
                + " h_4 - y");
    CheckAnswer check =
        new DerivingEngine(new Problem(residual, List.of()), Options.DEFAULT)
            .check("L", List.of("W_1"), 1, printed);
    assertThat(check.check().verdict().name()).isEqualTo("PROBABLE");
  }
}
