package org.chainrule.answer;

import java.util.List;
import java.util.Objects;
import org.chainrule.result.CheckResult;

/**
 * The answer to a claim.
 *
 * @param result the derivative, in the format asked for
 * @param latex the derivative in LaTeX
 * @param conditions where the derivative holds, and what was assumed
 * @param notes remarks on how the expression and the claim were read
 * @param check the verdict
 */
public record CheckAnswer(
    String result, String latex, List<String> conditions, List<String> notes, CheckResult check) {
  public CheckAnswer {
    conditions = List.copyOf(conditions);
    notes = List.copyOf(notes);
    Objects.requireNonNull(check);
  }
}
