package org.chainrule.parse;

import java.util.Collection;
import java.util.Optional;

/** The known functions as far as reading needs them: what they are called and what they take. */
public interface FunctionNames {
  /** The canonical name of the function with this name or alias, if there is one. */
  Optional<String> canonical(String name);

  /** How many arguments the function of this canonical name takes. */
  Arity arity(String canonical);

  /** Whether the argument at a place, counted from 0, is a vector: the elements of a family. */
  boolean takesVector(String canonical, int argument);

  /**
   * Whether the function of this canonical name is one of matrices: its name is also that of many a
   * number, and so is a function's with brackets alone.
   */
  default boolean takesMatrix(String canonical) {
    return false;
  }

  /** Every name and alias, to suggest from. */
  Collection<String> names();

  /** Whether this is the name or an alias of a function. */
  default boolean isFunctionName(String name) {
    return canonical(name).isPresent();
  }
}
