package org.chainrule.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.tool.JavaShellToolBuilder;

/** jshell as the launcher starts it: with a greeting of ours, and with long results in full. */
public final class Shell {
  /** What jshell knows how to keep for its next start: it cannot be told as an option. */
  private static final String SETTINGS =
      """
      /set mode chainrule normal -quiet
      /set truncation chainrule 1000000
      /set mode -retain chainrule
      /set feedback -retain chainrule
      /exit
      """;

  private static final String GREETING =
      """
      Chainrule in jshell: Java, with everything imported. Try
        diff("x^2*sin(x)", "x")
        parse("x^y").at("x", 2, "y", 3)
        check("x^2", "x", "2*x")
        model("h_0 = 1", "h_t = w*h_{t-1}").diff("h_t", "w")
      Tab completes, and after an open bracket shows what belongs there. /exit leaves.\
      """;

  private Shell() {}

  /** Runs the shell until it is left. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> kept = new HashMap<>();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    JavaShellToolBuilder.builder()
        .in(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.UTF_8)), null)
        .out(nowhere)
        .err(nowhere)
        .persistence(kept)
        .run("--no-startup", "--execution", "local");
    System.out.println(GREETING);
    System.exit(JavaShellToolBuilder.builder().persistence(kept).start(arguments));
  }
}
