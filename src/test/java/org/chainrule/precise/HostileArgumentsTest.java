package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Arguments chosen to exhaust time, memory or the range of exponents. */
class HostileArgumentsTest {
  private static final String ZEROS = "0".repeat(399);

  private static final String[] MAGNITUDES = {
    "0",
    "1e-2147483647",
    "3e-1000000001",
    "1e-1000000000",
    "1e-500000000",
    "1.5e-20000",
    "123e-7000",
    "1e-400",
    "2.5e-30",
    "0." + "9".repeat(400),
    "1." + ZEROS + "1",
    "2." + ZEROS + "1",
    "5." + ZEROS + "1",
    "1".repeat(400) + ".5",
    "1.4e8",
    "2.3e9",
    "1e15",
    "1e400",
    "1e4999",
    "1e12345",
    "1e500000000",
    "9.99e999999999",
    "1e1000000000",
    "1e2147483647",
    "1" + "0".repeat(19_998) + "1",
    "1" + "0".repeat(30_000) + "1"
  };

  private static final List<BigDecimal> SECOND =
      Stream.of(
              "0",
              "-3",
              "0.5",
              "1e-400",
              "-1e-1000000000",
              "-1.5e-20000",
              "1e400",
              "-1e12345",
              "1e1000000000",
              "2." + ZEROS + "1",
              "-" + "1".repeat(400) + ".5",
              "1e2147483647")
          .map(BigDecimal::new)
          .toList();

  private final List<BigDecimal> arguments = new ArrayList<>();

  HostileArgumentsTest() {
    for (String magnitude : MAGNITUDES) {
      arguments.add(new BigDecimal(magnitude));
      arguments.add(new BigDecimal(magnitude).negate());
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void unaryFunctionsAnswerOrRefuse() {
    for (Map.Entry<String, FunctionsByName.Precise> entry : FunctionsByName.UNARY.entrySet()) {
      for (BigDecimal x : arguments) {
        answersOrRefuses(entry.getKey(), entry.getValue(), x, BigDecimal.ZERO);
      }
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void binaryFunctionsAnswerOrRefuse() {
    for (Map.Entry<String, FunctionsByName.Precise> entry : FunctionsByName.BINARY.entrySet()) {
      if (!entry.getKey().equals("polygamma")) {
        for (BigDecimal x : arguments) {
          for (BigDecimal y : SECOND) {
            answersOrRefuses(entry.getKey(), entry.getValue(), x, y);
          }
        }
      }
    }
    for (int order : new int[] {-1, 0, 1, 2, 200, 201, Integer.MAX_VALUE}) {
      for (BigDecimal x : arguments) {
        FunctionsByName.Precise polygamma = FunctionsByName.named("polygamma");
        answersOrRefuses("polygamma", polygamma, BigDecimal.valueOf(order), x);
      }
    }
  }

  /** A value with no more digits than asked for, or one of the two refusals. */
  private static void answersOrRefuses(
      String name, FunctionsByName.Precise function, BigDecimal x, BigDecimal y) {
    String call = name + " of exponents " + exponent(x) + ", " + exponent(y);
    try {
      BigDecimal value = function.at(x, y, new MathContext(30));
      assertThat(value.precision()).as(call).isLessThanOrEqualTo(30);
    } catch (ChainruleException refusal) {
      assertThat(refusal.getMessage()).as(call).hasSizeBetween(5, 200);
    }
  }

  private static long exponent(BigDecimal x) {
    return x.signum() == 0 ? 0 : Decimals.exponent(x);
  }

  @Test
  void nothingUnderflowsToZero() {
    MathContext context = new MathContext(20);
    BigDecimal large = new BigDecimal("-1e10");
    assertThatThrownBy(() -> PreciseElementary.exp(large, context))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("too close to zero");
    assertThatThrownBy(() -> PreciseActivations.sigmoid(large, context))
        .isInstanceOf(BudgetException.class);
    assertThatThrownBy(() -> PreciseError.erfc(large.negate(), context))
        .isInstanceOf(BudgetException.class);
    assertThat(PreciseElementary.exp(new BigDecimal("-2.3e9"), context)).isPositive();
  }

  @Test
  void precisionIsBounded() {
    int most = 5_000;
    BigDecimal x = new BigDecimal("0.75");
    assertThat(PreciseElementary.log(x, new MathContext(most)).precision())
        .isGreaterThan(most - 10);
    for (FunctionsByName.Precise function : FunctionsByName.UNARY.values()) {
      assertThatThrownBy(() -> function.at(BigDecimal.TEN, x, MathContext.UNLIMITED))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> function.at(BigDecimal.TEN, x, new MathContext(1_000_000)))
          .isInstanceOf(BudgetException.class);
    }
  }
}
