package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.chainrule.syntax.Syntax;

/**
 * The conditions under which an expression as it was written has a value.
 *
 * <p>They are taken from what was written, since {@code x/x} is 1 only where x is not 0.
 */
public final class WrittenConditions {
  private WrittenConditions() {}

  /** The needs of a text that was read. */
  public static List<SideCondition> of(ParsedText reading) {
    return of(reading.syntax(), reading.text(), reading.declarations());
  }

  /** The needs of a tree, which was read from a text within the declarations. */
  public static List<SideCondition> of(Syntax syntax, String text, Declarations declarations) {
    List<SideCondition> found = new ArrayList<>();
    new LoweringPass(declarations.context(), text)
        .lower(syntax, LoweringScope.EMPTY.collecting(found));
    return List.copyOf(new LinkedHashSet<>(found));
  }
}
