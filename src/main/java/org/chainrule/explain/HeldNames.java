package org.chainrule.explain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Symbol;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Trace;

/** The defined names that a derivation goes through, which partial derivatives hold fixed. */
final class HeldNames {
  private final Set<String> names = new HashSet<>();

  /** For each variable, what has another of the names in it. */
  private final Map<String, Pass<Boolean>> others = new HashMap<>();

  HeldNames(Trace trace) {
    trace.withParts().stream()
        .flatMap(each -> each.steps().stream())
        .filter(each -> each.rule() == Rule.ADJOINT)
        .forEach(each -> names.add(variable(each.before())));
  }

  /** Whether a derivative is of something in which other names are to be held fixed. */
  boolean isOfOthers(Expr derivative) {
    return derivative instanceof DerivativeTerm term
        && others.computeIfAbsent(variable(term), Others::new).apply(term.body());
  }

  private static String variable(Expr derivative) {
    return name(((DerivativeTerm) derivative).by().get(0).variable());
  }

  private static String name(Expr node) {
    return node instanceof Symbol symbol
        ? symbol.name()
        : node instanceof IndexedSymbol element ? element.family() : "";
  }

  /** Whether there is another name than the variable in an expression. */
  private final class Others extends Pass<Boolean> {
    private final String variable;

    Others(String variable) {
      this.variable = variable;
    }

    @Override
    protected Boolean compute(Expr node) {
      String name = name(node);
      return names.contains(name) && !name.equals(variable)
          || dependencies(node).stream().anyMatch(this::result);
    }
  }
}
