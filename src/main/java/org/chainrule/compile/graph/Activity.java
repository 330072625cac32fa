package org.chainrule.compile.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The nodes that change with the variables. */
public final class Activity {
  private Activity() {}

  /**
   * The nodes that depend on some loads.
   *
   * @param components nodes in the order of what they depend on
   * @param isVariable which loads these are
   */
  public static Set<Node> of(List<List<Node>> components, Predicate<Node> isVariable) {
    Set<Node> active = new HashSet<>();
    for (List<Node> component : components) {
      Set<Node> members = new HashSet<>(component);
      boolean any = false;
      for (Node node : component) {
        any |=
            node.kind == Node.Kind.LOAD && isVariable.test(node)
                || !isConstant(node)
                    && Components.dependencies(node).stream()
                        .anyMatch(each -> !members.contains(each) && active.contains(each));
      }
      if (any) {
        active.addAll(component);
      }
    }
    return active;
  }

  /** Whether derivatives take the node for a constant, whatever it is made of. */
  public static boolean isConstant(Node node) {
    return node.kind == Node.Kind.DETACH
        || node.kind == Node.Kind.TO_DOUBLE
        || node.kind.isWhole()
        || node.kind.isCondition();
  }
}
