package org.chainrule.answer;

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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.differentiate.Backpropagation;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.model.UnevaluatedDerivatives;

/**
 * The names that courses give to what is propagated back through layers: {@code delta^[2]} for
 * {@code dL/dz^[2]}, each in terms of the layer behind.
 *
 * <p>A quantity has such a name where a matrix is multiplied with its adjoint, so that it stands
 * for its layer; what is passed on element by element is put in.
 *
 * @param layers what has a name, from the output backwards
 * @param last what was asked for, in the names
 */
record LayerDeltas(List<Layer> layers, Expr last) {
  private static final String DELTA = "delta";
  private static final Pattern LABEL = Pattern.compile("\\p{L}+(\\^\\[.+]|_\\d+|\\d+)");

  /**
   * A quantity with a name for its adjoint.
   *
   * @param quantity an element, its indices those of the layer
   * @param name the same element of the name
   * @param value what the name stands for
   */
  record Layer(IndexedSymbol quantity, IndexedSymbol name, Expr value) {}

  LayerDeltas {
    layers = List.copyOf(layers);
  }

  /**
   * The names for a derivation in steps; empty where there are no two layers to tell apart, or
   * where a name is taken.
   */
  static Optional<LayerDeltas> of(List<Backpropagation.Step> steps, Collection<String> taken) {
    if (steps.size() < 2 || taken.stream().anyMatch(LayerDeltas::isDelta)) {
      return Optional.empty();
    }
    Map<String, Expr> values = new LinkedHashMap<>();
    Map<String, IndexedSymbol> layers = new HashMap<>();
    Set<String> used = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Backpropagation.Step step = steps.get(i);
      boolean isLast = i == steps.size() - 1;
      used.addAll(multiplied(step, isLast));
      if (isLast) {
        break;
      }
      if (!(step.by() instanceof IndexedSymbol layer)
          || values.put(layer.family(), step.value()) != null) {
        return Optional.empty();
      }
      layers.put(layer.family(), layer);
    }
    Map<String, String> names = names(values.keySet(), used);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    AdjointReplacement replacement = new AdjointReplacement(values, layers, names);
    List<Layer> named = new ArrayList<>();
    values.forEach(
        (family, value) -> {
          String name = names.get(family);
          if (name != null) {
            IndexedSymbol layer = Objects.requireNonNull(layers.get(family));
            IndexedSymbol delta = IndexedSymbol.of(name, layer.indices());
            named.add(new Layer(layer, delta, replacement.apply(value)));
          }
        });
    Expr last = replacement.apply(steps.get(steps.size() - 1).value());
    boolean isComplete =
        !UnevaluatedDerivatives.in(last)
            && named.stream().noneMatch(each -> UnevaluatedDerivatives.in(each.value()));
    return isComplete ? Optional.of(new LayerDeltas(named, last)) : Optional.empty();
  }

  private static boolean isDelta(String name) {
    return name.equals(DELTA) || name.matches(DELTA + "[\\^_\\d].*");
  }

  /** The families whose adjoints are used in a step at other indices than the step's own. */
  private static Set<String> multiplied(Backpropagation.Step step, boolean isLast) {
    List<Expr> own = step.by() instanceof IndexedSymbol layer ? layer.indices() : List.of();
    Set<String> families = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(step.value()));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (!(node instanceof DerivativeTerm derivative)) {
        node.children().forEach(pending::push);
      } else if (derivative.by().get(0).variable() instanceof IndexedSymbol element
          && (isLast || !element.indices().equals(own))) {
        families.add(element.family());
      }
    }
    return families;
  }

  /** A name with the layer's own label for each family; none where two have one label. */
  private static Map<String, String> names(Collection<String> families, Set<String> used) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String family : families) {
      Matcher label = LABEL.matcher(family);
      if (!used.contains(family)) {
        continue;
      }
      if (!label.matches()) {
        return Map.of();
      }
      names.put(family, DELTA + label.group(1));
    }
    return Set.copyOf(names.values()).size() == names.size() ? names : Map.of();
  }
}
