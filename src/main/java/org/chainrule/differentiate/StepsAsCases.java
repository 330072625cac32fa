package org.chainrule.differentiate;

import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;

/**
 * The pass that writes steps such as sign(u) by cases without the place of the jump, where a value
 * of theirs says nothing about a derivative. Jumps at all whole numbers stay.
 */
public final class StepsAsCases extends Rewriter {
  private final boolean isClosed;

  /** Whether nothing but numbers and the indices of sums around it is in an expression. */
  private final Pass<Boolean> ofIndices =
      new Pass<>() {
        @Override
        protected Boolean compute(Expr node) {
          return node instanceof Symbol symbol
              ? symbol.isOpened()
              : !(node instanceof IndexedSymbol)
                  && !(node instanceof Apply apply && apply.function().isDeclared())
                  && dependencies(node).stream().allMatch(this::result);
        }
      };

  /** The expression with its single jumps left open. */
  public static Expr of(Expr expression) {
    return new StepsAsCases(false).apply(expression);
  }

  /** The same with the value on a jump behind both sides, for where no step to a side leaves it. */
  public static Expr closed(Expr expression) {
    return new StepsAsCases(true).apply(expression);
  }

  private StepsAsCases(boolean isClosed) {
    this.isClosed = isClosed;
  }

  @Override
  public Expr visit(Apply apply) {
    Expr changed = super.visit(apply);
    if (!(changed instanceof Apply step) || step.arguments().size() != 1) {
      return changed;
    }
    List<Function.Singularity> places = step.function().singularities(step.arguments());
    boolean isStep =
        places.size() == 1
            && places.get(0).kind() == Function.Break.JUMP
            && !places.get(0).everyInteger()
            && step.function().partial(0, step.arguments(), step).filter(Expr::isZero).isPresent();
    if (!isStep) {
      return changed;
    }
    Expr locus = places.get(0).locus();
    if (ofIndices.apply(locus)) {
      // No variable moves an index: what it is compared with decides a number, not a side.
      return changed;
    }
    return Piecewise.of(
        List.of(
            new Piecewise.Branch(
                Apply.of(step.function(), RationalNumber.ONE),
                Relation.less(RationalNumber.ZERO, locus)),
            new Piecewise.Branch(
                Apply.of(step.function(), RationalNumber.MINUS_ONE),
                Relation.less(locus, RationalNumber.ZERO))),
        isClosed ? Apply.of(step.function(), RationalNumber.ZERO) : null);
  }
}
