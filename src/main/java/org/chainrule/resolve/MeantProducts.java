package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.notation.Greek;

/** The check for names that were likely meant as products of others: {@code xy} beside x and y. */
final class MeantProducts {
  /** Longer words are names. */
  private static final int LONGEST = 24;

  private final Set<String> names;
  private final Set<String> variables;

  /**
   * Goes by the names of a problem.
   *
   * @param names those of one value each
   * @param variables those that are differentiated by
   */
  MeantProducts(Collection<String> names, Collection<String> variables) {
    this.names = Set.copyOf(names);
    this.variables = Set.copyOf(variables);
  }

  /**
   * Refuses a name that nothing defines and that is made of others.
   *
   * @param undefined names by the places where they stand first
   */
  static void check(
      Map<String, FamilyInference.Place> undefined, Declarations declarations, Set<String> by) {
    Set<String> names = new HashSet<>(undefined.keySet());
    names.addAll(declarations.names().values());
    names.addAll(declarations.context().families().locals());
    MeantProducts products = new MeantProducts(names, by);
    undefined.forEach(
        (name, place) -> {
          if (!by.contains(name) && !declarations.names().knows(name)) {
            products
                .factors(name)
                .ifPresent(
                    factors -> {
                      throw place.refusal(
                          "`%s` is one name, and nothing defines it".formatted(name),
                          "write %s for the product, or declare `%s : R` for a name"
                              .formatted(String.join("*", factors), name));
                    });
          }
        });
  }

  /** The names that a name is written together of, if it is. */
  Optional<List<String>> factors(String name) {
    if (name.length() < 2 || name.length() > LONGEST || Greek.isName(name)) {
      return Optional.empty();
    }
    boolean isWord = name.chars().allMatch(letter -> letter < 0x7F && Character.isLetter(letter));
    if (!isWord) {
      return Optional.empty();
    }
    Map<Integer, List<String>> ends = new HashMap<>();
    ends.put(0, List.of());
    for (int end = 1; end <= name.length(); end++) {
      for (int start = 0; start < end; start++) {
        String part = name.substring(start, end);
        List<String> before = ends.get(start);
        if (before != null && names.contains(part) && !part.equals(name)) {
          List<String> factors = new ArrayList<>(before);
          factors.add(part);
          ends.putIfAbsent(end, factors);
        }
      }
    }
    List<String> factors = ends.get(name.length());
    return factors != null ? Optional.of(factors) : withVariable(name);
  }

  /** Two small letters one of which is differentiated by are two names. */
  private Optional<List<String>> withVariable(String name) {
    List<String> letters = List.of(name.split(""));
    boolean isPair =
        letters.size() == 2
            && letters.stream().allMatch(letter -> Character.isLowerCase(letter.charAt(0)))
            && letters.stream().anyMatch(variables::contains);
    return isPair ? Optional.of(letters) : Optional.empty();
  }
}
