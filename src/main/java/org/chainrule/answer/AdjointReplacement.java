package org.chainrule.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;

/** A substitution of names, or of the values of what has none, for derivatives. */
final class AdjointReplacement extends Rewriter {
  private final Map<String, Expr> values;
  private final Map<String, IndexedSymbol> layers;
  private final Map<String, String> names;

  AdjointReplacement(
      Map<String, Expr> values, Map<String, IndexedSymbol> layers, Map<String, String> names) {
    this.values = values;
    this.layers = layers;
    this.names = names;
  }

  /** The name or family by which a derivative is taken. */
  static String family(DerivativeTerm derivative) {
    return CanonicalNames.nameOf(derivative.by().get(0).variable());
  }

  /** The value of the layer at the indices of an element. */
  private Optional<Expr> value(DerivativeTerm derivative) {
    IndexedSymbol layer = layers.get(family(derivative));
    Expr value = values.get(family(derivative));
    if (layer == null
        || value == null
        || names.containsKey(layer.family())
        || !(derivative.by().get(0).variable() instanceof IndexedSymbol element)) {
      return Optional.empty();
    }
    Map<Expr, Expr> indices = new HashMap<>();
    for (int i = 0; i < layer.indices().size(); i++) {
      if (layer.indices().get(i) instanceof Symbol index) {
        indices.put(index, element.indices().get(i));
      }
    }
    return Optional.of(Substitution.of(indices).apply(value));
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    return node instanceof DerivativeTerm derivative
        ? value(derivative).map(List::of).orElse(List.of())
        : super.dependencies(node);
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    String name = names.get(family(derivative));
    if (name != null && derivative.by().get(0).variable() instanceof IndexedSymbol element) {
      return IndexedSymbol.of(name, element.indices());
    }
    return value(derivative).map(this::result).orElse(derivative);
  }
}
