package org.chainrule.answer;

import java.util.List;

/**
 * The reading of an expression.
 *
 * @param result the expression, in the format asked for
 * @param latex the expression in LaTeX
 * @param notes remarks on what another reader might take differently
 * @param readings what each name and subscript was taken for, a line each, if that was asked
 */
public record ReadingAnswer(
    String result, String latex, List<String> notes, List<String> readings) {
  public ReadingAnswer {
    notes = List.copyOf(notes);
    readings = List.copyOf(readings);
  }
}
