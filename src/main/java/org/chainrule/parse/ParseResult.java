package org.chainrule.parse;

import java.util.List;
import org.chainrule.syntax.Syntax;

/**
 * An expression as it was read.
 *
 * @param syntax the tree
 * @param notes remarks on what another reader might take differently
 * @param readings what each name was taken for, each once
 */
public record ParseResult(Syntax syntax, List<Note> notes, List<Interpretation> readings) {
  public ParseResult {
    notes = List.copyOf(notes);
    readings = List.copyOf(readings);
  }
}
