package org.chainrule;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.differentiate.Definitions;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.parse.IndexRange;
import org.chainrule.parse.ReadingResult;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** Refuses elements that their definitions leave out, where they stand in a text. */
final class StartPlaces {
  private StartPlaces() {}

  /**
   * Refuses them.
   *
   * @throws org.chainrule.parse.ParseException with the place of such an element
   */
  static void require(ReadingResult reading, Definitions definitions) {
    SyntaxWalk.forEach(
        reading.syntax(),
        node -> {
          if (node instanceof Syntax.Subscripted subscripted) {
            boolean hasStart =
                definitions
                    .recurrence(subscripted.family().name())
                    .map(recurrence -> !recurrence.isWithoutStart())
                    .orElse(false);
            IndexedSymbol element = hasStart ? element(subscripted) : null;
            if (element != null && definitions.isBeforeStart(element)) {
              throw reading.refusal(
                  subscripted.span(),
                  element + " lies before the start of its recurrence",
                  "define it, or use a later element");
            }
          }
        });
  }

  /**
   * Refuses numbered elements outside the range for which their family is defined.
   *
   * @throws org.chainrule.parse.ParseException with the place of such an element
   */
  static void requireDefined(ReadingResult reading, Definitions definitions) {
    SyntaxWalk.forEach(
        reading.syntax(),
        node -> {
          if (node instanceof Syntax.Subscripted subscripted) {
            String family = subscripted.family().name();
            IndexedSymbol element = element(subscripted);
            if (element != null
                && definitions.hasGeneral(family)
                && !definitions.isRecurrent(family)
                && definitions.elements(family).stream().noneMatch(e -> e.target() == element)) {
              requireWithin(element, subscripted, reading);
            }
          }
        });
  }

  private static void requireWithin(
      IndexedSymbol element, Syntax.Subscripted subscripted, ReadingResult reading) {
    List<IndexRange> axes =
        reading.declarations().familyRanges().getOrDefault(element.family(), List.of());
    for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
      Expr index = element.indices().get(i);
      if (Relation.less(index, axes.get(i).lower()) == Logical.TRUE
          || Relation.less(axes.get(i).upper(), index) == Logical.TRUE) {
        throw reading.refusal(
            subscripted.span(),
            "%s is defined for %s..%s, and %s is asked for"
                .formatted(element.family(), axes.get(i).lower(), axes.get(i).upper(), element),
            "define " + element + ", or use another element");
      }
    }
  }

  /** The element, where its indices are numbers and names. */
  private static @Nullable IndexedSymbol element(Syntax.Subscripted subscripted) {
    List<Expr> indices = new ArrayList<>();
    for (Syntax index : subscripted.indices()) {
      if (index instanceof Syntax.NumberLiteral number) {
        indices.add(Expr.of(number.value()));
      } else if (index instanceof Syntax.Negate negate
          && negate.operand() instanceof Syntax.NumberLiteral number) {
        indices.add(Expr.of(number.value()).negate());
      } else if (index instanceof Syntax.Name name) {
        indices.add(Symbol.of(name.name()));
      } else {
        return null;
      }
    }
    return IndexedSymbol.of(subscripted.family().name(), indices);
  }
}
