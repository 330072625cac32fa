package org.chainrule.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.EngineFactory;
import org.chainrule.answer.JacobianProduct;
import org.chainrule.worksheet.QuestionKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the command line. */
@Command(
    name = "chainrule",
    description = "Differentiates in closed form, and checks that the answer is right.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Main.Version.class,
    footer = {"", "chainrule help COMMAND tells more."})
public final class Main implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Set by the launcher where standard error is a terminal, which Java cannot tell. */
  private static final String WATCHED = "org.chainrule.watched";

  private static final String HELP = "help";

  private static final List<String> FIRST =
      List.of("diff", "jvp", "vjp", "hvp", "eval", "check", "parse", "run");
  private static final List<String> LAST = List.of("batch", "shell", HELP);
  private static final Map<String, QuestionKind> QUESTIONS = questions();
  private static final List<String> COMMANDS = commands();

  @Option(
      names = {"--help", "-h"},
      usageHelp = true,
      description = "Show this help.")
  boolean helpAsked;

  @Option(
      names = {"--version", "-V"},
      versionHelp = true,
      description = "Show the version.")
  boolean versionAsked;

  private Main() {}

  private static List<String> commands() {
    List<String> commands = new ArrayList<>(FIRST);
    commands.addAll(QUESTIONS.keySet());
    commands.addAll(LAST);
    return List.copyOf(commands);
  }

  /** The questions of worksheets that no command of its own asks. */
  private static Map<String, QuestionKind> questions() {
    Map<String, QuestionKind> questions = new LinkedHashMap<>();
    for (QuestionKind kind : QuestionKind.all()) {
      if (!FIRST.contains(kind.command())) {
        questions.put(kind.command(), kind);
      }
    }
    return questions;
  }

  /** Runs one command. */
  public static void main(String[] arguments) {
    System.exit(
        run(
            arguments,
            StandardInput.open(),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            engines(),
            Boolean.getBoolean(WATCHED)));
  }

  /** What answers. */
  private static EngineFactory engines() {
    return DerivingEngine::new;
  }

  /** Runs one command, and gives its exit code. */
  static int run(
      String[] arguments,
      InputStream input,
      OutputStream output,
      OutputStream errors,
      EngineFactory engines) {
    return run(arguments, input, output, errors, engines, false);
  }

  /**
   * Runs one command, and gives its exit code.
   *
   * @param isWatched whether a person reads the errors as they come
   */
  static int run(
      String[] arguments,
      InputStream input,
      OutputStream output,
      OutputStream errors,
      EngineFactory engines,
      boolean isWatched) {
    Console console =
        new Console(engines, input, new LineOutput(output), new LineOutput(errors), isWatched);
    int code;
    try {
      code = execute(arguments, console);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // The outermost frame: what it unwinds to holds nothing of the work that asked for too much,
      // so a line of words can be written where the process would otherwise end in a trace.
      console.tell(Failure.of(e));
      return ExitCode.UNUSABLE;
    }
    String loss = console.results().loss();
    if (loss != null) {
      console.tell(new Failure("the answer could not be written: " + loss));
      return ExitCode.UNUSABLE;
    }
    return code;
  }

  private static int execute(String[] arguments, Console console) {
    String first = arguments.length == 0 ? "" : arguments[0];
    CommandLine commandLine =
        commandLine(
            !first.equals(HELP) && COMMANDS.contains(first) ? List.of(first) : COMMANDS, console);
    CommandLine command = commandLine.getSubcommands().get(first);
    if (command != null) {
      try {
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        Arguments.refuseUnknownOptions(command, rest);
      } catch (ParameterException e) {
        return refuse(e, console);
      }
    }
    return commandLine.execute(arguments);
  }

  /** What reads a line: of the commands those that it may name, as each takes time to describe. */
  private static CommandLine commandLine(List<String> commands, Console console) {
    CommandLine commandLine = new CommandLine(new Main());
    for (String name : commands) {
      commandLine.addSubcommand(command(name, console));
    }
    commandLine
        .setUnmatchedOptionsArePositionalParams(true)
        .setPosixClusteredShortOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setOut(console.results().writer())
        .setErr(console.messages().writer())
        .setParameterExceptionHandler((exception, given) -> refuse(exception, console))
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              console.tell(Failure.of(exception));
              return ExitCode.UNUSABLE;
            });
    commandLine.getSubcommands().values().forEach(Arguments::removeIdleOptions);
    return commandLine;
  }

  private static Object command(String name, Console console) {
    QuestionKind question = QUESTIONS.get(name);
    if (question != null) {
      return AskCommand.described(console, question);
    }
    return switch (name) {
      case "diff" -> new DiffCommand(console);
      case "jvp", "vjp", "hvp" ->
          ProductCommand.described(console, JacobianProduct.valueOf(name.toUpperCase(Locale.ROOT)));
      case "eval" -> new EvalCommand(console);
      case "check" -> new CheckCommand(console);
      case "parse" -> new ParseCommand(console);
      case "run" -> new RunCommand(console);
      case "batch" -> new BatchCommand(console);
      case "shell" -> new ShellCommand();
      case HELP -> new HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int refuse(ParameterException exception, Console console) {
    console.tell(new Failure(String.valueOf(exception.getMessage())));
    if (exception instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        console.messages().line("did you mean " + String.join(" or ", suggestions) + "?");
      }
      if (unmatched.isUnknownOption() && exception.getCommandLine().getParent() != null) {
        console.messages().line("an expression that begins with -- goes last, after --");
      }
    }
    CommandLine command = exception.getCommandLine();
    boolean isRoot = command.getParent() == null;
    console.messages().line("see: chainrule help" + (isRoot ? "" : " " + command.getCommandName()));
    return ExitCode.UNUSABLE;
  }

  /** Without a command there is nothing to do, and the help says what there is. */
  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"chainrule " + (version == null ? "(not packaged)" : version)};
    }
  }
}
