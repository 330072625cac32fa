package org.chainrule.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import org.chainrule.cli.CommandLineRun;

/** Blocks as they would be if they were written now: with what their commands really print. */
final class Rendering {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
  private static final String PROMPT = "jshell> ";
  private static final String READS = " → ";

  private Rendering() {}

  static List<String> of(Documents.Block block) {
    return switch (block.language()) {
      case "console" -> console(block.lines());
      case "worksheet" -> worksheet(block.lines());
      case "reads" -> reads(block.lines());
      case "java" -> java(block.lines());
      case "jshell" -> jshell(block.lines());
      // What sources with a difference applied would print is run by ExtendingTest.
      case "diff", "text", "mermaid", "console changed", "" -> block.lines();
      default -> throw new IllegalArgumentException("no test runs a block of " + block);
    };
  }

  /** Commands after {@code $}, each with its output; {@code <<'END'} gives it input. */
  static List<String> console(List<String> lines) {
    List<String> rendered = new ArrayList<>();
    int exitCode = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("$ ")) {
        continue;
      }
      StringBuilder command = new StringBuilder(lines.get(i).substring(2));
      rendered.add(lines.get(i));
      while (command.charAt(command.length() - 1) == '\\') {
        command.setLength(command.length() - 1);
        command.append(lines.get(++i).strip());
        rendered.add(lines.get(i));
      }
      StringBuilder input = new StringBuilder();
      int here = command.indexOf("<<'END'");
      if (here >= 0) {
        command.setLength(here);
        do {
          i++;
          rendered.add(lines.get(i));
          if (!lines.get(i).equals("END")) {
            input.append(lines.get(i)).append('\n');
          }
        } while (!lines.get(i).equals("END"));
      }
      if (command.toString().equals("echo $?")) {
        rendered.add(String.valueOf(exitCode));
        continue;
      }
      List<String> words = words(command.toString());
      if (!words.get(0).equals("./chainrule")) {
        throw new IllegalArgumentException("cannot run " + command);
      }
      CommandLineRun run =
          CommandLineRun.onTerminal(words.subList(1, words.size()), input.toString());
      exitCode = run.exitCode();
      run.output().lines().forEach(rendered::add);
    }
    return rendered;
  }

  /** Lines of a worksheet, each with what it is answered; answers and errors are further in. */
  private static List<String> worksheet(List<String> lines) {
    List<String> input =
        lines.stream()
            .filter(line -> !line.startsWith("  ") && !line.startsWith("error: "))
            .toList();
    return CommandLineRun.onTerminal(List.of("run", "-"), String.join("\n", input))
        .output()
        .lines()
        .map(line -> input.contains("# " + line) ? "# " + line : line)
        .toList();
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return words;
  }

  /** A text, an arrow, and how it prints or what is wrong with it; {@code given} defines. */
  private static List<String> reads(List<String> lines) {
    List<String> given = new ArrayList<>();
    List<String> rendered = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("given ")) {
        given.add("--define");
        given.add(line.substring("given ".length()).strip());
        rendered.add(line);
        continue;
      }
      int arrow = line.indexOf(READS);
      String text = (arrow < 0 ? line : line.substring(0, arrow)).strip();
      List<String> arguments = new ArrayList<>(List.of("parse"));
      arguments.addAll(given);
      arguments.add("--");
      arguments.add(text);
      CommandLineRun run = CommandLineRun.onTerminal(arguments, "");
      List<String> output = run.output().lines().toList();
      String first = output.get(0).replaceFirst("^chainrule: line 1, column ", "error at ");
      rendered.add(padded(text, 24) + READS + first);
    }
    return rendered;
  }

  /** Java, where a comment at the end of a line tells what it prints or gives. */
  private static List<String> java(List<String> lines) {
    List<String> rendered = new ArrayList<>();
    try (Session session = new Session()) {
      for (String line : lines) {
        int comment = line.indexOf(" // ");
        String code = (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
        String shown = session.run(code).shown();
        rendered.add(
            comment < 0 ? line : padded(code, comment) + " // " + shown.replace("\n", "; "));
      }
    }
    return rendered;
  }

  /** A session of jshell, each input after its prompt. */
  private static List<String> jshell(List<String> lines) {
    List<String> rendered = new ArrayList<>();
    try (Session session = new Session()) {
      session.run(startup());
      session.begin();
      for (String line : lines) {
        if (line.startsWith(PROMPT)) {
          rendered.add(line);
          String echo = session.run(line.substring(PROMPT.length())).echo();
          echo.lines().forEach(rendered::add);
          rendered.add("");
        }
      }
    }
    rendered.remove(rendered.size() - 1);
    return rendered;
  }

  private static String startup() {
    try {
      return Files.readString(Path.of("src/main/jshell/startup.jsh"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }

  /** What an input came to: as a comment shows it, and as jshell echoes it. */
  private record Outcome(String shown, String echo) {}

  /** A jshell in this process. */
  private static final class Session implements AutoCloseable {
    private int inputs;
    private final JShell shell =
        JShell.builder()
            .executionEngine("local")
            .tempVariableNameGenerator(() -> "$" + inputs)
            .build();

    Session() {
      shell.addToClasspath(System.getProperty("java.class.path"));
      run(
          "import java.util.*;\n"
              + "import org.chainrule.*;\n"
              + "import org.chainrule.result.*;\n"
              + "import org.chainrule.autograd.*;\n"
              + "import org.chainrule.expr.*;\nimport org.chainrule.Derivative;");
    }

    void begin() {
      inputs = 0;
    }

    Outcome run(String source) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream before = System.out;
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      try {
        return run(source, printed);
      } finally {
        System.setOut(before);
      }
    }

    private Outcome run(String source, ByteArrayOutputStream printed) {
      String shown = "";
      StringBuilder echo = new StringBuilder();
      String rest = source;
      while (!rest.isBlank()) {
        SourceCodeAnalysis.CompletionInfo part = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        if (!part.completeness().isComplete()) {
          throw new IllegalArgumentException("is not complete: " + rest);
        }
        inputs++;
        for (SnippetEvent event : shell.eval(part.source())) {
          if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
            throw new IllegalArgumentException(
                part.source()
                    + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
          }
          if (event.exception() instanceof EvalException exception) {
            String name = exception.getExceptionClassName();
            shown = name.substring(name.lastIndexOf('.') + 1) + ": " + exception.getMessage();
            echo.append("|  Exception ").append(name).append(": ");
            echo.append(exception.getMessage()).append('\n');
          } else if (event.value() != null && event.snippet() instanceof VarSnippet variable) {
            shown = event.value();
            echo.append(variable.name()).append(" ==> ").append(shown).append('\n');
          }
        }
        rest = part.remaining();
      }
      String output = printed.toString(StandardCharsets.UTF_8).stripTrailing();
      return new Outcome(output.isEmpty() ? shown : output, output + echo);
    }

    @Override
    public void close() {
      shell.close();
    }
  }
}
