package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Symbol;

/** A test whether an expression can depend on a variable, directly or through definitions. */
public final class Dependence {
  private final Expr variable;
  private final Definitions definitions;
  private final Mentions mentions = new Mentions();
  private final boolean isAcyclic;

  /** Of a variable, within definitions. */
  public Dependence(Expr variable, Definitions definitions) {
    this.variable = variable;
    this.definitions = definitions;
    isAcyclic = !definitions.hasFamilies();
  }

  /** True also where only the family of the variable occurs. Binders stay closed. */
  public boolean of(Expr expression) {
    return isAcyclic ? mentions.apply(expression) : leads(expression);
  }

  /** A test whether the variable occurs, also in definitions of plain names: once for each node. */
  private final class Mentions extends Pass<Boolean> {
    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof DerivativeTerm derivative) {
        return List.of(derivative.body());
      }
      return isVariable(node) ? List.of() : next(node);
    }

    @Override
    protected Boolean compute(Expr node) {
      return isVariable(node) || dependencies(node).stream().anyMatch(this::result);
    }
  }

  /** The parts of a node, and what it is defined to be. */
  private List<Expr> next(Expr node) {
    if (!(node instanceof Symbol || node instanceof IndexedSymbol)) {
      return node.children();
    }
    List<Expr> next = new ArrayList<>(node.children());
    definitions.valueOf(node).ifPresent(next::add);
    if (node instanceof IndexedSymbol indexed && !Definitions.isConcrete(indexed)) {
      next.addAll(definitions.valuesOf(indexed.family()));
    }
    return next;
  }

  private boolean leads(Expr expression) {
    Set<Expr> seen = new HashSet<>();
    Set<String> recurrent = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(expression);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (isVariable(node)) {
        return true;
      }
      if (node instanceof DerivativeTerm derivative) {
        pending.push(derivative.body());
        continue;
      }
      if (node instanceof IndexedSymbol indexed && definitions.isRecurrent(indexed.family())) {
        node.children().forEach(pending::push);
        if (recurrent.add(indexed.family())) {
          definitions.valuesOf(indexed.family()).forEach(pending::push);
        }
        continue;
      }
      next(node).forEach(pending::push);
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
