package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of names that a point gives no value.
 *
 * @param <N> the kind of tree: {@link org.chainrule.expr.Expr} or {@link
 *     org.chainrule.syntax.Syntax}
 */
public interface NameMeanings<N> {
  /** What a plain name is defined as. */
  Optional<N> of(String name);

  /** What an element of a family is defined as, its indices put in. */
  Optional<N> of(String family, List<BigInteger> indices);

  /** A function's definition. */
  default @Nullable Lambda<N> function(String name) {
    return null;
  }

  /** All names and families that occur in the definitions, so that a point may give them values. */
  default Set<String> names() {
    return Set.of();
  }

  /**
   * A function that is defined by an expression.
   *
   * @param parameters the names of its parameters
   * @param body its value
   */
  record Lambda<N>(List<String> parameters, N body) {
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }

  /** No definitions. */
  static <N> NameMeanings<N> none() {
    return new NameMeanings<>() {
      @Override
      public Optional<N> of(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<N> of(String family, List<BigInteger> indices) {
        return Optional.empty();
      }
    };
  }
}
