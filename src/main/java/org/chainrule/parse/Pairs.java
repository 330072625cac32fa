package org.chainrule.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.error.Span;
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

  private record Unequal(Syntax sum, Name index, Name other) {}

  private final IdentityHashMap<Syntax, Pair> pairs = new IdentityHashMap<>();
  private final List<Unequal> unequal = new ArrayList<>();

  /** Remembers a sum that binds several letters. */
  void add(Syntax reduction, List<Name> indices, SourceText source) {
    pairs.put(reduction, new Pair(List.copyOf(indices), source));
  }

  /** Remembers a sum over one letter of {@code i != j}, where two may have been meant. */
  void addUnequal(Syntax sum, Name index, Name other) {
    unequal.add(new Unequal(sum, index, other));
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
    if (!unequal.isEmpty()) {
      noteUnequal(root, outside, notes);
    }
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

  /** Tells of letters that occur in such a sum alone, and are not bound by it. */
  private void noteUnequal(Syntax root, Collection<String> outside, Notes notes) {
    List<String> all = names(root);
    for (Unequal each : unequal) {
      String other = each.other().name();
      boolean isAlone =
          !outside.contains(other)
              && Collections.frequency(all, other)
                  == Collections.frequency(names(each.sum()), other);
      if (isAlone) {
        notes.add(
            each.sum().span(),
            "the sum runs over `%s` alone, for one `%s`; for all pairs write sum_%s sum_{%s != %s} …"
                .formatted(
                    each.index().spelling(),
                    each.other().spelling(),
                    each.other().spelling(),
                    each.index().spelling(),
                    each.other().spelling()));
      }
    }
  }

  private static List<String> names(Syntax syntax) {
    return FreeNames.in(syntax).stream().map(Name::name).toList();
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
              innermost.lower(),
              innermost.upper(),
              i == kept.size() - 1 ? innermost.condition() : null,
              result);
    }
    return result;
  }
}
