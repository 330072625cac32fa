package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;
import org.jspecify.annotations.Nullable;

/**
 * Forms as people write them, from the normal form of {@link FormAlgebra}: what several ways of
 * writing say, the shortest says.
 */
final class WrittenForm {

  private final FormAlgebra algebra;
  private final FormCost cost;
  private final Map<MatrixForm, MatrixForm> written = new HashMap<>();

  /** The differences in what was given, as they were written there. */
  private final Set<MatrixForm> given;

  WrittenForm(FormAlgebra algebra, FormCost cost, Set<MatrixForm> given) {
    this.algebra = algebra;
    this.cost = cost;
    this.given = given;
  }

  MatrixForm of(MatrixForm form) {
    MatrixForm before = written.get(form);
    if (before == null) {
      before = form.accept(new Writer(true));
      written.put(form, before);
    }
    return before;
  }

  double cost(MatrixForm form) {
    return cost.of(of(form));
  }

  private MatrixForm cheaper(MatrixForm one, MatrixForm other) {
    return cost.of(other) < cost.of(one) - 1e-9 ? other : one;
  }

  private List<MatrixForm> of(List<MatrixForm> forms) {
    List<MatrixForm> all = new ArrayList<>();
    forms.forEach(each -> all.add(of(each)));
    return all;
  }

  private static MatrixForm call(MatrixFunction function, MatrixForm argument) {
    return new MatrixForm.Operation(function, List.of(argument), MatrixShape.NUMBER);
  }

  private static boolean isRowOfOnes(MatrixForm form) {
    return form instanceof MatrixForm.Transpose transpose && isColumnOfOnes(transpose.operand());
  }

  private static boolean isColumnOfOnes(MatrixForm form) {
    return FormAlgebra.is(MatrixFunction.ONES, form) && form.shape().isColumn();
  }

  // Numbers that are products of matrices.

  /** What all elements are the sum of, where a product is such a sum. */
  private @Nullable MatrixForm summed(List<MatrixForm> chain) {
    int size = chain.size();
    boolean isHead = isRowOfOnes(chain.get(0));
    boolean isTail = isColumnOfOnes(chain.get(size - 1));
    if (isHead) {
      return Addend.chained(chain.subList(1, isTail && size > 2 ? size - 1 : size));
    }
    return isTail ? algebra.transposed(Addend.chained(chain.subList(0, size - 1))) : null;
  }

  /** What the product is the squared length of, where its halves mirror each other. */
  private @Nullable MatrixForm root(List<MatrixForm> chain) {
    int half = chain.size() / 2;
    if (chain.size() % 2 == 1) {
      return null;
    }
    List<MatrixForm> tail = List.copyOf(chain.subList(half, chain.size()));
    return algebra.reversed(tail).equals(chain.subList(0, half)) ? Addend.chained(tail) : null;
  }

  private MatrixForm number(List<MatrixForm> chain) {
    List<MatrixForm> parts = of(chain);
    MatrixForm best = new MatrixForm.Product(RationalNumber.ONE, List.of(), parts);
    MatrixForm summed = summed(chain);
    if (summed != null) {
      best = cheaper(best, call(MatrixFunction.SUM, of(summed)));
      if (summed instanceof MatrixForm.Hadamard product && product.shape().isColumn()) {
        for (MatrixForm factor : product.factors()) {
          List<MatrixForm> others = new ArrayList<>(product.factors());
          others.remove(factor);
          MatrixForm rest =
              others.size() == 1 ? others.get(0) : new MatrixForm.Hadamard(List.copyOf(others));
          best = cheaper(best, MatrixForm.Product.chain(of(algebra.transposed(factor)), of(rest)));
        }
      }
    }
    MatrixForm root = root(chain);
    return root == null ? best : cheaper(best, norm(root, RationalNumber.TWO));
  }

  private MatrixForm norm(MatrixForm root, Expr exponent) {
    return MatrixForm.Power.of(call(MatrixFunction.NORM, eitherWay(root)), exponent);
  }

  /** A form of which the sign does not matter, the way round that it was given. */
  private MatrixForm eitherWay(MatrixForm form) {
    MatrixForm straight = of(form);
    MatrixForm opposite = form instanceof MatrixForm.Sum sum ? opposite(sum) : null;
    return opposite == null || given.contains(straight) || !given.contains(of(opposite))
        ? straight
        : of(opposite);
  }

