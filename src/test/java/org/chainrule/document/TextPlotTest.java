package org.chainrule.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPlotTest {
  private static Plot plot(double low, double high, List<Plot.Spot> spots) {
    return new Plot(
        "",
        new Plot.Axis(Kinds.formula("x"), 0, 10, false),
        new Plot.Axis(Kinds.formula("y"), low, high, false),
        List.of(
            new Plot.Curve(
                Kinds.formula("f"),
                List.of(spots),
                List.of(new Plot.Mark(Plot.Mark.Kind.KINK, spots.get(0), "a kink")))));
  }

  @Test
  void aLineGoesFromCornerToCorner() {
    String text =
        TextPlot.of(
            plot(0, 8, List.of(new Plot.Spot(0, 0), new Plot.Spot(10, 8))), Formula::unicode);

    List<String> lines = text.lines().toList();
    assertThat(lines.get(0)).isEqualTo("  y");
    assertThat(lines.get(1)).matches("8 \\+ {58,59}\\*{1,3}");
    assertThat(lines.get(17)).matches("0 \\+\\*{1,3}");
    assertThat(lines.get(18)).isEqualTo("   " + ("+-----------".repeat(5) + "+"));
    assertThat(lines.get(19))
        .isEqualTo("   0           2           4           6           8          10  x");
    assertThat(lines.subList(20, 22)).containsExactly("* f", "    a kink");
  }

  @Test
  void whatIsOutsideIsNotDrawn() {
    String text =
        TextPlot.of(
            plot(
                -1,
                1,
                List.of(
                    new Plot.Spot(0, 1e300), new Plot.Spot(5, Double.NaN), new Plot.Spot(9, 7))),
            Formula::text);

    assertThat(text.lines().filter(each -> each.contains("*"))).containsExactly("* f");
  }
}
