package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Jacobian;
import org.chainrule.Model;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Test;

/** What cannot be compiled or run is told, with what was found and what is expected. */
class ErrorsTest {
  private static Gradient compiled(String text, String... variables) {
    return Chainrule.compile(Chainrule.parse(text), List.of(variables));
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(ChainruleException.class)
        .message()
        .contains(parts)
        .doesNotContain("Symbol", "WHOLE", "LOAD", "null", "opened", "$", "%", "#");
  }

  @Test
  void unknownNames() {
    refused(() -> compiled("x*q", "x"), "q", "neither a variable nor a parameter", "x");
    refused(() -> compiled("x + y_1", "x"), "y_1");
    refused(() -> compiled("sum(i=1..n, z_i)", "x"), "z_i");
    refused(() -> compiled("sum(l=1..n, sum(k=1..l, z_{k+l}))", "x"), "z_{");
    refused(
        () -> Chainrule.model("f : R -> R").compile("f(x)", List.of("x")),
        "f",
        "known by name only");
    refused(() -> compiled("x_1 + x_2 + x_3", "x_1", "x_3"), "x_2");
  }

  @Test
  void conditionsAreNoNumbers() {
    refused(() -> compiled("x < 1", "x"), "a condition is no number");
    refused(() -> compiled("x < 1 or x > 2", "x"), "a condition is no number");
    refused(
        () -> Chainrule.compileAll(List.of(Chainrule.parse("x = 1")), List.of("x")),
        "a condition is no number");
  }

  @Test
  void namesGivenTwice() {
    refused(() -> compiled("x", "x", "x"), "x is named twice");
    refused(() -> compiled("x_1", "x_1", "x_1"), "x_1 is named twice");
    refused(
        () -> Chainrule.compile(Chainrule.parse("x"), List.of("x"), List.of("x")),
        "x is named twice");
    refused(() -> compiled("sum(i=1..n, x_i)", "x", "x"), "named twice");
    refused(() -> compiled("sum(i=1..n, x_i)", "x", "x_1"), "named twice");
    refused(() -> compiled("sum(i=1..n, x_i)", "x_1", "x"), "named twice");
  }

  @Test
  void aFamilyWhoseRangeNobodyKnows() {
    refused(() -> compiled("x_i^2", "x_i"), "x_i", "x : R^n");
  }

  @Test
  void lengths() {
    Gradient sum = compiled("sum(i=1..n, x_i)", "x");
    double[] three = new double[3];
    assertThat(sum.sizes()).containsExactly("n");
    refused(() -> sum.at(three, three), "length n is not known", "sized(\"n\"");
    refused(() -> sum.sized("m", 3), "m is no length here", "n");
    refused(() -> sum.sized("n"), "pairs");
    refused(() -> sum.sized("n", 2.5), "pairs");
    refused(() -> sum.sized("n", -1), "below 0");
    refused(() -> sum.sized("n", 4).at(three, three), "a point has 4 elements here, not 3");
    refused(
        () -> sum.sized("n", 3).at(three, new double[2]), "a gradient has 3 elements here, not 2");
    refused(() -> sum.sized("n", 3).value(new double[1]), "a point has 3 elements");
    refused(() -> sum.sized("n", 3).with(1).at(three, three), "parameters", "0", "1");
    refused(() -> sum.sized("n", 3).hessian(three, new double[3]), "9", "3");
    refused(() -> sum.sized("n", 3).along(three, new double[1]), "a direction has 3 elements");
    refused(
        () ->
            Chainrule.model("W : R^{n x m}")
                .compile("sum(i=1..n, sum(j=1..m, W_{i,j}))", List.of("W"))
                .sized("n", 1_000_000, "m", 1_000_000)
                .dimension(),
        "W",
        "more elements than an array holds");
  }

