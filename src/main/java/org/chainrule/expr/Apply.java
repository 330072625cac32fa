package org.chainrule.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chainrule.number.Rational;

/** A function applied to arguments. */
public final class Apply extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("apply");

  private final Function function;
  private final List<Expr> arguments;

  private Apply(Function function, List<Expr> arguments) {
    super(
        Hash.of(
            Hash.mix(
                Hash.mix(SEED, Hash.of(function.name())), function.derivativeOrders().hashCode()),
            arguments),
        Traits.of(arguments).and(new Traits(Expr.nameBit(function.name()), 0, 0)));
    this.function = function;
    this.arguments = arguments;
  }

  public static Expr of(Function function, Expr... arguments) {
    return of(function, Arrays.asList(arguments));
  }

  /**
   * The function's value, folded as its row says and with signs taken out of odd and even
   * functions.
   *
   * @throws IllegalArgumentException if the number of arguments is not the function's
   */
  public static Expr of(Function function, List<? extends Expr> arguments) {
    List<Expr> given = List.copyOf(arguments);
    given.forEach(Expr::requireNumber);
    boolean fits =
        function.isVariadic() ? given.size() >= function.arity() : given.size() == function.arity();
    if (!fits) {
      throw new IllegalArgumentException(
          function.name() + " takes " + function.arity() + " arguments, not " + given.size());
    }
    if (function.parity() != Function.Parity.NONE && isNegated(given.get(0))) {
      List<Expr> positive = new ArrayList<>(given);
      positive.set(0, negated(given.get(0)));
      Expr value = of(function, positive);
      return function.parity() == Function.Parity.ODD ? value.negate() : value;
    }
    Optional<Expr> folded = function.fold(given);
    return folded.orElseGet(() -> unfolded(function, given));
  }

  /** The node itself, for rows whose folding ends in another form of the same function. */
  public static Expr unfolded(Function function, List<Expr> arguments) {
    arguments.forEach(Expr::requireNumber);
    return Interner.intern(new Apply(function, List.copyOf(arguments)));
  }

  /** Whether the expression is below zero as it is written: all its coefficients are. */
  public static boolean isNegated(Expr expression) {
    if (expression instanceof RationalNumber number) {
      return number.value().signum() < 0;
    }
    if (expression instanceof Product product) {
      return product.coefficient().signum() < 0;
    }
    return expression instanceof Sum sum
        && sum.constant().signum() <= 0
        && sum.terms().stream().allMatch(term -> term.coefficient().signum() < 0);
  }

  private static Expr negated(Expr expression) {
    return expression instanceof Sum
        ? Sum.distributed(Rational.MINUS_ONE, expression)
        : expression.negate();
  }

  public Function function() {
    return function;
  }

  public List<Expr> arguments() {
    return arguments;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return arguments;
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Apply apply
        && function.equals(apply.function)
        && arguments.equals(apply.arguments);
  }

  @Override
  String label() {
    return function.name() + function.derivativeOrders();
  }
}