  /** What a number is the squared length of: {@code x^T*x}, {@code tr(A^T*A)}. */
  private @Nullable MatrixForm rootOf(MatrixForm number) {
    if (number instanceof MatrixForm.Product product && product.chain().size() > 1) {
      return root(product.chain());
    }
    if (!FormAlgebra.is(MatrixFunction.TRACE, number)
        || !(FormAlgebra.argument(number) instanceof MatrixForm.Product product)) {
      return null;
    }
    // Any factor may be the first under a trace.
    List<MatrixForm> chain = product.chain();
    MatrixForm best = null;
    for (int i = 0; i < chain.size(); i++) {
      List<MatrixForm> rotated = new ArrayList<>(chain.subList(i, chain.size()));
      rotated.addAll(chain.subList(0, i));
      MatrixForm root = root(rotated);
      if (root != null) {
        best = best == null ? root : cost(root) < cost(best) ? root : best;
      }
    }
    return best;
  }

  // Signs.

  /** The opposite of a sum. */
  private static MatrixForm opposite(MatrixForm.Sum sum) {
    List<MatrixForm> terms = new ArrayList<>();
    for (MatrixForm term : sum.terms()) {
      Addend addend = Addend.of(term);
      terms.add(MatrixForm.Product.of(addend.factor().negate(), addend.scalars(), addend.chain()));
    }
    return new MatrixForm.Sum(terms);
  }

