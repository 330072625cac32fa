package org.chainrule.answer;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chainrule.result.CheckResult;

/**
 * A derivative.
 *
 * @param variable by what, as it was asked
 * @param result the derivative, in the format asked for
 * @param latex the derivative in LaTeX
 * @param values its value at each point asked for
 * @param conditions where it holds, where there are kinks, and what was assumed
 * @param notes remarks on how the expression was read
 * @param stepsFound tells how it is found, where that was asked for
 * @param checkWithin makes its check, in the time that is left for it
 */
public record DerivativeAnswer(
    String variable,
    String result,
    String latex,
    List<Value> values,
    List<String> conditions,
    List<String> notes,
    Supplier<List<StepAnswer>> stepsFound,
    Function<Duration, CheckResult> checkWithin) {
  public DerivativeAnswer {
    values = List.copyOf(values);
    conditions = List.copyOf(conditions);
    notes = List.copyOf(notes);
  }

  /** How it is found, where that was asked for; found when it is asked. */
  public List<StepAnswer> steps() {
    return stepsFound.get();
  }

  /** How it is checked by other means: once, when that is first asked for. */
  public CheckResult check() {
    return check(Options.UNLIMITED);
  }

  /** The same, in no more time than that. */
  public CheckResult check(Duration left) {
    return checkWithin.apply(left);
  }
}
