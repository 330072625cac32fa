package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chainrule.answer.DerivingEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands for a standard input that is closed. */
class StandardInputTest {
  @Test
  void aClosedInputIsToldAndNotRead() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"batch"},
            new StandardInput.Closed(),
            output,
            errors,
            DerivingEngine::new);
    assertThat(code).isEqualTo(ExitCode.UNUSABLE);
    assertThat(output.size()).isZero();
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualTo("chainrule: standard input cannot be read: it is closed\n");
  }

  @Test
  void aFileOfJavaIsKnownThroughLinksAndOthersAreNot(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home/lib"));
    Path classes = Files.createFile(home.resolve("modules"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), classes);
    Path other = Files.createFile(folder.resolve("requests"));
    assertThat(StandardInput.isUnder(link, folder.resolve("home"))).isTrue();
    assertThat(StandardInput.isUnder(other, folder.resolve("home"))).isFalse();
    assertThat(StandardInput.isUnder(folder.resolve("none"), folder)).isFalse();
  }
}
