package org.chainrule.function;

import static org.chainrule.function.Elementary.det;
import static org.chainrule.function.Elementary.inv;
import static org.chainrule.function.Elementary.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/** Functions of all the elements of a square matrix. */
final class MatrixFunctions {
  static final Function DET =
      Function.function("det", Parameter.MATRIX)
          .elementPartial((of, y, at) -> y.times(inv(of.get(0), at.get(1), at.get(0))))
          .matrixKernel(GaussianElimination::determinant)
          .fold(of -> folded(of, Elementary::det, one -> one, inverse -> inverse.power(-1)))
          .latex("\\det\\left(#1\\right)")
          .build();

  static final Function LOGDET =
      Function.function("logdet", Parameter.MATRIX)
          .elementPartial((of, y, at) -> inv(of.get(0), at.get(1), at.get(0)))
          .definition(of -> log(det(of.get(0))))
          .fold(of -> folded(of, Elementary::logdet, Elementary::log, Expr::negate))
          .domain(of -> List.of(Relation.greater(det(of.get(0)), RationalNumber.ZERO)))
          .latex("\\log\\det\\left(#1\\right)")
          .build();

  static final Function INV =
      Function.function("inv", Parameter.MATRIX, Parameter.INDEX, Parameter.INDEX)
          .elementPartial(
              (of, y, at) ->
                  inv(of.get(0), of.get(1), at.get(0))
                      .times(inv(of.get(0), at.get(1), of.get(2)))
                      .negate())
          .matrixKernel(GaussianElimination::inverse)
          .inverse()
          .fold(MatrixFunctions::foldedElement)
          .domain(of -> List.of(Relation.notEqual(det(of.get(0)), RationalNumber.ZERO)))
          .latex("\\left(#1^{-1}\\right)_{#2,#3}")
          .build();

  static final List<Function> ALL = List.of(DET, LOGDET, INV);

  /** Determinants of more rows than these stay as they are. */
  private static final int MOST_ROWS = 3;

  private MatrixFunctions() {}

  /**
   * A square matrix as it is written.
   *
   * @param indices those of the row and of the column, opened
   * @param element the element there
   */
  private record Written(Elements matrix, List<Expr> indices, Expr element) {
    static @Nullable Written of(Expr argument) {
      if (!(argument instanceof Elements matrix)) {
        return null;
      }
      List<IndexRange> ranges = matrix.ranges();
      if (ranges.size() != 2 || !ranges.get(0).equals(ranges.get(1))) {
        return null;
      }
      int inUse = Symbol.largestOpened(matrix);
      List<Expr> indices = List.of(Symbol.opened(inUse + 1), Symbol.opened(inUse + 2));
      return new Written(matrix, indices, matrix.at(indices));
    }

    private List<Expr> crossed() {
      return List.of(indices.get(1), indices.get(0));
    }

    /** The only element, or null where there are more, or may be. */
    @Nullable Expr only() {
      Expr first = matrix.lower();
      return first == matrix.upper() ? matrix.at(List.of(first, first)) : null;
    }

    boolean isIdentity() {
      return element == KroneckerDelta.of(indices.get(0), indices.get(1));
    }

    /**
     * The entries of two or three rows that are written one by one, as {@code [a, b; c, d]} is;
     * null where the matrix is not.
     */
    @Nullable List<List<Expr>> entries() {
      int size =
          matrix.lower().isOne()
                  && matrix.upper() instanceof RationalNumber length
                  && length.value().isInt()
              ? length.value().intValueExact()
              : 0;
      if (size < 2 || size > MOST_ROWS || !isWrittenOut()) {
        return null;
      }
      List<List<Expr>> rows = new ArrayList<>();
      for (int row = 1; row <= size; row++) {
        List<Expr> entries = new ArrayList<>();
        for (int column = 1; column <= size; column++) {
          entries.add(matrix.at(List.of(Expr.of(row), Expr.of(column))));
        }
        rows.add(entries);
      }
      return rows;
    }

    /** Whether the indices of the element tell entries apart and no elements of a family. */
    private boolean isWrittenOut() {
      Deque<Expr> pending = new ArrayDeque<>(List.of(element));
      boolean isFound = false;
      while (!pending.isEmpty()) {
        Expr node = pending.pop();
        if (node instanceof KroneckerDelta delta && isAtNumber(delta)) {
          isFound = true;
        } else if (indices.contains(node)) {
          return false;
        } else {
          node.children().forEach(pending::push);
        }
      }
      return isFound;
    }

    private boolean isAtNumber(KroneckerDelta delta) {
      return indices.contains(delta.left()) && delta.right() instanceof RationalNumber
          || indices.contains(delta.right()) && delta.left() instanceof RationalNumber;
    }

