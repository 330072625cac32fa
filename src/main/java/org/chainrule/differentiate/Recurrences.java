package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.definition.DefinitionGraph;
import org.chainrule.number.Rational;

/** The recurrences among definitions. */
final class Recurrences {
  private final Map<Expr, Expr> plain;
  private final Map<String, List<Definitions.Definition>> families;
  private final Set<String> general = new HashSet<>();
  private final Map<String, Recurrence> found = new LinkedHashMap<>();

  /**
   * The recurrences among definitions.
   *
   * @param plain the values of names and numbered elements
   * @param families the definitions of each family
   */
  Recurrences(Map<Expr, Expr> plain, Map<String, List<Definitions.Definition>> families) {
    this.plain = plain;
    this.families = families;
    families.forEach(
        (family, own) -> {
          if (own.stream().anyMatch(each -> !Definitions.isConcrete(each.target()))) {
            general.add(family);
          }
        });
    if (general.isEmpty()) {
      return;
    }
    for (Set<String> component : components()) {
      Recurrence recurrence = new Recurrence(component, axes(component));
      component.forEach(each -> found.put(each, recurrence));
    }
  }

  /**
   * The families that lead back to themselves, together where they lead to each other. Elements
   * that are defined apart from their family, as {@code h_3 = sum(j=1..2, h_j)} beside {@code h_i =
   * b*x_i}, are exceptions, and lead nowhere back.
   */
  private List<Set<String>> components() {
    List<DefinitionGraph.Defined> defined = new ArrayList<>();
    plain.forEach(
        (target, value) -> {
          if (!(target instanceof IndexedSymbol)) {
            defined.add(new DefinitionGraph.Defined(target, value));
          }
        });
    families.forEach(
        (family, own) ->
            own.stream()
                .filter(each -> !general.contains(family) || !Definitions.isConcrete(each.target()))
                .forEach(
                    each -> defined.add(new DefinitionGraph.Defined(each.target(), each.value()))));
    List<Set<String>> components = new ArrayList<>();
    for (List<DefinitionGraph.Edge> cycle : new DefinitionGraph(defined).cycles()) {
      Set<String> component = new HashSet<>();
      for (DefinitionGraph.Edge edge : cycle) {
        if (defined.get(edge.from()).target() instanceof IndexedSymbol target
            && general.contains(target.family())) {
          component.add(target.family());
        }
      }
      for (Set<String> other : List.copyOf(components)) {
        if (!Collections.disjoint(other, component)) {
          component.addAll(other);
          components.remove(other);
        }
      }
      components.add(component);
    }
    components.removeIf(Set::isEmpty);
    return components;
  }

  Optional<Recurrence> of(String family) {
    return Optional.ofNullable(found.get(family));
  }

  private Set<String> reachedFrom(String family) {
    Set<String> reached = new HashSet<>();
    List<String> pending = new ArrayList<>(List.of(family));
    while (!pending.isEmpty()) {
      Interruption.poll();
      String next = pending.remove(pending.size() - 1);
      for (Definitions.Definition definition : families.getOrDefault(next, List.of())) {
        for (IndexedSymbol used : uses(definition.value())) {
          if (reached.add(used.family())) {
            pending.add(used.family());
          }
        }
      }
    }
    return reached;
  }

  /** Whether an expression leads to elements of some families, through others too. */
  boolean leadsTo(Expr value, Set<String> own) {
    return uses(value).stream()
        .map(IndexedSymbol::family)
        .anyMatch(used -> own.contains(used) || reachedFrom(used).stream().anyMatch(own::contains));
  }

  private Map<Integer, Recurrence.Axis> axes(Set<String> component) {
    Map<Integer, Map<String, SortedSet<Rational>>> shifts = new HashMap<>();
    for (String family : component) {
      for (Definitions.Definition definition : families.getOrDefault(family, List.of())) {
        addShifts((IndexedSymbol) definition.target(), definition.value(), component, shifts);
      }
    }
    Map<Integer, Recurrence.Axis> axes = new HashMap<>();
    shifts.forEach(
        (place, ofFamilies) -> {
          TreeSet<Rational> differences = new TreeSet<>();
          ofFamilies.values().forEach(differences::addAll);
          differences.remove(Rational.ZERO);
          if (!differences.isEmpty()) {
            TreeSet<Rational> steps = new TreeSet<>();
            differences.forEach(each -> steps.add(each.abs()));
            boolean down = differences.first().signum() < 0;
            Map<String, Recurrence.Course> courses = new HashMap<>();
            for (String family : component) {
              SortedSet<Rational> own = ofFamilies.getOrDefault(family, new TreeSet<>());
              courses.put(
                  family, new Recurrence.Course(reach(own, down), numbers(Set.of(family), place)));
            }
            axes.put(place, new Recurrence.Axis(down, steps, numbers(component, place), courses));
          }
        });
    return axes;
  }

  /** How far back a family's definition goes, given the differences of the indices in it. */
  private static Rational reach(SortedSet<Rational> differences, boolean down) {
    return differences.isEmpty()
        ? Rational.ZERO
        : down ? differences.first().negate() : differences.last();
  }

  private void addShifts(
      IndexedSymbol target,
      Expr value,
      Set<String> component,
      Map<Integer, Map<String, SortedSet<Rational>>> shifts) {
    for (IndexedSymbol used : uses(value)) {
      int common = Math.min(target.indices().size(), used.indices().size());
      for (int place = 0; place < common && component.contains(used.family()); place++) {
        if (target.indices().get(place) instanceof Symbol index
            && Sum.of(used.indices().get(place), index.negate()) instanceof RationalNumber shift) {
          shifts
              .computeIfAbsent(place, key -> new HashMap<>())
              .computeIfAbsent(target.family(), key -> new TreeSet<>())
              .add(shift.value());
        }
      }
    }
  }

  private SortedSet<Rational> numbers(Set<String> component, int place) {
    TreeSet<Rational> numbers = new TreeSet<>();
    for (String family : component) {
      for (Definitions.Definition definition : families.getOrDefault(family, List.of())) {
        List<Expr> indices = ((IndexedSymbol) definition.target()).indices();
        if (place < indices.size() && indices.get(place) instanceof RationalNumber number) {
          numbers.add(number.value());
        }
      }
    }
    return numbers;
  }

  /** The elements that an expression uses, directly or through plain names. */
  private Set<IndexedSymbol> uses(Expr value) {
    Set<IndexedSymbol> uses = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        Expr defined = node instanceof Symbol ? plain.get(node) : null;
        return defined == null ? super.dependencies(node) : List.of(defined);
      }

      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol indexed) {
          uses.add(indexed);
        }
        return true;
      }
    }.apply(value);
    return uses;
  }
}
