package org.chainrule.rewrite;

import java.util.List;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Rewriter;

/** A rewriter that knows of each index the range of the binder that it was opened from last. */
public abstract class RangedRewriter extends Rewriter {
  private Facts facts;

  protected RangedRewriter(Facts facts) {
    this(facts, 0);
  }

  /**
   * A rewriter that brings expressions from outside into binders.
   *
   * @param openedInUse the largest number of an opened index in those expressions
   */
  protected RangedRewriter(Facts facts, int openedInUse) {
    super(openedInUse);
    this.facts = facts;
  }

  /** What is known, of the indices of the binders around too. */
  protected final Facts facts() {
    return facts;
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Binder binder) {
      facts = facts.withRange(opened(binder).index(), binder.range());
    }
    return super.dependencies(node);
  }
}
