package org.chainrule.answer;

import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;

/**
 * The cases of elements that are something above 0 and 0 below as products with steps, as people
 * write the derivative of relu: {@code step(z_i)*v_i} for {@code cases(v_i if 0 < z_i, 0 if z_i <
 * 0)}. At 0 itself the one has a value and the other none, which is for a condition to say.
 */
final class StepForm extends Rewriter {
  private final List<FreeIndex> axes;

  /** Steps in the elements of an array with these axes. */
  StepForm(List<FreeIndex> axes) {
    super(axes.stream().mapToInt(each -> Symbol.largestOpened(each.index())).max().orElse(0));
    this.axes = axes;
  }

  @Override
  public Expr visit(Piecewise piecewise) {
    Expr same = super.visit(piecewise);
    return same instanceof Piecewise cases ? stepped(cases) : same;
  }

  private Expr stepped(Piecewise cases) {
    List<Piecewise.Branch> branches = cases.branches();
    if (branches.size() != 2
        || cases.otherwise().isPresent()
        || !(branches.get(0).condition() instanceof Relation one)
        || !(branches.get(1).condition() instanceof Relation other)
        || one.operator() != Relation.Operator.LESS
        || other.operator() != Relation.Operator.LESS
        || one.left() != other.right()
        || one.right() != other.left()) {
      return cases;
    }
    Expr above = one.right().minus(one.left());
    Expr first = branches.get(0).value();
    Expr second = branches.get(1).value();
    if (!isOfElements(above) || !first.isZero() && !second.isZero()) {
      return cases;
    }
    return second.isZero()
        ? Product.of(Apply.of(Functions.STEP, List.of(above)), first)
        : Product.of(Apply.of(Functions.STEP, List.of(above.negate())), second);
  }

  /** Whether there is one such for each element. */
  private boolean isOfElements(Expr place) {
    return Symbol.largestOpened(place) > 0
        || axes.stream().anyMatch(each -> Occurrence.of(each.index(), place));
  }
}
