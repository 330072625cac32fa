package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.differences.DerivativeCheck;
import org.chainrule.differences.Verdict;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.precise.PreciseTrigonometry;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ParsedText;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Identities;
import org.chainrule.simplify.Simplifier;
import org.chainrule.simplify.WrittenIdentity;
import org.junit.jupiter.api.Test;

/** The check finds faults planted in each part that it must not depend on. */
class PlantedFaultTest {
  private static final Expr X = Symbol.of("x");

  @Test
  void findsAWrongDerivativeInARow() {
    assertThat(checkedRow(read("1 + tan(x)^2"))).isEqualTo(Verdict.PROBABLE);
    assertThat(checkedRow(read("1 - tan(x)^2"))).isEqualTo(Verdict.REFUTED);
  }

  /** The verdict on 3*tangent(x^2)*x where the row says that tangent has that derivative. */
  private static Verdict checkedRow(Expr derivativeAtX) {
    Function tangent =
        Function.function("tangent")
            .unaryKernel(Math::tan)
            .preciseKernel(
                (arguments, context) -> PreciseTrigonometry.tan(arguments.get(0), context))
            .derivative((argument, result) -> Substitution.of(X, argument).apply(derivativeAtX))
            .build();
    Expr expression = Expr.of(3).times(Apply.of(tangent, X.power(2))).times(X);
    return verdict(expression, derivative(expression));
  }

  @Test
  void findsAWrongRuleInTheSimplifier() {
    Expr expression = read("x - sin(x)*cos(x)");
    Expr derivative = derivative(expression);

    Expr right = simplified(derivative, "1 - cos(x)^2 = sin(x)^2");
    Expr wrong = simplified(derivative, "1 - cos(x)^2 = -sin(x)^2");

    assertThat(right).isNotSameAs(derivative);
    assertThat(verdict(expression, right)).isEqualTo(Verdict.PROBABLE);
    assertThat(wrong).isNotSameAs(derivative);
    assertThat(verdict(expression, wrong)).isEqualTo(Verdict.REFUTED);
  }

  private static Expr simplified(Expr expression, String rule) {
    Identities identities = new Identities(new WrittenIdentity("planted", rule));
    return new Simplifier(Facts.none(), identities).simplify(expression);
  }

  @Test
  void findsAFaultInAConstructor() {
    ParsedText reading = Lowering.read("(x^2)^(1/2)*x", Declarations.NONE);
    Expr faulty = X.times(X);

    assertThat(verdict(reading, derivative(reading.expression()))).isEqualTo(Verdict.PROBABLE);
    assertThat(verdict(reading, derivative(faulty))).isEqualTo(Verdict.REFUTED);
  }

  private static Verdict verdict(ParsedText reading, Expr derivative) {
    return DerivativeCheck.run(
            Sources.of(reading.syntax(), "x"), Sources.of(derivative, "x"), "x", Sources.SETTINGS)
        .verdict();
  }

  private static Verdict verdict(Expr expression, Expr derivative) {
    return DerivativeCheck.run(
            Sources.of(expression, "x"), Sources.of(derivative, "x"), "x", Sources.SETTINGS)
        .verdict();
  }

  private static Expr derivative(Expr expression) {
    return new Differentiator(X, Definitions.none(), Facts.none()).differentiate(expression);
  }

  private static Expr read(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }
}
