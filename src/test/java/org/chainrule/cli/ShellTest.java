package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
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

  /** Shows what jshell tells of a method when tab is pressed behind its bracket. */
  static final class Documentation {
    private Documentation() {}

    public static void main(String[] arguments) {
      Shell.document(arguments[0]);
      try (JShell shell = JShell.builder().executionEngine("local").build()) {
        shell.addToClasspath(System.getProperty("java.class.path"));
        shell.eval("import static org.chainrule.Chainrule.*;");
        shell
            .sourceCodeAnalysis()
            .documentation("diff(", 5, true)
            .forEach(each -> System.out.println(each.signature() + ": " + each.javadoc()));
      }
    }
  }

  @Test
  void tabTellsWhatAMethodDoes() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens",
                "jdk.jshell/jdk.jshell=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Documentation.class.getName(),
                Path.of("src/main/java").toAbsolutePath().toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("Chainrule.diff(String expression, String variable): The simplified derivative");
    assertThat(Files.readString(Path.of("chainrule")))
        .contains("--add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED")
        .contains("-Dchainrule.sources=\"$root/src/main/java\"");
  }
}