  /** The opposite of a factor with a sum in it that may turn round, or null where there is none. */
  private @Nullable MatrixForm opposite(MatrixForm factor, Predicate<MatrixForm.Sum> mayTurn) {
    if (factor instanceof MatrixForm.Sum sum) {
      return mayTurn.test(sum) ? opposite(sum) : null;
    }
    if (factor instanceof MatrixForm.Transpose transpose) {
      MatrixForm inner = opposite(transpose.operand(), mayTurn);
      return inner == null ? null : new MatrixForm.Transpose(inner);
    }
    if (FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, factor)) {
      MatrixForm inner = opposite(FormAlgebra.argument(factor), mayTurn);
      return inner == null
          ? null
          : new MatrixForm.Operation(
              MatrixFunction.DIAGONAL_MATRIX, List.of(inner), factor.shape());
    }
    if (factor instanceof MatrixForm.Hadamard product) {
      List<MatrixForm> factors = oneOpposite(product.factors(), mayTurn);
      return factors == null ? null : new MatrixForm.Hadamard(factors);
    }
    if (factor instanceof MatrixForm.Product product) {
      List<MatrixForm> chain = oneOpposite(product.chain(), mayTurn);
      return chain == null
          ? null
          : new MatrixForm.Product(product.factor(), product.scalars(), chain);
    }
    return null;
  }

  /** A chain whose differences that stand there twice are the way round that they were given. */
  private List<MatrixForm> asGiven(List<MatrixForm> chain) {
    for (int i = 0; i < chain.size(); i++) {
      MatrixForm factor = chain.get(i);
      int j = chain.lastIndexOf(algebra.transposed(factor));
      MatrixForm opposite = factor instanceof MatrixForm.Sum sum && j > i ? opposite(sum) : null;
      if (opposite != null && !given.contains(of(factor)) && given.contains(of(opposite))) {
        List<MatrixForm> result = new ArrayList<>(chain);
        result.set(i, opposite);
        result.set(j, algebra.transposed(opposite));
        return result;
      }
    }
    return chain;
  }

  /** Factors of which one is turned round: one that was given so, or else one without a number. */
  private @Nullable List<MatrixForm> oneOpposite(List<MatrixForm> factors) {
    List<Predicate<MatrixForm.Sum>> choices =
        List.of(
            sum -> given.contains(of(opposite(sum))),
            sum -> sum.terms().stream().noneMatch(each -> isTimes(MatrixFunction.ONES, each)),
            sum -> true);
    for (Predicate<MatrixForm.Sum> mayTurn : choices) {
      List<MatrixForm> turned = oneOpposite(factors, mayTurn);
      if (turned != null) {
        return turned;
      }
    }
    return null;
  }

  private @Nullable List<MatrixForm> oneOpposite(
      List<MatrixForm> factors, Predicate<MatrixForm.Sum> mayTurn) {
    for (int i = 0; i < factors.size(); i++) {
      MatrixForm factor = factors.get(i);
      MatrixForm opposite = opposite(factor, mayTurn);
      MatrixForm across = algebra.transposed(factor);
      boolean isAlone =
          factors.stream().filter(each -> each.equals(factor) || each.equals(across)).count() == 1;
      if (opposite != null && isAlone) {
        List<MatrixForm> result = new ArrayList<>(factors);
        result.set(i, opposite);
        return result;
      }
    }
    return null;
  }

  private static boolean isTimes(MatrixFunction function, MatrixForm term) {
    List<MatrixForm> chain = Addend.of(term).chain();
    return chain.size() == 1 && FormAlgebra.is(function, chain.get(0));
  }

  /** A form's visitor. */
  private final class Writer implements MatrixForm.Visitor<MatrixForm> {
    private final boolean mayTurn;

    Writer(boolean mayTurn) {
      this.mayTurn = mayTurn;
    }

    @Override
    public MatrixForm visit(MatrixForm.Scalar number) {
      return number;
    }

    @Override
    public MatrixForm visit(MatrixForm.Name name) {
      return name;
    }

    @Override
    public MatrixForm visit(MatrixForm.Sum sum) {
      boolean tellsShape =
          sum.terms().stream()
              .anyMatch(
                  each ->
                      !isTimes(MatrixFunction.ONES, each)
                          && !isTimes(MatrixFunction.IDENTITY, each));
      // A minus is an operator beside a plus, and none is saved by turning a difference round.
      boolean isBesidePlus = sum.terms().stream().anyMatch(each -> !FormOrder.isNegative(each));
      List<MatrixForm> terms = new ArrayList<>();
      for (MatrixForm term : sum.terms()) {
        Addend addend = Addend.of(term);
        // A number is added to each element.
        terms.add(
            tellsShape && isTimes(MatrixFunction.ONES, term)
                ? of(algebra.product(addend.factor(), addend.scalars(), List.of()))
                : isBesidePlus
                        && term instanceof MatrixForm.Product product
                        && FormOrder.isNegative(term)
                    ? plain(product)
                    : of(term));
      }
      return acrossOr(MatrixForm.Sum.of(FormOrder.sorted(terms, FormOrder.TERMS)), sum);
    }

    /** The transpose of the transpose, where that is shorter. */
    private MatrixForm acrossOr(MatrixForm straight, MatrixForm form) {
      MatrixShape shape = form.shape();
      if (shape.isNumber() || shape.isColumn() || shape.isRow() || !mayTurn) {
        return straight;
      }
      MatrixForm across = algebra.transposed(form);
      boolean hasNumbers =
          across instanceof MatrixForm.Product product
              && !(product.factor().isOne() && product.scalars().isEmpty());
      if (across.equals(form) || hasNumbers) {
        return straight;
      }
      return cheaper(straight, MatrixForm.Transpose.of(across.accept(new Writer(false))));
    }

    @Override
    public MatrixForm visit(MatrixForm.Product product) {
      boolean isBare = product.factor().isOne() && product.scalars().isEmpty();
      if (isBare && product.shape().isNumber()) {
        return number(product.chain());
      }
      MatrixForm best = plain(product);
      if (FormOrder.isNegative(product.factor())) {
        List<MatrixForm> chain = oneOpposite(product.chain());
        if (chain != null) {
          best =
              cheaper(
                  best,
                  plain(
                      new MatrixForm.Product(product.factor().negate(), product.scalars(), chain)));
        }
        List<MatrixForm> scalars = oneOpposite(product.scalars());
        if (scalars != null) {
          best =
              cheaper(
                  best,
                  plain(
                      new MatrixForm.Product(product.factor().negate(), scalars, product.chain())));
        }
      }
      return best;
    }

    private MatrixForm plain(MatrixForm.Product product) {
      Expr factor = product.factor();
      List<MatrixForm> scalars = new ArrayList<>();
      for (MatrixForm scalar : product.scalars()) {
        MatrixForm summed =
            scalar instanceof MatrixForm.Product inner && inner.chain().size() > 1
                ? summed(inner.chain())
                : null;
        MatrixForm best = of(scalar);
        if (summed != null) {
          MatrixShape shape = summed.shape();
          Expr mean = factor.times(shape.rows()).times(shape.columns());
          double shorter =
              cost.of(new MatrixForm.Scalar(factor)) - cost.of(new MatrixForm.Scalar(mean));
          if (shorter > 0) {
            factor = mean;
            best = call(MatrixFunction.MEAN, of(summed));
          }
        }
        scalars.add(best);
      }
      List<MatrixForm> chain = asGiven(product.chain());
      if (chain.size() < 2) {
        return withNumbers(factor, scalars, of(chain));
      }
      MatrixForm bare = new MatrixForm.Product(RationalNumber.ONE, List.of(), of(chain));
      int last = chain.size() - 1;
      if (chain.size() == 3
          && FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, chain.get(0))
          && FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, chain.get(last))) {
        MatrixForm outer =
            MatrixForm.Product.chain(
                of(FormAlgebra.argument(chain.get(0))),
                of(algebra.transposed(FormAlgebra.argument(chain.get(last)))));
        bare = cheaper(bare, MatrixForm.Hadamard.of(List.of(outer, of(chain.get(1)))));
      }
      MatrixForm shortest = acrossOr(bare, Addend.chained(chain));
      return withNumbers(
          factor,
          scalars,
          shortest.equals(bare) && bare instanceof MatrixForm.Product
              ? ((MatrixForm.Product) bare).chain()
              : List.of(shortest));
    }

    private MatrixForm withNumbers(Expr factor, List<MatrixForm> scalars, List<MatrixForm> chain) {
      if (chain.isEmpty()
          && scalars.stream().filter(MatrixForm.Product.class::isInstance).count() == 1) {
        List<MatrixForm> others = new ArrayList<>(scalars);
        others.removeIf(MatrixForm.Product.class::isInstance);
        MatrixForm.Product inner =
            (MatrixForm.Product)
                scalars.stream().filter(MatrixForm.Product.class::isInstance).findFirst().get();
        if (inner.factor().isOne() && inner.scalars().isEmpty()) {
          return new MatrixForm.Product(factor, others, inner.chain());
        }
      }
      return MatrixForm.Product.of(factor, scalars, chain);
    }

    @Override
    public MatrixForm visit(MatrixForm.Hadamard product) {
      return acrossOr(
          MatrixForm.Hadamard.of(FormOrder.sorted(of(product.factors()), FormOrder.FACTORS)),
          product);
    }

    @Override
    public MatrixForm visit(MatrixForm.Transpose transpose) {
      MatrixForm operand = transpose.operand();
      MatrixForm best = MatrixForm.Transpose.of(of(operand));
      if (operand instanceof MatrixForm.Sum sum) {
        List<MatrixForm> terms = of(algebra.transposed(sum.terms()));
        best = cheaper(best, MatrixForm.Sum.of(FormOrder.sorted(terms, FormOrder.TERMS)));
      }
      return best;
    }

    @Override
    public MatrixForm visit(MatrixForm.Power power) {
      if (!power.shape().isNumber()) {
        boolean isEven =
            power.exponent() instanceof MatrixForm.Scalar number
                && number.value() instanceof RationalNumber exponent
                && exponent.value().isEven();
        MatrixForm base = isEven ? eitherWay(power.base()) : of(power.base());
        return acrossOr(MatrixForm.Power.of(base, of(power.exponent())), power);
      }
      MatrixForm best = MatrixForm.Power.of(of(power.base()), of(power.exponent()));
      MatrixForm root = rootOf(power.base());
      return root != null && power.exponent() instanceof MatrixForm.Scalar exponent
          ? cheaper(best, norm(root, exponent.value().times(2)))
          : best;
    }

    @Override
    public MatrixForm visit(MatrixForm.Elementwise function) {
      return acrossOr(
          MatrixForm.Elementwise.of(function.function(), of(function.arguments())), function);
    }

    @Override
    public MatrixForm visit(MatrixForm.Operation operation) {
      MatrixForm best =
          new MatrixForm.Operation(
              operation.function(), of(operation.arguments()), operation.shape());
      if (operation.function() != MatrixFunction.TRACE) {
        return best;
      }
      MatrixForm root = rootOf(operation);
      if (root != null) {
        best = cheaper(best, norm(root, RationalNumber.TWO));
      }
      if (FormAlgebra.argument(operation) instanceof MatrixForm.Product inner
          && inner.chain().size() == 2) {
        MatrixForm one = inner.chain().get(0);
        MatrixForm other = inner.chain().get(1);
        MatrixForm product =
            algebra.hadamard(List.of(algebra.transposed(one), other), other.shape());
        best = cheaper(best, call(MatrixFunction.SUM, of(product)));
        best = cheaper(best, call(MatrixFunction.SUM, of(algebra.transposed(product))));
      }
      return best;
    }

    @Override
    public MatrixForm visit(MatrixForm.Cases cases) {
      List<MatrixForm.Branch> branches = new ArrayList<>();
      for (MatrixForm.Branch branch : cases.branches()) {
        branches.add(new MatrixForm.Branch(of(branch.value()), condition(branch.condition())));
      }
      MatrixForm otherwise = cases.otherwise();
      return new MatrixForm.Cases(
          branches, otherwise == null ? null : of(otherwise), cases.shape());
    }

    @Override
    public MatrixForm visit(MatrixForm.Total total) {
      return total.of(of(total.body()));
    }

    private MatrixForm.Condition condition(MatrixForm.Condition condition) {
      if (condition instanceof MatrixForm.Comparison comparison) {
        return new MatrixForm.Comparison(
            comparison.operator(), of(comparison.left()), of(comparison.right()));
      }
      MatrixForm.Connected connected = (MatrixForm.Connected) condition;
      return new MatrixForm.Connected(
          connected.operator(), connected.operands().stream().map(this::condition).toList());
    }
  }
}
