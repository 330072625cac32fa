package org.chainrule.answer;

import java.util.List;
import org.chainrule.result.CheckResult;

/**
 * A step of a derivation as it is printed.
 *
 * @param depth how many derivations it is a part of
 * @param of what is derived, in the format asked for
 * @param result what that equals
 * @param latex the equality in LaTeX
 * @param isContinued whether it goes on with the step before it, of the same
 * @param rules by which rules, such as {@code function sin}
 * @param check whether both sides have the same values at points
 */
public record StepAnswer(
    int depth,
    String of,
    String result,
    String latex,
    boolean isContinued,
    List<String> rules,
    CheckResult check) {
  public StepAnswer {
    rules = List.copyOf(rules);
  }
}
