package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.compile.lanes.Lanes;
import org.junit.jupiter.api.Test;

/** In a JVM that has the vector module, points in lanes have the values of single points. */
class LanesTest {
  /** The packages of programs and of what these call. */
  private static final List<String> COMPARED =
      List.of("org.chainrule.compile", "jdk.incubator.vector", "jdk.internal.vm.vector");

  @Test
  void withoutTheModuleThereAreNoLanes() {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());

    assertThat(Lanes.AVAILABLE).isZero();
  }

  /** Side by side, since each waits for its JIT most of the time. */
  @Test
  void lanesHaveTheValuesOfSinglePoints() throws IOException {
    Process functions = start("org.chainrule.compile.LaneCheck");
    Process expressions = start("org.chainrule.compile.BatchCheck");
    assertThat(output(functions)).containsAnyOf("all hold", "no lanes").doesNotContain("some fail");
    assertThat(output(expressions)).contains("all agree").doesNotContain("differs");
  }

  /** Also where it is left to the clock whether vectors are used. */
  @Test
  void digitsOfAPointDoNotDependOnHowABatchIsDivided() throws IOException {
    Process forced = start("org.chainrule.compile.SplitCheck");
    Process decided = start("org.chainrule.compile.SplitCheck", "-Dchainrule.lanes=decide");
    assertThat(output(forced)).contains("all same").doesNotContain("differs");
    assertThat(output(decided)).contains("all same").doesNotContain("differs");
  }

  private static Process start(String main, String... options) throws IOException {
    assumeTrue(ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    // The JIT is to be through with what is compared before the comparison, and not beside it.
    command.add("-Xbatch");
    command.add("-XX:CompileCommand=quiet");
    for (String each : COMPARED) {
      command.add("-XX:CompileCommand=CompileThresholdScaling," + each + ".*::*,0.1");
    }
    command.add("-XX:+UseSerialGC");
    command.add("-Dchainrule.lanes=always");
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }

  private static String output(Process process) throws IOException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).describedAs(output).isZero();
    return output;
  }
}
