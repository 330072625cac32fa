package org.chainrule.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.Chainrule;
import org.chainrule.Model;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.api.Test;

class RecurrencesTest {
  private static Definitions definitions(String... texts) {
    List<Definitions.Definition> defined = new ArrayList<>();
    for (Definition each : Declarations.of(List.of(texts)).definitions()) {
      defined.add(new Definitions.Definition(each.target(), each.value()));
    }
    return Definitions.of(defined);
  }

  private static IndexedSymbol element(String family, long... indices) {
    List<Expr> numbers = new ArrayList<>();
    for (long index : indices) {
      numbers.add(Expr.of(index));
    }
    return IndexedSymbol.of(family, numbers);
  }

  @Test
  void familiesThatLeadToEachOtherAreOneRecurrence() {
    Definitions definitions =
        definitions(
            "c_t = f_t*c_{t-1}",
            "f_t = tanh(h_{t-1})",
            "h_t = u*c_t",
            "u = v^2",
            "c_0 = 1",
            "h_0 = 0",
            "y_t = h_t^2");

    assertThat(definitions.recurrence("c")).isEqualTo(definitions.recurrence("h"));
    assertThat(definitions.recurrence("c").orElseThrow().families())
        .isEqualTo(Set.of("c", "f", "h"));
    assertThat(definitions.isRecurrent("y")).isFalse();
  }

  @Test
  void directionStepsAndStart() {
    Recurrence.Axis down =
        definitions("f_t = f_{t-1} + f_{t-3}", "f_2 = 1", "f_1 = 1", "f_0 = 0")
            .recurrence("f")
            .orElseThrow()
            .axes()
            .get(0);
    Recurrence.Axis up =
        definitions("v_t = r_t + v_{t+1}", "v_9 = 0").recurrence("v").orElseThrow().axes().get(0);

    assertThat(down.goesDown()).isTrue();
    assertThat(down.steps()).containsExactly(Rational.of(1), Rational.of(3));
    assertThat(down.start()).contains(Rational.ZERO);
    assertThat(up.goesDown()).isFalse();
    assertThat(up.start()).contains(Rational.of(9));
  }

  @Test
  void nothingIsDefinedBeforeTheStart() {
    Definitions definitions = definitions("h_t = a*h_{t-1}", "h_2 = b");

    assertThat(definitions.valueOf(element("h", 1))).isEmpty();
    assertThat(definitions.valueOf(element("h", 2))).contains(Symbol.of("b"));
    assertThat(definitions.valueOf(element("h", 3))).isPresent();
    assertThat(definitions.isBeforeStart(element("h", 1))).isTrue();
    assertThat(definitions.isBeforeStart(element("h", 2))).isFalse();
  }

  @Test
  void theDefinitionWithMostNumbersWins() {
    Definitions definitions =
        definitions("h_{l,t} = h_{l-1,t} + h_{l,t-1}", "h_{0,t} = x_t", "h_{l,0} = y");

    assertThat(definitions.valueOf(element("h", 0, 3))).contains(element("x", 3));
    assertThat(definitions.valueOf(element("h", 4, 0))).contains(Symbol.of("y"));
    assertThat(definitions.valueOf(element("h", 4, -1))).isEmpty();
  }

  @Test
  void differentiatingAnElementWithoutAStartEnds() {
    Definitions definitions = definitions("h_t = a*h_{t-1}");
    Symbol variable = Symbol.of("a");

    assertThatThrownBy(
            () ->
                new Differentiator(variable, definitions, Facts.none())
                    .differentiate(element("h", 3)))
        .isInstanceOf(NoDerivativeException.class)
        .hasMessageContaining("no start");
    assertThat(
            new Differentiator(element("h", 0), definitions, Facts.none())
                .differentiate(element("h", 3)))
        .isSameAs(variable.power(3));
  }

  @Test
  void unrollingCostsOneStepForEachElement() {
    Definitions definitions = definitions("h_t = sin(h_{t-1})*h_{t-1}", "h_0 = c");
    Unroller shorter = new Unroller(definitions);
    shorter.unroll(element("h", 1000));
    Unroller longer = new Unroller(definitions);
    longer.unroll(element("h", 2000));

    assertThat(longer.steps()).isLessThan(2 * shorter.steps() + 10);
  }

  @Test
  void elementsWithDefinitionsOfTheirOwnAreUnrolled() {
    Model model = Chainrule.model("x_5 = a^2", "x_6 = a*b", "x_7 = 1");

    assertThat(model.unroll("sum(i=5..7, sin(x_i)) + max_{i in 5..7} x_i"))
        .isSameAs(Chainrule.parse("sin(a^2) + sin(a*b) + sin(1) + max(a^2, a*b, 1)"));
    assertThat(model.unroll("prod(i=5..8, x_i) + sum(i=1..n, x_i)"))
        .isSameAs(Chainrule.parse("a^3*b*x_8 + sum(i=1..n, x_i)"));
  }

  @Test
  void unrollsOnASmallStack() throws InterruptedException {
    Definitions definitions = definitions("h_t = sin(h_{t-1}) + x_t", "h_0 = c");
    List<Expr> results = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> results.add(new Unroller(definitions).unroll(element("h", 20_000))),
            "small stack",
            512 << 10);
    thread.start();
    thread.join();

    assertThat(results).hasSize(1);
  }
}
