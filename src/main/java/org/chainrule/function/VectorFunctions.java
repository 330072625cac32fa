package org.chainrule.function;

import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.softmax;

import java.util.List;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Symbol;
import org.chainrule.kernel.VectorKernels;
import org.jspecify.annotations.Nullable;

/** Functions of all the elements of a vector. */
final class VectorFunctions {
  static final Function LOGSUMEXP =
      Function.function("logsumexp", Parameter.VECTOR)
          .elementPartial((of, y, at) -> softmax(of.get(0), at.get(0)))
          .definition(of -> log(sumOfExponentials(vector(of))))
          .evaluated(of -> first(of).plus(log(sumOfExponentials(shifted(of)))))
          .vectorKernel((elements, position) -> VectorKernels.logSumExp(elements))
          .fold(of -> onlyElement(vector(of)))
          .latex("\\operatorname{logsumexp}\\left(#1\\right)")
          .build();

  static final Function SOFTMAX =
      Function.function("softmax", Parameter.VECTOR, Parameter.INDEX)
          .elementPartial(VectorFunctions::softmaxPartial)
          .definition(
              of -> exp(vector(of).bodyAt(of.get(1))).dividedBy(sumOfExponentials(vector(of))))
          .evaluated(
              of -> exp(shifted(of).bodyAt(of.get(1))).dividedBy(sumOfExponentials(shifted(of))))
          .vectorKernel(VectorKernels::softmax)
          .distribution()
          .range(0, 1, false, true)
          .domain(Functions::withinRanges)
          .fold(of -> onlyElement(vector(of)) == null ? null : RationalNumber.ONE)
          .latex("\\operatorname{softmax}\\left(#1\\right)_{#2}")
          .build();

  static final List<Function> ALL = List.of(LOGSUMEXP, SOFTMAX);

  private VectorFunctions() {}

  private static Expr softmaxPartial(List<Expr> arguments, Expr result, List<Expr> indices) {
    Expr delta = KroneckerDelta.of(arguments.get(1), indices.get(0));
    return result.times(delta.minus(softmax(arguments.get(0), indices.get(0))));
  }

  private static Elements vector(List<Expr> arguments) {
    if (arguments.get(0) instanceof Elements elements) {
      return elements;
    }
    throw new IllegalArgumentException("softmax and logsumexp take a vector's elements");
  }

  private static Expr first(List<Expr> arguments) {
    return vector(arguments).bodyAt(vector(arguments).lower());
  }

  /** The vector less its first element: of large elements that are close the differences stay. */
  private static Elements shifted(List<Expr> arguments) {
    Elements vector = vector(arguments);
    Expr first = first(arguments);
    Binder.Opened inside = vector.open(Symbol.largestOpened(first));
    return Elements.of(inside.index(), vector.lower(), vector.upper(), inside.body().minus(first));
  }

  private static Expr sumOfExponentials(Elements vector) {
    Binder.Opened inside = vector.open(0);
    return Reduction.of(
        Reduction.Operator.SUM, inside.index(), vector.lower(), vector.upper(), exp(inside.body()));
  }

  private static @Nullable Expr onlyElement(Elements vector) {
    return vector.lower() == vector.upper() ? vector.bodyAt(vector.lower()) : null;
  }
}
