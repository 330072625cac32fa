package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.Collections;
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
import org.chainrule.notation.Greek;
import org.chainrule.notation.Identifier;
import org.chainrule.parse.Names;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.resolve.SubscriptEvidence.Below;
import org.chainrule.resolve.SubscriptEvidence.Place;
import org.jspecify.annotations.Nullable;

/**
 * The decision how the one-letter subscripts of each name are read, from what all texts of a
 * problem show: as indices where the name is a family, else as labels that belong to the name.
 */
final class SubscriptDecision {
  private final SubscriptEvidence evidence;

  /** The families that are known, and those that follow. */
  private final Set<String> families;

  /** Of families the places that show them to be such, where no convention does. */
  private final Map<String, Place> reasons = new HashMap<>();

  SubscriptDecision(SubscriptEvidence evidence) {
    this.evidence = evidence;
    families = new LinkedHashSet<>(evidence.families);
  }

  /** The letters that are names of their own here, so that none is an index by convention. */
  private Set<String> named() {
    Set<String> all = new HashSet<>(evidence.named);
    all.addAll(families);
    all.addAll(evidence.known.values());
    all.removeIf(each -> evidence.known.isDeclaredIndex(each) || !Names.isConventionalIndex(each));
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
    addDeclared();
    Set<String> own = named();
    Predicate<String> isIndex =
        letter -> Names.isConventionalIndex(letter) && !own.contains(letter);
    spread(isIndex);
    Map<String, Boolean> indexed = new HashMap<>();
    List<Note> notes = new ArrayList<>();
    Map<String, Map<String, Place>> labelled = new LinkedHashMap<>();
    evidence.letters.forEach(
        (name, below) -> {
          List<String> others = below.keySet().stream().filter(isIndex.negate()).toList();
          if (families.contains(name)) {
            if (isStrict && reasons.containsKey(name) && standsApart(name, below.keySet())) {
              throw mixture(below, others);
            }
            indexed.put(name, true);
            others.stream()
                .filter(
                    letter ->
                        !evidence.known.isFamily(name)
                            && !evidence.columns.containsKey(name)
                            && !evidence.known.values().contains(letter))
                .forEach(letter -> notes.add(index(name, letter, below)));
          } else if (isDeclared(name, below.keySet())) {
            indexed.put(name, false);
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
    return new Names.Subscripts(
        Map.copyOf(indexed), Set.copyOf(own), List.copyOf(notes), Map.of(), Set.of());
  }

  /** Adds the letters that columns are declared with, where more of the name is used than these. */
  private void addDeclared() {
    evidence.columns.forEach(
        (name, declared) -> {
          Set<String> letters = evidence.letters.getOrDefault(name, Map.of()).keySet();
          if (!isDeclared(name, letters)) {
            declared.forEach(
                (below, place) -> {
                  if (Identifier.of(below).isSymbol()) {
                    evidence
                        .letters
                        .computeIfAbsent(name, key -> new LinkedHashMap<>())
                        .putIfAbsent(below, place);
                  }
                });
          }
        });
  }

  /** Whether all that stands below a name is declared as a column or a matrix of its own. */
  private boolean isDeclared(String name, Set<String> letters) {
    Set<String> declared = evidence.columns.getOrDefault(name, Map.of()).keySet();
    return declared.containsAll(letters)
        && declared.containsAll(evidence.numbers.getOrDefault(name, Map.of()).keySet());
  }

  /**
   * Adds the families that follow from others, as bare vectors and by their letters: what is an
   * index in one place is one wherever it stands alone below a name.
   */
  private void spread(Predicate<String> isIndex) {
    boolean changed = true;
    while (changed) {
      changed = settleVectors();
      for (Map.Entry<String, List<Below>> each : evidence.below.entrySet()) {
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
      for (Below each : evidence.below.getOrDefault(letter, List.of())) {
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
      return isIndex.test(letter) ? evidence.sides.get(letter) : null;
    }
    if (evidence.known.values().contains(letter)
        || evidence.named.contains(letter)
        || evidence.values.contains(letter)
        || families.contains(letter)) {
      return null;
    }
    Place place = evidence.indices.get(letter);
    for (Below each : found) {
      place = place == null && families.contains(each.name()) ? each.place() : place;
    }
    return place;
  }

  private boolean settleVectors() {
    boolean changed = false;
    for (Set<String> names : evidence.vectors) {
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
        names.stream()
            .filter(each -> !evidence.known.isPlain(each) && !evidence.bare.contains(each))
            .toList();
    List<String> small =
        possible.stream()
            .filter(each -> each.charAt(0) >= 'a' && each.charAt(0) <= 'z')
            .filter(each -> !Greek.isName(each))
            .toList();
    if (possible.size() > 1) {
      possible =
          small.isEmpty()
              ? possible.stream()
                  .filter(
                      each ->
                          evidence.letters.containsKey(each) || evidence.numbers.containsKey(each))
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
    all.putAll(evidence.numbers.getOrDefault(name, Map.of()));
    Set<String> occur = new LinkedHashSet<>(all.keySet());
    occur.retainAll(evidence.occurring.getOrDefault(name, Set.of()));
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
    all.putAll(evidence.numbers.getOrDefault(name, Map.of()));
    Map<String, Place> others = new LinkedHashMap<>(all);
    others.keySet().removeAll(evidence.defined.getOrDefault(name, Set.of()));
    if (evidence.patterns.contains(name) && !others.isEmpty()) {
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
