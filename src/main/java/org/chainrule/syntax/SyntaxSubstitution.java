package org.chainrule.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The replacement of names in trees as written, but for names that are bound. */
public final class SyntaxSubstitution {
  private SyntaxSubstitution() {}

  /** A tree with others in the places of names; the others must have no name that it binds. */
  public static Syntax of(Map<String, ? extends Syntax> values, Syntax tree) {
    if (values.isEmpty()) {
      return tree;
    }
    return SyntaxWalk.fold(tree, (node, parts) -> rebuilt(values, node, parts));
  }

  private static Syntax rebuilt(
      Map<String, ? extends Syntax> values, Syntax node, List<Syntax> parts) {
    if (node instanceof Syntax.Name name) {
      Syntax value = values.get(name.name());
      return value == null ? name : value;
    }
    if (parts.equals(node.children())) {
      return node;
    }
    return node instanceof Syntax.Reduction reduction
        ? reduction(reduction, parts, values)
        : SyntaxRebuild.of(node, parts);
  }

  /** A sum over an index of the same name hides that one in its body, and no other. */
  private static Syntax reduction(
      Syntax.Reduction reduction, List<Syntax> parts, Map<String, ? extends Syntax> values) {
    if (!values.containsKey(reduction.index().name())) {
      return SyntaxRebuild.of(reduction, parts);
    }
    // Each time there is one name less to put in, so this does not go deep.
    Map<String, Syntax> visible = new HashMap<>(values);
    visible.remove(reduction.index().name());
    boolean bounded = reduction.lower() != null;
    Syntax condition = reduction.condition();
    return new Syntax.Reduction(
        reduction.span(),
        reduction.operator(),
        reduction.index(),
        bounded ? parts.get(1) : null,
        bounded ? parts.get(2) : null,
        condition == null ? null : of(visible, condition),
        of(visible, reduction.body()));
  }
}
