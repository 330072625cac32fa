package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/** The element of a form at a row and a column, as an expression of elements and sums. */
public final class Lowered {
  private int used;

  private Lowered(int used) {
    this.used = used;
  }

  /**
   * The element.
   *
   * @param row the row's index, 1 where there is one row
   * @param column the column's index, 1 where there is one column
   */
  public static Expr at(MatrixForm form, Expr row, Expr column) {
    int used = Math.max(Slot.largest(), Symbol.largestOpened(row));
    return new Lowered(Math.max(used, Symbol.largestOpened(column))).element(form, row, column);
  }

  private Symbol fresh() {
    used++;
    return Symbol.opened(used);
  }

  private Expr element(MatrixForm form, Expr row, Expr column) {
    return form.accept(new At(row, column));
  }

  private Expr number(MatrixForm form) {
    return element(form, RationalNumber.ONE, RationalNumber.ONE);
  }

  /** The reduction over an index of a form, which stands at 1 where there is but one. */
  private Expr over(
      Reduction.Operator operator, Expr length, java.util.function.UnaryOperator<Expr> body) {
    if (length.isOne()) {
      return body.apply(length);
    }
    Symbol index = fresh();
    return Reduction.of(operator, index, RationalNumber.ONE, length, body.apply(index));
  }

  private Expr overAll(Reduction.Operator operator, MatrixShape shape, BinaryOperator<Expr> body) {
    return over(
        operator,
        shape.rows(),
        row -> over(operator, shape.columns(), column -> body.apply(row, column)));
  }

  private Expr sum(MatrixShape shape, BinaryOperator<Expr> body) {
    return overAll(Reduction.Operator.SUM, shape, body);
  }

  private Elements elements(MatrixForm form, Expr column) {
    Symbol index = fresh();
    return Elements.of(
        index, RationalNumber.ONE, form.shape().rows(), element(form, index, column));
  }

  private Elements matrix(MatrixForm form) {
    Symbol row = fresh();
    Symbol column = fresh();
    MatrixShape shape = form.shape();
    Expr body = element(form, row, column);
    return Elements.of(
        row,
        RationalNumber.ONE,
        shape.rows(),
        Elements.of(column, RationalNumber.ONE, shape.columns(), body));
  }

  private Expr condition(MatrixForm.Condition condition, Expr row, Expr column) {
    if (condition instanceof MatrixForm.Comparison comparison) {
      return Relation.of(
          comparison.operator(),
          broadcast(comparison.left(), row, column),
          broadcast(comparison.right(), row, column));
    }
    MatrixForm.Connected connected = (MatrixForm.Connected) condition;
    List<Expr> operands = new ArrayList<>();
    for (MatrixForm.Condition each : connected.operands()) {
      operands.add(condition(each, row, column));
    }
    return Logical.of(connected.operator(), operands);
  }

  /** The element of a form that is a number where the others have more elements. */
  private Expr broadcast(MatrixForm form, Expr row, Expr column) {
    return form.shape().isNumber() ? number(form) : element(form, row, column);
  }

  /** The elements of forms at a row and a column. */
  private final class At implements MatrixForm.Visitor<Expr> {
    private final Expr row;
    private final Expr column;

    At(Expr row, Expr column) {
      this.row = row;
      this.column = column;
    }

    private Expr here(MatrixForm form) {
      return broadcast(form, row, column);
    }

    @Override
    public Expr visit(MatrixForm.Scalar number) {
      return number.value();
    }

    @Override
    public Expr visit(MatrixForm.Name name) {
      return Substitution.of(Map.of(Slot.ROW.symbol(), row, Slot.COLUMN.symbol(), column))
          .apply(name.element());
    }

    @Override
    public Expr visit(MatrixForm.Sum sum) {
      Sum.Builder builder = new Sum.Builder();
      sum.terms().forEach(term -> builder.add(here(term)));
      return builder.build();
    }

    @Override
    public Expr visit(MatrixForm.Product product) {
      Expr result = product.factor();
      for (MatrixForm scalar : product.scalars()) {
        result = result.times(number(scalar));
      }
      return product.chain().isEmpty() ? result : result.times(chain(product.chain(), 0, row));
    }

