package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.junit.jupiter.api.Test;

class RisingPrecisionTest {
  private static final MathContext FIFTY = new MathContext(50);

  @Test
  void findsWhatFiftyDigitsLoseSilently() {
    BigDecimal x = BigDecimal.valueOf(-800);
    RisingPrecision.Computation naive =
        context ->
            PreciseElementary.log(
                BigDecimal.ONE.add(PreciseElementary.exp(x, context), context), context);
    assertThat(naive.at(FIFTY)).isZero();

    BigDecimal value = RisingPrecision.to(FIFTY).evaluate(naive);

    assertThat(value).isEqualByComparingTo(PreciseActivations.softplus(x, FIFTY));
  }

  @Test
  void stopsAtTheFirstAgreement() {
    List<Integer> precisions = new ArrayList<>();
    RisingPrecision.to(FIFTY)
        .evaluate(
            context -> {
              precisions.add(context.getPrecision());
              return PreciseElementary.exp(BigDecimal.ONE, context);
            });
    assertThat(precisions).containsExactly(60, 120);
  }

  @Test
  void refusesWhatNeverAgrees() {
    assertThatThrownBy(
            () ->
                RisingPrecision.to(FIFTY)
                    .withMaximumDigits(400)
                    .evaluate(context -> BigDecimal.valueOf(context.getPrecision())))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("400");
  }

  @Test
  void refusesAZeroUnlessToldWhatCountsAsZero() {
    RisingPrecision rising = RisingPrecision.to(FIFTY);
    // What is left of a cancellation shrinks with the precision.
    RisingPrecision.Computation sineOfPi =
        context -> PreciseTrigonometry.sin(PreciseConstants.pi(context), context);
    assertThatThrownBy(() -> rising.evaluate(context -> BigDecimal.ZERO))
        .isInstanceOf(BudgetException.class);
    assertThatThrownBy(() -> rising.evaluate(sineOfPi)).isInstanceOf(BudgetException.class);
    assertThat(rising.withZeroBelow(-100).evaluate(context -> BigDecimal.ZERO)).isZero();
    assertThat(rising.withZeroBelow(-100).evaluate(sineOfPi)).isZero();
    BigDecimal small = new BigDecimal("1e-99");
    assertThat(rising.withZeroBelow(-100).evaluate(context -> small)).isEqualByComparingTo(small);
  }

  @Test
  void passesRefusalsOn() {
    assertThatThrownBy(
            () ->
                RisingPrecision.to(FIFTY)
                    .evaluate(context -> PreciseElementary.log(BigDecimal.ZERO, context)))
        .isInstanceOf(DomainException.class);
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> RisingPrecision.to(FIFTY).evaluate(context -> BigDecimal.ONE))
          .isInstanceOf(BudgetException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
