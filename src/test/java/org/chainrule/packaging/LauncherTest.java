package org.chainrule.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, in a checkout whose Maven only counts its runs, and whose command line only tells
 * what reached it.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String PROBE =
      """
      package org.chainrule.cli;

      public final class Main {
        public static void main(String[] arguments) {
          System.out.println(String.join("|", arguments) + "@" + System.getProperty("user.dir"));
          System.err.println("told");
          System.exit(3);
        }
      }
      """;

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo run >> "$RUNS"
      if grep -q broken pom.xml; then
        echo '[ERROR] broken'
        exit 1
      fi
      sleep 0.3
      for argument in "$@"; do
        case $argument in -Doutput.directory=*) out=${argument#*=} ;; esac
      done
      mkdir -p "$out/lib" && cp "$PROBE_JAR" "$out/chainrule.jar" && cp "$PROBE_JAR" "$out/lib/"
      """;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path probe;
  private Path checkout;
  private Path runs;

  @BeforeAll
  static void compileProbe() throws IOException {
    Path source = Files.writeString(shared.resolve("Main.java"), PROBE);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", shared.toString(), source.toString());
    assertThat(result).isZero();
    probe = shared.resolve("probe.jar");
    try (OutputStream file = Files.newOutputStream(probe);
        JarOutputStream jar = new JarOutputStream(file)) {
      String name = "org/chainrule/cli/Main.class";
      jar.putNextEntry(new JarEntry(name));
      Files.copy(shared.resolve(name), jar);
    }
  }

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a check out/été"));
    runs = Files.createFile(folder.resolve("runs"));
    Files.copy(Path.of("chainrule"), checkout.resolve("chainrule"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Path script = checkout.resolve("src/main/jshell/startup.jsh");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "");
    writeProgram(folder.resolve("bin/mvn"), MAVEN);
  }

  @Test
  void firstUsesAtOnceBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(Map.of(), checkout.resolve("chainrule"), "diff"));
    }

    for (Process process : processes) {
      assertThat(finish(process).output()).isEqualTo("diff@" + here());
    }
    assertThat(runs).content().hasLineCount(1);
  }

  @Test
  void passesOnWhatItWasGivenWhereItWasCalled() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a check out/été"));
    Path twice = Files.createSymbolicLink(folder.resolve("cr"), Path.of("link/chainrule"));

    Result first = finish(start(Map.of("LC_ALL", "C"), twice, "diff", "σ(x̂)² √2", "", "x y", "*"));
    Result second = finish(start(Map.of("LC_ALL", "C"), link.resolve("chainrule"), "batch"));

    assertThat(first.output()).isEqualTo("diff|σ(x̂)² √2||x y|*@" + here());
    assertThat(first.exitCode()).isEqualTo(3);
    assertThat(first.errors().lines()).hasSize(2).last().isEqualTo("told");
    assertThat(second).isEqualTo(new Result("batch@" + here(), "told", 3));
    assertThat(runs).content().hasLineCount(1);
  }

  @Test
  void buildsAgainWhereTheSourcesSaySomethingElse() throws Exception {
    Path pom = checkout.resolve("pom.xml");
    run();
    age(pom, 60);
    run();
    assertThat(runs).content().hasLineCount(1);

    Files.writeString(pom, "<project></project>");
    age(pom, 120);
    run();
    assertThat(runs).content().hasLineCount(2);

    Files.writeString(pom, "<project/>");
    age(pom, 180);
    assertThat(run().errors()).isEqualTo("told");
    assertThat(runs).content().hasLineCount(2);
  }

  @Test
  void refusesInWords() throws Exception {
    Path launcher = checkout.resolve("chainrule");
    Result withoutJava = finish(start(Map.of("JAVA_HOME", "/nowhere"), launcher, "diff"));
    assertThat(withoutJava.exitCode()).isEqualTo(2);
    assertThat(withoutJava.errors()).startsWith("chainrule: JAVA_HOME is /nowhere").hasLineCount(1);

    Path old = folder.resolve("old");
    writeProgram(old.resolve("bin/java"), "#!/bin/sh\n");
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_292\"\n");
    Result oldJava = finish(start(Map.of("JAVA_HOME", old.toString()), launcher, "diff"));
    assertThat(oldJava.exitCode()).isEqualTo(2);
    assertThat(oldJava.errors()).contains("needs a JDK 17", "is 1.8.0_292").hasLineCount(1);

    Files.writeString(checkout.resolve("pom.xml"), "broken");
    Result broken = run();
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.output()).isEmpty();
    assertThat(broken.errors()).contains("[ERROR] broken", "chainrule: the build failed");
  }

  @Test
  void closedStreamsAreNotReadOrWrittenAsOtherFiles() throws Exception {
    Result input = shell("\"$0\" batch <&-");
    assertThat(input.exitCode()).isEqualTo(2);
    assertThat(input.output()).isEmpty();
    assertThat(input.errors())
        .endsWith("standard input is closed, and batch reads its requests there");

    assertThat(shell("\"$0\" diff <&-")).isEqualTo(new Result("diff@" + here(), "told", 3));
    assertThat(shell("\"$0\" diff 2>&-")).isEqualTo(new Result("diff@" + here(), "", 3));

    Result output = shell("\"$0\" diff >&-");
    assertThat(output.exitCode()).isEqualTo(2);
    assertThat(output.errors())
        .isEqualTo("chainrule: the answer could not be written: standard output is closed");
  }

  private Result shell(String script) throws IOException, InterruptedException {
    Path bash = Path.of("/usr/bin/env");
    return finish(
        start(Map.of(), bash, "bash", "-c", script, checkout.resolve("chainrule").toString()));
  }

  private static void writeProgram(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void age(Path file, int secondsAhead) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(secondsAhead)));
  }

  private String here() throws IOException {
    return folder.toRealPath().toString();
  }

  private Result run() throws IOException, InterruptedException {
    return finish(start(Map.of(), checkout.resolve("chainrule"), "diff"));
  }

  private Process start(Map<String, String> environment, Path launcher, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("PATH", folder.resolve("bin") + ":" + variables.get("PATH"));
    variables.put("RUNS", runs.toString());
    variables.put("PROBE_JAR", probe.toString());
    variables.remove("JAVA_TOOL_OPTIONS");
    variables.putAll(environment);
    return builder.start();
  }

  private static Result finish(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(output.strip(), errors.strip(), process.waitFor());
  }

  /** What a run left. */
  private record Result(String output, String errors, int exitCode) {}
}
