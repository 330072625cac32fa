package org.chainrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.chainrule.answer.PointText;
import org.chainrule.document.Document;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
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
  private static final Pattern AND = Pattern.compile("\\band\\b");

  private final QuestionKind kind;

  @Parameters(paramLabel = "QUESTION", description = "What is asked, as in a worksheet.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "POINT",
      description = "The values of names and families, such as 'a=3,x=[0,2,-1,2]'.")
  private @Nullable String at;

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write a page, with curves and graphs as pictures.")
  private @Nullable String html;

  @Option(
      names = "--for",
      paramLabel = "RANGE",
      description = "The numbers that names may be, such as 'x in -6..6' or 'x > 0'; repeatable.")
  private List<String> ranges = new ArrayList<>();

  @Option(names = "--by", paramLabel = "NAME", description = "By what it is differentiated before.")
  private @Nullable String by;

  AskCommand(Console console, QuestionKind kind) {
    super(console);
    this.kind = kind;
  }

  /** The command of a kind of question, with its description. */
  static CommandSpec described(Console console, QuestionKind kind) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new AskCommand(console, kind));
    spec.name(kind.command());
    spec.usageMessage()
        .description(Pages.sentence(kind.summary()), "As in a worksheet: " + kind.syntax());
    return spec;
  }

  @Override
  Map<String, String> idleOptions() {
    String names = "the answer is in the names that the definitions have";
    Map<String, String> idle = new HashMap<>();
    idle.put("--expand", names);
    idle.put("--in-terms-of", names);
    idle.put("--at-kinks", "nothing is chosen at a kink");
    if (!kind.command().equals("bound")) {
      idle.put("--for", "a range is a clause of the question, or there is none");
      idle.put("--by", "what it is by is a clause of the question, or there is nothing");
    }
    return idle;
  }

  /** The question in a line, its clauses behind, as a worksheet has it. */
  private String question() {
    List<String> all = new ArrayList<>(words);
    if (by != null) {
      all.add("by " + by);
    }
    if (!ranges.isEmpty()) {
      all.add("for " + String.join(", ", ranges));
    }
    return String.join(isOfSides() ? " and " : " ", all);
  }

  /** Whether the arguments are expressions that are compared, each one of them. */
  private boolean isOfSides() {
    return kind.command().equals("equal")
        && words.stream().noneMatch(word -> AND.matcher(word).find());
  }

  @Override
  public Integer call() {
    Function<Formula, String> spelling = Pages.spelling(common().options().format());
    Map<String, Object> values = at == null ? Map.of() : PointText.read(at);
    WorksheetRunner.Setting setting =
        new WorksheetRunner.Setting(
            common().options(), common().isChecked(), common().problem(), values, TextFile::read);
    QuestionWork work = new QuestionWork(console(), common().options().timeout());
    WorksheetRunner.Run run = WorksheetRunner.ask(kind, question(), setting, work, work);
    if (html == null) {
      results().lines(Pages.compact(run.document().elements(), spelling));
    } else {
      String asked = kind.words() + " " + String.join(" ", words);
      Element answered = new Element.Answered(asked, 1, run.document().elements());
      Pages.write(Path.of(html), Pages.html(new Document(asked, List.of(answered))));
    }
    return ExitCode.of(run);
  }
}
