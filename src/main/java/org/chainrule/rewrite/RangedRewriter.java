package org.chainrule.rewrite;

import java.util.List;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Rewriter;

/**
 * A rewriter that tells the range of an index before it rewrites what is inside the binder: facts
 * outlive a pass, and may know the same symbol as the index of another binder.
 */
public abstract class RangedRewriter extends Rewriter {
  protected final Facts facts;

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

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Binder binder) {
      facts.addRange(opened(binder).index(), new Facts.Range(binder.lower(), binder.upper()));
    }
    return super.dependencies(node);
  }
}
