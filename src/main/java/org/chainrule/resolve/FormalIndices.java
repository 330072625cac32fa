package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;
import org.chainrule.notation.Convention;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxSubstitution;
import org.chainrule.syntax.SyntaxWalk;

/**
 * The indices on the left sides of definitions, kept apart from the length n.
 *
 * <p>In {@code y_n = sum_j w_j*x_{n,j}} the sum runs to n as a length, which no value of the index
 * changes; so the index gets another letter.
 */
final class FormalIndices {
  private static final List<String> LETTERS = List.of("i", "k", "l", "t", "j");

  private FormalIndices() {}

  /** A definition without the length as an index, where a sum in it goes as far as that. */
  static Statement.Definition apart(Statement.Definition definition) {
    if (definition.parameters() != null
        || !(definition.target() instanceof Syntax.Subscripted target)) {
      return definition;
    }
    Optional<Syntax.Name> formal =
        target.indices().stream()
            .filter(Syntax.Name.class::isInstance)
            .map(Syntax.Name.class::cast)
            .filter(each -> each.name().equals(Convention.LENGTH))
            .findFirst();
    if (formal.isEmpty() || !goesToLength(definition.value())) {
      return definition;
    }
    Set<String> taken = new HashSet<>();
    for (Syntax side : List.of(target, definition.value())) {
      SyntaxWalk.forEach(
          side,
          node -> {
            if (node instanceof Syntax.Name name) {
              taken.add(name.name());
            }
          });
    }
    return LETTERS.stream()
        .filter(letter -> !taken.contains(letter))
        .findFirst()
        .map(letter -> renamed(definition, target, formal.get(), letter))
        .orElse(definition);
  }

  private static Statement.Definition renamed(
      Statement.Definition definition,
      Syntax.Subscripted target,
      Syntax.Name formal,
      String letter) {
    Map<String, Syntax> letters = new HashMap<>();
    letters.put(formal.name(), new Syntax.Name(formal.span(), letter, letter));
    List<Syntax> indices = new ArrayList<>();
    target.indices().forEach(each -> indices.add(SyntaxSubstitution.of(letters, each)));
    return new Statement.Definition(
        definition.span(),
        new Syntax.Subscripted(target.span(), target.family(), indices, target.bracketed()),
        null,
        SyntaxSubstitution.of(letters, definition.value()));
  }

  /** Whether there is a sum without bounds, or a function of a whole family. */
  private static boolean goesToLength(Syntax value) {
    boolean[] found = new boolean[1];
    SyntaxWalk.forEach(value, node -> found[0] |= goesToLengthItself(node));
    return found[0];
  }

  private static boolean goesToLengthItself(Syntax node) {
    return node instanceof Syntax.Reduction reduction && reduction.lower() == null
        || node instanceof Syntax.Call call
            && Functions.named(call.function())
                .filter(each -> each.parameters().contains(Function.Parameter.VECTOR))
                .isPresent();
  }
}
