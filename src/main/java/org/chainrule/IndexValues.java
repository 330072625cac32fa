package org.chainrule;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxRebuild;
import org.chainrule.syntax.SyntaxWalk;

/** Puts numbers in the place of index names in trees as written, but for names that are bound. */
final class IndexValues {
  private IndexValues() {}

  static Syntax put(Map<String, BigInteger> values, Syntax tree) {
    if (values.isEmpty()) {
      return tree;
    }
    return SyntaxWalk.fold(tree, (node, parts) -> rebuilt(values, node, parts));
  }

  private static Syntax rebuilt(Map<String, BigInteger> values, Syntax node, List<Syntax> parts) {
    if (node instanceof Syntax.Name name) {
      BigInteger value = values.get(name.name());
      return value == null
          ? name
          : new Syntax.NumberLiteral(name.span(), Rational.of(value), value.toString());
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
      Syntax.Reduction reduction, List<Syntax> parts, Map<String, BigInteger> values) {
    if (!values.containsKey(reduction.index().name())) {
      return SyntaxRebuild.of(reduction, parts);
    }
    // Each time there is one name less to put in, so this does not go deep.
    Map<String, BigInteger> visible = new HashMap<>(values);
    visible.remove(reduction.index().name());
    boolean bounded = reduction.lower() != null;
    Syntax condition = reduction.condition();
    return new Syntax.Reduction(
        reduction.span(),
        reduction.operator(),
        reduction.index(),
        bounded ? parts.get(1) : null,
        bounded ? parts.get(2) : null,
        condition == null ? null : put(visible, condition),
        put(visible, reduction.body()));
  }
}
