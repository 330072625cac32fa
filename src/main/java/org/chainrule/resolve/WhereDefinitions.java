package org.chainrule.resolve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/** The definitions of a where clause, whose values go in the place of their names, to the last. */
final class WhereDefinitions extends Rewriter {
  private final List<Definition> definitions;
  private final Map<Expr, Optional<Expr>> values = new HashMap<>();

  WhereDefinitions(List<Definition> definitions) {
    this.definitions = definitions;
  }

  private Optional<Expr> value(Expr node) {
    return values.computeIfAbsent(
        node,
        name ->
            definitions.stream()
                .flatMap(definition -> instance(definition, name).stream())
                .findFirst());
  }

  /** The value of a definition at the indices of a name that it is of. */
  private static Optional<Expr> instance(Definition definition, Expr name) {
    if (definition.target() == name) {
      return Optional.of(definition.value());
    }
    if (!(name instanceof IndexedSymbol element)
        || !(definition.target() instanceof IndexedSymbol pattern)
        || !element.family().equals(pattern.family())) {
      return Optional.empty();
    }
    Map<Expr, Expr> indices = new HashMap<>();
    for (int i = 0; i < pattern.indices().size(); i++) {
      if (pattern.indices().get(i) instanceof Symbol) {
        indices.put(pattern.indices().get(i), element.indices().get(i));
      } else if (pattern.indices().get(i) != element.indices().get(i)) {
        return Optional.empty();
      }
    }
    return Optional.of(Substitution.of(indices).apply(definition.value()));
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    return value(node).map(List::of).orElseGet(() -> super.dependencies(node));
  }

  @Override
  public Expr visit(Symbol symbol) {
    return value(symbol).map(this::result).orElse(symbol);
  }

  @Override
  public Expr visit(IndexedSymbol indexed) {
    return value(indexed).map(this::result).orElseGet(() -> super.visit(indexed));
  }
}
