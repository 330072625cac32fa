package org.chainrule.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chainrule.DerivingEngine;

/**
 * A run of the real command line in this process, for tests of other packages.
 *
 * @param exitCode what it ended with
 * @param output what it wrote, results and messages as a terminal shows them
 */
public record CommandLineRun(int exitCode, String output) {
  public static CommandLineRun of(List<String> arguments, String input) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            arguments.toArray(String[]::new),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            output,
            output,
            DerivingEngine::new);
    return new CommandLineRun(
        exitCode, output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }
}
