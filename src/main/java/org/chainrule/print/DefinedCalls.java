package org.chainrule.print;

import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Rewriter;

/** The replacement of functions that a language has no word for by their definitions in others. */
final class DefinedCalls extends Rewriter {
  private final java.util.function.Function<Function, Optional<String>> word;

  DefinedCalls(java.util.function.Function<Function, Optional<String>> word) {
    this.word = word;
  }

  @Override
  public Expr visit(Apply apply) {
    List<Expr> arguments = apply.arguments().stream().map(this::result).toList();
    Optional<Expr> definition =
        word.apply(apply.function()).isPresent()
            ? Optional.empty()
            : apply.function().definition(arguments);
    return definition.map(this::apply).orElseGet(() -> super.visit(apply));
  }
}
