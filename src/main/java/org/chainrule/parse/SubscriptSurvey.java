package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.Greek;
import org.chainrule.function.Functions;
import org.chainrule.number.Interruption;
import org.chainrule.syntax.Span;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * What all texts of a problem show of how the one-letter subscripts of its names are meant.
 *
 * <p>The texts are read with every such subscript as an index; this gathers what speaks for
 * families, and then decides name by name.
 */
final class SubscriptSurvey {
  /** A stretch of one of the texts. */
  record Place(Span span, String text) {
    String shown() {
      return new SourceText(text).shown(span);
    }
  }

  private record Bound(Syntax.Name index, @Nullable Bound outer) {}

  private record Item(Syntax node, @Nullable Bound scope, List<Set<String>> vectors) {}

  /** One definition of elements by letters: which names its letters index. */
  private static final class Pattern {
    final String family;
    final Set<String> letters = new LinkedHashSet<>();

    /** The names that a letter alone subscripts. */
    final Map<String, Set<String>> subscripted = new HashMap<>();

    /** The names in a subscript of which a letter occurs, on the right side. */
    final Map<String, Set<String>> indexed = new HashMap<>();

    Pattern(String family) {
      this.family = family;
    }
  }

  private final Names known;
  private final Set<String> families = new LinkedHashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Map<String, Map<String, Place>> letters = new LinkedHashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();
  private final List<Set<String>> vectors = new ArrayList<>();
  private final Set<String> bare = new HashSet<>();

  SubscriptSurvey(Names known, Collection<String> families) {
    this.known = known;
    this.families.addAll(families);
    named.addAll(families);
  }

  /** Looks through a definition. */
  void define(Syntax target, Syntax value, Set<String> parameters, String text) {
    Pattern pattern = null;
    if (target instanceof Syntax.Subscripted subscripted) {
      pattern = new Pattern(subscripted.family().name());
      for (Syntax index : subscripted.indices()) {
        if (index instanceof Syntax.Name name) {
          pattern.letters.add(name.name());
        }
      }
      patterns.add(pattern);
      look(target, text, Set.of(), pattern, false);
    }
    look(value, text, parameters, pattern, true);
  }

  /** Looks through anything else. */
  void look(Syntax root, String text) {
    look(root, text, Set.of(), null, true);
  }

