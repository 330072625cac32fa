package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Statement.Assumption;
import org.chainrule.syntax.Statement.Definition;
import org.chainrule.syntax.Statement.IndexDeclaration;
import org.chainrule.syntax.Statement.ShapeDeclaration;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.Subscripted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions, declarations and assumptions, and how they change what names mean. */
class StatementTest {
  private static Statement only(String text) {
    List<Statement> statements = Plain.statements(text);
    assertThat(statements).hasSize(1);
    return statements.get(0);
  }

  private static String shape(DeclaredShape shape) {
    if (shape instanceof DeclaredShape.Mapping mapping) {
      return mapping.arguments().stream().map(StatementTest::shape).toList()
          + "->"
          + shape(mapping.result());
    }
    return ((DeclaredShape.Space) shape).dimensions().stream().map(Plain::tree).toList().toString();
  }

  @Test
  void definitions() {
    Definition element = (Definition) only("x_5 = sigma(x_1)");
    assertThat(element.target()).isInstanceOf(Subscripted.class);
    assertThat(element.parameters()).isNull();
    assertThat(Plain.tree(element.value())).isEqualTo("sigmoid(x_[1])");

    Definition family = (Definition) only("y_i = exp(x_i)/sum_k exp(x_k)");
    assertThat(Plain.tree(family.target())).isEqualTo("y_[i]");
    assertThat(Plain.tree(family.value())).isEqualTo("(/ exp(x_[i]) SUM(k, exp(x_[k])))");

    Definition function = (Definition) only("f(x, y) = x*y");
    assertThat(function.target()).isInstanceOf(Name.class);
    assertThat(function.parameters()).extracting(Name::name).containsExactly("x", "y");

    Definition plain = (Definition) only("b_out = 3");
    assertThat(Plain.tree(plain.target())).isEqualTo("b_out");
    assertThat(Plain.tree(((Definition) only("hat(y)_i = x_i")).target())).isEqualTo("hat(y)_[i]");
    assertThat(Plain.tree(((Definition) only("z^[1]_i = x_i")).target())).isEqualTo("z^[1]_[i]");
    assertThat(Plain.tree(((Definition) only("x[i,j] = 1")).target())).isEqualTo("x_[i,j]");
    assertThat(Plain.tree(((Definition) only("sigma = 3")).target())).isEqualTo("sigma");
  }

  @Test
  void declarations() {
    IndexDeclaration range = (IndexDeclaration) only("i, j in 1..n");
    assertThat(range.names()).extracting(Name::name).containsExactly("i", "j");
    assertThat(Plain.tree(range.lower())).isEqualTo("1");
    assertThat(Plain.tree(range.upper())).isEqualTo("n");
    assertThat(Plain.tree(((IndexDeclaration) only("k in 0..n-1")).upper())).isEqualTo("(- n 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x : R; []",
        "W : 4x5; [4, 5]",
        "W : 4 x 5; [4, 5]",
        "W : 4×5; [4, 5]",
        "W : mxn; ",
        "W : m x n; [m, n]",
        "T : 4xnx2; [4, n, 2]",
        "y : R^n; [n]",
        "y : R^3; [3]",
        "y : R^{m x n}; [m, n]",
        "y : R^{n+1}; [(+ n 1)]",
        "y : R^{2n}; [(*. 2 n)]",
        "f : R -> R; [[]]->[]",
        "f : R^2 -> R; [[2]]->[]",
        "f : R x R -> R; [[], []]->[]",
        "f : R^n → R^{m}; [[n]]->[m]",
        "b_i : R; []",
      })
  void shapes(String text, String shape) {
    if (shape == null) {
      assertThat(refusal(text)).isNotNull();
    } else {
      assertThat(shape(((ShapeDeclaration) only(text)).shape())).isEqualTo(shape);
    }
  }

  @Test
  void assumptions() {
    assertThat(Plain.tree(((Assumption) only("assume sum_k t_k = 1")).relation()))
        .isEqualTo("(= SUM(k, t_[k]) 1)");
    assertThat(Plain.tree(((Assumption) only("assume x > 0")).relation())).isEqualTo("(> x 0)");
    assertThat(Plain.tree(((Assumption) only("assume i != j and 0 < x < 1")).relation()))
        .isEqualTo("AND((!= i j), (< < 0 x 1))");
    assertThat(Plain.tree(((Definition) only("assume = 3")).target())).isEqualTo("assume");
    assertThat(Plain.tree(Parser.condition("x > 0", Names.NONE, ContractFunctions.ALL).syntax()))
        .isEqualTo("(> x 0)");
  }

