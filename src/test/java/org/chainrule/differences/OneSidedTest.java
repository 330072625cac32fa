package org.chainrule.differences;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.differences.Sources.number;
import static org.chainrule.differences.Sources.of;
import static org.chainrule.precise.PreciseElementary.exp;
import static org.chainrule.precise.PreciseElementary.sqrt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.chainrule.notation.Side;
import org.junit.jupiter.api.Test;

class OneSidedTest {
  private static final Map<String, BigDecimal> ORIGIN = Map.of("x", ZERO);

  @Test
  void slopesAtTheKinkOfAnElu() {
    ValueSource elu =
        of((x, c) -> x.signum() >= 0 ? x : number("0.3").multiply(exp(x, c).subtract(ONE), c));
    OneSided left = OneSided.of(elu, ORIGIN, "x", Side.LEFT);
    OneSided right = OneSided.of(elu, ORIGIN, "x", Side.RIGHT);
    assertThat(left.value().doubleValue()).isEqualTo(0.3);
    assertThat(right.value()).isEqualByComparingTo(ONE);
    ValueSource small = of((x, c) -> number("0.3"));
    ValueSource one = of((x, c) -> ONE);
    assertThat(OneSided.check(elu, ORIGIN, "x", small, one, Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.PROBABLE);
    Check check = OneSided.check(elu, ORIGIN, "x", one, one, Settings.DEFAULT);
    assertThat(check.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(check.note()).isEqualTo("from the left");
    assertThat(OneSided.check(elu, ORIGIN, "x", small, small, Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void slopesOfTheAbsoluteValue() {
    ValueSource abs = of((x, c) -> x.abs());
    assertThat(OneSided.of(abs, ORIGIN, "x", Side.LEFT).value()).isEqualByComparingTo("-1");
    assertThat(OneSided.of(abs, ORIGIN, "x", Side.RIGHT).value()).isEqualByComparingTo("1");
    ValueSource zero = of((x, c) -> ZERO);
    assertThat(OneSided.check(abs, ORIGIN, "x", zero, zero, Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void zeroSlopeIsAValue() {
    ValueSource relu = of((x, c) -> x.max(ZERO));
    assertThat(OneSided.of(relu, ORIGIN, "x", Side.LEFT).value()).isEqualByComparingTo("0");
    ValueSource square = of((x, c) -> x.multiply(x));
    assertThat(OneSided.of(square, ORIGIN, "x", Side.RIGHT).value()).isEqualByComparingTo("0");
  }

  @Test
  void jumpAndVerticalTangentHaveNone() {
    ValueSource floor = of((x, c) -> x.setScale(0, RoundingMode.FLOOR));
    assertThat(OneSided.of(floor, ORIGIN, "x", Side.LEFT).value()).isNull();
    assertThat(OneSided.of(floor, ORIGIN, "x", Side.RIGHT).value()).isEqualByComparingTo("0");
    ValueSource root = of((x, c) -> sqrt(x, c));
    assertThat(OneSided.of(root, ORIGIN, "x", Side.RIGHT).value()).isNull();
    OneSided outside = OneSided.of(root, ORIGIN, "x", Side.LEFT);
    assertThat(outside.value()).isNull();
    assertThat(outside.reason()).isNotEmpty();
    ValueSource one = of((x, c) -> ONE);
    assertThat(OneSided.check(root, ORIGIN, "x", one, null, Settings.DEFAULT).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }
}
