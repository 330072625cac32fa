package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shell as the launcher starts it, with what a person types piped into it. */
class ShellTest {
  private static String output(String... lines) throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Shell.class.getName(),
                "-R-Dorg.chainrule.shell=true",
                "--class-path",
                classPath,
                "--startup",
                "DEFAULT",
                "--startup",
                Path.of("src/main/jshell/startup.jsh").toAbsolutePath().toString())
            .redirectErrorStream(true)
            .start();
    try (OutputStream input = process.getOutputStream()) {
      input.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.replace(System.lineSeparator(), "\n");
  }

  @Test
  void greetsAnswersInFullAndTellsMistakesInALineOrTwo() throws Exception {
    String sum =
        IntStream.range(1_000, 1_500).mapToObj(i -> "x_" + i).collect(Collectors.joining(" + "));

    String output =
        output(
            "diff(\"x^2*sin(x)\", \"x\")",
            "diff(\"log(x)\", \"x\")",
            "parse(\"2*sin(x\")",
            "parse(\"1/x\").at(\"x\", 0)",
            "parse(\"x\").at(\"y\", 1)",
            "check(\"x^2\", \"x\", \"3*x\")",
            "parse(\"" + sum + "\")");

    assertThat(output)
        .startsWith("Chainrule in jshell")
        .contains("/exit leaves.")
        .contains("==> x*(2*sin(x) + x*cos(x))\n")
        .contains("==> 1/x where x > 0\n")
        .contains("==> REFUTED at x=")
        .contains(sum)
        .contains("2*sin(x\n         ^")
        .contains("DomainException: division by zero\n")
        .doesNotContain("|        at ", "CheckResult[", "Welcome to JShell");
  }
}
