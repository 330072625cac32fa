package org.chainrule.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.chainrule.answer.EngineFactory;

/** What a run of the command line left. */
record Run(int exitCode, String output, String errors) {

  static Run of(EngineFactory engines, String... arguments) {
    return of(engines, new byte[0], arguments);
  }

  static Run of(EngineFactory engines, byte[] input, String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exitCode = Main.run(arguments, new ByteArrayInputStream(input), output, errors, engines);
    return new Run(
        exitCode,
        output.toString(StandardCharsets.UTF_8),
        errors.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }
}
