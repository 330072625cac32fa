package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.PointText;
import org.chainrule.worksheet.QuestionKind;
import org.chainrule.worksheet.WorksheetRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A question of worksheets, asked alone. */
@Command
final class AskCommand extends QuestionArguments {
  private final QuestionKind kind;

  @Parameters(paramLabel = "QUESTION", description = "What is asked, as in a worksheet.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "POINT",
      description = "The values of names and families, such as 'a=3,x=[0,2,-1,2]'.")
  private @Nullable String at;

  AskCommand(Console console, QuestionKind kind) {
    super(console);
    this.kind = kind;
  }

  /** The command of a kind of question, with its description. */
  static CommandSpec described(Console console, QuestionKind kind) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new AskCommand(console, kind));
    spec.name(kind.command());
    spec.usageMessage().description(kind.summary() + ".", "As in a worksheet: " + kind.syntax());
    return spec;
  }

  @Override
  public Integer call() {
    Map<String, Object> values = at == null ? Map.of() : PointText.read(at);
    WorksheetRunner.Setting setting =
        new WorksheetRunner.Setting(
            common().options(), common().isChecked(), common().problem(), values, TextFile::read);
    QuestionWork work = new QuestionWork(console(), common().options().timeout());
    WorksheetRunner.Run run =
        WorksheetRunner.ask(kind, String.join(" ", words), setting, work, work);
    results().lines(Pages.lines(run.document().elements()));
    return ExitCode.of(run);
  }
}
