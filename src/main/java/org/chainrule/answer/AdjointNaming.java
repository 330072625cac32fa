package org.chainrule.answer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Backpropagation;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Reduction;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.UnevaluatedDerivatives;

/**
 * An answer with names for the quantities that are propagated backwards, where it would otherwise
 * nest a sum for each layer: {@code x_j*delta_i where delta_i = …}.
 *
 * @param answer the answer in the names
 * @param definitions what the names are, each after those that it serves
 */
record AdjointNaming(Expr answer, List<Definition> definitions) {
  /**
   * A name and what it stands for.
   *
   * @param name an element, its indices those of the layer
   * @param value what it stands for, perhaps in terms of later names
   */
  record Definition(Expr name, Expr value) {}

  /** The naming of a derivative that was derived in steps; empty where it is short without. */
  static Optional<AdjointNaming> of(
      Expr derivative, List<Backpropagation.Step> steps, Set<String> taken) {
    if (steps.size() < 2 || nesting(derivative) < 2) {
      return Optional.empty();
    }
    Map<String, Expr> values = new LinkedHashMap<>();
    Map<String, IndexedSymbol> layers = new HashMap<>();
    for (Backpropagation.Step step : steps.subList(0, steps.size() - 1)) {
      if (!(step.by() instanceof IndexedSymbol layer) || values.containsKey(layer.family())) {
        return Optional.empty();
      }
      values.put(layer.family(), step.value());
      layers.put(layer.family(), layer);
    }
    Expr last = steps.get(steps.size() - 1).value();
    Set<String> named = named(values, layers, last);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> names = names(List.copyOf(named), taken);
    AdjointReplacement replacement = new AdjointReplacement(values, layers, names);
    List<Definition> definitions = new ArrayList<>();
    Expr answer = replacement.apply(last);
    List<String> order = new ArrayList<>(values.keySet());
    for (int i = order.size() - 1; i >= 0; i--) {
      String family = order.get(i);
      String name = names.get(family);
      IndexedSymbol layer = layers.get(family);
      Expr value = values.get(family);
      if (name != null && layer != null && value != null) {
        definitions.add(
            new Definition(IndexedSymbol.of(name, layer.indices()), replacement.apply(value)));
      }
    }
    return isComplete(answer, definitions)
        ? Optional.of(new AdjointNaming(answer, definitions))
        : Optional.empty();
  }

  /** Whether what stands before a label in one of the names is the name of a function. */
  boolean hasNameOf(Set<String> functions) {
    return definitions.stream()
        .map(each -> CanonicalNames.nameOf(each.name()))
        .anyMatch(name -> functions.contains(name.replaceFirst("\\^\\[.*", "")));
  }

  private static boolean isComplete(Expr answer, List<Definition> definitions) {
    return !UnevaluatedDerivatives.in(answer)
        && definitions.stream().noneMatch(each -> UnevaluatedDerivatives.in(each.value()));
  }

  /** The families whose derivatives hold a sum and are used under another, twice, or in the end. */
  private static Set<String> named(
      Map<String, Expr> values, Map<String, IndexedSymbol> layers, Expr last) {
    Set<String> named = new LinkedHashSet<>();
    Set<String> used = new HashSet<>(last instanceof DerivativeTerm ? Set.of() : derivedBy(last));
    Set<String> once = new HashSet<>();
    Map<String, Boolean> sums = new HashMap<>();
    Map<String, Set<String>> uses = new HashMap<>();
    values.forEach(
        (family, value) -> {
          boolean holds = nesting(value) > 0;
          for (String other : derivedBy(value)) {
            holds |= sums.getOrDefault(other, false);
            if (!once.add(other)) {
              used.add(other);
            }
          }
          sums.put(family, holds);
          uses.put(family, underSums(value));
        });
    uses.values().forEach(used::addAll);
    values
        .keySet()
        .forEach(
            family -> {
              if (used.contains(family) && sums.getOrDefault(family, false)) {
                named.add(family);
              }
            });
    boolean isNested = uses.values().stream().flatMap(Collection::stream).anyMatch(named::contains);
    return isNested && layers.keySet().containsAll(used) ? named : Set.of();
  }

  /** The families of the names by which derivatives in an expression are taken. */
  private static Set<String> derivedBy(Expr expression) {
    Set<String> families = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof DerivativeTerm derivative && families.add(family(derivative));
      }
    }.apply(expression);
    return families;
  }

  private static Set<String> underSums(Expr expression) {
    Set<String> families = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Reduction reduction
            && families.addAll(derivedBy(opened(reduction).body()));
      }
    }.apply(expression);
    return families;
  }

  private static String family(DerivativeTerm derivative) {
    return AdjointReplacement.family(derivative);
  }

  /** How deep sums and products over indices stand in each other. */
  private static int nesting(Expr expression) {
    return new Pass<Integer>() {
      @Override
      protected Integer compute(Expr node) {
        int deepest = 0;
        for (Expr dependency : dependencies(node)) {
          deepest = Math.max(deepest, result(dependency));
        }
        return node instanceof Reduction ? deepest + 1 : deepest;
      }
    }.apply(expression);
  }

  /** A name for each family: delta alone, with the layer's label, or with the layer's name. */
  private static Map<String, String> names(List<String> families, Set<String> taken) {
    for (String letter : List.of("delta", "eta", "zeta", "xi")) {
      if (taken.stream().anyMatch(each -> each.equals(letter) || each.startsWith(letter + "^["))) {
        continue;
      }
      if (families.size() == 1) {
        return Map.of(families.get(0), letter);
      }
      Map<String, String> names = new LinkedHashMap<>();
      families.forEach(family -> names.put(family, letter + label(family)));
      if (new HashSet<>(names.values()).size() == families.size()) {
        return names;
      }
      names.clear();
      families.forEach(family -> names.put(family, letter + (families.size() - names.size())));
      if (names.values().stream().noneMatch(taken::contains)) {
        return names;
      }
    }
    return Map.of();
  }

  private static String label(String family) {
    int label = family.indexOf("^[");
    return label < 0 ? "^[" + family + "]" : family.substring(label);
  }
}
