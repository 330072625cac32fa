package org.chainrule.cli;

import java.util.List;
import java.util.Map;
import org.chainrule.answer.PointText;
import org.chainrule.answer.Value;
import org.chainrule.answer.ValueAnswer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The value at a point. */
@Command(
    name = "eval",
    description = "The value at a point.",
    footer = {"", "  chainrule eval 'log(sum(i=1..3, exp(x_i)))' --at x=[1,2,3]"})
final class EvalCommand extends QuestionArguments {
  @Parameters(index = "0", paramLabel = "EXPR", description = "What to evaluate.")
  private String expression = "";

  @Option(
      names = "--at",
      paramLabel = "POINT",
      description = "The values of names and families, such as 'a=3,x=[0,2,-1,2]'.")
  private @Nullable String at;

  EvalCommand(Console console) {
    super(console);
  }

  @Override
  Map<String, String> idleOptions() {
    String number = "the answer is a number";
    String unchecked = "nothing is checked";
    return Map.of(
        "--format", number,
        "--in-terms-of", number,
        "--expand", number,
        "--no-check", unchecked,
        "--seed", unchecked);
  }

  @Override
  public Integer call() {
    Map<String, Object> point = at == null ? Map.of() : PointText.read(at);
    ValueAnswer answer = ask(engine -> engine.evaluate(expression, List.of(point)));
    int code = ExitCode.DONE;
    for (Value value : answer.values()) {
      String text = Values.text(value);
      if (text == null) {
        console().tell(new Failure(String.valueOf(Values.error(value))));
        code = ExitCode.UNUSABLE;
      } else {
        results().line(text);
      }
    }
    answer.notes().forEach(note -> results().line("note: " + note));
    return code;
  }
}
