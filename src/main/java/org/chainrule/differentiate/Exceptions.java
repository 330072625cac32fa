package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.RangedRewriter;

/** Elements that are defined apart from their families, as cases of the families' definitions. */
final class Exceptions {
  private final Map<String, List<Definitions.Definition>> written;
  private final Recurrences recurrences;

  /**
   * Those among definitions.
   *
   * @param written the definitions of each family
   */
  Exceptions(Map<String, List<Definitions.Definition>> written, Recurrences recurrences) {
    this.written = written;
    this.recurrences = recurrences;
  }

  /** The definitions of each family, by cases where it is no recurrence. */
  Map<String, List<Definitions.Definition>> putIn() {
    Map<String, List<Definitions.Definition>> families = new LinkedHashMap<>();
    written.forEach(
        (family, defined) ->
            families.put(
                family,
                recurrences.of(family).isPresent()
                    ? defined
                    : defined.stream().map(this::withExceptions).toList()));
    return families;
  }

  /**
   * A definition for any value of its letters, by cases where others of the family are for some of
   * these values: what it says holds for the rest.
   */
  private Definitions.Definition withExceptions(Definitions.Definition general) {
    IndexedSymbol target = (IndexedSymbol) general.target();
    if (Definitions.isConcrete(target)) {
      // No other goes before that of a single element.
      return general;
    }
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Definitions.Definition each : closer(general)) {
      Expr value = Definitions.instantiate(each, target);
      branches.add(
          new Piecewise.Branch(
              new Opening(target.family()).apply(value),
              Definitions.isOf(target, (IndexedSymbol) each.target())));
    }
    return branches.isEmpty()
        ? general
        : new Definitions.Definition(target, Piecewise.of(branches, general.value()));
  }

  /** The definitions of a family that go before another where both fit, the closest first. */
  private List<Definitions.Definition> closer(Definitions.Definition general) {
    String family = ((IndexedSymbol) general.target()).family();
    return Definitions.closestFirst(written.getOrDefault(family, List.of())).stream()
        .takeWhile(each -> each != general)
        .filter(each -> Definitions.canMeet(each.target(), general.target()))
        .toList();
  }

  /**
   * The pass that puts into an exception what the elements are that lead back to its family. Which
   * of them they are, only the sums around them tell: of {@code h_3 = sum(j=1..2, h_j)} none is
   * {@code h_3}.
   */
  private final class Opening extends RangedRewriter {
    private final String family;
    private final Map<IndexedSymbol, Expr> values = new HashMap<>();

    Opening(String family) {
      super(Facts.none());
      this.family = family;
    }

    private boolean isPutIn(IndexedSymbol element) {
      return !Definitions.isConcrete(element)
          && written.getOrDefault(element.family(), List.of()).stream()
              .anyMatch(each -> !Definitions.isConcrete(each.target()))
          && recurrences.of(element.family()).isEmpty()
          && recurrences.leadsTo(element, Set.of(family));
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      return node instanceof IndexedSymbol element && isPutIn(element)
          ? List.of(values.computeIfAbsent(element, this::value))
          : super.dependencies(node);
    }

    @Override
    protected RuntimeException cycle(Expr node) {
      return new NoDerivativeException("a definition leads back to itself");
    }

    @Override
    public Expr visit(IndexedSymbol element) {
      Expr value = values.get(element);
      return value == null ? super.visit(element) : result(value);
    }

    /** What an element is, by those definitions of its family that it may be of. */
    private Expr value(IndexedSymbol element) {
      List<Piecewise.Branch> branches = new ArrayList<>();
      for (Definitions.Definition each :
          Definitions.closestFirst(written.getOrDefault(element.family(), List.of()))) {
        IndexedSymbol target = (IndexedSymbol) each.target();
        if (Definitions.canMeet(element, target) && !isOther(element, target)) {
          Expr condition = Definitions.isOf(element, target);
          branches.add(new Piecewise.Branch(Definitions.instantiate(each, element), condition));
        }
      }
      return Piecewise.of(branches, null);
    }

    private boolean isOther(IndexedSymbol element, IndexedSymbol target) {
      List<Expr> indices = new ArrayList<>(element.indices());
      for (int i = 0; i < indices.size(); i++) {
        if (target.indices().get(i) instanceof RationalNumber number) {
          indices.set(i, number);
        }
      }
      return !indices.equals(element.indices()) && facts().isOutside(element, indices);
    }
  }
}