  @Test
  void nothing() {
    Expr x = Chainrule.parse("x");
    Model model = Chainrule.model();
    List<String> names = List.of("x");
    List<String> holey = Arrays.asList("x", null);
    isNull(() -> Chainrule.parse(null), "text");
    isNull(() -> Chainrule.model((String[]) null), "statements");
    isNull(() -> Chainrule.model("y = x", null), "statement");
    isNull(() -> Chainrule.diff((Expr) null, "x"), "expression");
    isNull(() -> Chainrule.diff("x", null), "variable");
    isNull(() -> Chainrule.simplify((Expr) null), "expression");
    isNull(() -> Chainrule.latex((Expr) null), "expression");
    isNull(() -> Chainrule.check((Expr) null, "x"), "expression");
    isNull(() -> Chainrule.check(x, null), "variable");
    isNull(() -> Chainrule.check("x", "x", null), "claim");
    isNull(() -> Chainrule.compile(null, names), "expression");
    isNull(() -> Chainrule.compile(x, null), "variables");
    isNull(() -> Chainrule.compile(x, holey), "variable");
    isNull(() -> Chainrule.compile(x, names, null), "parameters");
    isNull(() -> Chainrule.compile(x, names, holey), "parameter");
    isNull(() -> Chainrule.compileAll(null, names), "expressions");
    isNull(() -> Chainrule.compileAll(Arrays.asList(x, null), names), "expression");
    isNull(() -> Chainrule.compileAll(List.of(x), null), "variables");
    isNull(() -> model.compile((String) null, names), "expression");
    isNull(() -> model.compileAll(holey, names, List.of()), "expression");
    isNull(() -> model.unroll(null), "expression");
    isNull(() -> model.closedForm("x", null), "variable");
    assertThatThrownBy(() -> compiled("x", "x").at(null, new double[1]))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> compiled("x", "x").sized((Object[]) null))
        .isInstanceOf(NullPointerException.class);
    refused(() -> compiled("x", "x").sized(null, 3), "pairs");
  }

  private static void isNull(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(NullPointerException.class)
        .hasMessageEndingWith(what + " is null");
  }

  @Test
  void severalValues() {
    Jacobian jacobian =
        Chainrule.compileAll(
            List.of(Chainrule.parse("x*y"), Chainrule.parse("x + y")), List.of("x", "y"));
    double[] two = {2, 3};
    assertThat(jacobian.value(two)).containsExactly(6, 5);
    assertThat(jacobian.jacobian(two)).isEqualTo(new double[][] {{3, 2}, {1, 1}});
    double[] out = new double[2];
    jacobian.times(two, new double[] {1, -1}, out);
    assertThat(out).containsExactly(1, 0);
    jacobian.weighted(two, new double[] {2, 5}, out);
    assertThat(out).containsExactly(11, 9);
    refused(() -> jacobian.at(two, new double[1]), "the result has 2 elements here, not 1");
    refused(() -> jacobian.jacobian(two, new double[2]), "the result has 4 elements here, not 2");
    refused(() -> Chainrule.compileAll(List.of(), List.of("x")), "expression");
  }

  @Test
  void recurrencesWithoutEnd() {
    refused(
        () -> Chainrule.model("h_t = w*h_{t-1}").compile("h_T", List.of("w")).sized("T", 3), "h");
    refused(() -> Chainrule.model("a = b + 1", "b = a").compile("a + x", List.of("x")), "a");
  }

  @Test
  void elementsOutsideTheirRange() {
    double[] three = {1, 2, 3};
    refused(
        () ->
            Chainrule.model("x : R^n", "w : R^n")
                .compile("sum(i=1..n, x_i*w_{i+1})", List.of("x", "w")),
        "w is declared for 1..n, and w_{n+1} is asked for");
    assertThat(
            Chainrule.model("x : R^n", "w : R^n")
                .compile("sum(i=1..m, x_i) + w_1", List.of("x", "w"))
                .sized("n", 2, "m", 2)
                .value(new double[] {1, 2, 3, 4}))
        .isEqualTo(6);
    assertThat(
            Chainrule.model("x : R^n", "w : R^n")
                .compile("sum(i=1..m, x_i) + w_1", List.of("x", "w"))
                .sized("n", 2, "m", 3)
                .value(new double[] {1, 2, 3, 4}))
        .isNaN();
    Gradient guarded =
        Chainrule.model("x : R^n")
            .compile("sum(i=1..n, cases(x_i*x_{i+1} if i < n, x_i otherwise))", List.of("x"))
            .sized("n", 3);
    double[] gradient = new double[3];
    assertThat(guarded.at(three, gradient)).isEqualTo(11);
    assertThat(gradient).containsExactly(2, 4, 3);
    refused(
        () -> Chainrule.model("x : R^n").compile("x_1", List.of("x")).sized("n", 0).dimension(),
        "x",
        "none");
  }
}
