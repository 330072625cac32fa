package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.answer.Format;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format that is there is printed, and named by the help. */
class FormatsTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MATHML")
  void isOffered(Format format) {
    CommandLineRun answered =
        CommandLineRun.of("diff", "x^2", "x", "--no-check", "--format", format.word());

    assertThat(answered.exitCode()).isZero();
    assertThat(answered.output()).contains("x");
    assertThat(CommandLineRun.of("help", "diff").output())
        .containsPattern("How to print:[^.]*\\b" + format.word() + "\\b");
  }
}
