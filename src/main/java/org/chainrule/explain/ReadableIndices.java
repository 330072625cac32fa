package org.chainrule.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.trace.Circumstances;

/** Letters for indices that have names that nobody can write: their own where it is free. */
final class ReadableIndices {
  private static final List<String> LETTERS =
      List.of("i", "j", "k", "l", "m", "n", "r", "s", "t", "u", "v", "p", "q", "a", "b", "c", "d");

  private ReadableIndices() {}

  /** Some steps with letters for such indices, one for each throughout. */
  static Steps in(List<Step> steps) {
    Set<Symbol> apart = new LinkedHashSet<>();
    Set<String> taken = new LinkedHashSet<>();
    Pass<Boolean> names =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof Symbol symbol) {
              if (isReadable(symbol.name()) && symbol.nameBefore().equals(symbol.name())) {
                taken.add(symbol.name());
              } else {
                apart.add(symbol);
              }
            } else if (node instanceof IndexedSymbol element) {
              taken.add(element.family());
            }
            return dependencies(node).stream().allMatch(this::result);
          }
        };
    steps.forEach(each -> Stream.of(each.of(), each.before(), each.after()).forEach(names::apply));
    if (apart.isEmpty()) {
      return new Steps(steps);
    }
    Map<Expr, Expr> letters = new HashMap<>();
    for (Symbol symbol : apart) {
      Stream<String> numbered = IntStream.iterate(1, i -> i + 1).mapToObj(i -> "i" + i);
      Stream.of(Stream.of(symbol.nameBefore()), LETTERS.stream(), numbered)
          .flatMap(each -> each)
          .filter(ReadableIndices::isReadable)
          .filter(taken::add)
          .findFirst()
          .ifPresent(letter -> letters.put(symbol, Symbol.named(letter)));
    }
    Substitution renaming = Substitution.of(letters);
    List<Step> renamed = new ArrayList<>();
    for (Step each : steps) {
      renamed.add(
          new Step(
              each.depth(),
              renaming.apply(each.of()),
              renaming.apply(each.before()),
              renaming.apply(each.after()),
              each.reasons().stream().map(reason -> named(reason, letters)).toList(),
              each.conditions().stream().map(renaming::apply).toList(),
              renamed(each.around(), renaming)));
    }
    return new Steps(renamed);
  }

  private static boolean isReadable(String name) {
    return name.indexOf(' ') < 0;
  }

  private static Circumstances renamed(Circumstances around, Substitution renaming) {
    Map<Symbol, Expr> binders = new LinkedHashMap<>();
    around
        .binders()
        .forEach(
            (index, binder) -> binders.put((Symbol) renaming.apply(index), renaming.apply(binder)));
    return new Circumstances(
        around.given().stream().map(renaming::apply).toList(), binders, around.isPartial());
  }

  private static Reason named(Reason reason, Map<Expr, Expr> letters) {
    String subject = reason.subject();
    for (Map.Entry<Expr, Expr> each : letters.entrySet()) {
      subject = subject.replace(each.getKey().toString(), each.getValue().toString());
    }
    return new Reason(reason.rule(), subject);
  }
}
