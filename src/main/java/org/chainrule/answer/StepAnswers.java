package org.chainrule.answer;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.explain.Step;
import org.chainrule.explain.Steps;
import org.chainrule.verify.StepChecker;

/** Steps of a derivation as they are printed, each with its check. */
final class StepAnswers {
  private final Presenter presenter;
  private final Format format;
  private final StepChecker checker;

  StepAnswers(Presenter presenter, Format format, StepChecker checker) {
    this.presenter = presenter;
    this.format = format;
    this.checker = checker;
  }

  List<StepAnswer> of(Steps steps) {
    List<StepAnswer> answers = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      answers.add(
          new StepAnswer(
              step.depth(),
              presenter.print(step.of(), format),
              presenter.print(step.after(), format),
              presenter.print(step.of(), Format.LATEX)
                  + " = "
                  + presenter.print(step.after(), Format.LATEX),
              steps.isContinued(i),
              step.rules(),
              checker.check(step.of(), step.after(), step.conditions(), step.around())));
    }
    return answers;
  }
}
