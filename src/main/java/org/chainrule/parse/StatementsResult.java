package org.chainrule.parse;

import java.util.List;
import org.chainrule.syntax.Statement;

/**
 * The statements of a text, as they were read.
 *
 * @param statements the statements, in their order
 * @param notes remarks on what another reader might take differently
 * @param readings what each name was taken for, each once in a statement
 */
public record StatementsResult(
    List<Statement> statements, List<Note> notes, List<Interpretation> readings) {
  public StatementsResult {
    statements = List.copyOf(statements);
    notes = List.copyOf(notes);
    readings = List.copyOf(readings);
  }
}
