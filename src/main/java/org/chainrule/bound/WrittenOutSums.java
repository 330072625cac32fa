package org.chainrule.bound;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;

/** Sums and products whose length is a number, term by term, so that each element is a name. */
public final class WrittenOutSums extends Rewriter {
  @Override
  public Expr visit(Reduction reduction) {
    Expr changed = super.visit(reduction);
    if (!(changed instanceof Reduction sum)
        || !sum.isOfTerms()
        || !(sum.lower() instanceof RationalNumber lower)
        || !(sum.upper() instanceof RationalNumber upper)) {
      return changed;
    }
    BigInteger from = lower.value().floor();
    BigInteger to = upper.value().floor();
    long most = Limit.WRITTEN_OUT_TERMS.most();
    if (to.subtract(from).compareTo(BigInteger.valueOf(most)) > 0) {
      throw Limit.WRITTEN_OUT_TERMS.refusal("a sum of more than " + most + " terms is not bounded");
    }
    List<Expr> terms = new ArrayList<>();
    for (BigInteger at = from; at.compareTo(to) <= 0; at = at.add(BigInteger.ONE)) {
      Expr index = Expr.of(Rational.of(at));
      Expr condition = sum.conditionAt(index);
      if (condition == Logical.TRUE) {
        terms.add(sum.bodyAt(index));
      } else if (condition != Logical.FALSE) {
        return changed;
      }
    }
    return sum.operator() == Reduction.Operator.SUM ? Sum.of(terms) : Product.of(terms);
  }

  @Override
  public Expr visit(Apply apply) {
    Expr changed = super.visit(apply);
    if (changed instanceof Apply call
        && call.function().takesArray()
        && call.arguments().get(0) instanceof Elements elements
        && elements.lower() instanceof RationalNumber
        && elements.upper() instanceof RationalNumber) {
      Optional<Expr> definition = call.function().definition(call.arguments());
      if (definition.isPresent()) {
        return new WrittenOutSums().apply(definition.get());
      }
    }
    return changed;
  }
}
