package org.chainrule.expr;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replacement of expressions by others, everywhere at once, which never captures an index. */
public final class Substitution extends Rewriter {
  private final Map<Expr, Expr> replacements;

  private Substitution(Map<Expr, Expr> replacements) {
    super(openedInUse(replacements));
    this.replacements = replacements;
  }

  private static int openedInUse(Map<Expr, Expr> replacements) {
    int largest = 0;
    for (Map.Entry<Expr, Expr> entry : replacements.entrySet()) {
      largest = Math.max(largest, Symbol.largestOpened(entry.getKey()));
      largest = Math.max(largest, Symbol.largestOpened(entry.getValue()));
    }
    return largest;
  }

  public static Substitution of(Expr from, Expr to) {
    return new Substitution(Map.of(from, to));
  }

  public static Substitution of(Map<? extends Expr, ? extends Expr> replacements) {
    return new Substitution(new HashMap<>(replacements));
  }

  @Override
  protected @Nullable Expr shortcut(Expr node) {
    Expr replacement = replacements.get(node);
    if (replacement != null) {
      return replacement;
    }
    for (Expr from : replacements.keySet()) {
      long bits = from.traits().names();
      if ((node.traits().names() & bits) == bits) {
        return null;
      }
    }
    return node;
  }
}
