package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.expr.Function;
import org.chainrule.number.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntervalExtensionsTest {
  static Stream<Function> rows() {
    return Functions.all().stream().filter(each -> each.kernel().isPresent());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void holdsTheValues(Function row) {
    assertThat(check(row, row::enclosure).fault(60, 6)).isEmpty();
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("rows")
  void holdsTheValuesOfManyBoxes(Function row) {
    assertThat(check(row, row::enclosure).fault(600, 8)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shrinks(Function row) {
    double at = List.of("asec", "acsc", "acosh", "acoth").contains(row.name()) ? 1.5 : 0.375;
    List<Interval> box =
        Collections.nCopies(row.isVariadic() ? 2 : row.arity(), Interval.of(at, at + 0x1p-30));
    if (row.name().equals("polygamma")) {
      box = List.of(Interval.of(2), Interval.of(at, at + 0x1p-30));
    }
    Interval values = row.enclosure(box).orElseThrow();
    assertThat(values.width()).isLessThan(0x1p-20);
    assertThat(values.isContinuous()).isTrue();
  }

  @Test
  void wavesEndWhereDoublesAreFurtherApartThanTurns() {
    double at = Math.scalb(1.0, 54);
    Interval wide = new Interval(at, at + 4, false, false, Interval.Decoration.CONTINUOUS);

    Interval found = Functions.SIN.enclosure(List.of(wide)).orElseThrow();

    assertThat(found.lower()).isEqualTo(-1);
    assertThat(found.upper()).isEqualTo(1);
  }

  @Test
  void findsWrongExtensions() {
    assertThat(wrong(Functions.COSH, MonotonePieces.rising(1, IntervalExtensions.FAR))).isPresent();
    assertThat(wrong(Functions.SIN, IntervalExtensions.wave(() -> Functions.SIN))).isPresent();
    assertThat(wrong(Functions.TAN, IntervalExtensions.betweenPoles(() -> Functions.SIN)))
        .isPresent();
    assertThat(wrong(Functions.LOG, MonotonePieces.none().risesFromPole(-1))).isPresent();
    assertThat(wrong(Functions.SIGMOID, (f, of) -> Interval.of(0, 0.875))).isPresent();
    assertThat(
            wrong(
                Functions.COSH,
                (f, of) ->
                    new Interval(
                        1, IntervalExtensions.FAR, true, true, Interval.Decoration.CONTINUOUS)))
        .isPresent();
    assertThat(wrong(Functions.FLOOR, (f, of) -> of.get(0))).isPresent();
    assertThat(
            wrong(
                Functions.SILU,
                MonotonePieces.turning(
                    -IntervalExtensions.FAR,
                    MonotonePieces.limit(0),
                    "-1.2784645427610737951093587390",
                    "-0.27")))
        .isPresent();
  }

  private static Optional<String> wrong(Function row, Function.IntervalExtension extension) {
    return new IntervalRowCheck(row, extension, 1).fault(400, 6);
  }

  private interface Enclosing {
    Optional<Interval> of(List<Interval> box);
  }

  private static IntervalRowCheck check(Function row, Enclosing enclosing) {
    return new IntervalRowCheck(row, (f, of) -> enclosing.of(of).orElseThrow(), 1);
  }
}
