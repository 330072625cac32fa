package org.chainrule.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.chainrule.answer.Engine;
import org.chainrule.answer.Options;
import org.chainrule.answer.Texts;
import org.chainrule.result.CheckResult;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that puts a question to the engine. */
abstract class QuestionArguments implements Callable<Integer> {
  private final Console console;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean helpAsked;

  QuestionArguments(Console console) {
    this.console = console;
  }

  /**
   * The options of questions that would change nothing in the answer to this one, and why; it does
   * not take them.
   */
  Map<String, String> idleOptions() {
    return Map.of();
  }

  /** The answer to a question, asked within the time limit. */
  final <T> T ask(Function<Engine, T> question) {
    return ask(worker(), question);
  }

  /** The same, as a part of the work of a request. */
  final <T> T ask(Worker worker, Function<Engine, T> question) {
    return ask(worker, common.options(), question);
  }

  /** The same, answered by options of its own. */
  final <T> T ask(Worker worker, Options options, Function<Engine, T> question) {
    return worker.run(() -> question.apply(console.engines().of(common.problem(), options)));
  }

  /** A runner of the work of a request, whose time begins. */
  final Worker worker() {
    Duration timeout = common.options().timeout();
    return new Worker(
        timeout,
        passed -> {
          if (console.isWatched()) {
            console
                .messages()
                .line(
                    "chainrule: working for %s, %s at most"
                        .formatted(Seconds.text(passed), Seconds.text(timeout)));
          }
        });
  }

  final CommonOptions common() {
    return common;
  }

  final LineOutput results() {
    return console.results();
  }

  final Console console() {
    return console;
  }

  /** The names in an argument such as {@code x,y}. */
  static List<String> variables(String argument) {
    List<String> names = Texts.split(argument, ',');
    if (names.contains("")) {
      throw new Failure("'" + Texts.shown(argument) + "' is not a variable, or several as x,y");
    }
    return names;
  }

  /** The number of times to differentiate, if it is one that goes with the variables. */
  static int order(int order, List<String> variables) {
    if (order < 1) {
      throw new Failure("the order of a derivative is 1 or more, and not " + order);
    }
    if (order > 1 && variables.size() > 1) {
      throw new Failure(
          "an order goes with one variable: name it as often as needed, as in "
              + String.join(",", variables)
              + ","
              + variables.get(variables.size() - 1));
    }
    return order;
  }

  /** The check in one line, the verdict first. */
  static String line(CheckResult check) {
    String verdict = check.verdict().name();
    return check.sentence().startsWith(verdict)
        ? check.sentence()
        : verdict + ": " + check.sentence();
  }
}
