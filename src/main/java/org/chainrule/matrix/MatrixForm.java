package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.MatrixFunction;
import org.jspecify.annotations.Nullable;

/**
 * A formula of numbers, columns and matrices: an immutable tree with a shape at each node, equal to
 * others by value. Lengths are expressions, and are equal where they are the same expression.
 *
 * <p>The factories named {@code of} bring a form to the one way in which it is held: sums of sums
 * are flat, a product's numbers stand in front of its chain, a transpose of a transpose is gone.
 * They choose nothing: which of several right forms is shortest is not theirs to know.
 */
public sealed interface MatrixForm {
  MatrixShape shape();

  /** Calls the visitor's method for this kind of form. */
  <R> R accept(Visitor<R> visitor);

  /** What is done with each kind of form. */
  interface Visitor<R> {
    R visit(Scalar number);

    R visit(Name name);

    R visit(Sum sum);

    R visit(Product product);

    R visit(Hadamard product);

    R visit(Transpose transpose);

    R visit(Power power);

    R visit(Elementwise function);

    R visit(Operation operation);

    R visit(Cases cases);

    R visit(Total total);
  }

  /**
   * A number that no row or column index is in: {@code 1/n}, {@code lambda}, {@code 2}.
   *
   * @param value the number
   */
  record Scalar(Expr value) implements MatrixForm {
    public static final Scalar ONE = new Scalar(RationalNumber.ONE);

