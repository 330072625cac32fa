package org.chainrule;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.differentiate.Definitions;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.parse.ReadingResult;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** Refuses elements before the start of their recurrence where they stand in a text. */
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
