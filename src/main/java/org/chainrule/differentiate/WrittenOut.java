package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Sum;
import org.chainrule.function.Elementary;
import org.chainrule.number.Rational;

/**
 * The writing out of sums and their like between numbers: {@code w_1*x_1 + w_2*x_2}. Functions of
 * vectors are written by their definitions for that.
 */
public final class WrittenOut extends Rewriter {
  private final long most;

  /**
   * A pass.
   *
   * @param most how many terms a sum may have that is written out
   */
  public WrittenOut(long most) {
    this.most = most;
  }

  /** The terms, those whose condition is open being cases. */
  static List<Expr> terms(Reduction reduction) {
    Rational lower = ((RationalNumber) reduction.lower()).value();
    Rational upper = ((RationalNumber) reduction.upper()).value();
    long most = Limit.WRITTEN_OUT_TERMS.most();
    if (upper.minus(lower).compareTo(Rational.of(most)) > 0) {
      throw Limit.WRITTEN_OUT_TERMS.refusal("more than " + most + " terms are not written out");
    }
    Expr neutral =
        reduction.operator() == Reduction.Operator.PRODUCT
            ? RationalNumber.ONE
            : RationalNumber.ZERO;
    List<Expr> terms = new ArrayList<>();
    for (Rational at = lower; at.compareTo(upper) <= 0; at = at.plus(Rational.ONE)) {
      Expr body = reduction.bodyAt(Expr.of(at));
      Expr condition = reduction.conditionAt(Expr.of(at));
      if (condition == Logical.TRUE) {
        terms.add(body);
      } else if (reduction.isOfTerms()) {
        terms.add(Piecewise.of(List.of(new Piecewise.Branch(body, condition)), neutral));
      } else if (condition != Logical.FALSE) {
        return List.of();
      }
    }
    return terms;
  }

  /** What the terms come to. */
  static Expr joined(Reduction.Operator operator, List<Expr> terms) {
    return switch (operator) {
      case SUM -> {
        Sum.Builder sum = new Sum.Builder();
        terms.forEach(sum::add);
        yield sum.build();
      }
      case PRODUCT -> Product.of(terms);
      case MAXIMUM -> Elementary.max(terms.toArray(Expr[]::new));
      case MINIMUM -> Elementary.min(terms.toArray(Expr[]::new));
    };
  }

  /** What stands in the place of a node while it is written out; empty where it stays. */
  private Optional<List<Expr>> inPlace(Expr node) {
    if (node instanceof Reduction reduction
        && reduction.lower() instanceof RationalNumber lower
        && reduction.upper() instanceof RationalNumber upper
        && upper.value().minus(lower.value()).compareTo(Rational.of(most)) < 0) {
      List<Expr> terms = terms(reduction);
      return terms.isEmpty() ? Optional.empty() : Optional.of(terms);
    }
    return node instanceof Apply apply
            && apply.arguments().stream().anyMatch(Elements.class::isInstance)
        ? apply.function().definition(apply.arguments()).filter(each -> each != node).map(List::of)
        : Optional.empty();
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    return inPlace(node).orElseGet(() -> super.dependencies(node));
  }

  @Override
  protected Expr compute(Expr node) {
    Optional<List<Expr>> inPlace = inPlace(node);
    if (inPlace.isEmpty()) {
      return super.compute(node);
    }
    List<Expr> results = inPlace.get().stream().map(this::result).toList();
    return node instanceof Reduction reduction
        ? joined(reduction.operator(), results)
        : results.get(0);
  }
}
