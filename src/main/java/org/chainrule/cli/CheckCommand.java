package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.CheckAnswer;
import org.chainrule.answer.PointText;
import org.chainrule.result.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether a claim is the derivative. */
@Command(
    name = "check",
    description = "Whether CLAIM is the derivative: PROVED, PROBABLE, REFUTED at ..., UNDECIDED.",
    footer = {"", "  chainrule check 'sigma(x)' x 'sigma(x)*(1 - sigma(x))'"})
final class CheckCommand extends QuestionArguments {
  @Parameters(index = "0", paramLabel = "EXPR", description = "What was differentiated.")
  private String expression = "";

  @Parameters(index = "1", paramLabel = "VAR", description = "By what; x,y for by x, then by y.")
  private String variable = "";

  @Parameters(index = "2", paramLabel = "CLAIM", description = "What is said to come out.")
  private String claim = "";

  @Option(
      names = "--order",
      paramLabel = "NUMBER",
      description = "How many times (once unless set).")
  private int order = 1;

  @Option(
      names = "--at",
      paramLabel = "POINT",
      description = "Check there only, such as at 'a=3,x=[0,2,-1,2]'; repeatable.")
  private List<String> at = new ArrayList<>();

  CheckCommand(Console console) {
    super(console);
  }

  @Override
  Map<String, String> idleOptions() {
    return Map.of(
        "--at-kinks", "nothing is compared exactly at a kink",
        "--no-check", "nothing would be left to do");
  }

  @Override
  public Integer call() {
    List<String> names = variables(variable);
    order(order, names);
    List<Map<String, Object>> points = at.stream().map(PointText::read).toList();
    Worker worker = worker();
    CheckAnswer answer =
        ask(worker, engine -> engine.check(expression, names, order, claim, points));
    results().line(line(answer.check()));
    results().line("derivative: " + answer.result());
    worker.run(answer::mistake).ifPresent(this::mistake);
    answer.conditions().forEach(condition -> results().line("condition: " + condition));
    answer.notes().forEach(note -> results().line("note: " + note));
    return ExitCode.of(answer.check().verdict());
  }

  private void mistake(Mistake mistake) {
    results().line("mistake: " + mistake.sentence());
    if (!mistake.right().isEmpty()) {
      results().line("right: " + String.join(", ", mistake.right()));
    }
  }
}
