package org.chainrule.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.Engine;
import org.chainrule.answer.Options;
import org.chainrule.answer.Texts;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.result.CheckResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** JSON Lines in, JSON Lines out, for programs. */
@Command(
    name = "batch",
    description = "JSON Lines in, JSON Lines out, for programs: one answer for each line.",
    footer = {
      "",
      "  {\"id\": 1, \"op\": \"diff\", \"expr\": \"x^2\", \"var\": \"x\", \"at\": [{\"x\": 1.5}]}",
      "",
      "op is diff, gradient, eval, check, parse, jvp, vjp or hvp."
    })
final class BatchCommand implements Callable<Integer> {
  private final int longestLine = (int) Limit.INPUT_BYTES.most();
  private final Console console;

  @Option(
      names = "--at-kinks",
      paramLabel = "SIDE",
      converter = EnumOption.OfAtKinks.class,
      description = "The derivative exactly at a kink: error (unless set), left, right, mean.")
  private AtKinks atKinks = AtKinks.ERROR;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Where the choice of points to check at starts (1 unless set).")
  private long seed = 1;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "The time that each answer may take (10 unless set).")
  private Duration timeout = Duration.ofSeconds(10);

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean helpAsked;

  BatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LineReader lines = new LineReader(console.input(), longestLine);
    try {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        console.results().line(answer(line));
        if (console.results().isClosed() || Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    } catch (IOException e) {
      throw new Failure("standard input cannot be read: " + e.getMessage());
    }
    return ExitCode.DONE;
  }

  private String answer(LineReader.Line line) {
    if (line.isTooLong()) {
      Failure failure = new Failure("the line is longer than " + Texts.size(longestLine));
      return Json.text(BatchAnswer.of(NullNode.getInstance(), failure));
    }
    JsonLine json = new JsonLine(line.bytes());
    try {
      Worker worker = new Worker(timeout);
      return worker.run(() -> Json.text(placed(BatchRequest.read(json), worker)));
    } catch (Failure failure) {
      return Json.text(BatchAnswer.of(json.id(), failure));
    }
  }

  /** The answer; a failure with a place says in which text of the request that is. */
  private ObjectNode placed(BatchRequest request, Worker worker) {
    try {
      return answer(request, worker);
    } catch (ParseException failure) {
      String text = request.textWith(failure.line(), failure.sourceLine());
      throw text == null ? failure : Failure.of(failure).in(text);
    }
  }

  private ObjectNode answer(BatchRequest request, Worker worker) {
    Engine engine =
        console
            .engines()
            .of(
                request.problem(),
                new Options(request.format(), atKinks, seed, timeout).explaining(request.steps()));
    String expression = request.expression();
    List<String> variables = request.variables();
    return switch (request.operation()) {
      case DIFF -> {
        DerivativeAnswer answer =
            engine.differentiate(expression, variables, request.order(), request.points());
        List<CheckResult> checks = checks(request, List.of(answer), worker);
        yield BatchAnswer.of(request.id(), answer, checks.isEmpty() ? null : checks.get(0));
      }
      case JVP, VJP, HVP -> {
        List<DerivativeAnswer> answers =
            engine.product(
                request.operation().product().orElseThrow(),
                expression,
                variables,
                request.vectors(),
                request.points());
        List<CheckResult> checks = checks(request, answers, worker);
        yield answers.size() == 1
            ? BatchAnswer.of(request.id(), answers.get(0), checks.isEmpty() ? null : checks.get(0))
            : BatchAnswer.of(request.id(), answers, checks);
      }
      case GRADIENT -> {
        List<DerivativeAnswer> answers = engine.gradient(expression, variables, request.points());
        yield BatchAnswer.of(request.id(), answers, checks(request, answers, worker));
      }
      case EVAL -> BatchAnswer.of(request.id(), engine.evaluate(expression, request.points()));
      case CHECK ->
          BatchAnswer.of(
              request.id(),
              engine.check(
                  expression, variables, request.order(), request.claim(), request.points()));
      case PARSE -> BatchAnswer.of(request.id(), engine.parse(expression, false));
    };
  }

  /** The checks of answers, if they are asked for. */
  private static List<CheckResult> checks(
      BatchRequest request, List<DerivativeAnswer> answers, Worker worker) {
    return request.verify() ? Checks.of(answers, worker) : List.of();
  }
}
