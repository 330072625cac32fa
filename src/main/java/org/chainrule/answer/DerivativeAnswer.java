package org.chainrule.answer;

import java.util.List;
import org.chainrule.result.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * A derivative.
 *
 * @param variable by what, as it was asked
 * @param result the derivative, in the format asked for
 * @param latex the derivative in LaTeX
 * @param values its value at each point asked for
 * @param conditions where it holds, where there are kinks, and what was assumed
 * @param notes remarks on how the expression was read
 * @param check how it was checked, if it was
 */
public record DerivativeAnswer(
    String variable,
    String result,
    String latex,
    List<Value> values,
    List<String> conditions,
    List<String> notes,
    @Nullable CheckResult check) {
  public DerivativeAnswer {
    values = List.copyOf(values);
    conditions = List.copyOf(conditions);
    notes = List.copyOf(notes);
  }
}
