package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Sums in which what terms have in common stands once: {@code X^T*X*w - X^T*y} is {@code X^T*(X*w -
 * y)}.
 *
 * <p>Of all that any two terms have in common the few factors are taken out, each for itself, that
 * make the sum shortest, and so on; what is left in the brackets is shortened in the same way. So
 * many sums are tried and no more.
 */
final class CommonFactors {
  /** More sums are not tried for one form. */
  private static final int MOST_TRIALS = 200;

  private static final int MOST_TERMS = 16;

  /** So many factors to take out next are followed up. */
  private static final int MOST_STEPS = 3;

  /** What is in the brackets is shorter by this at least, or nothing was taken out. */
  private static final double LEAST_SAVED = 0.5;

  private static final double NOTHING = 1e-9;

  private final FormAlgebra algebra;
  private final WrittenForm writing;
  private final Map<MatrixForm, MatrixForm> known = new HashMap<>();
  private int trials;

  CommonFactors(FormAlgebra algebra, WrittenForm writing) {
    this.algebra = algebra;
    this.writing = writing;
  }

  /** The way in which a factor stands in a term. */
  private enum Place {
    NUMBER,
    SCALAR,
    LEFT,
    RIGHT,
    ELEMENTWISE,
    DIAGONAL,
    TRACE
  }

  /**
   * A factor that terms may have in common.
   *
   * @param place where it stands
   * @param factor the factor
   */
  private record Common(Place place, Object factor) {}

  /**
   * A term in two parts.
   *
   * @param common the factor
   * @param rest what is left of the term
   * @param joined what makes the term of the rest
   */
  private record Split(Common common, MatrixForm rest, UnaryOperator<MatrixForm> joined) {}

  /** The shortest form of a sum that was found. */
  MatrixForm shortened(MatrixForm form) {
    if (!(form instanceof MatrixForm.Sum sum) || sum.terms().size() > MOST_TERMS) {
      return form;
    }
    MatrixForm before = known.get(form);
    if (before != null) {
      return before;
    }
    // Where the same sum is met on the way, it stays as it is.
    known.put(form, form);
    MatrixForm best = form;
    for (MatrixForm next : steps(sum)) {
      boolean isShorter =
          next instanceof MatrixForm.Sum shorter && shorter.terms().size() < sum.terms().size();
      best = cheaper(best, isShorter ? shortened(next) : next);
    }
    if (algebra.withoutContent(sum) instanceof MatrixForm.Product product) {
      MatrixForm rest =
          product.chain().isEmpty() ? product.scalars().get(0) : product.chain().get(0);
      best = cheaper(best, algebra.scaled(product.factor(), shortened(rest)));
    }
    known.put(form, best);
    return best;
  }

  private MatrixForm cheaper(MatrixForm one, MatrixForm other) {
    return writing.cost(other) < writing.cost(one) - NOTHING ? other : one;
  }

