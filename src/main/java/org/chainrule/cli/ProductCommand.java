package org.chainrule.cli;

import java.util.List;
import java.util.Map;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.JacobianProduct;
import org.chainrule.answer.Options;
import org.chainrule.answer.PointText;
import org.chainrule.explain.Detail;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A product of derivatives with a direction or a cotangent. */
@Command
final class ProductCommand extends QuestionArguments {
  private final JacobianProduct kind;

  @Parameters(index = "0", paramLabel = "EXPR", description = "What to differentiate.")
  private String expression = "";

  @Parameters(
      index = "1",
      paramLabel = "VAR",
      description = "By what: a name, or several as x,y for by all of them.")
  private String variable = "";

  @Parameters(
      index = "2",
      paramLabel = "VECTOR",
      description = "The direction, or one for each name as u,v; or the cotangent.")
  private String vector = "";

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

  ProductCommand(Console console, JacobianProduct kind) {
    super(console);
    this.kind = kind;
  }

  /** The command of a kind of product, with its description. */
  static CommandSpec described(Console console, JacobianProduct kind) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new ProductCommand(console, kind));
    spec.name(kind.word());
    String example =
        switch (kind) {
          case JVP -> "chainrule jvp 'A*x' x v";
          case VJP -> "chainrule vjp 'softmax(z)' z u";
          case HVP -> "chainrule hvp 'norm(A*x - b)^2' x v";
        };
    spec.usageMessage()
        .description(Pages.sentence(kind.summary()))
        .footer("", "  " + example + " --define …");
    return spec;
  }

  @Override
  public Integer call() {
    List<Map<String, Object>> points = at == null ? List.of() : List.of(PointText.read(at));
    List<String> variables = QuestionArguments.variables(variable);
    List<String> vectors =
        kind == JacobianProduct.VJP ? List.of(vector) : QuestionArguments.variables(vector);
    Options options =
        common().options().explaining(StepLines.detail(steps, detail, common().options().format()));
    Worker worker = worker();
    List<DerivativeAnswer> answers =
        ask(
            worker,
            options,
            engine -> engine.product(kind, expression, variables, vectors, points));
    return new DerivativeLines(console(), variables, at)
        .tell(answers, worker, steps, common().isChecked());
  }
}
