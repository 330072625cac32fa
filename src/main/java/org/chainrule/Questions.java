package org.chainrule;

import java.util.stream.Collectors;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;

/** Small readings of expressions that several answers need. */
final class Questions {
  private Questions() {}

  /** The name under which a point binds a symbol or an element, else the empty text. */
  static String canonicalName(Expr variable) {
    if (variable instanceof Symbol symbol) {
      return symbol.name();
    }
    if (variable instanceof IndexedSymbol indexed) {
      String indices =
          indexed.indices().stream().map(Questions::index).collect(Collectors.joining(","));
      boolean plain =
          indexed.indices().size() == 1 && !indices.startsWith("-") && !indices.isEmpty();
      return indexed.family() + "_" + (plain ? indices : "{" + indices + "}");
    }
    return "";
  }

  private static String index(Expr index) {
    return index instanceof RationalNumber number ? number.value().toString() : index.toString();
  }
}
