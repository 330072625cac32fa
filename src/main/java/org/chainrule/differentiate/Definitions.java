package org.chainrule.differentiate;

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
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/** The definitions of a problem: what names and elements of families stand for. */
public final class Definitions {
  /**
   * One definition.
   *
   * @param target a {@link Symbol}, or an {@link IndexedSymbol} whose indices are numbers or
   *     symbols that stand for any index
   * @param value what it is
   */
  public record Definition(Expr target, Expr value) {}

  private final Map<Expr, Expr> values = new LinkedHashMap<>();
  private final Map<String, List<Definition>> families = new LinkedHashMap<>();
  private final Set<String> recurrent = new HashSet<>();

  private Definitions() {}

  public static Definitions none() {
    return new Definitions();
  }

  public static Definitions of(Collection<Definition> definitions) {
    Definitions result = new Definitions();
    for (Definition definition : definitions) {
      if (isConcrete(definition.target())) {
        result.values.put(definition.target(), definition.value());
      }
      if (definition.target() instanceof IndexedSymbol indexed) {
        result
            .families
            .computeIfAbsent(indexed.family(), name -> new ArrayList<>())
            .add(definition);
      }
    }
    result.findRecurrences();
    return result;
  }

  /** The definitions of a plain name or of a family. */
  List<Definition> named(String name) {
    Expr value = values.get(Symbol.of(name));
    return value == null
        ? families.getOrDefault(name, List.of())
        : List.of(new Definition(Symbol.of(name), value));
  }

  static boolean isConcrete(Expr target) {
    return target instanceof Symbol
        || target instanceof IndexedSymbol indexed && isConcrete(indexed);
  }

  /** Whether all the indices are numbers. */
  static boolean isConcrete(IndexedSymbol indexed) {
    return indexed.indices().stream().allMatch(RationalNumber.class::isInstance);
  }

  public boolean isEmpty() {
    return values.isEmpty() && families.isEmpty();
  }

  /** Whether a name is defined, in whole or for some of its elements. */
  public boolean isDefined(Expr name) {
    return name instanceof IndexedSymbol indexed
        ? families.containsKey(indexed.family())
        : values.containsKey(name);
  }

  /** What a name, or an element that has one general or numbered definition, stands for. */
  public Optional<Expr> valueOf(Expr name) {
    Expr value = values.get(name);
    if (value != null) {
      return Optional.of(value);
    }
    return name instanceof IndexedSymbol indexed
        ? general(indexed).map(definition -> instantiate(definition, indexed))
        : Optional.empty();
  }

  private Optional<Definition> general(IndexedSymbol element) {
    return families.getOrDefault(element.family(), List.of()).stream()
        .filter(each -> !isConcrete(each.target()) && matches(each, element))
        .findFirst();
  }

  private static boolean matches(Definition definition, IndexedSymbol element) {
    List<Expr> pattern = ((IndexedSymbol) definition.target()).indices();
    if (pattern.size() != element.indices().size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i) instanceof RationalNumber && pattern.get(i) != element.indices().get(i)) {
        return false;
      }
    }
    return true;
  }

  private static Expr instantiate(Definition definition, IndexedSymbol element) {
    Map<Expr, Expr> indices = new HashMap<>();
    List<Expr> pattern = ((IndexedSymbol) definition.target()).indices();
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i) != element.indices().get(i)) {
        indices.put(pattern.get(i), element.indices().get(i));
      }
    }
    return indices.isEmpty()
        ? definition.value()
        : Substitution.of(indices).apply(definition.value());
  }

  /** The definitions of single elements of a family, such as {@code x_5 = …}. */
  public List<Definition> elements(String family) {
    return families.getOrDefault(family, List.of()).stream()
        .filter(each -> isConcrete(each.target()))
        .toList();
  }

  /** Whether a family has a general definition that leads back to the family itself. */
  public boolean isRecurrent(String family) {
    return recurrent.contains(family);
  }

  /** Whether a family has a definition for any value of an index. */
  boolean hasGeneral(String family) {
    return families.getOrDefault(family, List.of()).stream()
        .anyMatch(each -> !isConcrete(each.target()));
  }

  /** Whether the definitions of a family mention a name, themselves or through other names. */
  boolean leadsTo(String family, String name) {
    Set<String> reached = new HashSet<>();
    Deque<String> pending = new ArrayDeque<>(List.of(family));
    while (!pending.isEmpty()) {
      for (Definition definition : named(pending.pop())) {
        for (String next : names(definition.value())) {
          if (next.equals(name)) {
            return true;
          }
          if (reached.add(next)) {
            pending.add(next);
          }
        }
      }
    }
    return false;
  }

  /** The plain names and the families that an expression mentions. */
  static Set<String> names(Expr expression) {
    Set<String> names = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (seen.add(node)) {
        if (node instanceof IndexedSymbol element) {
          names.add(element.family());
        } else if (node instanceof Symbol symbol) {
          names.add(symbol.name());
        }
        node.children().forEach(pending::push);
      }
    }
    return names;
  }

  private void findRecurrences() {
    for (String family : families.keySet()) {
      Set<String> reached = new HashSet<>();
      List<String> pending = new ArrayList<>(List.of(family));
      while (!pending.isEmpty()) {
        for (Definition definition :
            families.getOrDefault(pending.remove(pending.size() - 1), List.of())) {
          for (String next : new FamilyNames().apply(definition.value())) {
            if (reached.add(next)) {
              pending.add(next);
            }
          }
        }
      }
      if (hasGeneral(family) && reached.contains(family)) {
        recurrent.add(family);
      }
    }
  }

  /** The families, and through plain names theirs, that an expression mentions. */
  private final class FamilyNames extends Pass<Set<String>> {
    @Override
    protected List<Expr> dependencies(Expr node) {
      Expr value = values.get(node);
      return value != null && node instanceof Symbol ? List.of(value) : super.dependencies(node);
    }

    @Override
    protected Set<String> compute(Expr node) {
      Set<String> names = new HashSet<>();
      if (node instanceof IndexedSymbol indexed) {
        names.add(indexed.family());
      }
      dependencies(node).forEach(each -> names.addAll(result(each)));
      return names;
    }
  }
}
