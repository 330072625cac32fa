package org.chainrule.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;

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

  /**
   * Lets jshell tell what the documentation says of what is completed. It looks for that in the
   * sources of the JDK alone, unless told of others where only the launcher opens it a way; without
   * one, signatures have to do.
   */
  static void document(@Nullable String sources) {
    if (sources == null) {
      return;
    }
    try {
      Field places =
          Class.forName("jdk.jshell.SourceCodeAnalysisImpl")
              .getDeclaredField("availableSourcesOverride");
      places.setAccessible(true);
      places.set(null, List.of(Path.of(sources)));
    } catch (ReflectiveOperationException | InaccessibleObjectException unavailable) {
      // Another JDK: it completes without documentation, and the shell is as good otherwise.
      return;
    }
  }

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
    document(System.getProperty("chainrule.sources"));
    System.out.println(GREETING);
    System.exit(JavaShellToolBuilder.builder().persistence(kept).start(arguments));
  }
}