    private Expr chain(List<MatrixForm> chain, int from, Expr start) {
      MatrixForm first = chain.get(from);
      if (from == chain.size() - 1) {
        return element(first, start, column);
      }
      return over(
          Reduction.Operator.SUM,
          first.shape().columns(),
          inner -> element(first, start, inner).times(chain(chain, from + 1, inner)));
    }

    @Override
    public Expr visit(MatrixForm.Hadamard product) {
      return org.chainrule.expr.Product.of(product.factors().stream().map(this::here).toList());
    }

    @Override
    public Expr visit(MatrixForm.Transpose transpose) {
      return element(transpose.operand(), /* row= */ column, /* column= */ row);
    }

    @Override
    public Expr visit(MatrixForm.Power power) {
      return Power.of(here(power.base()), here(power.exponent()));
    }

    @Override
    public Expr visit(MatrixForm.Elementwise function) {
      return Apply.of(function.function(), function.arguments().stream().map(this::here).toList());
    }

    @Override
    public Expr visit(MatrixForm.Cases cases) {
      List<Piecewise.Branch> branches = new ArrayList<>();
      for (MatrixForm.Branch branch : cases.branches()) {
        branches.add(
            new Piecewise.Branch(here(branch.value()), condition(branch.condition(), row, column)));
      }
      @Nullable Expr otherwise = cases.otherwise() == null ? null : here(cases.otherwise());
      return Piecewise.of(branches, otherwise);
    }

    @Override
    public Expr visit(MatrixForm.Total total) {
      return Reduction.of(
          Reduction.Operator.SUM,
          total.index(),
          total.lower(),
          total.upper(),
          total.condition(),
          here(total.body()));
    }

    @Override
    public Expr visit(MatrixForm.Operation operation) {
      return switch (operation.function()) {
        case IDENTITY -> KroneckerDelta.of(row, column);
        case ONES -> RationalNumber.ONE;
        case ZEROS -> RationalNumber.ZERO;
        case NORM_1, NORM_2, DOT, OUTER, TRANSPOSE, VECTORIZATION, KRONECKER, MATRIX_EXPONENTIAL ->
            throw new IllegalArgumentException("no operation of a form: " + operation.function());
        default -> of(operation, operation.arguments().get(0));
      };
    }

    private Expr of(MatrixForm.Operation operation, MatrixForm argument) {
      MatrixShape shape = argument.shape();
      return switch (operation.function()) {
        case TRACE ->
            over(Reduction.Operator.SUM, shape.rows(), index -> element(argument, index, index));
        case NORM ->
            Power.of(sum(shape, (r, c) -> element(argument, r, c).power(2)), RationalNumber.HALF);
        case DIAGONAL_MATRIX ->
            KroneckerDelta.of(row, column).times(element(argument, row, RationalNumber.ONE));
        case DIAGONAL -> element(argument, row, row);
        case SUM -> sum(shape, (r, c) -> element(argument, r, c));
        case MEAN ->
            sum(shape, (r, c) -> element(argument, r, c))
                .dividedBy(shape.rows().times(shape.columns()));
        case MAXIMUM ->
            overAll(Reduction.Operator.MAXIMUM, shape, (r, c) -> element(argument, r, c));
        case MINIMUM ->
            overAll(Reduction.Operator.MINIMUM, shape, (r, c) -> element(argument, r, c));
        case SOFTMAX -> Apply.of(row(operation), elements(argument, column), row);
        case LOG_SUM_EXP -> Apply.of(row(operation), elements(argument, RationalNumber.ONE));
        case DETERMINANT, LOG_DETERMINANT -> Apply.of(row(operation), matrix(argument));
        case INVERSE -> Apply.of(row(operation), matrix(argument), row, column);
        default ->
            throw new IllegalArgumentException("no operation of a form: " + operation.function());
      };
    }

    /** The row of the function table that has the operation's name. */
    private static Function row(MatrixForm.Operation operation) {
      return Functions.named(operation.function().plainName()).orElseThrow();
    }
  }
}
