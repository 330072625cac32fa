package org.chainrule.answer;

import java.util.List;
import java.util.function.Function;
import org.chainrule.explain.Step;
import org.chainrule.result.CheckResult;
import org.jspecify.annotations.Nullable;

/** A step of a derivation in the spelling of its question, with its check. */
public final class StepAnswer {
  private final Step step;
  private final boolean isContinued;
  private final Presenter presenter;
  private final Format format;
  private final Function<Step, CheckResult> checking;
  private @Nullable CheckResult check;

  StepAnswer(
      Step step,
      boolean isContinued,
      Presenter presenter,
      Format format,
      Function<Step, CheckResult> checking) {
    this.step = step;
    this.isContinued = isContinued;
    this.presenter = presenter;
    this.format = format;
    this.checking = checking;
  }

  /** The step: the equality, its place in the derivation, and by which rules. */
  public Step step() {
    return step;
  }

  /** Whether it goes on with the step before it, of the same. */
  public boolean isContinued() {
    return isContinued;
  }

  /** What is derived, in the format asked for. */
  public String of() {
    return of(format);
  }

  /** What is derived, in a format. */
  public String of(Format format) {
    return presenter.print(step.of(), format);
  }

  /** What that equals, in the format asked for. */
  public String result() {
    return result(format);
  }

  /** What that equals, in a format. */
  public String result(Format format) {
    return presenter.print(step.after(), format);
  }

  /** The equality in LaTeX. */
  public String latex() {
    return of(Format.LATEX) + " = " + result(Format.LATEX);
  }

  /** By which rules, such as {@code function sin}. */
  public List<String> rules() {
    return step.rules();
  }

  /** Whether both sides have the same values at points; found when it is first asked for. */
  public CheckResult check() {
    if (check == null) {
      check = checking.apply(step);
    }
    return check;
  }
}
