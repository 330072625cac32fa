package org.chainrule.differentiate;

import java.util.List;
import org.chainrule.expr.Derivative;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.jspecify.annotations.Nullable;

/** Whether an expression can depend on a variable, directly or through definitions. */
final class Dependence extends Pass<Boolean> {
  private final Expr variable;
  private final Definitions definitions;

  Dependence(Expr variable, Definitions definitions) {
    super(variable.openedNumber());
    this.variable = variable;
    this.definitions = definitions;
  }

  @Override
  protected @Nullable Boolean shortcut(Expr node) {
    if (node == variable) {
      return true;
    }
    if (node instanceof IndexedSymbol indexed) {
      boolean sameFamily =
          variable instanceof IndexedSymbol element && element.family().equals(indexed.family());
      if (sameFamily || definitions.isRecurrent(indexed.family())) {
        return true;
      }
    }
    return null;
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Derivative derivative) {
      return List.of(derivative.body());
    }
    if (definitions.valueOf(node).isPresent()) {
      return List.of(definitions.valueOf(node).get());
    }
    if (node instanceof IndexedSymbol indexed && definitions.isDefined(node)) {
      return definitions.elements(indexed.family()).stream()
          .map(Definitions.Definition::value)
          .toList();
    }
    return super.dependencies(node);
  }

  @Override
  protected Boolean compute(Expr node) {
    return dependencies(node).stream().anyMatch(this::result);
  }
}
