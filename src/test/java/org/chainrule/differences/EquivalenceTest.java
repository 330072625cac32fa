package org.chainrule.differences;

import static java.math.BigDecimal.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.differences.Sources.number;
import static org.chainrule.differences.Sources.of;
import static org.chainrule.precise.PreciseElementary.exp;
import static org.chainrule.precise.PreciseElementary.log;
import static org.chainrule.precise.PreciseElementary.sqrt;
import static org.chainrule.precise.PreciseTrigonometry.cos;
import static org.chainrule.precise.PreciseTrigonometry.sin;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EquivalenceTest {
  private static Verdict compare(ValueSource a, ValueSource b) {
    return Equivalence.run(a, b, Settings.DEFAULT).verdict();
  }

  @Test
  void identitiesHold() {
    assertThat(
            compare(
                of((x, c) -> sin(x, c).pow(2, c).add(cos(x, c).pow(2, c), c)), of((x, c) -> ONE)))
        .isEqualTo(Verdict.PROBABLE);
    assertThat(
            compare(
                of((x, y, c) -> log(x, c).add(log(y, c), c)),
                of((x, y, c) -> log(x.multiply(y), c))))
        .isEqualTo(Verdict.PROBABLE);
    assertThat(compare(of((x, c) -> sqrt(x.multiply(x), c)), of((x, c) -> x.abs())))
        .isEqualTo(Verdict.PROBABLE);
  }

  @Test
  void zeroInDisguiseIsZero() {
    assertThat(
            compare(
                of((x, c) -> sin(x, c).pow(2, c).add(cos(x, c).pow(2, c), c).subtract(ONE, c)),
                of((x, c) -> BigDecimal.ZERO)))
        .isEqualTo(Verdict.PROBABLE);
  }

  @Test
  void wrongIdentitiesAreRefuted() {
    assertThat(compare(of((x, c) -> sqrt(x.multiply(x), c)), of((x, c) -> x)))
        .isEqualTo(Verdict.REFUTED);
    assertThat(
            compare(
                of((x, y, c) -> log(x.multiply(y), c)),
                of((x, y, c) -> log(x, c).add(log(y, c), c))))
        .isEqualTo(Verdict.REFUTED);
    assertThat(compare(of((x, c) -> exp(x, c)), of((x, c) -> exp(x, c).add(number("1e-12"), c))))
        .isEqualTo(Verdict.REFUTED);
    assertThat(compare(of(Sources::naiveSoftplus), of((x, c) -> x.max(BigDecimal.ZERO))))
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void constantsTakeOnePoint() {
    ValueSource a = Sources.source(Set.of(), (p, c) -> sqrt(number("8"), c));
    ValueSource b =
        Sources.source(Set.of(), (p, c) -> sqrt(number("2"), c).multiply(number("2"), c));
    assertThat(compare(a, b)).isEqualTo(Verdict.PROBABLE);
    assertThat(compare(a, Sources.source(Set.of(), (p, c) -> number("2.8284271247461900976"))))
        .isEqualTo(Verdict.REFUTED);
  }
}
