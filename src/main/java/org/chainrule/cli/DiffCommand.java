package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.Engine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.PointText;
import org.chainrule.explain.Detail;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The derivative, its conditions, and how it was checked. */
@Command(
    name = "diff",
    description = "The derivative, its conditions, and how it was checked.",
    footer = {
      "",
      "Several variables give the gradient; x,y as one is the mixed derivative.",
      "",
      "  chainrule diff 'x^x' x",
      "  chainrule diff 'exp(x_1)/sum(i=1..3, exp(x_i))' x_1 x_2 --at x=[1,2,3]",
      "  chainrule diff 'sum(i=1..n, (w*x_i - y_i)^2)' w --parameters x,y --java-class Loss"
    })
final class DiffCommand extends QuestionArguments {
  @Parameters(index = "0", paramLabel = "EXPR", description = "What to differentiate.")
  private String expression = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "VAR",
      description = "By what: x; or x,y for by x, then by y.")
  private List<String> variables = new ArrayList<>();

  @Option(
      names = "--order",
      paramLabel = "NUMBER",
      description = "How many times (once unless set).")
  private int order = 1;

  @Option(
      names = "--at",
      paramLabel = "POINT",
      description = "Where to give its value as well, such as 'a=3,x=[0,2,-1,2]'.")
  private @Nullable String at;

  @Option(names = "--steps", description = "Show how it is found, each step checked at points.")
  private boolean steps;

  @Option(
      names = "--detail",
      paramLabel = "LEVEL",
      converter = EnumOption.OfDetail.class,
      description = "How much --steps shows: answer, lecture (unless set) or rules.")
  private @Nullable Detail detail;

  @Option(
      names = "--java-class",
      paramLabel = "NAME",
      description = {
        "Print value and gradient as a Java class of that name, which needs nothing but the JDK."
      })
  private @Nullable String javaClass;

  @Option(
      names = "--parameters",
      paramLabel = "NAMES",
      description = "For --java-class: names that get numbers besides the variables, such as a,x.")
  private @Nullable String parameters;

  DiffCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    List<Map<String, Object>> points = at == null ? List.of() : List.of(PointText.read(at));
    List<List<String>> asked = variables.stream().map(QuestionArguments::variables).toList();
    asked.forEach(names -> order(order, names));
    if (javaClass != null) {
      return printClass(javaClass, asked);
    }
    if (parameters != null) {
      throw new Failure("--parameters goes with --java-class");
    }
    Options options = common().options().explaining(detail());
    Worker worker = worker();
    List<DerivativeAnswer> answers = ask(worker, options, engine -> answers(engine, asked, points));
    return new DerivativeLines(console(), variables, at)
        .tell(answers, worker, steps, common().isChecked());
  }

  private int printClass(String name, List<List<String>> asked) {
    if (order != 1 || asked.stream().anyMatch(names -> names.size() > 1)) {
      throw new Failure("--java-class is for the value and its first derivatives");
    }
    if (at != null) {
      throw new Failure("--java-class prints a class, and --at asks for a value");
    }
    if (!common().isForValueAlone()) {
      throw new Failure(
          "--java-class prints a class as it is computed: --at-kinks, --in-terms-of, --expand,"
              + " --no-check and --seed do nothing there");
    }
    Format format = common().options().format();
    if (format != Format.TEXT && format != Format.JAVA) {
      throw new Failure("--java-class prints Java, whatever the --format");
    }
    List<String> given = parameters == null ? List.of() : QuestionArguments.variables(parameters);
    List<String> by = asked.stream().map(names -> names.get(0)).toList();
    String source = ask(engine -> engine.javaClass(expression, by, given, name));
    results().lines(source.lines().toList());
    return ExitCode.DONE;
  }

  private List<DerivativeAnswer> answers(
      Engine engine, List<List<String>> asked, List<Map<String, Object>> points) {
    if (asked.size() > 1 && order == 1 && asked.stream().allMatch(names -> names.size() == 1)) {
      return engine.gradient(
          expression, asked.stream().map(names -> names.get(0)).toList(), points);
    }
    return asked.stream()
        .map(names -> engine.differentiate(expression, names, order, points))
        .toList();
  }

  /** How much is shown of how the answer is found; nothing where that is not asked for. */
  private @Nullable Detail detail() {
    return StepLines.detail(steps, detail, common().options().format());
  }
}
