package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.chainrule.evaluate.Context;
import org.chainrule.expr.Expr;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Test;

/** How long answers may take. */
class OptionsTest {
  private static final Context<Expr> CONTEXT = Context.of(Functions::named);

  /** A budget gives Java's work its time, and nothing else does. */
  @Test
  void javaHasNoTimeOfItsOwn() {
    assertThat(secondsLeft(Options.DEFAULT)).isGreaterThan(Duration.ofDays(300).toSeconds());
    assertThat(Options.DEFAULT.checkTime()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void othersHaveTheTimeThatWasAsked() {
    Options asked = new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(8));

    assertThat(secondsLeft(asked)).isLessThanOrEqualTo(8);
    assertThat(asked.checkTime()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aCheckHasNoMoreThanItsRequestHasLeft() {
    Options asked = new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(8));

    assertThat(asked.checking(Duration.ofSeconds(1)).limit()).isEqualTo(Duration.ofSeconds(1));
    assertThat(asked.checking(Duration.ofSeconds(7)).limit()).isEqualTo(asked.checkTime());
  }

  private static long secondsLeft(Options options) {
    long end = options.limited(CONTEXT).deadline().orElseThrow();
    return Duration.ofNanos(end - System.nanoTime()).toSeconds();
  }
}
