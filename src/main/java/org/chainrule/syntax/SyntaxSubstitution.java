package org.chainrule.syntax;

import java.util.ArrayList;
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
    if (node instanceof Syntax.Derivative derivative) {
      return derivative(derivative, parts);
    }
    if (node instanceof Syntax.Array array) {
      return array(array, parts, values);
    }
    return node instanceof Syntax.Reduction reduction
        ? reduction(reduction, parts, values)
        : SyntaxRebuild.of(node, parts);
  }

  /** The indices of an array hide what has their names in its body, and not in its lengths. */
  private static Syntax array(
      Syntax.Array array, List<Syntax> parts, Map<String, ? extends Syntax> values) {
    Map<String, Syntax> visible = new HashMap<>(values);
    array.indices().forEach(index -> visible.remove(index.name()));
    return visible.size() == values.size()
        ? SyntaxRebuild.of(array, parts)
        : SyntaxRebuild.array(array, parts, of(visible, array.body()));
  }

  /** A number after a variable is its order: {@code diff(f, x, k)} is f itself where k is 0. */
  private static Syntax derivative(Syntax.Derivative derivative, List<Syntax> parts) {
    List<Syntax> variables = new ArrayList<>();
    List<Integer> orders = new ArrayList<>();
    for (int i = 0; i < derivative.variables().size(); i++) {
      boolean isOrder =
          parts.get(i + 1) instanceof Syntax.NumberLiteral
              && derivative.variables().get(i) instanceof Syntax.Name;
      if (i > 0 && isOrder) {
        Syntax.NumberLiteral order = (Syntax.NumberLiteral) parts.get(i + 1);
        orders.set(orders.size() - 1, order.value().intValueExact());
      } else {
        variables.add(parts.get(i + 1));
        orders.add(derivative.orders().get(i));
      }
    }
    for (int i = orders.size() - 1; i >= 0; i--) {
      if (orders.get(i) == 0) {
        orders.remove(i);
        variables.remove(i);
      }
    }
    return orders.isEmpty()
        ? parts.get(0)
        : new Syntax.Derivative(derivative.span(), parts.get(0), variables, orders);
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
