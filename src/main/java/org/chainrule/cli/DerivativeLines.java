package org.chainrule.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.Value;
import org.chainrule.result.CheckResult;
import org.jspecify.annotations.Nullable;

/** The lines of derivatives: answers first, then what there is to tell of them, then checks. */
final class DerivativeLines {
  private final Console console;
  private final List<String> names;
  private final @Nullable String at;

  /**
   * Lines of some derivatives.
   *
   * @param names what tells them apart, where there are several
   * @param at the point at which they have values, if that was asked
   */
  DerivativeLines(Console console, List<String> names, @Nullable String at) {
    this.console = console;
    this.names = names;
    this.at = at;
  }

  /** Tells all there is, and gives the exit code. */
  int tell(List<DerivativeAnswer> answers, Worker worker, boolean isExplained, boolean isChecked) {
    print(answers);
    if (isExplained) {
      print(
          "step",
          worker.run(() -> answers.stream().map(each -> StepLines.of(each.steps())).toList()));
    }
    if (!isChecked) {
      return exitCode(answers, List.of());
    }
    // The answer stands, however long its check takes, and whatever comes of that.
    List<CheckResult> checks = worker.run(() -> Checks.of(answers, worker));
    print("check", checks.stream().map(check -> List.of(QuestionArguments.line(check))).toList());
    return exitCode(answers, checks);
  }

  private void print(List<DerivativeAnswer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      String name = answers.size() > 1 ? names.get(i) + ": " : "";
      console.results().line(name + answers.get(i).result());
    }
    print("value", answers.stream().map(answer -> numbers(answer.values())).toList());
    print("condition", answers.stream().map(DerivativeAnswer::conditions).toList());
    print("note", answers.stream().map(DerivativeAnswer::notes).toList());
  }

  /** Prints the lines of a kind, with the variable's name where they do not hold for all alike. */
  private void print(String kind, List<List<String>> texts) {
    boolean alike = !kind.equals("value") && texts.stream().distinct().count() == 1;
    if (alike || texts.size() == 1) {
      texts.get(0).forEach(text -> console.results().line(kind + ": " + text));
      return;
    }
    for (int i = 0; i < texts.size(); i++) {
      String start = kind + " for " + names.get(i) + ": ";
      texts.get(i).forEach(text -> console.results().line(start + text));
    }
  }

  private static List<String> numbers(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      String text = Values.text(value);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A refuted derivative matters most, then a value that is missing, then what is undecided. */
  private int exitCode(List<DerivativeAnswer> answers, List<CheckResult> checks) {
    Set<Integer> codes = new HashSet<>();
    for (int i = 0; i < answers.size(); i++) {
      for (Value value : answers.get(i).values()) {
        String error = Values.error(value);
        if (error != null) {
          String name = answers.size() > 1 ? names.get(i) + ": " : "";
          console.tell(new Failure(name + "no value at " + at + ": " + error));
          codes.add(ExitCode.UNUSABLE);
        }
      }
    }
    checks.forEach(check -> codes.add(ExitCode.of(check.verdict())));
    return Stream.of(ExitCode.NO, ExitCode.UNUSABLE, ExitCode.UNDECIDED)
        .filter(codes::contains)
        .findFirst()
        .orElse(ExitCode.DONE);
  }
}
