package org.chainrule.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chainrule.answer.DerivingEngine;

/**
 * What a run of the real command line left, for tests outside of this package.
 *
 * @param exitCode the exit code
 * @param output standard output
 * @param errors standard error
 */
public record CommandLineRun(int exitCode, String output, String errors) {

  /** Runs a command without input. */
  public static CommandLineRun of(String... arguments) {
    return withInput("", arguments);
  }

  /** Runs a command that reads the input. */
  public static CommandLineRun withInput(String input, String... arguments) {
    Run run = Run.of(DerivingEngine::new, input.getBytes(StandardCharsets.UTF_8), arguments);
    return new CommandLineRun(run.exitCode(), run.output(), run.errors());
  }

  /** Runs a command with results and messages written as a terminal shows them, into the output. */
  public static CommandLineRun onTerminal(List<String> arguments, String input) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            arguments.toArray(String[]::new),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            output,
            output,
            DerivingEngine::new);
    String text = output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    return new CommandLineRun(exitCode, text, "");
  }
}
