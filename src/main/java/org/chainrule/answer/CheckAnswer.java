package org.chainrule.answer;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Mistake;

/**
 * The answer to a claim.
 *
 * @param result the derivative, in the format asked for
 * @param latex the derivative in LaTeX
 * @param conditions where the derivative holds, and what was assumed
 * @param notes remarks on how the expression and the claim were read
 * @param check the verdict
 * @param explained the search for the one mistake that explains a wrong claim
 */
public record CheckAnswer(
    String result,
    String latex,
    List<String> conditions,
    List<String> notes,
    CheckResult check,
    Supplier<Optional<Mistake>> explained) {
  public CheckAnswer {
    conditions = List.copyOf(conditions);
    notes = List.copyOf(notes);
    Objects.requireNonNull(check);
    Objects.requireNonNull(explained);
  }

  /** The mistake that explains a wrong claim, where there is one; it is searched for anew. */
  public Optional<Mistake> mistake() {
    return explained.get();
  }
}
