package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.chainrule.error.BudgetException;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions make of what is lost in their arguments. */
class LostDigitsTest {
  private static final MathContext WORKING = new MathContext(30);

  /** Is 0 at both ends of any range of whole length around 0, as if nothing were lost. */
  private static final Function.PreciseKernel WAVE = (arguments, context) -> BigDecimal.ZERO;

  static List<Function> oscillating() {
    return Functions.all().stream().filter(Function::oscillates).toList();
  }

  private static double through(Function function, double lost, boolean last) {
    List<ErrorBoundedDecimal> arguments =
        List.of(new ErrorBoundedDecimal(BigDecimal.ZERO, false, lost, null));
    return new LostDigits(WORKING, last, false)
        .through(function, WAVE, arguments, BigDecimal.ZERO, new KernelValues());
  }

  @ParameterizedTest
  @MethodSource("oscillating")
  void whatOscillatesIsNotJudgedByTheEndsOfAWideRange(Function function) {
    for (double lost : new double[] {-0.9, 0, 1, 12}) {
      assertThatThrownBy(() -> through(function, lost, false))
          .isInstanceOfSatisfying(
              UncertainException.class, uncertain -> assertThat(uncertain.isOfTurns()).isTrue());
      assertThatThrownBy(() -> through(function, lost, true)).isInstanceOf(BudgetException.class);
    }
    assertThat(through(function, -5, false)).isEqualTo(ErrorBoundedDecimal.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-5, 0, 12})
  void whatDoesNotIsJudgedByTheEnds(double lost) {
    assertThat(through(Functions.EXP, lost, true)).isEqualTo(ErrorBoundedDecimal.NOTHING);
  }
}
