package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.function.Functions;
import org.chainrule.notation.Greek;
import org.chainrule.parse.FreeNames;
import org.chainrule.parse.Names;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
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

  /**
   * A node that is still to be looked at.
   *
   * @param index whether names here stand for whole numbers, as in a subscript
   */
  private record Item(
      Syntax node, @Nullable Bound scope, List<Set<String>> vectors, boolean index) {}

  /** A free letter in a subscript of a name, which is an index where the name is a family. */
  private record Below(String name, int axis, Place place) {}

  private final Names known;
  private final Set<String> families = new LinkedHashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Map<String, Map<String, Place>> letters = new LinkedHashMap<>();

  /** The conventional letters on the left side of definitions, with a place. */
  private final Map<String, Place> sides = new HashMap<>();

  /** The other letters that are indices wherever they stand, with a place that shows it. */
  private final Map<String, Place> indices = new HashMap<>();

  private final Map<String, List<Below>> below = new LinkedHashMap<>();
  private final Map<String, Place> reasons = new HashMap<>();

  /** The numbers below names, with their first places. */
  private final Map<String, Map<String, Place>> numbers = new HashMap<>();

  /** For names what stands below them where more is meant than a variable of a derivative. */
  private final Map<String, Set<String>> occurring = new HashMap<>();

  /** For names what stands below them on the left side of definitions. */
  private final Map<String, Set<String>> defined = new HashMap<>();

  /** The names that are defined by what has the same letter below, as y_a = 2*x_a. */
  private final Set<String> patterns = new HashSet<>();

  private final List<Set<String>> vectors = new ArrayList<>();
  private final Set<String> bare = new HashSet<>();
  private final Set<String> values = new HashSet<>();

  SubscriptSurvey(Names known, Collection<String> families) {
    this.known = known;
    this.families.addAll(families);
    named.addAll(families);
  }

  /** Looks through a definition. */
  void define(Syntax target, Syntax value, Set<String> parameters, String text) {
    if (target instanceof Syntax.Subscripted subscripted) {
      Place place = new Place(target.span(), text);
      for (Syntax index : subscripted.indices()) {
        if (index instanceof Syntax.Name name) {
          sides.putIfAbsent(name.name(), place);
          defined(subscripted).add(name.name());
          if (isBelow(name, value)) {
            patterns.add(subscripted.family().name());
          }
        } else if (index instanceof Syntax.NumberLiteral number) {
          defined(subscripted).add(number.spelling());
        }
      }
      look(target, text);
    }
    look(value, text, parameters, false);
  }

  private Set<String> defined(Syntax.Subscripted target) {
    return defined.computeIfAbsent(target.family().name(), key -> new HashSet<>());
  }

  /** Whether a letter subscripts something in a tree. */
  private static boolean isBelow(Syntax.Name letter, Syntax tree) {
    boolean[] found = new boolean[1];
    SyntaxWalk.forEach(
        tree,
        node ->
            found[0] |=
                node instanceof Syntax.Subscripted subscripted
                    && subscripted.indices().stream()
                        .anyMatch(
                            each ->
                                each instanceof Syntax.Name name
                                    && name.name().equals(letter.name())));
    return found[0];
  }

  /** Takes names that are declared as vectors or matrices for families. */
  void declare(Statement.ShapeDeclaration declaration) {
    if (declaration.shape() instanceof DeclaredShape.Space space && !space.dimensions().isEmpty()) {
      declaration.names().forEach(each -> families.add(each.name()));
    }
  }

  /** Looks through anything else. */
  void look(Syntax root, String text) {
    look(root, text, Set.of(), false);
  }

  private void look(Syntax root, String text, Set<String> parameters, boolean isIndex) {
    Set<String> valued = parameters.isEmpty() ? Set.of() : valued(root, parameters);
    Deque<Item> pending = new ArrayDeque<>();
    pending.push(new Item(root, null, List.of(), isIndex));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Item item = pending.pop();
      Syntax node = item.node();
      if (node instanceof Syntax.Name name) {
        name(name, item, parameters);
      } else if (node instanceof Syntax.Subscripted subscripted) {
        Bound scope = item.scope();
        see(subscripted, scope, text, parameters, valued);
        occurs(subscripted);
        push(pending, subscripted.indices(), scope, List.of(), true);
      } else if (node instanceof Syntax.Delta) {
        node.children().forEach(each -> index(each, item.scope(), node, text));
        push(pending, node.children(), item.scope(), List.of(), true);
      } else if (node instanceof Syntax.Reduction reduction) {
        push(pending, bounds(reduction), item.scope(), List.of(), true);
        Bound inner = new Bound(reduction.index(), item.scope());
        if (reduction.condition() != null) {
          pairs(reduction.condition(), inner, text);
          push(pending, List.of(reduction.condition()), inner, List.of(), true);
        }
        push(pending, List.of(reduction.body()), inner, item.vectors(), item.index());
      } else if (node instanceof Syntax.Element element) {
        element.indices().forEach(each -> index(each, item.scope(), node, text));
        push(pending, element.indices(), item.scope(), List.of(), true);
        push(pending, List.of(element.vector()), item.scope(), item.vectors(), item.index());
      } else if (node instanceof Syntax.Call call) {
        call(call, item, pending);
      } else if (node instanceof Syntax.Derivative derivative) {
        for (Syntax variable : derivative.variables()) {
          if (variable instanceof Syntax.Subscripted subscripted) {
            see(subscripted, item.scope(), text, parameters, valued);
            push(pending, subscripted.indices(), item.scope(), List.of(), true);
          } else {
            push(pending, List.of(variable), item.scope(), item.vectors(), item.index());
          }
        }
        push(pending, List.of(derivative.body()), item.scope(), item.vectors(), item.index());
      } else {
        push(pending, node.children(), item.scope(), item.vectors(), item.index());
      }
    }
  }

  /** Looks at a variable that something is differentiated by. */
  void variable(Syntax variable, String text) {
    if (variable instanceof Syntax.Subscripted subscripted) {
      see(subscripted, null, text, Set.of(), Set.of());
      subscripted.indices().forEach(each -> look(each, text, Set.of(), true));
    } else {
      look(variable, text);
    }
  }

  private void occurs(Syntax.Subscripted subscripted) {
    for (Syntax index : subscripted.indices()) {
      Set<String> occur =
          occurring.computeIfAbsent(subscripted.family().name(), key -> new HashSet<>());
      if (index instanceof Syntax.Name name) {
        occur.add(name.name());
      } else if (index instanceof Syntax.NumberLiteral number) {
        occur.add(number.spelling());
      }
    }
  }

  private void name(Syntax.Name name, Item item, Set<String> parameters) {
    if (parameters.contains(name.name()) || isBound(name.name(), item.scope())) {
      return;
    }
    item.vectors().forEach(each -> each.add(name.name()));
    if (item.vectors().isEmpty()) {
      bare.add(name.name());
    }
    if (!item.index()) {
      values.add(name.name());
    }
  }

  /** The parameters of a function that stand for numbers in it, and not below names alone. */
  private static Set<String> valued(Syntax root, Set<String> parameters) {
    Set<String> found = new HashSet<>();
    FreeNames.outsideSubscripts(root).forEach(name -> found.add(name.name()));
    found.retainAll(parameters);
    return found;
  }

  /** A letter that stands where only an index may is one everywhere. */
  private void index(Syntax node, @Nullable Bound scope, Syntax around, String text) {
    if (node instanceof Syntax.Name name && !isBound(name.name(), scope)) {
      indices.putIfAbsent(name.name(), new Place(around.span(), text));
    }
  }

  /** A letter that a bound index is compared with, as in {@code k != c}, is an index. */
  private void pairs(Syntax condition, Bound inner, String text) {
    SyntaxWalk.forEach(
        condition,
        node -> {
          boolean isPair =
              node instanceof Syntax.Comparison comparison
                  && comparison.operands().size() == 2
                  && (comparison.operators().get(0) == RelationOperator.EQUAL
                      || comparison.operators().get(0) == RelationOperator.NOT_EQUAL)
                  && comparison.operands().stream()
                      .anyMatch(
                          each -> each instanceof Syntax.Name name && isBound(name.name(), inner));
          if (isPair) {
            node.children().forEach(each -> index(each, inner, node, text));
          }
        });
  }

  private static List<Syntax> bounds(Syntax.Reduction reduction) {
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    return lower == null || upper == null ? List.of() : List.of(lower, upper);
  }

  private static void push(
      Deque<Item> pending,
      List<Syntax> nodes,
      @Nullable Bound scope,
      List<Set<String>> vectors,
      boolean index) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      pending.push(new Item(nodes.get(i), scope, vectors, index));
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
      pending.push(new Item(call.arguments().get(i), item.scope(), inside, item.index()));
    }
  }

  private void see(
      Syntax.Subscripted subscripted,
      @Nullable Bound scope,
      String text,
      Set<String> parameters,
      Set<String> valued) {
    String family = subscripted.family().name();
    Place place = new Place(subscripted.span(), text);
    named.add(family);
    boolean single = subscripted.indices().size() == 1 && !subscripted.bracketed();
    if (!single) {
      families.add(family);
    }
    for (int i = 0; i < subscripted.indices().size(); i++) {
      Syntax index = subscripted.indices().get(i);
      int axis = i;
      SyntaxWalk.forEach(
          index,
          each -> {
            if (each instanceof Syntax.Name name
                && !isBound(name.name(), scope)
                && !parameters.contains(name.name())) {
              below
                  .computeIfAbsent(name.name(), key -> new ArrayList<>())
                  .add(new Below(family, axis, place));
            }
          });
      if (single && index instanceof Syntax.Name name) {
        boolean isGiven =
            isBound(name.name(), scope)
                || known.isDeclaredIndex(name.name())
                || parameters.contains(name.name()) && !valued.contains(name.name());
        if (isGiven) {
          families.add(family);
        } else {
          letters
              .computeIfAbsent(family, key -> new LinkedHashMap<>())
              .putIfAbsent(name.name(), place);
        }
      } else if (!(index instanceof Syntax.NumberLiteral number)) {
        families.add(family);
      } else {
        numbers
            .computeIfAbsent(family, key -> new LinkedHashMap<>())
            .putIfAbsent(number.spelling(), place);
      }
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
    Map<String, Map<String, Place>> labelled = new LinkedHashMap<>();
    letters.forEach(
        (name, below) -> {
          List<String> others = below.keySet().stream().filter(isIndex.negate()).toList();
          if (families.contains(name)) {
            if (isStrict && reasons.containsKey(name) && standsApart(name, below.keySet())) {
              throw mixture(below, others);
            }
            indexed.put(name, true);
            others.stream()
                .filter(letter -> !known.isFamily(name) && !known.values().contains(letter))
                .forEach(letter -> notes.add(index(name, letter, below)));
          } else if (others.isEmpty()) {
            indexed.put(name, true);
          } else if (others.size() == below.size()) {
            if (isStrict) {
              checkOccurring(name, below);
              labelled.put(name, below);
            }
            indexed.put(name, false);
            notes.add(labels(below));
          } else if (isStrict) {
            throw mixture(below, others);
          }
        });
    labelled.forEach(this::checkDefined);
    families.forEach(each -> indexed.put(each, true));
    return new Names.Subscripts(Map.copyOf(indexed), Set.copyOf(own), List.copyOf(notes), Map.of());
  }

  /**
   * Adds the families that follow from others, as bare vectors and by their letters: what is an
   * index in one place is one wherever it stands alone below a name.
   */
  private void spread(Predicate<String> isIndex) {
    boolean changed = true;
    while (changed) {
      changed = settleVectors();
      for (Map.Entry<String, List<Below>> each : below.entrySet()) {
        Interruption.poll();
        Place place = evidence(each.getKey(), each.getValue(), isIndex);
        if (place != null) {
          for (Below found : each.getValue()) {
            if (families.add(found.name())) {
              changed = true;
              if (!Names.isConventionalIndex(each.getKey())) {
                reasons.put(found.name(), place);
              }
            }
          }
        }
      }
    }
  }

  /**
   * Whether the letters below a name are indices of different things, as the user and the item of
   * {@code r_{u,i} - b_u - b_i} are: then b may be two names.
   */
  private boolean standsApart(String name, Set<String> letters) {
    List<Set<List<Object>>> all = new ArrayList<>();
    for (String letter : letters) {
      Set<List<Object>> axes = new HashSet<>();
      for (Below each : below.getOrDefault(letter, List.of())) {
        if (!each.name().equals(name) && families.contains(each.name())) {
          axes.add(List.of(each.name(), each.axis()));
        }
      }
      if (!axes.isEmpty()) {
        all.add(axes);
      }
    }
    return all.stream()
        .anyMatch(axes -> all.stream().anyMatch(other -> Collections.disjoint(axes, other)));
  }

  /** A place that shows a letter to be an index in this problem, or null where none does. */
  private @Nullable Place evidence(String letter, List<Below> found, Predicate<String> isIndex) {
    if (Names.isConventionalIndex(letter)) {
      return isIndex.test(letter) ? sides.get(letter) : null;
    }
    if (known.values().contains(letter)
        || named.contains(letter)
        || values.contains(letter)
        || families.contains(letter)) {
      return null;
    }
    Place place = indices.get(letter);
    for (Below each : found) {
      place = place == null && families.contains(each.name()) ? each.place() : place;
    }
    return place;
  }

  private boolean settleVectors() {
    boolean changed = false;
    for (Set<String> names : vectors) {
      changed |= names.stream().noneMatch(families::contains) && choose(names);
    }
    return changed;
  }

  /**
   * A bare name that alone can be the vector is a family; small Latin letters come first, and then
   * what has elements elsewhere, as theta in softmax(theta/T)_a by theta_b.
   */
  private boolean choose(Set<String> names) {
    List<String> possible =
        names.stream().filter(each -> !known.isPlain(each) && !bare.contains(each)).toList();
    List<String> small =
        possible.stream()
            .filter(each -> each.charAt(0) >= 'a' && each.charAt(0) <= 'z')
            .filter(each -> !Greek.isName(each))
            .toList();
    if (possible.size() > 1) {
      possible =
          small.isEmpty()
              ? possible.stream()
                  .filter(each -> letters.containsKey(each) || numbers.containsKey(each))
                  .toList()
              : small;
    }
    return possible.size() == 1 && families.add(possible.get(0));
  }

  private Note index(String family, String letter, Map<String, Place> below) {
    Place place = below.getOrDefault(letter, below.values().iterator().next());
    Place reason = reasons.get(family);
    String shown = reason == null ? "" : reason.shown();
    boolean isOfLetter = reason != null && !shown.equals(place.shown()) && shown.contains(letter);
    return new Note(
        place.span(),
        "`%s` was read as an element, since `%s` is %s; declare `%s : R` if it is a name"
            .formatted(
                place.shown(),
                isOfLetter ? letter : family,
                isOfLetter ? "an index in `%s`".formatted(shown) : "a family",
                place.shown()));
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

  /**
   * Refuses a variable that is nowhere else, beside others of its kind with labels: the derivative
   * by a name of its own is 0, and by an element it need not be.
   */
  private void checkOccurring(String name, Map<String, Place> labels) {
    Map<String, Place> all = new LinkedHashMap<>(labels);
    all.putAll(numbers.getOrDefault(name, Map.of()));
    Set<String> occur = new LinkedHashSet<>(all.keySet());
    occur.retainAll(occurring.getOrDefault(name, Set.of()));
    for (Map.Entry<String, Place> each : all.entrySet()) {
      Place place = each.getValue();
      boolean isLabel = labels.containsKey(each.getKey());
      Place other =
          occur.stream()
              .filter(one -> isLabel || labels.containsKey(one))
              .findFirst()
              .map(all::get)
              .orElse(null);
      if (!occur.contains(each.getKey()) && other != null) {
        String names =
            labels.values().stream()
                .map(label -> "`%s : R`".formatted(label.shown()))
                .collect(Collectors.joining(", "));
        throw new SourceText(place.text())
            .refusal(
                place.span(),
                "`%s` occurs nowhere, and may be an element of one family with `%s` or a name"
                        .formatted(place.shown(), other.shown())
                    + " of its own",
                "declare `%s in 1..n` for elements, or %s for names"
                    .formatted(String.join(", ", labels.keySet()), names));
      }
    }
  }

  /**
   * Refuses a label of which nothing is said beside a definition that could be of all of a family:
   * y_b where y_a = 2*x_a.
   */
  private void checkDefined(String name, Map<String, Place> labels) {
    Map<String, Place> all = new LinkedHashMap<>(labels);
    all.putAll(numbers.getOrDefault(name, Map.of()));
    Map<String, Place> others = new LinkedHashMap<>(all);
    others.keySet().removeAll(defined.getOrDefault(name, Set.of()));
    if (patterns.contains(name) && !others.isEmpty()) {
      Place place = others.values().iterator().next();
      List<String> names = all.values().stream().map(Place::shown).toList();
      String plain =
          labels.values().stream()
              .map(each -> "`" + each.shown() + " : R`")
              .collect(Collectors.joining(", "));
      throw new SourceText(place.text())
          .refusal(
              place.span(),
              "`%s` could be elements of one family or names of their own"
                  .formatted(String.join("` and `", names)),
              "declare `%s in 1..n` for elements, or %s for names"
                  .formatted(String.join(", ", labels.keySet()), plain));
    }
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