    boolean isSymmetric() {
      return element == matrix.at(crossed());
    }

    /** The matrix of which this is the inverse, or null. */
    @Nullable Elements inverted() {
      boolean isElement =
          element instanceof Apply apply
              && apply.function() == INV
              && apply.arguments().subList(1, 3).equals(indices)
              && Symbol.largestOpened(apply.arguments().get(0)) <= Symbol.largestOpened(matrix);
      return isElement
              && ((Apply) element).arguments().get(0) instanceof Elements inner
              && inner.ranges().equals(matrix.ranges())
          ? inner
          : null;
    }

    /** The family's matrix of which this is the transpose, or null. */
    @Nullable Elements transposed() {
      if (!(element instanceof IndexedSymbol crossed) || !crossed.indices().equals(crossed())) {
        return null;
      }
      Expr straight = IndexedSymbol.of(crossed.family(), indices);
      Expr row = Elements.of(indices.get(1), matrix.lower(), matrix.upper(), straight);
      return Elements.of(indices.get(0), matrix.lower(), matrix.upper(), row);
    }
  }

  /** Whether indices of one range are not in their order, which means nothing. */
  private static boolean isAfter(Expr first, Expr second) {
    Expr difference = first.minus(second);
    return difference instanceof RationalNumber number
        ? number.value().signum() > 0
        : KroneckerDelta.of(first, second) instanceof KroneckerDelta delta
            && delta.left() == second;
  }

  /**
   * What a function of the determinant is of a matrix that is simple as it is written, or null.
   *
   * @param ofNumber what it is of a determinant
   * @param ofInverse what it is of an inverse, by what it is of the matrix
   */
  private static @Nullable Expr folded(
      List<Expr> arguments,
      UnaryOperator<Expr> function,
      UnaryOperator<Expr> ofNumber,
      UnaryOperator<Expr> ofInverse) {
    Written written = Written.of(arguments.get(0));
    if (written == null) {
      return null;
    }
    Expr number = written.isIdentity() ? RationalNumber.ONE : written.only();
    if (number != null) {
      return ofNumber.apply(number);
    }
    List<List<Expr>> entries = written.entries();
    if (entries != null) {
      return ofNumber.apply(determinant(entries));
    }
    Elements transposed = written.transposed();
    if (transposed != null) {
      return function.apply(transposed);
    }
    Elements inverted = written.inverted();
    return inverted == null ? null : ofInverse.apply(function.apply(inverted));
  }

  private static @Nullable Expr foldedElement(List<Expr> arguments) {
    Written written = Written.of(arguments.get(0));
    if (written == null) {
      return null;
    }
    Expr row = arguments.get(1);
    Expr column = arguments.get(2);
    Expr only = written.only();
    if (only != null) {
      return only.power(-1);
    }
    if (written.isIdentity()) {
      return KroneckerDelta.of(row, column);
    }
    List<List<Expr>> entries = written.entries();
    if (entries != null && entries.size() == 2) {
      return inverse(entries, row, column);
    }
    Elements inverted = written.inverted();
    if (inverted != null) {
      return inverted.at(List.of(row, column));
    }
    Elements transposed = written.transposed();
    if (transposed != null) {
      return inv(transposed, /* row= */ column, /* column= */ row);
    }
    return written.isSymmetric() && isAfter(row, column)
        ? inv(written.matrix, /* row= */ column, /* column= */ row)
        : null;
  }

  /** The determinant of two or three rows. */
  private static Expr determinant(List<List<Expr>> rows) {
    List<Expr> first = rows.get(0);
    List<Expr> second = rows.get(1);
    if (rows.size() == 2) {
      return first.get(0).times(second.get(1)).minus(first.get(1).times(second.get(0)));
    }
    Sum.Builder sum = new Sum.Builder();
    for (int column = 0; column < 3; column++) {
      int next = (column + 1) % 3;
      int last = (column + 2) % 3;
      Expr minor =
          second
              .get(next)
              .times(rows.get(2).get(last))
              .minus(second.get(last).times(rows.get(2).get(next)));
      sum.add(first.get(column).times(minor));
    }
    return sum.build();
  }

  /** An element of the inverse of two rows. */
  private static Expr inverse(List<List<Expr>> rows, Expr row, Expr column) {
    Sum.Builder sum = new Sum.Builder();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        Expr cofactor = rows.get(1 - j).get(1 - i);
        sum.add(
            (i == j ? cofactor : cofactor.negate())
                .times(KroneckerDelta.of(row, Expr.of(i + 1L)))
                .times(KroneckerDelta.of(column, Expr.of(j + 1L))));
      }
    }
    return sum.build().dividedBy(determinant(rows));
  }
}
