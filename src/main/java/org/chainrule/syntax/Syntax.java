package org.chainrule.syntax;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A node of the expression as it was written.
 *
 * <p>Two nodes are equal when they say the same in the same spelling; where they stand in the text
 * does not count. Trees may be as deep as the text is long, so equality, hashing and printing keep
 * their own stacks, and so must whoever walks a tree: see {@link SyntaxWalk}.
 */
public sealed interface Syntax {
  /** Where this stands in the text. */
  Span span();

  /** The nodes directly below this, in the order in which they were written. */
  List<Syntax> children();

  /** What this node says apart from its children and its place. */
  Object label();

  /** A number as it was spelt, such as {@code 0.1}. */
  record NumberLiteral(Span span, Rational value, String spelling) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of();
    }

    @Override
    public Object label() {
      return spelling;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * A name, with its layer label and the part of a subscript that is no index.
   *
   * @param name the canonical name: {@code alpha}, {@code hat(y)}, {@code b_out}, {@code z^[2]}
   * @param spelling the name as it was written, such as {@code α}
   */
  record Name(Span span, String name, String spelling) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of();
    }

    @Override
    public Object label() {
      return List.of(name, spelling);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** A constant of nature, where nothing else of its name is defined. */
  record Constant(Span span, Kind kind, String spelling) implements Syntax {
    /** The constants. */
    public enum Kind {
      PI,
      E,
      INFINITY
    }

    @Override
    public List<Syntax> children() {
      return List.of();
    }

    @Override
    public Object label() {
      return List.of(kind, spelling);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * An element of a family: {@code x_i}, {@code W_{i,j}}, {@code x[i]}.
   *
   * @param bracketed whether the indices were written in square brackets
   */
  record Subscripted(Span span, Name family, List<Syntax> indices, boolean bracketed)
      implements Syntax {
    public Subscripted {
      indices = List.copyOf(indices);
    }

    @Override
    public List<Syntax> children() {
      return join(family, indices);
    }

    @Override
    public Object label() {
      return bracketed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * An element of what a function returns: {@code softmax(x)_i}.
   *
   * @param bracketed whether the indices were written in square brackets
   */
  record Element(Span span, Syntax vector, List<Syntax> indices, boolean bracketed)
      implements Syntax {
    public Element {
      indices = List.copyOf(indices);
    }

    @Override
    public List<Syntax> children() {
      return join(vector, indices);
    }

    @Override
    public Object label() {
      return bracketed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** A prefix minus. */
  record Negate(Span span, Syntax operand) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(operand);
    }

    @Override
    public Object label() {
      return "-";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * An arithmetic operation on two operands; chains nest to the left, powers to the right.
   *
   * @param implicit whether a product was written without a sign
   */
  record Binary(Span span, Operator operator, Syntax left, Syntax right, boolean implicit)
      implements Syntax {
    /** The binary operations. */
    public enum Operator {
      ADD,
      SUBTRACT,
      MULTIPLY,
      DIVIDE,
      POWER,
      /** A product of matrices, {@code A @ B}, where {@link #MULTIPLY} may be one. */
      MATRIX_MULTIPLY,
      ELEMENTWISE_MULTIPLY,
      ELEMENTWISE_DIVIDE,
      ELEMENTWISE_POWER
    }

    @Override
    public List<Syntax> children() {
      return List.of(left, right);
    }

    @Override
    public Object label() {
      return List.of(operator, implicit);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * A function applied to arguments.
   *
   * @param function the function's canonical name, such as {@code sigmoid}
   * @param spelling the name as it was written, such as {@code σ}
   * @param primes how many derivatives: 2 for {@code f''(x)}
   * @param places by which arguments it is differentiated, counted from 1, in {@code D[1,2]f(x, y)}
   */
  record Call(
      Span span,
      String function,
      String spelling,
      int primes,
      List<Integer> places,
      List<Syntax> arguments)
      implements Syntax {
    public Call {
      places = List.copyOf(places);
      arguments = List.copyOf(arguments);
    }

    /** A call of the function itself, or of its derivative by its only argument. */
    public Call(Span span, String function, String spelling, int primes, List<Syntax> arguments) {
      this(span, function, spelling, primes, List.of(), arguments);
    }

    @Override
    public List<Syntax> children() {
      return arguments;
    }

    @Override
    public Object label() {
      return List.of(function, spelling, primes, places);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * A sum, product, maximum or minimum over an index.
   *
   * @param index the bound index
   * @param lower the lower bound, or null where the index runs over its declared range
   * @param upper the upper bound, null exactly where the lower is
   * @param condition what the index must satisfy besides, or null
   */
  record Reduction(
      Span span,
      Operator operator,
      Name index,
      @Nullable Syntax lower,
      @Nullable Syntax upper,
      @Nullable Syntax condition,
      Syntax body)
      implements Syntax {
    /** The operations on the terms. */
    public enum Operator {
      SUM,
      PRODUCT,
      MAXIMUM,
      MINIMUM
    }

    @Override
    public List<Syntax> children() {
      List<Syntax> children = new ArrayList<>(5);
      children.add(index);
      if (lower != null && upper != null) {
        children.add(lower);
        children.add(upper);
      }
      if (condition != null) {
        children.add(condition);
      }
      children.add(body);
      return List.copyOf(children);
    }

    @Override
    public Object label() {
      return List.of(operator, lower != null, condition != null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * The value of the first case that holds.
   *
   * @param otherwise the value where none holds, or null where there is none
   */
  record Cases(Span span, List<Case> cases, @Nullable Syntax otherwise) implements Syntax {
    /** One value and when it holds. */
    public record Case(Syntax value, Syntax condition) {}

    public Cases {
      cases = List.copyOf(cases);
    }

    @Override
    public List<Syntax> children() {
      List<Syntax> children = new ArrayList<>(2 * cases.size() + 1);
      for (Case each : cases) {
        children.add(each.value());
        children.add(each.condition());
      }
      if (otherwise != null) {
        children.add(otherwise);
      }
      return List.copyOf(children);
    }

    @Override
    public Object label() {
      return otherwise != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** A chain of relations, {@code 0 < x < 1}: one operator fewer than operands. */
  record Comparison(Span span, List<Syntax> operands, List<RelationOperator> operators)
      implements Syntax {
    public Comparison {
      operands = List.copyOf(operands);
      operators = List.copyOf(operators);
    }

    @Override
    public List<Syntax> children() {
      return operands;
    }

    @Override
    public Object label() {
      return operators;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** Conditions of which all, or any, hold. */
  record Logical(Span span, Operator operator, List<Syntax> operands) implements Syntax {
    /** The connectives of conditions. */
    public enum Operator {
      AND,
      OR
    }

    public Logical {
      operands = List.copyOf(operands);
    }

    @Override
    public List<Syntax> children() {
      return operands;
    }

    @Override
    public Object label() {
      return operator;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** A condition that does not hold. */
  record Not(Span span, Syntax operand) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(operand);
    }

    @Override
    public Object label() {
      return "not";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * A derivative that is a term: of the body by each variable in turn, so many times as its order.
   *
   * @param variables names and subscripted names
   * @param orders the order of each variable, from 1
   */
  record Derivative(Span span, Syntax body, List<Syntax> variables, List<Integer> orders)
      implements Syntax {
    public Derivative {
      variables = List.copyOf(variables);
      orders = List.copyOf(orders);
    }

    @Override
    public List<Syntax> children() {
      return join(body, variables);
    }

    @Override
    public Object label() {
      return orders;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** The Kronecker delta: 1 where both indices are equal, else 0. */
  record Delta(Span span, Syntax left, Syntax right) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(left, right);
    }

    @Override
    public Object label() {
      return "delta";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * A transpose that a sign after the operand makes, {@code A'} or {@code Aᵀ}; {@code A^T} is a
   * power, since T may be a name.
   */
  record Transpose(Span span, Syntax operand) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(operand);
    }

    @Override
    public Object label() {
      return "'";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** A matrix by its rows, {@code [1, 2; 3, 4]}, whose entries may be matrices themselves. */
  record MatrixLiteral(Span span, List<List<Syntax>> rows) implements Syntax {
    public MatrixLiteral {
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Syntax> children() {
      return rows.stream().flatMap(List::stream).toList();
    }

    @Override
    public Object label() {
      return rows.stream().map(List::size).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * The array of the values of a body, {@code array(k=1..m, l=1..n, W_{k,l})}.
   *
   * @param indices the bound indices, one for each axis, each from 1
   * @param lengths the length of each axis
   */
  record Array(Span span, List<Name> indices, List<Syntax> lengths, Syntax body) implements Syntax {
    public Array {
      indices = List.copyOf(indices);
      lengths = List.copyOf(lengths);
    }

    @Override
    public List<Syntax> children() {
      List<Syntax> children = new ArrayList<>(2 * indices.size() + 1);
      for (int i = 0; i < indices.size(); i++) {
        children.add(indices.get(i));
        children.add(lengths.get(i));
      }
      children.add(body);
      return List.copyOf(children);
    }

    /** Sums over the same indices, for who asks where letters are bound and how far they run. */
    public Syntax asSums() {
      Syntax sums = body;
      for (int axis = indices.size() - 1; axis >= 0; axis--) {
        Syntax first = new NumberLiteral(span, Rational.ONE, "1");
        sums =
            new Reduction(
                span,
                Reduction.Operator.SUM,
                indices.get(axis),
                first,
                lengths.get(axis),
                null,
                sums);
      }
      return sums;
    }

    @Override
    public Object label() {
      return indices.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return SyntaxWalk.same(this, other);
    }

    @Override
    public int hashCode() {
      return SyntaxWalk.hash(this);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  private static List<Syntax> join(Syntax first, List<Syntax> rest) {
    List<Syntax> all = new ArrayList<>(rest.size() + 1);
    all.add(first);
    all.addAll(rest);
    return List.copyOf(all);
  }
}
