package org.chainrule.cli;

import java.util.Map;
import org.chainrule.answer.ReadingAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that shows how an expression is read. */
@Command(
    name = "parse",
    description = "How EXPR is read.",
    footer = {"", "  chainrule parse --explain 'exp(-x)/2y_i'"})
final class ParseCommand extends QuestionArguments {
  @Parameters(index = "0", paramLabel = "EXPR", description = "What to read.")
  private String expression = "";

  @Option(names = "--explain", description = "Say what each name and subscript was taken for.")
  private boolean explain;

  ParseCommand(Console console) {
    super(console);
  }

  @Override
  Map<String, String> idleOptions() {
    return Map.of(
        "--at-kinks", "nothing is derived",
        "--no-check", "nothing is checked",
        "--seed", "nothing is checked");
  }

  @Override
  public Integer call() {
    ReadingAnswer answer = ask(engine -> engine.parse(expression, explain));
    results().line(answer.result());
    answer.notes().stream()
        .map(note -> "note: " + note)
        .filter(note -> !answer.readings().contains(note))
        .forEach(results()::line);
    results().lines(answer.readings());
    return ExitCode.DONE;
  }
}
