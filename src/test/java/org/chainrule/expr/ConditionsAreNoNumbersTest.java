package org.chainrule.expr;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A condition made into a number would be one that no text says. */
class ConditionsAreNoNumbersTest {
  private static final Expr X = Expr.symbol("x");
  private static final Expr CONDITION = Relation.greater(X, Expr.of(0));
  private static final Function EXP = Functions.named("exp").orElseThrow();

  static Stream<ThrowingCallable> makers() {
    return Stream.of(CONDITION, Logical.TRUE, Logical.and(CONDITION, Relation.less(X, Expr.of(2))))
        .flatMap(
            condition ->
                Stream.<ThrowingCallable>of(
                    () -> X.plus(condition),
                    () -> condition.plus(X),
                    () -> X.minus(condition),
                    () -> condition.minus(X),
                    () -> condition.times(X),
                    () -> X.times(condition),
                    () -> X.dividedBy(condition),
                    () -> condition.dividedBy(X),
                    condition::negate,
                    () -> condition.power(2),
                    () -> condition.power(0),
                    () -> X.power(condition),
                    () -> Expr.of(1).power(condition),
                    () -> Sum.of(condition),
                    () -> Product.of(condition),
                    () -> Product.scaled(org.chainrule.number.Rational.of(2), condition),
                    () -> Apply.of(EXP, condition),
                    () -> Apply.unfolded(EXP, List.of(condition)),
                    () -> Relation.less(condition, X),
                    () -> KroneckerDelta.of(X, condition),
                    () -> IndexedSymbol.of("y", condition),
                    () -> DerivativeTerm.of(condition, X),
                    () -> new Piecewise.Branch(condition, CONDITION),
                    () -> Piecewise.of(List.of(new Piecewise.Branch(X, CONDITION)), condition),
                    () -> sum(Expr.of(1), Expr.of(3), condition),
                    () -> sum(condition, Expr.of(3), X),
                    () -> sum(Expr.of(1), condition, X),
                    () -> Elements.of(Expr.symbol("k"), Expr.of(1), Expr.of(3), condition)));
  }

  private static Expr sum(Expr lower, Expr upper, Expr body) {
    return Reduction.of(Reduction.Operator.SUM, Expr.symbol("k"), lower, upper, Logical.TRUE, body);
  }

  @ParameterizedTest
  @MethodSource("makers")
  void noNumberIsMadeOfACondition(ThrowingCallable maker) {
    assertThatThrownBy(maker)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a condition where a number belongs");
  }

  @Test
  void noConditionIsMadeOfANumber() {
    assertThatThrownBy(() -> Logical.and(CONDITION, X)).hasMessageContaining("a number where");
    assertThatThrownBy(() -> Logical.not(X)).hasMessageContaining("a number where");
    assertThatThrownBy(() -> new Piecewise.Branch(X, X)).hasMessageContaining("a number where");
  }
}
