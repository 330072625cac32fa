package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.Identifier;
import org.chainrule.resolve.Declarations;

/**
 * The names in an expression that is at hand, by which the texts beside it are read.
 *
 * @param symbols the plain names
 * @param families the names of the families
 */
record GivenNames(Set<String> symbols, Set<String> families) {
  static GivenNames of(Expr expression) {
    return of(List.of(expression));
  }

  static GivenNames of(Collection<Expr> expressions) {
    Set<String> symbols = new HashSet<>();
    Set<String> families = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(expressions);
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Symbol symbol && !symbol.isOpened()) {
        symbols.add(symbol.name());
      } else if (node instanceof IndexedSymbol element) {
        families.add(element.family());
      }
      node.children().forEach(pending::push);
    }
    return new GivenNames(symbols, families);
  }

  /** The plain names that could be taken for elements. */
  Set<String> subscripted() {
    return symbols.stream().filter(name -> name.indexOf('_') > 0).collect(Collectors.toSet());
  }

  /**
   * Refuses names with a letter below that are plain in the expression, which was read by itself,
   * and that the problem around it takes for elements, or may.
   *
   * @param problem the declarations as they were given
   * @param all these and the expression
   */
  void requireAlike(Declarations problem, Declarations all, Collection<Expr> variables) {
    for (String name : new TreeSet<>(subscripted())) {
      if (isLabelled(name) && all.isFamily(stem(name)) && !problem.names().isPlain(name)) {
        throw new NoDerivativeException(
            ("`%s` is a plain name in the expression, and `%s` is a family here; give the"
                    + " expression as text, or declare `%s : R`")
                .formatted(name, stem(name), name));
      }
    }
    for (Expr variable : variables) {
      if (variable instanceof Symbol symbol
          && isLabelled(symbol.name())
          && !symbols.contains(symbol.name())
          && !problem.names().isPlain(symbol.name())) {
        requireAlone(symbol.name(), problem);
      }
    }
  }

  private void requireAlone(String variable, Declarations problem) {
    for (String name : new TreeSet<>(subscripted())) {
      boolean isKin = isLabelled(name) && stem(name).equals(stem(variable));
      if (isKin && !problem.names().isPlain(name)) {
        throw new NoDerivativeException(
            ("`%s` occurs nowhere, and may be an element of one family with `%s` or a name of its"
                    + " own; declare `%s : R` if it is a name")
                .formatted(variable, name, variable));
      }
    }
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('_'));
  }

  /** Whether one letter stands below a name. */
  private static boolean isLabelled(String name) {
    int mark = name.lastIndexOf('_');
    return mark > 0 && Identifier.of(name.substring(mark + 1)).isSymbol();
  }

  /**
   * Refuses a variable that is a family in the expression, or an element of what is a number there.
   */
  void require(Expr variable) {
    if (variable instanceof Symbol symbol && families.contains(symbol.name())) {
      throw new NoDerivativeException(
          "`%s` is a family in the expression; differentiate by an element, such as %s_j"
              .formatted(symbol.name(), symbol.name()));
    }
    if (variable instanceof IndexedSymbol element && symbols.contains(element.family())) {
      throw new NoDerivativeException(
          "`%s` is one number in the expression and has no elements".formatted(element.family()));
    }
  }
}
