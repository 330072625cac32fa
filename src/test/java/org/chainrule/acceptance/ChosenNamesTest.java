package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.error.UnknownNameException;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives in terms of the names that were asked for. */
class ChosenNamesTest {
  private static DerivativeAnswer answer(
      String names, String variable, String expression, String... definitions) {
    Set<String> chosen = names == null ? Set.of() : Set.of(names.split(","));
    Options options = new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20), chosen);
    return new DerivingEngine(new Problem(List.of(definitions), List.of()), options)
        .differentiate(expression, List.of(variable), 1, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "z,2*x*sigma(z)^2*(1 - sigma(z))",
    "p,2*x*p^2*(1 - p)",
    "L,2*L*x*(1 - sigma(w*x))",
    ",2*x*sigma(w*x)^2*(1 - sigma(w*x))"
  })
  void chainOfNames(String names, String expected) {
    DerivativeAnswer answer = answer(names, "w", "L", "z = w*x", "p = sigma(z)", "L = p^2");

    assertThat(answer.result()).isEqualTo(expected);
    assertThat(Objects.requireNonNull(answer.check()).verdict())
        .isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void definitionsWrittenOutReachTheStartOfARecurrence() {
    assertThat(answer(null, "w", "h_2", "h_t = sin(w*h_{t-1})", "h_0 = a").result())
        .doesNotContain("h_")
        .contains("sin(a*w)");
  }

  @Test
  void mixedDerivativeIsNoPartOfAGradient() {
    assertThatThrownBy(() -> Problems.engine().gradient("x*y", List.of("x", "x,y"), List.of()))
        .hasMessageContaining("`x,y` is a mixed derivative");
  }

  @Test
  void nameWithoutADefinitionIsRefused() {
    assertThatThrownBy(() -> answer("q", "w", "L", "L = w^2"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("`q`");
  }
}
