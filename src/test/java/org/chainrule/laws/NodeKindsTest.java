package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.autograd.Dual;
import org.chainrule.autograd.Tape;
import org.chainrule.autograd.Variable;
import org.chainrule.expr.Apply;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.print.Printer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of node that there is goes through every room: a new one needs an example here. */
class NodeKindsTest {
  private static final Map<Class<? extends Expr>, String> EXAMPLES =
      Map.ofEntries(
          Map.entry(RationalNumber.class, "x^(2/3)"),
          Map.entry(NamedConstant.class, "pi*x"),
          Map.entry(Symbol.class, "x"),
          Map.entry(BoundIndex.class, "sum(i=1..3, x^i/i)"),
          Map.entry(IndexedSymbol.class, "x*w_1"),
          Map.entry(Sum.class, "x + w_1"),
          Map.entry(Product.class, "3*x*w_2"),
          Map.entry(Power.class, "x^w_1"),
          Map.entry(Apply.class, "sin(x)"),
          Map.entry(Reduction.class, "prod(i=1..2, x + w_i)"),
          Map.entry(Elements.class, "x*logsumexp(w)"),
          Map.entry(KroneckerDelta.class, "sum(i=1..3, sum(j=1..3, i*x^j*delta(i,j)))"),
          Map.entry(Piecewise.class, "cases(x^2 if x > 5, x^3 otherwise)"),
          Map.entry(Relation.class, "cases(x^2 if x = 5, x^3 otherwise)"),
          Map.entry(Logical.class, "cases(x^2 if x > 0 and w_1 > 0, x^3 otherwise)"),
          Map.entry(DerivativeTerm.class, "x*dh_{t-1}/dw_1"));

  static List<Class<? extends Expr>> kinds() {
    return EXAMPLES.keySet().stream().toList();
  }

  @Test
  void eachHasAnExample() {
    assertThat(EXAMPLES.keySet().toArray())
        .containsExactlyInAnyOrder((Object[]) Expr.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isThere(Class<? extends Expr> kind) {
    Deque<Expr> open = new ArrayDeque<>(List.of(example(kind)));
    while (!open.isEmpty() && !kind.isInstance(open.peek())) {
      open.pop().children().forEach(open::push);
    }

    assertThat(open).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isWrittenAndRead(Class<? extends Expr> kind) throws Exception {
    Expr example = example(kind);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(example);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isSameAs(example);
    }
    assertThat(Chainrule.parse(example.toString())).isSameAs(example);
    assertThat(example.latex()).contains("x");
    assertThat(Printer.tree(example)).contains("x");
    assertThat(Printer.json(example)).contains("\"x\"");
    assertThat(example.simplify().variables()).isSubsetOf(example.variables());
  }

  /** A vector and a derivative that is not carried out are no numbers by themselves. */
  static List<Class<? extends Expr>> kindsOfNumbers() {
    return kinds().stream()
        .filter(kind -> kind != DerivativeTerm.class && kind != Elements.class)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("kindsOfNumbers")
  void hasOneValueAndOneDerivative(Class<? extends Expr> kind) {
    Expr example = example(kind);
    double[] point = {0.7, 1.3, 0.4};
    Map<String, Double> given = Map.of("x", point[0], "w_1", point[1], "w_2", point[2]);
    double value = example.at(given);
    double derivative = example.diff("x").at(given);

    Tape tape = new Tape();
    Variable x = tape.variable(point[0]);
    Map<String, Variable> recorded =
        Map.of("x", x, "w_1", tape.constant(point[1]), "w_2", tape.constant(point[2]));
    Variable taped = tape.run(example, recorded);
    taped.backward();
    Dual[] duals = Dual.variables(point);
    Dual dual = Dual.run(example, Map.of("x", duals[0], "w_1", duals[1], "w_2", duals[2]));
    double[] gradient = new double[3];
    double compiled = example.compile("x", "w_1", "w_2").at(point, gradient);

    assertThat(taped.value()).isEqualTo(value, within(1e-13));
    assertThat(x.gradient()).isEqualTo(derivative, within(1e-13));
    assertThat(dual.value()).isEqualTo(value, within(1e-13));
    assertThat(dual.tangent(0)).isEqualTo(derivative, within(1e-13));
    assertThat(compiled).isEqualTo(value, within(1e-13));
    assertThat(gradient[0]).isEqualTo(derivative, within(1e-13));
  }

  private static Expr example(Class<? extends Expr> kind) {
    return Chainrule.parse(EXAMPLES.get(kind));
  }
}
