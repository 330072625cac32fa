package org.chainrule.syntax;

import java.util.List;

/** A shape that a declaration gives to a name. */
public sealed interface DeclaredShape {
  /**
   * Real numbers, one for each position: none for {@code R}, one dimension for {@code R^n}.
   *
   * @param isSymmetric whether this is said to hold symmetric matrices only
   */
  record Space(List<Syntax> dimensions, boolean isSymmetric) implements DeclaredShape {
    public Space {
      dimensions = List.copyOf(dimensions);
    }

    /** The space of all arrays of these dimensions. */
    public Space(List<Syntax> dimensions) {
      this(dimensions, false);
    }
  }

  /** A function: {@code R -> R}, {@code R^2 -> R}, {@code R x R -> R}. */
  record Mapping(List<Space> arguments, Space result) implements DeclaredShape {
    public Mapping {
      arguments = List.copyOf(arguments);
    }
  }
}