  private void look(
      Syntax root,
      String text,
      Set<String> parameters,
      @Nullable Pattern pattern,
      boolean isRightSide) {
    Deque<Item> pending = new ArrayDeque<>();
    pending.push(new Item(root, null, List.of()));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Item item = pending.pop();
      Syntax node = item.node();
      if (node instanceof Syntax.Name name) {
        if (!parameters.contains(name.name()) && !isBound(name.name(), item.scope())) {
          item.vectors().forEach(each -> each.add(name.name()));
          if (item.vectors().isEmpty()) {
            bare.add(name.name());
          }
        }
      } else if (node instanceof Syntax.Subscripted subscripted) {
        see(subscripted, item.scope(), text, pattern, isRightSide);
        push(pending, subscripted.indices(), item.scope(), List.of());
      } else if (node instanceof Syntax.Reduction reduction) {
        push(pending, bounds(reduction), item.scope(), List.of());
        Bound inner = new Bound(reduction.index(), item.scope());
        if (reduction.condition() != null) {
          push(pending, List.of(reduction.condition()), inner, List.of());
        }
        push(pending, List.of(reduction.body()), inner, item.vectors());
      } else if (node instanceof Syntax.Element element) {
        push(pending, element.indices(), item.scope(), List.of());
        push(pending, List.of(element.vector()), item.scope(), item.vectors());
      } else if (node instanceof Syntax.Call call) {
        call(call, item, pending);
      } else {
        push(pending, node.children(), item.scope(), item.vectors());
      }
    }
  }

  private static List<Syntax> bounds(Syntax.Reduction reduction) {
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    return lower == null || upper == null ? List.of() : List.of(lower, upper);
  }

  private static void push(
      Deque<Item> pending, List<Syntax> nodes, @Nullable Bound scope, List<Set<String>> vectors) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      pending.push(new Item(nodes.get(i), scope, vectors));
    }
  }

  private static boolean isBound(String name, @Nullable Bound scope) {
    for (Bound bound = scope; bound != null; bound = bound.outer()) {
      if (bound.index().name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void call(Syntax.Call call, Item item, Deque<Item> pending) {
    Function row =
        known.isFunction(call.function()) ? null : Functions.named(call.function()).orElse(null);
    List<Parameter> parameters = row == null ? List.of() : row.parameters();
    for (int i = call.arguments().size() - 1; i >= 0; i--) {
      List<Set<String>> inside = item.vectors();
      if (i < parameters.size() && parameters.get(i) == Parameter.VECTOR) {
        Set<String> names = new LinkedHashSet<>();
        vectors.add(names);
        inside = List.of(names);
      }
      pending.push(new Item(call.arguments().get(i), item.scope(), inside));
    }
  }

  private void see(
      Syntax.Subscripted subscripted,
      @Nullable Bound scope,
      String text,
      @Nullable Pattern pattern,
      boolean isRightSide) {
    String family = subscripted.family().name();
    named.add(family);
    boolean single = subscripted.indices().size() == 1 && !subscripted.bracketed();
    if (!single) {
      families.add(family);
    }
    for (Syntax index : subscripted.indices()) {
      if (pattern != null && isRightSide) {
        org.chainrule.syntax.SyntaxWalk.forEach(
            index,
            each -> {
              if (each instanceof Syntax.Name name && !isBound(name.name(), scope)) {
                pattern.indexed.computeIfAbsent(name.name(), key -> new HashSet<>()).add(family);
              }
            });
      }
      if (single && index instanceof Syntax.Name name) {
        letter(family, name.name(), scope, new Place(subscripted.span(), text), pattern);
      } else if (!(index instanceof Syntax.NumberLiteral)) {
        families.add(family);
      }
    }
  }

  private void letter(
      String family, String letter, @Nullable Bound scope, Place place, @Nullable Pattern pattern) {
    if (isBound(letter, scope) || known.isDeclaredIndex(letter)) {
      families.add(family);
      return;
    }
    letters.computeIfAbsent(family, key -> new LinkedHashMap<>()).putIfAbsent(letter, place);
    if (pattern != null) {
      pattern.subscripted.computeIfAbsent(letter, key -> new LinkedHashSet<>()).add(family);
    }
  }

  /** The letters that are names of their own here, so that none is an index by convention. */
  Set<String> named() {
    Set<String> all = new HashSet<>(named);
    all.addAll(families);
    all.addAll(known.values());
    all.removeIf(each -> known.isDeclaredIndex(each) || !Names.isConventionalIndex(each));
    return all;
  }

  /**
   * How the subscripts of each name are read.
   *
   * @param isStrict whether what is left open is refused
   * @throws ParseException at a name whose subscripts could be either
   */
  Names.Subscripts decide(boolean isStrict) {
    settleVectors();
    Set<String> own = named();
    Predicate<String> isIndex =
        letter -> Names.isConventionalIndex(letter) && !own.contains(letter);
    spread(isIndex);
    Map<String, Boolean> indexed = new HashMap<>();
    List<Note> notes = new ArrayList<>();
    letters.forEach(
        (name, below) -> {
          List<String> others = below.keySet().stream().filter(isIndex.negate()).toList();
          if (families.contains(name)) {
            indexed.put(name, true);
            others.stream()
                .filter(letter -> !known.isFamily(name) && !known.values().contains(letter))
                .forEach(letter -> notes.add(index(name, letter, below)));
          } else if (others.isEmpty()) {
            indexed.put(name, true);
          } else if (others.size() == below.size()) {
            indexed.put(name, false);
            notes.add(labels(below));
          } else if (isStrict) {
            throw mixture(below, others);
          }
        });
    families.forEach(each -> indexed.put(each, true));
    return new Names.Subscripts(Map.copyOf(indexed), Set.copyOf(own), List.copyOf(notes));
  }

  /** Adds the families that follow from others, by definitions and as bare vectors. */
  private void spread(Predicate<String> isIndex) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Pattern pattern : patterns) {
        for (String letter : pattern.letters) {
          boolean indexes =
              isIndex.test(letter)
                  || known.isDeclaredIndex(letter)
                  || pattern.indexed.getOrDefault(letter, Set.of()).stream()
                      .anyMatch(families::contains);
          if (indexes) {
            changed |= families.add(pattern.family);
            changed |= families.addAll(pattern.subscripted.getOrDefault(letter, Set.of()));
          }
        }
      }
      changed |= settleVectors();
    }
  }

  private boolean settleVectors() {
    boolean changed = false;
    for (Set<String> names : vectors) {
      changed |= names.stream().noneMatch(families::contains) && choose(names);
    }
    return changed;
  }

  /** A bare name that alone can be the vector is a family; small Latin letters come first. */
  private boolean choose(Set<String> names) {
    List<String> possible =
        names.stream().filter(each -> !known.isPlain(each) && !bare.contains(each)).toList();
    if (possible.size() > 1) {
      possible =
          possible.stream()
              .filter(each -> each.charAt(0) >= 'a' && each.charAt(0) <= 'z')
              .filter(each -> !Greek.isName(each))
              .toList();
    }
    return possible.size() == 1 && families.add(possible.get(0));
  }

  private static Note index(String family, String letter, Map<String, Place> below) {
    Place place = below.getOrDefault(letter, below.values().iterator().next());
    return new Note(
        place.span(),
        "`%s` was read as an element, since `%s` is a family; declare `%s : R` if it is a name"
            .formatted(place.shown(), family, place.shown()));
  }

  private static Note labels(Map<String, Place> below) {
    List<String> names = below.values().stream().map(Place::shown).toList();
    String list = "`" + String.join("`, `", names) + "`";
    return new Note(
        below.values().iterator().next().span(),
        "%s %s read as %s; %s in 1..n makes %s"
            .formatted(
                list,
                names.size() == 1 ? "was" : "were",
                names.size() == 1 ? "a plain name" : "plain names",
                String.join(", ", below.keySet()),
                names.size() == 1 ? "it an element" : "them elements"));
  }

  private static ParseException mixture(Map<String, Place> below, List<String> others) {
    Place place = below.getOrDefault(others.get(0), below.values().iterator().next());
    List<String> names = below.values().stream().map(Place::shown).toList();
    String plain = String.join(", ", names.stream().map(each -> "`" + each + " : R`").toList());
    return new SourceText(place.text())
        .refusal(
            place.span(),
            "`%s` could be elements of one family or names of their own"
                .formatted(String.join("` and `", names)),
            "declare `%s in 1..n` for elements, or %s for names"
                .formatted(String.join(", ", below.keySet()), plain));
  }
}
