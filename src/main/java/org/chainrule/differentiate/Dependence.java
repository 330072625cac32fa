package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A test whether an expression can depend on any of some variables, directly or through
 * definitions, which may lead in circles. It remembers, so that all that it is asked costs no more
 * than each node once.
 */
public final class Dependence {
  private final Set<Expr> variables;

  /** The families of which elements are among the variables. */
  private final Set<String> families = new HashSet<>();

  private final Definitions definitions;

  /** What is known of expressions, and of all that a family is defined as, by its name. */
  private final Map<Object, Boolean> known = new HashMap<>();

  /** Of a variable, within definitions. */
  public Dependence(Expr variable, Definitions definitions) {
    this(List.of(variable), definitions);
  }

  /** Of some variables, within definitions. */
  public Dependence(Collection<Expr> variables, Definitions definitions) {
    this.variables = Set.copyOf(variables);
    this.definitions = definitions;
    for (Expr each : variables) {
      if (each instanceof IndexedSymbol element) {
        families.add(element.family());
      }
    }
  }

  /** True also where only the family of the variable occurs. Binders stay closed. */
  public boolean of(Expr expression) {
    Boolean found = known.get(expression);
    return found != null ? found : explored(expression);
  }

  /** Goes forwards to all that was not met before, and back from what depends on the variable. */
  private boolean explored(Expr expression) {
    Set<Object> met = new HashSet<>(List.of(expression));
    Map<Object, List<Object>> usesOf = new HashMap<>();
    Deque<Object> dependent = new ArrayDeque<>();
    Deque<Object> pending = new ArrayDeque<>(met);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Object node = pending.pop();
      if (isVariable(node)) {
        dependent.push(node);
        continue;
      }
      for (Object next : next(node)) {
        Boolean before = known.get(next);
        if (Boolean.TRUE.equals(before)) {
          dependent.push(node);
        } else if (before == null) {
          usesOf.computeIfAbsent(next, key -> new ArrayList<>()).add(node);
          if (met.add(next)) {
            pending.push(next);
          }
        }
      }
    }
    // Nothing is kept of a search that fails on its way.
    met.forEach(each -> known.put(each, false));
    while (!dependent.isEmpty()) {
      Object node = dependent.pop();
      if (Boolean.FALSE.equals(known.put(node, true))) {
        usesOf.getOrDefault(node, List.of()).forEach(dependent::push);
      }
    }
    return Boolean.TRUE.equals(known.get(expression));
  }

  /** The parts of a node, and what it is defined to be. */
  private List<?> next(Object node) {
    if (node instanceof String family) {
      return definitions.valuesOf(family);
    }
    if (node instanceof DerivativeTerm derivative) {
      return List.of(derivative.body());
    }
    Expr expression = (Expr) node;
    if (!(expression instanceof Symbol || expression instanceof IndexedSymbol)) {
      return expression.children();
    }
    List<Object> next = new ArrayList<>(expression.children());
    String recurrence = recurrence(expression);
    if (recurrence != null) {
      next.add(recurrence);
      return next;
    }
    definitions.valueOf(expression).ifPresent(next::add);
    if (expression instanceof IndexedSymbol indexed && !Definitions.isConcrete(indexed)) {
      next.add(indexed.family());
    }
    return next;
  }

  /** The family of a node that leads on by a recurrence, whatever its index. */
  private @Nullable String recurrence(Expr node) {
    return node instanceof IndexedSymbol indexed && definitions.isRecurrent(indexed.family())
        ? indexed.family()
        : null;
  }

  private boolean isVariable(Object node) {
    return node instanceof IndexedSymbol element && families.contains(element.family())
        || node instanceof Expr && variables.contains(node);
  }
}