    @Override
    public MatrixShape shape() {
      return MatrixShape.NUMBER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A family's elements, or those of a name with further indices: {@code W}, {@code h_t}, {@code
   * dL/dz}.
   *
   * @param element the element at {@link Slot#ROW}, and {@link Slot#COLUMN} where it has columns
   * @param shape how many there are
   */
  record Name(Expr element, MatrixShape shape) implements MatrixForm {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A sum.
   *
   * @param terms two at least, none of them a sum; each has the sum's shape, or is a number that is
   *     added to every element
   */
  record Sum(List<MatrixForm> terms) implements MatrixForm {
    public Sum {
      terms = List.copyOf(terms);
    }

    /**
     * The sum of one term or more.
     *
     * @throws IllegalArgumentException if the shapes are not the same
     */
    public static MatrixForm of(List<? extends MatrixForm> terms) {
      List<MatrixForm> flat = new ArrayList<>();
      for (MatrixForm term : terms) {
        if (term instanceof Sum sum) {
          flat.addAll(sum.terms);
        } else {
          flat.add(term);
        }
      }
      requireBroadcast(flat);
      return flat.size() == 1 ? flat.get(0) : new Sum(flat);
    }

    @Override
    public MatrixShape shape() {
      return broadcast(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A product of matrices with numbers in front: {@code 2*lambda*tr(A)*X^T*r}.
   *
   * @param factor the numbers that are expressions, 1 where there are none
   * @param scalars the numbers that are made of matrices, {@code tr(A)}, {@code x^T*y}; none of
   *     them has numbers in front of itself
   * @param chain the matrices, each as wide as the next one is high; none is a product
   */
  record Product(Expr factor, List<MatrixForm> scalars, List<MatrixForm> chain)
      implements MatrixForm {
    public Product {
      scalars = List.copyOf(scalars);
      chain = List.copyOf(chain);
    }

    /**
     * The product of numbers, which commute, and of matrices from left to right.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static MatrixForm of(
        Expr factor, List<? extends MatrixForm> scalars, List<? extends MatrixForm> chain) {
      List<MatrixForm> numbers = new ArrayList<>();
      List<MatrixForm> matrices = new ArrayList<>();
      Expr front = factor;
      for (MatrixForm each : scalars) {
        if (!each.shape().isNumber()) {
          throw new IllegalArgumentException("not a number: " + each.shape());
        }
        front = front.times(factorOf(each));
        addNumber(each, numbers);
      }
      for (MatrixForm each : chain) {
        front = front.times(factorOf(each));
        if (each.shape().isNumber()) {
          addNumber(each, numbers);
        } else if (each instanceof Product product) {
          numbers.addAll(product.scalars);
          matrices.addAll(product.chain);
        } else {
          matrices.add(each);
        }
      }
      for (int i = 1; i < matrices.size(); i++) {
        if (matrices.get(i - 1).shape().columns() != matrices.get(i).shape().rows()) {
          throw new IllegalArgumentException(
              matrices.get(i - 1).shape() + " times " + matrices.get(i).shape());
        }
      }
      if (numbers.isEmpty() && matrices.isEmpty()) {
        return new Scalar(front);
      }
      if (front.isOne() && numbers.size() + matrices.size() == 1) {
        return numbers.isEmpty() ? matrices.get(0) : numbers.get(0);
      }
      return new Product(front, numbers, matrices);
    }

    /** Numbers in front of a form. */
    public static MatrixForm scaled(Expr factor, MatrixForm form) {
      return of(factor, List.of(), List.of(form));
    }

    /** Matrices from left to right. */
    public static MatrixForm chain(MatrixForm... forms) {
      return of(RationalNumber.ONE, List.of(), List.of(forms));
    }

    private static Expr factorOf(MatrixForm form) {
      if (form instanceof Scalar number) {
        return number.value();
      }
      return form instanceof Product product ? product.factor : RationalNumber.ONE;
    }

    private static void addNumber(MatrixForm form, List<MatrixForm> numbers) {
      if (form instanceof Product product) {
        numbers.addAll(product.scalars);
        if (!product.chain.isEmpty()) {
          numbers.add(bare(product.chain));
        }
      } else if (!(form instanceof Scalar)) {
        numbers.add(form);
      }
    }

    private static MatrixForm bare(List<MatrixForm> chain) {
      return chain.size() == 1 ? chain.get(0) : new Product(RationalNumber.ONE, List.of(), chain);
    }

    /** The product without the numbers in front, 1 where nothing else is there. */
    public MatrixForm withoutNumbers() {
      return chain.isEmpty() ? Scalar.ONE : bare(chain);
    }

    @Override
    public MatrixShape shape() {
      return chain.isEmpty()
          ? MatrixShape.NUMBER
          : new MatrixShape(
              chain.get(0).shape().rows(), chain.get(chain.size() - 1).shape().columns());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A product element by element; divisors are powers of -1.
   *
   * @param factors two at least, all of the product's shape, none with numbers in front
   */
  record Hadamard(List<MatrixForm> factors) implements MatrixForm {
    public Hadamard {
      factors = List.copyOf(factors);
    }

    /**
     * The product of one factor or more; numbers come in front of it.
     *
     * @throws IllegalArgumentException if the shapes are not the same
     */
    public static MatrixForm of(List<? extends MatrixForm> factors) {
      requireEqualShapes(factors);
      if (factors.get(0).shape().isNumber()) {
        return Product.of(RationalNumber.ONE, factors, List.of());
      }
      List<MatrixForm> flat = new ArrayList<>();
      List<MatrixForm> numbers = new ArrayList<>();
      Expr front = RationalNumber.ONE;
      for (MatrixForm each : factors) {
        MatrixForm bare = each;
        if (each instanceof Product product) {
          front = front.times(product.factor);
          numbers.addAll(product.scalars);
          bare = product.withoutNumbers();
        }
        if (bare instanceof Hadamard inner) {
          flat.addAll(inner.factors);
        } else {
          flat.add(bare);
        }
      }
      MatrixForm result = flat.size() == 1 ? flat.get(0) : new Hadamard(flat);
      return Product.of(front, numbers, List.of(result));
    }

    @Override
    public MatrixShape shape() {
      return factors.get(0).shape();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A transpose.
   *
   * @param operand neither a number nor a transpose, and without numbers in front
   */
  record Transpose(MatrixForm operand) implements MatrixForm {
    public static MatrixForm of(MatrixForm form) {
      if (form.shape().isNumber()) {
        return form;
      }
      if (form instanceof Transpose transpose) {
        return transpose.operand;
      }
      if (form instanceof Product product
          && !(product.factor.isOne() && product.scalars.isEmpty())) {
        return Product.of(product.factor, product.scalars, List.of(of(product.withoutNumbers())));
      }
      return new Transpose(form);
    }

    @Override
    public MatrixShape shape() {
      return operand.shape().transposed();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A power of each element, of a number an ordinary one.
   *
   * @param base the base
   * @param exponent a number, or a form of the base's shape
   */
  record Power(MatrixForm base, MatrixForm exponent) implements MatrixForm {
    /**
     * The power.
     *
     * @throws IllegalArgumentException if the shapes are not the same, nor one of them a number
     */
    public static MatrixForm of(MatrixForm base, MatrixForm exponent) {
      requireBroadcast(List.of(base, exponent));
      if (base instanceof Scalar number && exponent instanceof Scalar power) {
        return new Scalar(number.value().power(power.value()));
      }
      return exponent.equals(Scalar.ONE) ? base : new Power(base, exponent);
    }

    public static MatrixForm of(MatrixForm base, Expr exponent) {
      return of(base, new Scalar(exponent));
    }

    @Override
    public MatrixShape shape() {
      return broadcast(List.of(base, exponent));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A function of numbers, of each element.
   *
   * @param function a row of the function table
   * @param arguments of one shape, but for those that are numbers
   */
  record Elementwise(Function function, List<MatrixForm> arguments) implements MatrixForm {
    public Elementwise {
      arguments = List.copyOf(arguments);
    }

    /**
     * The function.
     *
     * @throws IllegalArgumentException if the shapes are not the same
     */
    public static MatrixForm of(Function function, List<? extends MatrixForm> arguments) {
      requireBroadcast(arguments);
      List<Expr> numbers = new ArrayList<>();
      for (MatrixForm argument : arguments) {
        if (argument instanceof Scalar number) {
          numbers.add(number.value());
        }
      }
      return numbers.size() == arguments.size()
          ? new Scalar(Apply.of(function, numbers))
          : new Elementwise(function, List.copyOf(arguments));
    }

    @Override
    public MatrixShape shape() {
      return broadcast(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * An operation on whole matrices: {@code tr(A)}, {@code inv(A)}, {@code softmax(z)}.
   *
   * @param function which one
   * @param arguments the forms that it is of; none of ones, zeros and the identity
   * @param shape the result's
   */
  record Operation(MatrixFunction function, List<MatrixForm> arguments, MatrixShape shape)
      implements MatrixForm {
    public Operation {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * Cases, decided element by element.
   *
   * @param branches of one shape, but for those that are numbers
   * @param otherwise what holds where no condition does; null where nothing is said
   * @param shape the shape, which none of the values may have: {@code cases(1 if x > 0, 0
   *     otherwise)}
   */
  record Cases(List<Branch> branches, @Nullable MatrixForm otherwise, MatrixShape shape)
      implements MatrixForm {
    public Cases {
      branches = List.copyOf(branches);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * A sum of forms over an index that is none of rows or columns, as that of time is: {@code
   * sum(t=1..T, y_t*x_t^T)}.
   *
   * @param index the index, a name that stands in the body's elements
   * @param lower its first value
   * @param upper its last value
   * @param condition what the values satisfy
   * @param body the form of each value
   */
  record Total(Symbol index, Expr lower, Expr upper, Expr condition, MatrixForm body)
      implements MatrixForm {
    @Override
    public MatrixShape shape() {
      return body.shape();
    }

    Total of(MatrixForm other) {
      return new Total(index, lower, upper, condition, other);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public String toString() {
      return MatrixText.of(this);
    }
  }

  /**
   * One branch of cases.
   *
   * @param value the value where the condition holds and none before it does
   * @param condition the condition on an element
   */
  record Branch(MatrixForm value, Condition condition) {}

  /** A condition on each element of some forms. */
  sealed interface Condition {}

  /**
   * An equality or inequality of elements.
   *
   * @param operator the relation
   * @param left a form of the cases' shape, or a number
   * @param right a form of the cases' shape, or a number
   */
  record Comparison(Relation.Operator operator, MatrixForm left, MatrixForm right)
      implements Condition {}

  /**
   * Conditions that hold together, or of which one holds.
   *
   * @param operator the connective
   * @param operands the conditions
   */
  record Connected(Logical.Operator operator, List<Condition> operands) implements Condition {
    public Connected {
      operands = List.copyOf(operands);
    }
  }

  private static void requireEqualShapes(List<? extends MatrixForm> forms) {
    MatrixShape shape = forms.get(0).shape();
    for (MatrixForm form : forms) {
      if (!form.shape().equals(shape)) {
        throw new IllegalArgumentException(shape + " with " + form.shape());
      }
    }
  }

  private static void requireBroadcast(List<? extends MatrixForm> forms) {
    MatrixShape shape = broadcast(forms);
    for (MatrixForm form : forms) {
      if (!form.shape().isNumber() && !form.shape().equals(shape)) {
        throw new IllegalArgumentException(shape + " with " + form.shape());
      }
    }
  }

  /** The shape of forms that are calculated with element by element, where numbers fit all. */
  private static MatrixShape broadcast(List<? extends MatrixForm> forms) {
    for (MatrixForm form : forms) {
      if (!form.shape().isNumber()) {
        return form.shape();
      }
    }
    return MatrixShape.NUMBER;
  }
}
