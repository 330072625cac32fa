package org.chainrule.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.expr.Identifier;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Span;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.SyntaxRebuild;
import org.chainrule.syntax.SyntaxWalk;

/**
 * The sums over pairs in an expression, {@code sum_{i<j} …}.
 *
 * <p>Whether a letter is free outside such a sum shows only when all is read, so each binds every
 * letter at first, and gives those back that are bound elsewhere.
 */
final class Pairs {
  private record Pair(List<Name> indices, SourceText source) {}

  private final IdentityHashMap<Syntax, Pair> pairs = new IdentityHashMap<>();

  /** The letters of a chain {@code i < j} or {@code i <= j}; empty where a condition is none. */
  static List<Name> chain(Syntax condition) {
    if (!(condition instanceof Syntax.Comparison comparison)) {
      return List.of();
    }
    boolean rises = comparison.operators().stream().allMatch(Pairs::isLess);
    boolean falls =
        comparison.operators().stream()
            .allMatch(
                each ->
                    each == RelationOperator.GREATER || each == RelationOperator.GREATER_OR_EQUAL);
    List<Name> letters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Syntax operand : comparison.operands()) {
      if (!(operand instanceof Name name)
          || !Identifier.of(name.spelling()).isSymbol()
          || !seen.add(name.name())) {
        return List.of();
      }
      letters.add(name);
    }
    return rises || falls ? letters : List.of();
  }

  private static boolean isLess(RelationOperator operator) {
    return operator == RelationOperator.LESS || operator == RelationOperator.LESS_OR_EQUAL;
  }

  /** Remembers a sum that binds several letters. */
  void add(Syntax reduction, List<Name> indices, SourceText source) {
    pairs.put(reduction, new Pair(List.copyOf(indices), source));
  }

  void note(Notes notes, Span place, List<Name> bound) {
    notes.add(
        place,
        "the sum runs over %s alone; the other index is bound outside of it"
            .formatted(
                bound.stream()
                    .map(each -> "`" + each.spelling() + "`")
                    .collect(Collectors.joining(", "))));
  }

  /** The expression, in which each of the sums binds only what is free outside of it nowhere. */
  Syntax settle(Syntax root, Collection<String> outside, Notes notes) {
    if (pairs.isEmpty()) {
      return root;
    }
    Set<String> free = new HashSet<>(outside);
    FreeNames.in(root).forEach(name -> free.add(name.name()));
    boolean isSettled =
        pairs.values().stream()
            .flatMap(pair -> pair.indices().stream())
            .noneMatch(index -> free.contains(index.name()));
    return isSettled
        ? root
        : SyntaxWalk.fold(
            root,
            (node, parts) -> {
              Syntax rebuilt = SyntaxRebuild.of(node, parts);
              Pair pair = pairs.get(node);
              return pair == null ? rebuilt : settled(pair, rebuilt, free, notes);
            });
  }

  private Syntax settled(Pair pair, Syntax sum, Set<String> free, Notes notes) {
    List<Name> kept =
        pair.indices().stream().filter(index -> !free.contains(index.name())).toList();
    if (kept.size() == pair.indices().size()) {
      return sum;
    }
    if (kept.isEmpty()) {
      throw pair.source()
          .refusal(
              sum.span(),
              "every index of this sum occurs outside of it too",
              "write sum(%s=1..n, …) for the one that it runs over"
                  .formatted(pair.indices().get(0).spelling()));
    }
    note(notes, sum.span(), kept);
    Syntax.Reduction innermost = (Syntax.Reduction) sum;
    for (int i = 1; i < pair.indices().size(); i++) {
      innermost = (Syntax.Reduction) innermost.body();
    }
    Syntax result = innermost.body();
    for (int i = kept.size() - 1; i >= 0; i--) {
      result =
          new Syntax.Reduction(
              innermost.span(),
              innermost.operator(),
              kept.get(i),
              null,
              null,
              i == kept.size() - 1 ? innermost.condition() : null,
              result);
    }
    return result;
  }
}
