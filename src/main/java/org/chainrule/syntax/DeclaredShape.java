package org.chainrule.syntax;

import java.util.List;

/** A shape that a declaration gives to a name. */
public sealed interface DeclaredShape {
  /** Real numbers, one for each position: none for {@code R}, one dimension for {@code R^n}. */
  record Space(List<Syntax> dimensions) implements DeclaredShape {
    public Space {
      dimensions = List.copyOf(dimensions);
    }
  }

  /** A function: {@code R -> R}, {@code R^2 -> R}, {@code R x R -> R}. */
  record Mapping(List<Space> arguments, Space result) implements DeclaredShape {
    public Mapping {
      arguments = List.copyOf(arguments);
    }
  }
}