  /** The sum with one factor taken out, in the ways that are shortest. */
  private List<MatrixForm> steps(MatrixForm.Sum sum) {
    Map<Common, Map<Integer, Split>> places = new LinkedHashMap<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      for (Split split : splits(sum.terms().get(i), sum.shape())) {
        places.computeIfAbsent(split.common(), key -> new LinkedHashMap<>()).putIfAbsent(i, split);
      }
    }
    List<MatrixForm> steps = new ArrayList<>();
    for (Map<Integer, Split> shared : places.values()) {
      if (shared.size() > 1 && trials < MOST_TRIALS) {
        trials++;
        Interruption.poll();
        steps.add(joined(sum, shared));
      }
    }
    steps.sort(Comparator.comparingDouble(writing::cost));
    return steps.subList(0, Math.min(MOST_STEPS, steps.size()));
  }

  private MatrixForm joined(MatrixForm.Sum sum, Map<Integer, Split> shared) {
    List<MatrixForm> terms = new ArrayList<>();
    List<MatrixForm> rests = new ArrayList<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      Split split = shared.get(i);
      if (split == null) {
        terms.add(sum.terms().get(i));
      } else {
        rests.add(split.rest());
      }
    }
    Split any = shared.values().iterator().next();
    MatrixForm rest = algebra.sum(rests, any.rest().shape());
    if (writing.cost(rest) > writing.cost(sum) - LEAST_SAVED) {
      return sum;
    }
    MatrixForm inner = shortened(rest);
    MatrixForm grouped = grouped(any.common(), inner, terms);
    if (grouped != null) {
      return grouped;
    }
    terms.add(any.joined().apply(inner));
    return algebra.sum(terms, sum.shape());
  }

  /**
   * The product that a factor makes of a sum where the terms beside are that sum again, but for a
   * number: {@code (A^T - I)*(A - I)} of {@code A^T*(A - I) - (A - I)}; null where they are not.
   */
  private @Nullable MatrixForm grouped(Common common, MatrixForm inner, List<MatrixForm> others) {
    if (others.size() < 2
        || common.place() != Place.LEFT && common.place() != Place.RIGHT
        || !(common.factor() instanceof MatrixForm factor)
        || !factor.shape().isSquare()) {
      return null;
    }
    Addend one = Addend.of(content(inner));
    Addend other = Addend.of(content(algebra.sum(others, inner.shape())));
    if (!one.bare().equals(other.bare())) {
      return null;
    }
    Expr ratio = other.factor().dividedBy(one.factor());
    MatrixForm identity = FormAlgebra.identity(factor.shape().rows());
    MatrixForm sum = algebra.sum(List.of(factor, algebra.scaled(ratio, identity)), factor.shape());
    return common.place() == Place.LEFT ? algebra.chain(sum, inner) : algebra.chain(inner, sum);
  }

  private MatrixForm content(MatrixForm form) {
    return form instanceof MatrixForm.Sum sum ? algebra.withoutContent(sum) : form;
  }

  private List<Split> splits(MatrixForm term, MatrixShape shape) {
    Addend addend = Addend.of(term);
    List<Split> splits = new ArrayList<>();
    inNumbers(addend, term, splits);
    inScalars(addend, splits);
    if (addend.chain().isEmpty()) {
      inNumberChains(addend, splits);
    } else {
      inChain(addend, shape, splits);
      inElements(addend, shape, splits);
    }
    return splits;
  }

  private void inNumbers(Addend addend, MatrixForm term, List<Split> splits) {
    Set<Expr> factors = new LinkedHashSet<>();
    Rational coefficient = Rational.ONE;
    List<Product.Factor> parts = List.of();
    if (addend.factor() instanceof RationalNumber number) {
      coefficient = number.value();
    } else if (addend.factor() instanceof Product product) {
      coefficient = product.coefficient();
      parts = product.factors();
    } else {
      parts = List.of(Product.Factor.of(addend.factor()));
    }
    if (!coefficient.isUnit()) {
      factors.add(RationalNumber.of(coefficient.abs()));
    }
    for (Product.Factor part : parts) {
      factors.add(part.toExpr());
      if (part.exponent() instanceof RationalNumber exponent && exponent.value().isInteger()) {
        factors.add(Power.of(part.base(), Expr.of(exponent.value().signum())));
      }
    }
    for (Expr factor : factors) {
      splits.add(
          new Split(
              new Common(Place.NUMBER, factor),
              algebra.scaled(factor.power(-1), term),
              rest -> algebra.scaled(factor, rest)));
    }
  }

  private void inScalars(Addend addend, List<Split> splits) {
    for (MatrixForm scalar : addend.scalars()) {
      MatrixForm base =
          scalar instanceof MatrixForm.Power power
                  && power.exponent() instanceof MatrixForm.Scalar number
                  && number.value() instanceof RationalNumber
              ? power.base()
              : scalar;
      for (Expr exponent : exponents(FormAlgebra.exponent(scalar))) {
        MatrixForm factor = algebra.power(base, new MatrixForm.Scalar(exponent));
        List<MatrixForm> scalars = new ArrayList<>(addend.scalars());
        scalars.add(algebra.power(base, new MatrixForm.Scalar(exponent.negate())));
        splits.add(
            new Split(
                new Common(Place.SCALAR, factor),
                algebra.product(addend.factor(), scalars, addend.chain()),
                rest -> algebra.chain(factor, rest)));
      }
    }
  }

  /** The exponents of what may be taken out of a power: all of it, or one that others have too. */
  private static Set<Expr> exponents(Rational exponent) {
    Set<Expr> exponents = new LinkedHashSet<>();
    exponents.add(RationalNumber.of(exponent));
    if (exponent.abs().compareTo(Rational.ONE) > 0) {
      exponents.add(Expr.of(exponent.signum()));
    }
    if (exponent.times(Rational.TWO).isInteger() && !exponent.isInteger()) {
      exponents.add(RationalNumber.of(Rational.of(exponent.signum(), 2)));
    }
    return exponents;
  }

  private MatrixForm rest(Addend addend, List<MatrixForm> chain) {
    return algebra.product(addend.factor(), addend.scalars(), chain);
  }

  private void inChain(Addend addend, MatrixShape shape, List<Split> splits) {
    List<MatrixForm> chain = addend.chain();
    int last = chain.size() - 1;
    MatrixForm head = chain.get(0);
    MatrixForm tail = chain.get(last);
    if (last > 0 || !shape.isColumn()) {
      List<MatrixForm> others =
          last == 0
              ? List.of(FormAlgebra.identity(head.shape().columns()))
              : chain.subList(1, last + 1);
      splits.add(
          new Split(
              new Common(Place.LEFT, head),
              rest(addend, others),
              rest -> algebra.chain(head, rest)));
    }
    List<MatrixForm> others =
        last == 0 ? List.of(FormAlgebra.identity(tail.shape().rows())) : chain.subList(0, last);
    splits.add(right(tail, rest(addend, others)));
    for (MatrixForm scalar : addend.scalars()) {
      if (shape.isColumn() && scalar instanceof MatrixForm.Product product) {
        for (List<MatrixForm> each : List.of(product.chain(), algebra.reversed(product.chain()))) {
          List<MatrixForm> outer = new ArrayList<>(chain);
          outer.addAll(each.subList(0, each.size() - 1));
          List<MatrixForm> scalars = new ArrayList<>(addend.scalars());
          scalars.remove(scalar);
          splits.add(
              right(each.get(each.size() - 1), algebra.product(addend.factor(), scalars, outer)));
        }
      }
    }
    if (last == 0 && FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, head)) {
      splits.add(
          new Split(
              new Common(Place.DIAGONAL, MatrixFunction.DIAGONAL_MATRIX),
              rest(addend, List.of(FormAlgebra.argument(head))),
              algebra::diagonalMatrix));
    }
  }

  private Split right(MatrixForm tail, MatrixForm rest) {
    return new Split(new Common(Place.RIGHT, tail), rest, each -> algebra.chain(each, tail));
  }

  private void inElements(Addend addend, MatrixShape shape, List<Split> splits) {
    MatrixForm bare = Addend.chained(addend.chain());
    List<MatrixForm> factors =
        bare instanceof MatrixForm.Hadamard product ? product.factors() : List.of(bare);
    for (MatrixForm factor : factors) {
      MatrixForm base =
          factor instanceof MatrixForm.Power power
                  && power.exponent() instanceof MatrixForm.Scalar number
                  && number.value() instanceof RationalNumber
              ? power.base()
              : factor;
      for (Expr exponent : exponents(FormAlgebra.exponent(factor))) {
        MatrixForm power = new MatrixForm.Scalar(exponent);
        MatrixForm inverse = new MatrixForm.Scalar(exponent.negate());
        MatrixForm common = algebra.power(base, power);
        if (common.equals(FormAlgebra.ones(shape))
            || FormAlgebra.is(MatrixFunction.IDENTITY, common)
            || FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, common)) {
          continue;
        }
        // A quotient of one factor is 1 in normal form, whatever it is.
        MatrixForm rest =
            algebra.hadamard(List.of(bare, new MatrixForm.Power(base, inverse)), shape);
        splits.add(
            new Split(
                new Common(Place.ELEMENTWISE, common),
                rest(addend, List.of(rest)),
                each -> algebra.hadamard(List.of(common, each), shape)));
      }
    }
  }

  /** The factors at the ends of numbers, each of which is its own transpose. */
  private void inNumberChains(Addend addend, List<Split> splits) {
    for (int i = 0; i < addend.scalars().size(); i++) {
      List<MatrixForm> others = new ArrayList<>(addend.scalars());
      MatrixForm scalar = others.remove(i);
      if (scalar instanceof MatrixForm.Product product && product.chain().size() > 1) {
        for (List<MatrixForm> chain : List.of(product.chain(), algebra.reversed(product.chain()))) {
          MatrixForm head = chain.get(0);
          splits.add(
              new Split(
                  new Common(Place.LEFT, head),
                  algebra.product(addend.factor(), others, chain.subList(1, chain.size())),
                  rest -> algebra.chain(head, rest)));
        }
      }
      if (FormAlgebra.is(MatrixFunction.TRACE, scalar)) {
        MatrixForm matrix = FormAlgebra.argument(scalar);
        splits.add(
            new Split(
                new Common(Place.TRACE, matrix.shape()),
                algebra.product(addend.factor(), others, List.of(matrix)),
                algebra::trace));
        inTrace(addend, others, matrix, splits);
      }
    }
  }

  private void inTrace(
      Addend addend, List<MatrixForm> others, MatrixForm matrix, List<Split> splits) {
    List<MatrixForm> chain =
        matrix instanceof MatrixForm.Product product ? product.chain() : List.of(matrix);
    for (List<MatrixForm> each : List.of(chain, algebra.reversed(chain))) {
      for (int i = 0; i < each.size() && each.size() > 1; i++) {
        List<MatrixForm> rotated = new ArrayList<>(each.subList(i + 1, each.size()));
        rotated.addAll(each.subList(0, i));
        MatrixForm head = each.get(i);
        splits.add(
            new Split(
                new Common(Place.LEFT, head),
                algebra.product(addend.factor(), others, rotated),
                rest -> algebra.trace(algebra.chain(head, rest))));
      }
    }
  }
}
