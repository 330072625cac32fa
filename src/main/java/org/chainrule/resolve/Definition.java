package org.chainrule.resolve;

import java.util.stream.Collectors;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * A definition of a name, an element or a family.
 *
 * @param target a {@link org.chainrule.expr.Symbol}, or an {@link org.chainrule.expr.IndexedSymbol}
 *     whose indices are whole numbers and different index symbols
 * @param value the value, in terms of the index symbols of the target
 * @param valueSyntax the value as it was written
 * @param span where the definition stands in its text
 * @param text the text
 */
public record Definition(Expr target, Expr value, Syntax valueSyntax, Span span, String text) {
  /**
   * An error at a place in the definition's text.
   *
   * @param suggestion what was likely meant, or null
   */
  public ParseException refusal(Span place, String problem, @Nullable String suggestion) {
    return new SourceText(text).refusal(place, problem, suggestion);
  }

  /** The target as text. */
  String name() {
    if (!(target instanceof IndexedSymbol element)) {
      return ((Symbol) target).name();
    }
    String indices =
        element.indices().stream()
            .map(
                index ->
                    index instanceof Symbol letter
                        ? letter.name()
                        : ((RationalNumber) index).value().toString())
            .collect(Collectors.joining(","));
    return element.family() + "_" + (indices.contains(",") ? "{" + indices + "}" : indices);
  }
}