  @Test
  void severalStatementsInOneText() {
    List<Statement> statements =
        Plain.statements(
            "h_0 = 0; h_t = sigma(\n  w_1 x_t\n+ w_2 h_{t-1})\n\n# end\nassume x > 0;");
    assertThat(statements)
        .extracting(Object::toString)
        .containsExactly("h_0 = 0", "h_t = sigma(w_1 x_t + w_2 h_{t-1})", "assume x > 0");
    assertThat(statements.get(2).span().line()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "y_i = x_i → y_T → y_[T]",
        "h_t = h_{t-1} + 1 → h_T + h_s + h_{T-1} → (+ (+ h_[T] h_[s]) h_[(- T 1)])",
        "x_5 = 1 → x_T → x_T",
        "y : R^n → y_out → y_[out]",
        "W : 4x5 → W_{a,b} → W_[a,b]",
        "s in 1..n → x_s → x_[s]",
        "b_i : R → b_i + b_j → (+ b_i b_[j])",
        "W_in : R → W_in → W_in",
        "w_out : R^n → w_out_i + w_out[j] → (+ w_out_[i] w_out_[j])",
        "f : R -> R → f(x) + f'(x) → (+ f(x) f'(x))",
        "f(x) = x → f (2) → f(2)",
        "my_func(x) = x → my_func(2) → my_func(2)",
        "f_1(x) = x → f_1(2) → f_1(2)",
        "sigma(x) = x → sigma(2) → sigma(2)",
        "f = 3 → f(x) → (*. f x)",
        "gamma = 3 → gamma(x) → (*. gamma x)",
        "foo = 3 → foo (x) → (*. foo x)",
        "e = 2.5 → e^x → (^ e x)",
        "pi : R → pi → pi",
        "d = 3 → d/dx x → (*. (/ d dx) x)",
        "dx = 3 → d/dx x → (*. (/ d dx) x)",
        "dh = 3 → dh/dw → (/ dh dw)",
        "loss = x → dloss/dw → D(loss, w; [1])",
        "loss = x → d/dloss x → D(x, loss; [1])",
        "Δx = 0.1 → Δx^2 → (^ Deltax 2)",
        "delta_i = x_i → delta_{i,j} + delta(i,j) → (+ delta_[i,j] Delta(i, j))",
        "n in 1..m → sum_n x_n → SUM(n, x_[n])",
        "z^[1]_i = x_i → z^[1]_T + z^[2]_T → (+ z^[1]_[T] z^[2]_T)",
        "ŷ_i = x_i → hat(y)_T → hat(y)_[T]",
        "y : R^n → ∂f/∂y_T → D(f, y_[T]; [1])",
      })
  void whatIsDefinedDecidesHowNamesAreRead(String statement, String text, String tree) {
    assertThat(Plain.tree(text, statement)).isEqualTo(tree);
  }

  @Test
  void parametersHideConstants() {
    Definition function = (Definition) only("f(e) = e^2 + pi");
    assertThat(Plain.tree(function.value())).isEqualTo("(+ (^ e 2) PI)");
  }

  @Test
  void orderIsFree() {
    assertThat(Plain.statements("y = f(2) + x_s", "f(x) = x", "s in 1..3"))
        .extracting(each -> each instanceof Definition d ? Plain.tree(d.value()) : "")
        .containsExactly("(+ f(2) x_[s])", "x", "");
  }

  @Test
  void variablesOfARequestAreKnownNames() {
    Names names = Names.NONE.with(List.of("loss", "Δx"));
    assertThat(Plain.tree(Parser.expression("dloss/dw", names, ContractFunctions.ALL).syntax()))
        .isEqualTo("D(loss, w; [1])");
  }

  private static ParseException refusal(String text) {
    try {
      throw new AssertionError("read as " + Plain.statements(text));
    } catch (ParseException refusal) {
      return refusal;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "x > 0 → 1 → assume x > 0",
        "x + 1 = 2 → 1 → no name to define",
        "2 = 3 → 1 → expected a name to define",
        "= 3 → 1 → expected a name to define",
        "x = → 4 → expected an operand",
        "x := 3 → 3 → written with =",
        "x == 3 → 3 → written with =",
        "y = x > 3 → 5 → a condition where a number belongs",
        "log = 3 → 1 → name of a function",
        "leaky_relu = 3 → 1 → name of a function",
        "sum = 3 → 1 → name of a function",
        "f(2) = 3 → 3 → the name of a parameter",
        "f() = 3 → 3 → the name of a parameter",
        "f(x, x) = 3 → 6 → a second parameter",
        "w_in = 3 → 1 → w_{i,n}",
        "i in 1 → 7 → expected `..`",
        "i_1 in 1..n → 1 → an index variable is a name",
        "2 in 1..n → 1 → expected an index variable",
        "i j in 1..n → 3 → expected `,` or `in`",
        "W : → 4 → expected R or R^n",
        "W : 4 → 6 → another size",
        "W : R^ → 7 → expected an operand",
        "W : R x R → 5 → R^{m x n}",
        "W : Z → 6 → another size",
        "W_{i,j} : R → 2 → declare the family",
        "assume x → 8 → expected one, such as x > 0",
        "x → 1 → a definition (y = …)",
      })
  void refusals(String text, int column, String message) {
    ParseException refusal = refusal(text);
    assertThat(refusal).hasMessageContaining(message);
    assertThat(refusal.column()).as(refusal.rendered()).isEqualTo(column);
  }

  @Test
  void readingWithDefinitionsRefusesTheOtherReading() {
    assertThat(Plain.refusal("sigma(x)", "sigma = 3"))
        .hasMessageContaining("sigmoid(…)")
        .hasMessageContaining("sigma*(…)");
    assertThat(Plain.refusal("f + 1", "f(x) = x")).hasMessageContaining("write f(x)");
    assertThat(Plain.refusal("f(1, 2)", "f(x) = x")).hasMessageContaining("takes 1 argument");
  }
}
