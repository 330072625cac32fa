package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Derivative;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;

/** Whether an expression can depend on a variable, directly or through definitions. */
public final class Dependence {
  private final Expr variable;
  private final Definitions definitions;
  private final Mentions mentions = new Mentions();

  /** Of a variable, within definitions. */
  public Dependence(Expr variable, Definitions definitions) {
    this.variable = variable;
    this.definitions = definitions;
  }

  /** True also where only the family of the variable occurs. Binders stay closed. */
  public boolean of(Expr expression) {
    return definitions.isEmpty() ? mentions.apply(expression) : leads(expression);
  }

  /** Whether the variable occurs where nothing is defined: computed once for each node. */
  private final class Mentions extends Pass<Boolean> {
    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof Derivative derivative) {
        return List.of(derivative.body());
      }
      return isVariable(node) ? List.of() : node.children();
    }

    @Override
    protected Boolean compute(Expr node) {
      return isVariable(node) || dependencies(node).stream().anyMatch(this::result);
    }
  }

  private boolean leads(Expr expression) {
    Set<Expr> seen = new HashSet<>();
    Set<String> recurrent = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(expression);
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (isVariable(node)) {
        return true;
      }
      if (node instanceof Derivative derivative) {
        pending.push(derivative.body());
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof IndexedSymbol indexed && definitions.isRecurrent(indexed.family())) {
        if (recurrent.add(indexed.family())) {
          definitions.valuesOf(indexed.family()).forEach(pending::push);
        }
        continue;
      }
      definitions.valueOf(node).ifPresent(pending::push);
      if (node instanceof IndexedSymbol indexed) {
        definitions.elements(indexed.family()).forEach(each -> pending.push(each.value()));
      }
    }
    return false;
  }

  private boolean isVariable(Expr node) {
    return node == variable
        || node instanceof IndexedSymbol indexed
            && variable instanceof IndexedSymbol element
            && element.family().equals(indexed.family());
  }
}
