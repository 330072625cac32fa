package org.chainrule.shape;

import java.util.List;
import org.chainrule.parse.Note;
import org.chainrule.syntax.Syntax;

/**
 * A tree as one of its elements.
 *
 * @param element the element at the indices of the axes; the tree itself where it is a number
 * @param axes the axes, none where the tree is a number
 * @param letters the letters that are free for more axes, behind those of its own
 * @param notes remarks on how shapes were taken
 */
public record Indexed(Syntax element, List<Axis> axes, Letters letters, List<Note> notes) {
  public Indexed {
    axes = List.copyOf(axes);
    notes = List.copyOf(notes);
  }

  /** A tree that is a number as it stands. */
  static Indexed number(Syntax tree) {
    return new Indexed(tree, List.of(), Letters.NONE, List.of());
  }
}
