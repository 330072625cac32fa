package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives in Java have no value where there is no derivative. */
class RestrictedAnswerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(x)          | -1    | 1/x",
        "log(x)^2        | -1    | 2*log(x)/x",
        "log2(x)         | -2    | 1/(x*log(2))",
        "atan(1/x)       | 0     | -1/(x^2 + 1)",
        "x^x             | 0     | x^x*(log(x) + 1)",
        "abs(x)          | 0     | sign(x)",
        "x*sign(x - 1)   | 1     | sign(x - 1)",
        "relu(x)         | 0     | cases(1 if x > 0, 0 if x < 0)",
        "max(x, 1)       | 1     | cases(1 if x > 1, 0 if x < 1)",
        "cases(x^2 if x > 0, x^2 + 1 otherwise) | 0 | cases(2*x if x > 0 or x < 0)",
        "floor(x)        | 2     | 0",
        "step(x)         | 0     | 0",
        "sqrt(x)         | 0     | 1/(2*sqrt(x))",
      })
  void haveNoneOutside(String expression, double outside, String text) {
    for (Expr derivative :
        List.of(
            Chainrule.diff(expression, "x"),
            Chainrule.diff(Chainrule.parse(expression), "x"),
            Chainrule.simplify(Chainrule.diff(expression, "x")))) {
      assertThatThrownBy(() -> derivative.at("x", outside))
          .as("%s at %s", derivative, outside)
          .isInstanceOf(ChainruleException.class);
      assertThatThrownBy(() -> derivative.plus(Expr.of(1)).at("x", outside))
          .isInstanceOf(ChainruleException.class);
    }
    assertThat(Chainrule.diff(expression, "x")).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(t=1..T, g^t*r_t) | r_k | 8  | k=3,T=4 | k=5,T=4",
        "sum(i=1..D, x_i^2)   | x_k | 4  | k=2,D=3 | k=4,D=3",
        "sum(i=1..3, x_i^2)   | x_k | 4  | k=2     | k=4",
        "g*x_k*sum(i=1..3, x_i) | x_k | 16 | k=2   | k=4",
      })
  void haveNoneBeyondTheEndsOfSums(
      String expression, String variable, double value, String inside, String outside) {
    Expr derivative = Chainrule.diff(expression, variable);
    assertThat(derivative.at(point(inside))).isEqualTo(value);
    assertThatThrownBy(() -> derivative.at(point(outside))).isInstanceOf(ChainruleException.class);
  }

  private static Object[] point(String numbers) {
    List<Object> point = new ArrayList<>(List.of("g", 2));
    for (String each : List.of("x", "r")) {
      for (int i = 1; i <= 5; i++) {
        point.addAll(List.of(each + "_" + i, i));
      }
    }
    for (String each : numbers.split(",", -1)) {
      String[] sides = each.split("=", -1);
      point.addAll(List.of(sides[0], Integer.valueOf(sides[1])));
    }
    return point.toArray();
  }

  /**
   * An expression of Java's is what it was cancelled to; of a text it is known what was written.
   */
  @ParameterizedTest
  @CsvSource({"sqrt(x)^2, -1", "x^(3/2)/sqrt(x), -1", "x/x, 0"})
  void haveNoneWhereTheTextHasNone(String expression, double outside) {
    assertThatThrownBy(() -> Chainrule.diff(expression, "x").at("x", outside))
        .isInstanceOf(ChainruleException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(x)      | 2    | 0.5",
        "atan(1/x)   | 1    | -0.5",
        "abs(x)      | -2   | -1",
        "x*abs(x)    | 0    | 0",
        "abs(x)^2    | 0    | 0",
        "floor(x)    | 2.5  | 0",
        "sqrt(x)^2   | 4    | 1",
        "log(abs(x)) | -0.5 | -2",
        "relu(x)^2   | 0    | 0",
        "relu(x)^2   | 2    | 4",
        "max(x, 1)^2 - 2*relu(x - 1) | 1 | 0",
        "cases(x^2 if x > 0, x^3 otherwise) | 0 | 0",
        "elu(x, 1)   | 0    | 1",
        "relu(2*x - 3)^3 | 1.5 | 0",
        "x*relu(x)   | 0    | 0",
        "cases(sin(x) if x < 0, x if x < 1, x^2/2 + 1/2 otherwise) | 1 | 1",
      })
  void haveOneInside(String expression, double inside, double value) {
    assertThat(Chainrule.diff(expression, "x").at("x", inside)).isEqualTo(value);
    assertThat(Chainrule.diff(Chainrule.parse(expression), "x").at("x", inside)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu(x)^2   | 0 | 0 | cases(2*x if x > 0, 0 if x < 0)",
        "x*relu(x)   | 0 | 0 | cases(2*x if x > 0, 0 if x < 0)",
        "max(x, 1)^2 - 2*relu(x - 1) | 1 | 0 | cases(2*(x - 1) if x > 1, 0 if x < 1)",
      })
  void showAPlaceThatIsToldBesideAsABookDoes(
      String expression, double place, double value, String text) {
    Expr derivative = Chainrule.diff(expression, "x");
    Expr sum = derivative.plus(Expr.symbol("y"));

    assertThat(derivative).hasToString(text);
    assertThat(Chainrule.simplify(derivative)).isSameAs(derivative);
    assertThat(sum.at("x", place, "y", 3)).isEqualTo(3 + value);
    assertThat(Chainrule.compile(sum, List.of("x", "y")).value(new double[] {place, 3}))
        .isEqualTo(3 + value);
    assertThat(Chainrule.diff(derivative, "x").at("x", place + 1)).isEqualTo(2);
  }

  @Test
  void keepTheirConditionsWhenDifferentiatedAgainAndCompiled() {
    Expr second = Chainrule.diff(Chainrule.diff("log(x)", "x"), "x");

    assertThat(second).hasToString("-1/x^2");
    assertThatThrownBy(() -> second.at("x", -1)).hasMessageContaining("x > 0 does not hold");
    Gradient compiled = Chainrule.compile(Chainrule.diff("log(x)", "x"), List.of("x"));
    assertThat(compiled.value(new double[] {-1})).isNaN();
    assertThat(compiled.value(new double[] {4})).isEqualTo(0.25);
  }

  @Test
  void keepTheirConditionsWhenWrittenAndRead() throws Exception {
    Expr derivative = Chainrule.diff("log(x)", "x");
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(derivative);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isSameAs(derivative);
    }
  }

  @Test
  void lookAtConditionsOnOtherNamesWhereThoseAreGiven() {
    Expr derivative = Chainrule.diff("y + log(x)", "y");

    assertThat(derivative.at()).isEqualTo(1);
    assertThatThrownBy(() -> derivative.at("x", -1)).hasMessageContaining("x > 0 does not hold");
    assertThat(Chainrule.compile(derivative, List.of("y")).value(new double[] {3})).isEqualTo(1);
  }

  @Test
  void tellConditionsOfAllElements() {
    Expr derivative = Chainrule.diff("sum_i log(x_i)", "x_j");

    assertThat(derivative).hasToString("1/x_j");
    assertThat(derivative.at("j", 2, "x", new double[] {1, 4})).isEqualTo(0.25);
    assertThatThrownBy(() -> derivative.at("j", 2, "x", new double[] {1, -4}))
        .hasMessageContaining("x_j > 0 does not hold");
    assertThatThrownBy(() -> derivative.at("j", 2, "x", new double[] {-1, 4}))
        .hasMessageContaining("does not hold");
  }

  @Test
  void echoWithTheirConditionsWhereAsked() {
    Expr derivative = Chainrule.diff("log(x)", "x");
    String echo = Printer.withCondition(derivative, Spelling.NONE);

    assertThat(echo).isEqualTo("1/x where x > 0");
    assertThatThrownBy(() -> Chainrule.parse(echo).at("x", -1))
        .isInstanceOf(ChainruleException.class);
  }
}
