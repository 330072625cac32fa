package org.chainrule.answer;

import java.util.List;

/**
 * The values of an expression.
 *
 * @param result the expression, in the format asked for
 * @param latex the expression in LaTeX
 * @param values its value at each point asked for
 * @param conditions where it has a value
 * @param notes remarks on how it was read
 */
public record ValueAnswer(
    String result, String latex, List<Value> values, List<String> conditions, List<String> notes) {
  public ValueAnswer {
    values = List.copyOf(values);
    conditions = List.copyOf(conditions);
    notes = List.copyOf(notes);
  }
}
